"""The sheet of the states and their municipalities, read once for all tests of the folder."""

from __future__ import annotations

import pytest

from cohesion.chapters.profiles import sheet
from cohesion.chapters.profiles import towns as profiles_towns


@pytest.fixture(scope="package")
def data():
    return sheet.load()


@pytest.fixture(scope="package")
def towns(data):
    return profiles_towns.municipalities(data.sheet)
