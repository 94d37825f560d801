"""Reference years: what a reader of a day could have known."""

from __future__ import annotations

import datetime
import re

import pytest

from cohesion import paths
from cohesion.chapters.hindsight import days
from cohesion.errors import DataError
from cohesion.tables import vintage
from cohesion.tables.geography import NATION

MISSION = vintage.as_of()


@pytest.mark.parametrize(
    ("day", "year", "edition", "stand_in"),
    [
        (MISSION, 2010, "coneval_2011_07_shares", False),
        # CONEVAL presented 2012 in July 2013 and 2018 in August 2019.
        (datetime.date(2013, 12, 31), 2012, "coneval_2008_2018", True),
        (datetime.date(2019, 6, 30), 2016, "coneval_2008_2018", True),
        (datetime.date(2021, 6, 30), 2018, "coneval_2008_2018", False),
        (datetime.date(2024, 12, 31), 2022, "coneval_2016_2022", False),
    ],
)
def test_the_year_of_poverty_follows_its_publication(day, year, edition, stand_in):
    assert days.reference("poverty", day) == days.Reference("poverty", year, edition, stand_in)


def test_nothing_is_known_before_it_was_published():
    assert days.reference("trust_neighbours", MISSION) is None
    for day in days.load_days().days:
        for indicator in ("poverty", "homicides_residence", "prevalence", "social_lag_index"):
            rows = days.offered(indicator, day)
            assert rows and all(cell.year < day.year for cell in rows)
            assert all((how.published.date() > day) == how.stand_in for how in rows.values())


def test_a_projection_gives_no_year_that_has_not_been():
    assert max(one.year for one in days.editions_of("infant_mortality")) == 2030
    assert days.reference("infant_mortality", datetime.date(2024, 12, 31)).year == 2023


def test_years_that_are_compared_come_from_one_edition():
    at = days.reference("deprivation_health", datetime.date(2024, 12, 31), span=(0, 2))
    assert (at.year, at.edition) == (2022, "coneval_2016_2022")
    table, chosen = days.figures(at, [2020, 2022])
    assert set(chosen.frame["edition"]) == {"coneval_2016_2022"}
    # As CONEVAL printed them on 10 August 2023: 28.2 and 39.1 per cent.
    assert table.loc[NATION].round(1).tolist() == [28.2, 39.1]
    assert days.errors(chosen).isna().all(axis=None)
    assert days.reference("poverty", datetime.date(2024, 12, 31), span=(0, 1)) is None


def test_the_last_edition_of_a_year_holds_all_years_that_are_compared():
    at = days.reference("deprivation_health", MISSION, span=(0, 2))
    last = days.revised(at, span=(0, 2))
    assert (last.year, last.edition) == (2010, "coneval_2008_2018")
    # The series that begins in 2016 is later, and does not hold the year.
    poor = days.revised(days.reference("poverty", MISSION))
    assert poor == days.Reference("poverty", 2010, "coneval_2008_2018", True)
    only = days.reference("prevalence", MISSION)
    assert days.revised(only).edition == only.edition and not days.revised(only).stand_in


def test_the_days_begin_with_that_of_the_report(tmp_path):
    text = (days.paths.PROGRAMME / "time_machine.yml").read_text("utf-8")
    (tmp_path / "time_machine.yml").write_text(text.replace("2012-06-30, ", "2012-07-01, "))
    assert days.load_days(tmp_path).days[:2] == (MISSION, datetime.date(2012, 7, 1))
    for wrong in ("2016-06-30, 2014-06-30", "2014-06-30", "2009-01-01, 2014-06-30"):
        changed = re.sub(r"(?m)^days: .*$", f"days: [2012-06-30, {wrong}]", text)
        (tmp_path / "time_machine.yml").write_text(changed)
        with pytest.raises(DataError, match="as of 2012-06-30 .* later days"):
            days.load_days(tmp_path)


def test_another_edition_begins_with_its_own_day(monkeypatch):
    monkeypatch.setattr(vintage, "as_of", lambda: datetime.date(2015, 1, 1))
    assert [day.year for day in days.load_days().days] == [2015, 2016, 2019, 2021, 2024]
    monkeypatch.setattr(vintage, "as_of", lambda: datetime.date(2024, 12, 30))
    with pytest.raises(DataError, match="as of 2024-12-30"):
        days.load_days()


def test_an_unknown_indicator_is_an_error():
    with pytest.raises(DataError):
        days.editions_of("no_such_indicator")


def test_what_no_edition_held_on_the_day_has_no_reference_year():
    day = datetime.date(2012, 6, 30)
    assert days.offered("births_mothers_under_20", day) == {}
    assert days.reference("births_mothers_under_20", day) is None
    assert days.reference("births_mothers_under_20", datetime.date(2024, 12, 31)) is not None


def test_a_later_base_is_an_indicator(tmp_path):
    text = (paths.PROGRAMME / "time_machine.yml").read_text("utf-8")
    spoilt = text.replace(": population_midyear", ": population_midyeer")
    assert spoilt != text
    (tmp_path / "time_machine.yml").write_text(spoilt, "utf-8")
    with pytest.raises(DataError, match="population_midyeer") as caught:
        days.load_days(tmp_path)
    assert caught.value.column == "later_base"
