"""Editions that may not be compared do not meet in one exhibit."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.publishing import publish
from cohesion.publishing.provenance import check_editions
from cohesion.tables.store import Selection, levels_with_errors, select


@pytest.fixture(scope="module")
def day():
    return select("deprivation_health", years=[2010])


@pytest.fixture(scope="module")
def series():
    return select("deprivation_health", years=[2010], series=True)


def test_two_editions_in_one_exhibit_are_refused(day, series):
    with pytest.raises(DataError, match="'deprivation_health' comes from editions") as caught:
        check_editions("tab-x", [day, [series]])
    assert "coneval_2008_2018, coneval_2011_12_states" in str(caught.value)
    check_editions("tab-x", publish.apart(day, series))
    check_editions("tab-x", ["programme/selection.yml", day, publish.apart(series)])
    check_editions("tab-x", [day, day])
    check_editions("tab-x", "programme/selection.yml")


def test_the_nation_as_first_printed_may_not_stand_beside_states_of_the_series():
    release = select("extreme_poverty_as_published", level="national", years=[2010])
    states = select("extreme_poverty", years=[2010], series=True)
    with pytest.raises(DataError, match="'extreme_poverty' comes from editions"):
        check_editions("tab-x", [release, states])


def test_municipal_figures_are_looked_at_apart(day):
    towns = select("deprivation_health", level="municipality", years=[2010])
    check_editions("tab-x", [day, towns])


def test_a_borrowed_error_is_no_second_figure(day):
    levels, lent = levels_with_errors("deprivation_health", 2010)
    assert levels.frame["value"].tolist() == day.frame["value"].tolist()
    assert levels.frame["se"].notna().all()
    assert [chosen.errors_only for chosen in lent] == [True]
    check_editions("tab-x", [levels, *lent])
    with pytest.raises(DataError, match="may not be compared"):
        check_editions("tab-x", [levels, Selection(lent[0].frame, "state")])


def test_nothing_is_borrowed_where_the_day_has_no_other_edition():
    levels, lent = levels_with_errors("gini_income", 2010)
    assert lent == []
    assert levels.frame["se"].notna().all()


def test_the_guard_sees_what_a_whole_notebook_rests_on(day, series, monkeypatch, tmp_path):
    monkeypatch.setenv("COHESION_OUT", str(tmp_path))
    monkeypatch.setattr(publish, "_published", set())
    monkeypatch.setattr(publish, "_rests_on", [])
    publish.rests_on(day, series)
    with pytest.raises(DataError, match="may not be compared"):
        publish.fact("health-both", 1)
    publish.rests_on("programme/selection.yml", publish.apart(day, series))
    publish.fact("health-both", 1)
