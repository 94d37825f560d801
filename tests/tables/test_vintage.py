"""The vintage rule, on hand-worked cases."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion import paths
from cohesion.errors import DataError
from cohesion.tables import catalogue, store, vintage

EDITIONS = pd.DataFrame(
    {"published": pd.to_datetime(["2011-07-29", "2013-07-29", "2019-08-05"])},
    index=["first", "second", "series"],
)
NO_STAND_INS = pd.DataFrame(
    {"indicator": [], "edition": [], "year_from": [], "year_to": [], "original_published": []}
).astype({"original_published": "datetime64[ns]", "indicator": str, "edition": str})
STAND_INS = pd.DataFrame(
    {
        "indicator": ["poverty"],
        "edition": ["series"],
        "year_from": [2008],
        "year_to": [2010],
        "original_published": pd.to_datetime(["2011-07-29"]),
    }
)


def observations(*rows: tuple[int, str, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["year", "edition", "value"])
    return frame.assign(indicator="poverty", sex="total", group="all", state_code="00")


def taken(frame, stand_ins, day) -> list[tuple[int, str, bool]]:
    chosen = vintage.take_vintage(frame, EDITIONS, stand_ins, day).sort_values("year")
    return list(zip(chosen["year"], chosen["edition"], chosen["stand_in"], strict=True))


MISSION = datetime.date(2012, 6, 30)


def test_what_was_not_yet_published_is_left_out():
    frame = observations((2010, "first", 46.2), (2012, "second", 45.5))
    assert taken(frame, NO_STAND_INS, MISSION) == [(2010, "first", False)]


def test_a_later_day_sees_the_later_edition():
    frame = observations((2010, "first", 46.2), (2010, "second", 46.1))
    assert taken(frame, NO_STAND_INS, datetime.date(2013, 7, 29)) == [(2010, "second", False)]
    assert taken(frame, NO_STAND_INS, datetime.date(2013, 7, 28)) == [(2010, "first", False)]


def test_a_later_edition_stands_in_only_where_it_is_allowed_and_is_marked():
    frame = observations((2010, "series", 46.1), (2012, "series", 45.5))
    assert taken(frame, STAND_INS, MISSION) == [(2010, "series", True)]
    assert taken(frame, NO_STAND_INS, MISSION) == []
    before = datetime.date(2011, 7, 28)
    assert taken(frame, STAND_INS, before) == []


def test_the_edition_of_the_time_wins_over_one_that_stands_in():
    frame = observations((2010, "first", 46.2), (2010, "series", 46.1))
    assert taken(frame, STAND_INS, MISSION) == [(2010, "first", False)]


def test_no_limit_in_time_takes_the_latest():
    frame = observations((2010, "first", 46.2), (2010, "series", 46.1))
    assert taken(frame, STAND_INS, None) == [(2010, "series", False)]


@given(st.dates(datetime.date(2011, 1, 1), datetime.date(2020, 1, 1)))
def test_each_cell_has_one_edition_and_none_of_a_later_day_unmarked(day):
    frame = observations(
        (2010, "first", 46.2), (2010, "second", 46.1), (2010, "series", 46.1),
        (2008, "series", 44.4), (2012, "second", 45.5), (2012, "series", 45.5),
    )  # fmt: skip
    chosen = vintage.take_vintage(frame, EDITIONS, STAND_INS, day)
    assert not chosen.duplicated(["indicator", "year"]).any()
    unmarked = chosen[~chosen["stand_in"]]
    assert (unmarked["published"] <= pd.Timestamp(day)).all()


def test_the_mission_edition_holds_nothing_later_than_its_day():
    """Over the real tables: every observation is of the time, or a declared and marked stand-in."""
    day = pd.Timestamp(vintage.as_of())
    allowed = catalogue.stand_ins()
    allowed = set(zip(allowed["indicator"], allowed["edition"], strict=True))
    index = store._table_index(paths.DATA)
    index = index[index["level"] == "state"]
    seen = 0
    for indicator in sorted(index["indicator"].unique()):
        try:
            frame = store.select(indicator, sex=None, group=None).frame
        except DataError:
            continue
        late = frame[frame["published"] > day]
        assert late["stand_in"].all(), indicator
        assert set(zip(late["indicator"], late["edition"], strict=True)) <= allowed
        seen += len(frame)
    assert seen > 10_000


def test_the_survey_on_victims_of_2012_is_not_in_the_mission_edition():
    """ENVIPE 2012 (reference year 2011) appeared in September 2012."""
    with pytest.raises(DataError, match="published by 2012-06-30"):
        store.select("unreported_crime", years=[2011])
    assert store.select("unreported_crime", years=[2011], as_of=None).frame["value"].notna().all()


def test_changing_the_day_changes_the_figures():
    early = datetime.date(2011, 7, 1)
    with pytest.raises(DataError):
        store.select("poverty", as_of=early)
    later = store.select("poverty", as_of=datetime.date(2023, 12, 31), apart=True)
    assert max(later.years) > 2010 == max(store.select("poverty", apart=True).years)
