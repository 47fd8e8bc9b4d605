"""The Chromium that the viewer's tests drive: the system's own, found by name; `python -m tests.view.browser` gets it.

Playwright's own download is not used: a distribution keeps its package up to date. On Debian or Ubuntu as root the
command installs the package, elsewhere it says what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
missing = (
    "no Chromium: set CHROMIUM=/path/to/it, or run `python -m tests.view.browser` (Debian: apt-get install chromium)"
)

# A headless start that asks nothing of the network and needs no user namespace (CI runs as root).
arguments = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome: from CHROMIUM, else the first one in PATH."""
    wanted = os.environ.get("CHROMIUM")
    found = [wanted] if wanted else [*(shutil.which(name) for name in _NAMES), _MAC]
    return next((path for path in found if path and os.path.exists(path)), None)  # noqa: PTH110 - may be "" or odd


def install() -> int:
    """Install Debian's package where that is possible; 0 when there is a Chromium afterwards."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if find_chromium() is None and root and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        packages = ["chromium", "fonts-noto-cjk"]
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], check=False)
    found = find_chromium()
    sys.stdout.write(f"{found or missing}\n")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(install())
