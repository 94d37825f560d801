"""Note marks are taken off, everything else is left."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers.shared import marks


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("1990 a/", "1990"), ("Chiapas 1/", "Chiapas"), ("Chiapas (1)", "Chiapas"),
        ("31.2 p/", "31.2"), ("2010*", "2010"), ("2010¹", "2010"), ("Total a/, 2/", "Total"),
        ("\u00a0San  Luis \u00a0Potosí ", "San Luis Potosí"), (2010.0, "2010.0"),
        ("1/2 de enero", "1/2 de enero"), ("Otros (as)", "Otros (as)"), ("31.2x", "31.2x"),
    ],
)  # fmt: skip
def test_marks_at_the_end_are_taken_off(cell, text):
    assert marks.without_marks(cell) == text


@pytest.mark.parametrize(("cell", "year"), [("1990 a/", 1990), (2010.0, 2010), ("2005*", 2005)])
def test_a_head_shows_its_year(cell, year):
    assert marks.year_of(cell, "x.xlsx", "A1") == year


@pytest.mark.parametrize("cell", ["1890", "20101", "año", "", "2010–2012"])
def test_a_head_without_a_year_is_refused(cell):
    with pytest.raises(DataError, match="x.xlsx, column 'A1'.*where a year is expected"):
        marks.year_of(cell, "x.xlsx", "A1")
