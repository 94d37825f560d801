"""Coverage: the vintage rule once more, written ranges, and tables that leave nothing out."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.chapters import data
from cohesion.tables import catalogue, manifest, store
from cohesion.tables.store import select


@pytest.fixture(scope="module")
def cells() -> pd.DataFrame:
    return data.with_status(data.observed_cells())


def cell(indicator: str, year: int, edition: str) -> pd.DataFrame:
    return pd.DataFrame(
        [{"table": "t", "level": "state", "indicator": indicator, "year": year, "sex": "total",
          "group": "all", "edition": edition, "units": 33}]
    )  # fmt: skip


def test_known_cases_of_the_vintage_rule():
    # ENVIPE 2012 appeared in September 2012; ENVIPE 2011 in September 2011.
    later = data.with_status(cell("prevalence", 2011, "envipe_2012"))
    in_time = data.with_status(cell("prevalence", 2010, "envipe_2011"))
    stands_in = data.with_status(cell("poverty", 2010, "coneval_2008_2018"))
    assert later["status"].tolist() == ["later"]
    assert in_time["status"].tolist() == ["in time"]
    assert stands_in["status"].tolist() == ["stand-in"]
    assert data.with_status(cell("poverty", 2012, "coneval_2008_2018"))["status"][0] == "later"


def test_with_a_later_day_more_is_known():
    day = datetime.date(2012, 12, 31)
    frame = data.with_status(cell("prevalence", 2011, "envipe_2012"), day)
    assert frame["status"].tolist() == ["in time"]


@pytest.mark.parametrize("indicator", ["poverty", "prevalence", "women_state_congress"])
def test_the_years_known_are_those_that_the_store_gives(cells, indicator):
    chosen = cells[(cells["indicator"] == indicator) & (cells["level"] != "municipality")]
    known = sorted(set(chosen.loc[chosen["status"] != "later", "year"]))
    assert known == select(indicator, sex=None, group=None, apart=True).years


def test_no_indicator_and_no_table_is_left_out(cells):
    assert set(cells["indicator"]) == set(catalogue.indicators().index)
    assert set(cells["table"]) == set(manifest.names())
    assert len(data.tables()) == len(manifest.names())
    split = len(data.editions(True)) + len(data.editions(False))
    assert split == len(catalogue.editions())


def test_definitions_cover_each_dimension_once(cells):
    known = catalogue.indicators()
    sizes = [len(data.definitions(cells, name)) for name in catalogue.DIMENSIONS]
    assert sum(sizes) == len(known)
    table = data.definitions(cells, "sector", "health")
    assert not table.isna().any(axis=None)


def test_notes_and_stand_ins_are_complete():
    assert data.stand_ins()["Indicators"].sum() >= catalogue.stand_ins()["indicator"].nunique()
    for field in ("gaps", "breaks", "defects"):
        table = data.notes(field)
        assert table.iloc[:, 1].str.len().min() > 10


def test_families_say_later_only_where_nothing_was_known(cells):
    table = data.families(cells)
    assert table.loc[("security", "INEGI"), 2010] in (0, 1)
    assert table.loc[("justice", "World Justice Project"), 2019] == 2


def test_what_is_said_to_be_missing_is_missing_by_state(cells):
    assert data.missing().notna().all(axis=None)
    known = cells[(cells["status"] != "later") & (cells["level"] == "state")]
    for indicator in ("labour_informality", "trust_neighbours", "corruption_incidence",
                      "persons_disappeared", "indigenous_speakers", "hospital_beds"):  # fmt: skip
        assert indicator not in set(known["indicator"])
    unreported = select("unreported_crime").frame
    assert set(unreported["state_code"]) == {"00"}


@given(st.sets(st.integers(1990, 2025), max_size=20))
def test_years_can_be_read_back(years):
    text = data.years_text(years)
    read = set()
    for part in text.replace("–", "-").split(", "):
        if part and part != "-":
            first, *last = part.split("-")
            read |= set(range(int(first), int((last or [first])[0]) + 1))
    assert read == years


def test_levels_are_those_of_the_manifests():
    assert set(store.levels().values()) <= {"state", "municipality", "national"}


def test_figures_count_each_indicator_and_year_once_and_the_chapter_names_their_numbers(cells):
    found = data.figures(cells)
    assert not found.duplicated(["indicator", "year"]).any()
    by_year = data.indicators_by_year(found)
    assert by_year.to_numpy()[~pd.isna(by_year.to_numpy())].sum() == len(found)
    numbers = data.numbers(cells, found)
    assert numbers["data-known"] + numbers["data-later"] == numbers["data-indicators"]
    assert numbers["data-editions-in-time"] + numbers["data-editions-later"] == len(
        catalogue.editions()
    )
    assert numbers["data-rows"] == sum(len(store.read(name)) for name in store.levels())
    # Justice: unreported crime of 2010 is the one indicator that the mission could know.
    justice = data.known_of(found, "justice")
    assert justice["indicator"].tolist() == ["unreported_crime"]
    assert numbers["data-justice-known"] == 1


def test_known_rows_are_of_one_dimension_and_sector_and_never_later(cells):
    chosen = data.known_of(data.figures(cells), "sector", "social_development")
    assert (chosen["status"] != "later").all() and set(chosen["sector"]) == {"social_development"}


def test_several_dimensions_are_defined_in_one_table(cells):
    both = data.defined(cells, ["security", "justice"])
    parts = [data.definitions(cells, name) for name in ("security", "justice")]
    assert len(both) == sum(map(len, parts)) and list(both) == list(parts[0])


def test_a_day_is_written_without_a_leading_zero():
    assert data.written(datetime.date(2012, 6, 3)) == "3 June 2012"
