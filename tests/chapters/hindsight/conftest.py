"""What several tests of the room look at and takes long to compute: once for all of them."""

from __future__ import annotations

import pytest

from cohesion.chapters.correlation import plan
from cohesion.chapters.hindsight import placebo


@pytest.fixture(scope="session")
def declared_differences():
    """The differences in differences of all declared outcomes, with their placebos."""
    return placebo.result(plan.load().added.states_since)
