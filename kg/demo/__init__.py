"""The packaged example: a few articles written for the project; people and companies in them are invented."""

from __future__ import annotations

from pathlib import Path

articles = Path(__file__).parent / "articles"
"""The folder of the example's articles."""
