"""Tests of ``cohesion/chapters/selection/data.py``."""

from __future__ import annotations

import pytest

from cohesion.chapters.selection import data, rule
from cohesion.errors import DataError
from cohesion.tables import store
from tests.chapters.selection.small import evaluated

PLAN = rule.load_plan()


@pytest.fixture(scope="module")
def result():
    return evaluated(5000)


def test_a_damaged_table_is_not_taken_for_a_gap(monkeypatch):
    def damaged(*args, **kwargs):
        raise DataError("the check sum differs.", file="data/x.csv")

    monkeypatch.setattr(store, "select", damaged)
    with pytest.raises(DataError, match="check sum"):
        data.gather(PLAN)


def test_gates_do_what_they_say(result):
    rate, nation = result.figures.values["homicide_level"], result.figures.nation["homicide_level"]
    assert (result.gates["violence"] == (rate <= 3 * nation)).all()
    assert result.gates["need"].sum() == 16
    assert result.gates["data"].all() and result.gates["clearance"].all()
    off = data.gate_results(
        PLAN, result.figures, result.table["need"], {"violence": None, "need": None}
    )
    assert off.all().all()
