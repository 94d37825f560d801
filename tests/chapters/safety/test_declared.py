"""Tests of ``cohesion/chapters/safety/declared.py``."""

from __future__ import annotations

import pytest

from cohesion.chapters.safety import declared
from cohesion.errors import DataError
from tests.tools import design


@pytest.mark.parametrize("part", list(declared.HEADS))
def test_every_part_is_complete(part):
    table = declared.part(part)
    assert len(table) >= 3
    assert table.notna().all().all()


def test_an_incomplete_entry_is_named(tmp_path):
    design.spoilt(tmp_path, "safety", lambda content: content["gaps"][1].update(exists=" "))
    with pytest.raises(DataError, match="each with a text") as caught:
        declared.part("gaps", tmp_path)
    assert (caught.value.row, caught.value.column) == ("gaps, entry 2", "exists")


def test_the_guaranteed_fund_has_its_publication():
    found = declared.quantity("fasp_guaranteed_million_pesos")
    assert found.value > 1000 and found.source == "{cite:t}`sesnsp2012matrix`"


def test_the_reform_has_a_source_and_possible_years(tmp_path):
    started = declared.reform_start()
    assert started.years["02"] == 2010 and "cite" in started.source
    design.spoilt(tmp_path, "safety", lambda c: c["reform_start"]["years"].update({"02": 210}))
    with pytest.raises(DataError, match="greater than or equal to 1980") as caught:
        declared.reform_start(tmp_path)
    assert caught.value.row == "reform_start" and caught.value.column == "years.02"
