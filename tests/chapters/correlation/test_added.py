"""Variables that were added to the plan: each from its series, and those that the day lacks."""

from __future__ import annotations

import numpy as np
import pytest

from cohesion.chapters.correlation import added
from cohesion.errors import DataError
from cohesion.tables.geography import STATE_CODES
from cohesion.tables.store import select


def test_files_per_crime_by_hand(declared):
    data, absent = added.table(declared, ["files_per_crime", "women_congress"])
    assert absent == [] and list(data.frame.index) == list(STATE_CODES)
    files = select("reported_crime_old", years=[2010]).value("20", "reported_crime_old", 2010)
    crimes = select("crimes_declared", years=[2010]).value("20", "crimes_declared", 2010)
    assert data.frame.at["20", "files_per_crime"] == pytest.approx(100 * files / crimes)


def test_what_the_day_lacks_is_named_and_left_out(declared):
    names = ["gini", "impunity", "women_congress", "disappeared"]
    data, absent = added.table(declared, names)
    assert absent == ["impunity", "disappeared"]
    assert list(data.frame.columns) == ["gini", "women_congress"]
    later, none = added.table(declared, ["impunity"], None)
    assert none == [] and later.frame["impunity"].notna().sum() >= added.MINIMUM_STATES


def test_a_damaged_table_is_no_absent_one(declared, monkeypatch):
    def damaged(as_of):
        raise DataError("the checksum does not fit.", cure="-")

    monkeypatch.setitem(added.RECIPES, "impunity", damaged)
    with pytest.raises(DataError, match="checksum"):
        added.table(declared, ["impunity"])


def test_trust_is_the_plain_mean_of_both_sexes_over_the_years(declared):
    data, _ = added.table(declared, ["trust_judges"], None)
    chosen = select(["judges_trust_much", "judges_trust_some"], sex=None, as_of=None)
    rows = chosen.frame.query("state_code == '20'")
    by_sex = rows.groupby(["sex", "indicator"])["value"].mean().groupby("sex").sum()
    assert len(by_sex) == 2
    assert data.frame.at["20", "trust_judges"] == pytest.approx(by_sex.mean())
    errors = added.trust_errors("judges")
    expected = np.sqrt((rows["se"] ** 2).sum() / 4)
    assert errors["20"] == pytest.approx(expected)


def test_a_state_without_a_disappeared_person_has_a_logarithm(declared):
    data, _ = added.table(declared, ["disappeared"], None)
    assert np.isfinite(data.frame["disappeared"]).all()
    events = data.source("persons_disappeared")[0]
    years = sorted(events.frame["year"].unique())
    assert len(years) == added.DISAPPEARED_YEARS
    people = data.source("population_census")[-1].value("28", "population_census", 2010)
    count = events.frame.query("state_code == '28'")["value"].sum()
    rate = 100_000 * (count + 0.5) / (len(years) * people)
    assert data.frame.at["28", "disappeared"] == pytest.approx(np.log(rate))
