"""A small book, opened page by page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages import site


@pytest.fixture(scope="session")
def small_book(tmp_path_factory) -> Path:
    """The folder of a small book's pages."""
    return site.build(tmp_path_factory.mktemp("small") / "book")


@pytest.fixture
def opened(browser, small_book):
    """Return a function that opens a page from its file and fails on any script error or request.

    ``opened("book/explorer.html", hash="i=poverty", width=390, dark=True)``
    """
    contexts, faults = [], []

    def open_page(page: str, *, hash: str = "", width: int = 1300, dark: bool = False,
                  script: bool = True, touch: bool = False):  # fmt: skip
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script,
            color_scheme="dark" if dark else "light", has_touch=touch, accept_downloads=True,
        )  # fmt: skip
        contexts.append(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: faults.append(f"{page}: {error}"))
        tab.on("request", lambda request: request.url.startswith(("file:", "blob:", "data:"))
               or faults.append(f"{page} asks for {request.url}"))  # fmt: skip
        tab.goto(f"{(small_book / page).as_uri()}{f'#{hash}' if hash else ''}")
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)
