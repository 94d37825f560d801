"""Tests of ``cohesion/programme/identification.py``."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from cohesion.files import entries
from cohesion.programme import identification


def test_the_file_is_what_its_model_says():
    found = entries.load(identification.Identification, "identification.yml")
    table = identification.identification()
    assert list(table.index) == [row.field for row in found.rows]
    assert table["Entry"].tolist() == [row.value for row in found.rows]
    assert table.index.is_unique and table.index.name == "Item"


def test_the_crosswalk_says_for_each_part_where_it_stands_today():
    table = identification.crosswalk()
    found = entries.load(identification.Identification, "identification.yml").crosswalk
    assert table.index.name == "Action Fiche"
    assert list(table.columns) == ["Today's action document", "What changes"]
    assert table["What changes"].tolist() == [place.change for place in found]


def test_an_entry_that_says_nothing_is_refused():
    with pytest.raises(ValidationError, match="at least 3"):
        identification.Item(field="Title", value="–")
    with pytest.raises(ValidationError, match="at least 5"):
        identification.Place(fiche="Purpose", today="2", change="nothing")
