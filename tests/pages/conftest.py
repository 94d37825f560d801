"""A small book, opened page by page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cohesion import paths
from cohesion.checking import pages
from cohesion.pages import counted
from tests.tools.browser import PATIENCE


@pytest.fixture(scope="session")
def small_book(tmp_path_factory) -> Path:
    """The folder of a small book's pages.

    Built in a process of its own: what extensions of Sphinx register there once, they do not
    register again where another test has built pages before.
    """
    folder = tmp_path_factory.mktemp("small") / "book"
    code = "import pathlib, sys, tests.pages.site as s; s.build(pathlib.Path(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], cwd=paths.ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
    return folder / "html"


class Tabs:
    """Tabs of the browser that are used again: a new one costs more than most pages."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser
        self.faults: list[str] = []
        self._free: dict[tuple, list[Any]] = {}
        self._used: list[tuple[tuple, Any]] = []

    def take(self, width: int, dark: bool, script: bool, touch: bool) -> Any:
        kind = (width, dark, script, touch)
        free = self._free.setdefault(kind, [])
        tab = free.pop() if free else self._new(*kind)
        self._used.append((kind, tab))
        tab.mouse.move(0, 0)
        # Another address after "#" alone would not open the page again.
        tab.goto("about:blank")
        return tab

    def give_back(self) -> None:
        for kind, tab in self._used:
            self._free[kind].append(tab)
        self._used.clear()

    def _new(self, width: int, dark: bool, script: bool, touch: bool) -> Any:
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script,
            color_scheme="dark" if dark else "light", has_touch=touch, accept_downloads=True,
        )  # fmt: skip
        # No test fails because a machine is busy.
        context.set_default_timeout(PATIENCE)
        tab = context.new_page()
        tab.on("pageerror", lambda error: self.faults.append(f"{tab.url}: {error}"))
        tab.on("request", lambda request: request.url.startswith(("file:", "blob:", "data:"))
               or self.faults.append(f"{tab.url} asks for {request.url}"))  # fmt: skip
        return tab


@pytest.fixture(scope="session")
def tabs(browser) -> Tabs:
    return Tabs(browser)


@pytest.fixture
def opened(tabs, small_book):
    """Return a function that opens a page from its file and fails on any script error or request.

    ``opened("book/explorer.html", hash="i=poverty", width=390, dark=True)``
    """

    def open_page(page: str, *, hash: str = "", width: int = 1300, dark: bool = False,
                  script: bool = True, touch: bool = False):  # fmt: skip
        tab = tabs.take(width, dark, script, touch)
        tab.goto(f"{(small_book / page).as_uri()}{f'#{hash}' if hash else ''}")
        return tab

    tabs.faults.clear()
    yield open_page
    tabs.give_back()
    assert not tabs.faults, "\n".join(tabs.faults)


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Counts kept in a folder of their own, for inputs that the test names."""
    monkeypatch.setattr(paths, "BUILD", tmp_path)
    monkeypatch.setattr(pages, "COUNTS", tmp_path / "checks.json")
    monkeypatch.setattr(counted, "_inputs", lambda: "today")
    return tmp_path
