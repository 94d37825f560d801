"""Builds of tests take their kernels from one parent: cold ones import the libraries anew."""

from __future__ import annotations

import pytest

from cohesion.building import kernels, run


class Kept:
    """A parent of kernels that a build may close without ending it."""

    def __init__(self, parent: kernels.Nursery) -> None:
        self.fork = parent.fork

    def close(self) -> None:
        """Leave it: other tests want kernels of it."""


@pytest.fixture
def warm(nursery, monkeypatch):
    """Let every build of the test take its kernels from the one parent; give it for single runs.

    That ordinary kernels do the same is tested in ``test_kernels.py``.
    """
    monkeypatch.setattr(run, "_nursery", lambda notebooks: Kept(nursery) if nursery else None)
    return nursery
