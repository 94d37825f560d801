"""Tests of ``cohesion/programme/evidence.py``."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from cohesion.errors import DataError
from cohesion.programme import (
    evidence,
)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_evidence_is_what_the_publisher_printed():
    """CONEVAL, poverty 2008–2018: national figures of 2010 by group."""
    expected = {("all", "total"): 46.2, ("indigenous", "total"): 74.8, ("all", "women"): 46.2}
    for (group, sex), value in expected.items():
        item = evidence.Evidence(indicator="poverty", year=2010, group=group, sex=sex)
        assert evidence.national_values([item])[0][1] == pytest.approx(value, abs=0.05)


def test_evidence_table_names_the_extremes_and_shows_gaps():
    items = [
        evidence.Evidence(indicator="poverty", year=2010),
        evidence.Evidence(indicator="poverty", year=2010, group="indigenous"),
    ]
    table, used = evidence.evidence_table([*items, items[0]])
    assert len(table) == 2 and len(used) == 2
    assert table["Highest state"].iloc[0].startswith("Chiapas, 78.4")
    assert table["Lowest state"].iloc[1] == "–"


def test_a_chapters_fact_is_shown_and_must_measure_the_same():
    item = evidence.Evidence(indicator="poverty", year=2010, fact="poverty-share-2010")
    said = {"poverty-share-2010": {"value": 46.2, "text": "46.2 %"}}
    table, _ = evidence.evidence_table([item], said.__getitem__)
    assert table["Mexico"].tolist() == ["46.2 %"]
    assert evidence.national_values([item]) == []
    said["poverty-share-2010"] = {"value": 20.7, "text": "20.7 %"}
    with pytest.raises(DataError, match="poverty-share-2010.*20.7"):
        evidence.evidence_table([item], said.__getitem__)


def test_national_facts_leave_out_what_a_chapter_publishes():
    own = evidence.Evidence(indicator="poverty", year=2010, sex="women")
    told = evidence.Evidence(indicator="poverty", year=2010, fact="poverty-share-2010")
    facts = evidence.national_facts([own, told])
    assert facts["name"].tolist() == ["finding-poverty-women-2010"]
    assert facts["unit"].tolist() == ["%"]
    assert facts["value"].iloc[0] == pytest.approx(46.2, abs=0.05)


def test_nation_and_spreads_are_those_of_the_states():
    items = [
        evidence.Evidence(indicator="poverty", year=2010),
        evidence.Evidence(indicator="poverty", year=2010, group="indigenous"),
    ]
    nation = evidence.nation(items)
    assert nation["finding-poverty-indigenous-2010"] == pytest.approx(74.8, abs=0.05)
    # CONEVAL, July 2011: Chiapas 78.4, Nuevo León 21.1; of groups nothing by state.
    assert evidence.spreads(items).to_dict() == {"Poverty": pytest.approx(78.4 / 21.1, abs=0.02)}
    states = evidence.by_state(items, "poverty")
    assert len(states) == 32 and states["Chiapas"] == pytest.approx(78.4, abs=0.05)
    assert evidence.groups_by_state(items) == 0
