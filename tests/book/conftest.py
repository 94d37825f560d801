"""A real browser for the written pages: Debian's Chromium, driven by Playwright.

Where there is no Chromium or no built book, these tests say so and skip; in CI (``CI`` is set) they
fail, because there both are meant to be there.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from cohesion import paths

#: The folder with the pages to test; another one may be named.
PAGES = Path(os.environ.get("COHESION_PAGES", paths.HTML))


def _missing(what: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def pages() -> Path:
    if not (PAGES / "index.html").is_file():
        _missing(f"there is no built book in {PAGES}: run make book")
    return PAGES


@pytest.fixture(scope="session")
def browser():
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        _missing("there is no Chromium (Debian: apt-get install chromium)")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()
