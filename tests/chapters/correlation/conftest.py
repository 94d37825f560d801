"""The declared plan and its municipalities, read once for all tests of the folder."""

from __future__ import annotations

import pytest

from cohesion.chapters.correlation import plan, variables


@pytest.fixture(scope="package")
def declared() -> plan.AnalysisPlan:
    return plan.load()


@pytest.fixture(scope="package")
def towns(declared):
    """Return what the municipal models need; whoever changes it takes a copy."""
    return variables.municipal_variables(declared).frame
