"""The built pages, and a browser to open them in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cohesion import paths
from tests.tools import browser as tools

#: The folder with the pages to test; another one may be named.
PAGES = Path(os.environ.get("COHESION_PAGES", paths.HTML))


@pytest.fixture(scope="session")
def pages() -> Path:
    if not (PAGES / "index.html").is_file():
        tools.missing(f"there is no built book in {PAGES}: run make book")
    return PAGES
