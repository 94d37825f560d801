"""The book on another day: what was known is chosen, what was not is told in one line."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.tables import catalogue, store, vintage

EDITIONS = catalogue.editions()
LAST = EDITIONS["published"].max().date()
#: Before anything of this subject, the days of the mission's years, and after the last publication.
DAYS = [datetime.date(2009, 1, 1), datetime.date(2011, 7, 29), datetime.date(2012, 6, 30),
        datetime.date(2016, 2, 29), LAST, LAST + datetime.timedelta(1)]  # fmt: skip
#: Every twelfth indicator, whatever its subject and level.
INDICATORS = sorted(catalogue.indicators().index)[::12]


def level_of(indicator: str) -> str:
    index = store._table_index(store.paths.DATA)
    levels = set(index.loc[index["indicator"] == indicator, "level"])
    return next((level for level in ("state", "municipality", "national") if level in levels), "")


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_nothing_later_is_chosen_and_gaps_are_told_in_one_line(on, day):
    on(day)
    assert vintage.as_of() == day
    stand_ins = catalogue.stand_ins().set_index(["indicator", "edition"])["original_published"]
    chosen = told = 0
    for indicator in INDICATORS:
        level = level_of(indicator)
        if not level:
            continue
        try:
            frame = store.select(indicator, level=level, sex=None, group=None, apart=True).frame
        except DataError as error:
            told += 1
            assert str(day) in error.problem and error.cure and "\n" not in str(error)
            continue
        chosen += 1
        in_time = pd.to_datetime(frame["published"]) <= pd.Timestamp(day)
        assert (in_time | frame["stand_in"]).all()
        for edition in frame.loc[frame["stand_in"], "edition"].unique():
            original = stand_ins.loc[[(indicator, edition)]]
            assert (original <= pd.Timestamp(day)).any()
    assert chosen + told > 15
    assert told == 0 if day >= LAST else told + chosen
    assert day > datetime.date(2012, 1, 1) or told > 0


@pytest.mark.parametrize("value", ["2012-06-30", None, 20120630])
def test_a_day_that_is_no_date_names_the_entry(on, value):
    on(value)
    with pytest.raises(DataError, match=r"edition\.yml, column 'as_of'.*YYYY-MM-DD"):
        vintage.as_of()
