"""The small book, set once for all tests of the room."""

from __future__ import annotations

import pytest

from tests.paper import small


@pytest.fixture(scope="package")
def book(tmp_path_factory):
    """The small book, resolved; its whole file is set and checked."""
    patch = pytest.MonkeyPatch()
    made = small.make(tmp_path_factory.mktemp("small"), patch)
    made.set()
    yield made
    patch.undo()
