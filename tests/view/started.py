"""A browser for tests, ended with the block."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.view.browser import arguments, find_chromium, missing


@contextmanager
def started() -> Iterator[Browser]:
    """A Chromium; without one the test is skipped and says why.

    Playwright allows one at a time in a process and keeps an event loop running: end it where it is no longer needed.
    """
    chromium = find_chromium()
    if chromium is None:
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()
