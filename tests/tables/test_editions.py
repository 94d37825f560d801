"""Editions that may not meet, and how far those that stand in differ."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.errors import DataError
from cohesion.tables import catalogue, editions, manifest
from cohesion.tables.cells import Cell, Usable
from cohesion.tables.geography import NATION, STATE_CODES
from cohesion.tables.store import select

SERIES = "coneval_2008_2018"
HERE = "coneval_2011_12_states"


def test_the_level_of_the_day_and_the_series_are_two_figures():
    day = select("deprivation_health", years=[2010])
    series = select("deprivation_health", years=[2010], series=True)
    assert round(day.nation("deprivation_health", 2010), 1) == 31.8
    assert round(series.nation("deprivation_health", 2010), 1) == 29.2
    assert not day.stand_in
    assert series.stand_in
    # The edition of 2011 has no standard errors; the series has one for every state.
    assert np.isnan(day.nation("deprivation_health", 2010, "se"))
    assert series.wide(2010, "se")["deprivation_health"].notna().all()


def test_a_change_may_not_mix_two_editions():
    with pytest.raises(DataError, match="may not be compared") as caught:
        select("deprivation_health", years=[2008, 2010])
    assert f"{HERE}: 2010" in str(caught.value)
    assert f"{SERIES}: 2008" in str(caught.value)
    both = select("deprivation_health", years=[2008, 2010], series=True)
    assert set(both.frame["edition"]) == {SERIES}


def test_groups_and_the_whole_come_from_one_series():
    with pytest.raises(DataError, match="may not be compared"):
        select("deprivation_health", years=[2010], sex=None, group=None)
    groups = select("deprivation_health", years=[2010], sex=None, group=None, series=True)
    assert groups.frame["group"].nunique() > 1
    assert set(groups.frame["edition"]) == {SERIES}


def test_editions_kept_apart_come_back_together():
    kept = select("deprivation_health", as_of=None, apart=True)
    assert set(kept.frame["edition"]) == {SERIES, "coneval_2016_2022"}
    with pytest.raises(DataError, match="may not be compared"):
        select("deprivation_health", as_of=None)


def test_what_the_publisher_repeats_may_be_compared():
    assert set(select("population_census").frame["edition"]) > {"inegi_census_2000"}
    shares = select(["crime_reported", "unreported_crime"], as_of=None)
    assert shares.frame["edition"].nunique() > 5


@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=6))
def test_one_edition_never_is_a_mixture(names):
    assert editions.mixtures([("poverty", names[0])] * len(names)) == {}
    mixed = editions.mixtures([("poverty", name) for name in names])
    assert bool(mixed) == (len(set(names)) > 1)


def test_a_figure_as_first_printed_is_the_same_quantity():
    found = editions.mixtures(
        [("extreme_poverty_as_published", "coneval_2011_07"), ("extreme_poverty", SERIES)]
    )
    assert found == {"extreme_poverty": ["coneval_2008_2018", "coneval_2011_07"]}


def test_the_series_is_the_edition_that_covers_most():
    rows = [("x", 2008, "long"), ("x", 2010, "long"), ("x", 2010, "day"), ("y", 2010, "day")]
    cells = [Cell(indicator, year, "total", "all", edition) for indicator, year, edition in rows]
    how = Usable(pd.Timestamp("2011-12-31"), stand_in=False)
    found = editions.one_series(dict.fromkeys(cells, how))
    assert list(found) == [cells[0], cells[1], cells[3]]


def test_of_two_that_cover_as_much_the_later_is_the_series():
    early, late = (Cell("x", 2010, "total", "all", name) for name in ("b-early", "a-late"))
    published = {early: pd.Timestamp("2011-07-29"), late: pd.Timestamp("2011-12-02")}
    usable = {cell: Usable(day, stand_in=False) for cell, day in published.items()}
    assert list(editions.one_series(usable)) == [late]


def test_a_mixture_of_a_figure_and_its_first_print_names_the_years_of_both():
    cells = [
        Cell("poverty", 2010, "total", "all", SERIES),
        Cell("poverty_as_published", 2008, "total", "all", HERE),
    ]
    with pytest.raises(DataError, match="may not be compared") as caught:
        editions.refuse_mixture(cells)
    assert f"{SERIES}: 2010" in str(caught.value) and f"{HERE}: 2008" in str(caught.value)


def test_difference_by_hand():
    codes = [NATION, *STATE_CODES]
    day = pd.Series(np.arange(33.0), index=codes)
    series = day.copy()
    series["01"], series["02"], series[NATION] = day["02"] + 0.5, day["01"], 3.04
    found = editions.difference(day, series)
    assert found == {"nation": 3.0, "least": -1.0, "most": 1.5, "moved": 1}


def _declared(said: str) -> list[float]:
    return [float(x.replace("−", "-")) for x in re.findall(r"[+−]?\d+\.\d", said)]


def test_the_declared_differences_are_those_of_the_tables():
    """Every size in the catalogue of stand-ins is computed again from the two editions."""
    stand_ins = catalogue.stand_ins()
    rows = stand_ins[
        (stand_ins["edition"] == SERIES) & stand_ins["difference"].str.startswith("2010")
    ]
    assert len(rows) > 20
    for row in rows.itertuples():
        day = select(row.indicator, years=[2010]).frame.set_index("state_code")["value"]
        series = select(row.indicator, years=[2010], series=True)
        assert set(series.frame["edition"]) == {SERIES}
        series = series.frame.set_index("state_code")["value"]
        if row.indicator.endswith("_persons") or row.indicator == "population_survey":
            day, series = day * 0, 100 * (series / day - 1)
        declared = _declared(row.difference)
        if len(series) == 1:
            assert declared == [round(series[NATION] - day[NATION], 1) + 0.0], row.indicator
            continue
        found = editions.difference(day, series)
        assert declared == [found["nation"], found["least"], found["most"]], row.indicator


def test_what_is_not_known_is_said_where_no_edition_of_the_day_is_at_hand():
    held = {"poverty_persons", *manifest.load("coneval_states_edition_2011")["indicators"]}
    stand_ins = catalogue.stand_ins()
    rows = stand_ins[stand_ins["edition"] == SERIES]
    unknown = rows["difference"].str.startswith("not known")
    assert set(rows.loc[~unknown, "indicator"]) == held & set(rows["indicator"])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("povertyy,coneval_2008_2018|coneval_2016_2022,reason", "not declared"),
        ("poverty,coneval_2008_2018|coneval_1999,reason", "not declared"),
        ("poverty,coneval_2008_2018,reason", "two editions"),
    ],
)
def test_a_wrong_declaration_is_refused(tmp_path, row, said):
    from cohesion import paths

    for file in paths.CATALOGUE.glob("*.csv"):
        if not file.name.endswith("comparable.csv"):
            (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "x.comparable.csv").write_text(f"indicators,editions,reason\n{row}\n")
    with pytest.raises(DataError, match=said) as caught:
        editions.comparable(tmp_path)
    assert caught.value.row == 2
