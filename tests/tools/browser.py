"""A real browser for the pages: Chromium of the machine, driven by Playwright.

A process may hold one Playwright at a time: the fixture ``browser`` stands in ``tests/conftest.py``
once, for all folders of tests.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

#: The programs that will do, the first that is found; ``CHROMIUM`` may name another.
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")

#: Milliseconds to wait for what a page does: no test fails because a machine is busy.
PATIENCE = 180_000


def missing(what: str) -> None:
    """Skip and say so; in CI (``CI`` is set) fail, because there it is meant to be there."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@contextlib.contextmanager
def started() -> Iterator[Any]:
    """Start a Chromium without a window, and end it."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        missing("there is no Chromium (Debian: apt-get install chromium)")
    from playwright import sync_api

    with sync_api.sync_playwright() as playwright:
        # Who is root in a container may start it only without its sandbox.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
