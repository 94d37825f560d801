"""Fact sheets: places, neighbours, municipalities, sentences, pages and the comparison."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hyp
from hypothesis import strategies as st

from cohesion import paths
from cohesion.chapters.profiles import sheet as profiles_sheet
from cohesion.chapters.profiles.pages import PROFILES
from cohesion.chapters.selection import run
from cohesion.errors import DataError
from cohesion.methods import rates
from cohesion.tables import geo, store
from cohesion.tables.geography import STATE_CODES
from tests.tools import design


def test_places_by_hand():
    values = pd.Series(np.nan, index=list(STATE_CODES))
    values["01"], values["02"], values["03"], values["04"] = 5.0, 3.0, 5.0, 9.0
    low = profiles_sheet.places(values, "lower_better")
    assert low[["02", "01", "03", "04"]].tolist() == [1, 2, 2, 4]
    high = profiles_sheet.places(values, "higher_better")
    assert high[["04", "01", "03", "02"]].tolist() == [1, 2, 2, 4]
    assert profiles_sheet.place_text(low["01"], low) == "2 ="
    assert profiles_sheet.place_text(low["02"], low) == "1"
    assert profiles_sheet.place_text(low["05"], low) == "–"
    assert profiles_sheet.places(values, "neutral").isna().all()


@given(st.lists(st.integers(0, 9), min_size=32, max_size=32))
@hyp(max_examples=50, deadline=None)
def test_places_of_both_directions_mirror_each_other(numbers):
    values = pd.Series([float(n) for n in numbers], index=list(STATE_CODES))
    low = profiles_sheet.places(values, "lower_better")
    high = profiles_sheet.places(values, "higher_better")
    share = values.map(values.value_counts())
    assert (low + high + share - 1 == 33).all()


def test_neighbours_are_mutual_and_known():
    assert geo.neighbours("07") == ["20", "27", "30"]  # Chiapas: Oaxaca, Tabasco, Veracruz
    for code in STATE_CODES:
        touching = geo.neighbours(code)
        assert touching, code
        assert all(code in geo.neighbours(other) for other in touching)


def test_municipal_homicide_rate_is_deaths_over_person_years(data, towns):
    years = list(data.sheet.homicide_years)
    deaths = store.select("homicides_mun_vintage2011", level="municipality", years=years).frame
    people = store.select("population_mun_vintage2011", level="municipality", years=years).frame
    key = "08037"  # Juárez, Chihuahua
    expected = (
        deaths.loc[deaths["mun_code"] == key, "value"].sum()
        / people.loc[people["mun_code"] == key, "value"].sum()
        * 1e5
    )
    assert towns.frame.at[key, "homicide_rate"] == pytest.approx(expected)
    assert towns.frame.at[key, "name"] == "Juárez"
    interval = rates.rates(towns.frame.loc[[key], "homicides"], towns.frame.loc[[key], "exposure"])
    assert interval["low"].iloc[0] < expected < interval["high"].iloc[0]


def test_broken_sheet_names_the_entry(tmp_path):
    design.spoilt(
        tmp_path, "profiles/sheet", lambda sheet: sheet["indicators"][0].update(digits="x")
    )
    with pytest.raises(DataError, match="row population, column 'indicators.digits'"):
        profiles_sheet.load_sheet(tmp_path / "profiles" / "sheet.yml")


def test_every_proposed_state_has_its_profile_page():
    proposed = run.evaluate().choice.proposed
    pages = [paths.NOTEBOOKS / f"{name}.md" for name in PROFILES]
    assert sum(page.is_file() for page in pages) == len(proposed), (
        "The rule proposes another number of states than there are profiles: add or take out "
        "notebooks/profile-*.md, their names in PROFILES and their lines in _toc.yml."
    )


def test_citations_of_the_dossiers_are_in_the_bibliography():
    keys = set(
        re.findall(
            r"^@\w+\{([^,]+),",
            "".join(file.read_text("utf-8") for file in (paths.BOOK / "bib").glob("*.bib")),
            re.M,
        )
    )
    texts = "".join(
        file.read_text("utf-8")
        for file in [
            *(paths.PROGRAMME / "profiles").glob("*.yml"),
            paths.PROGRAMME / "desk_evidence.yml",
            *paths.NOTEBOOKS.glob("selection*.md"),
            paths.NOTEBOOKS / "hindsight-selection.md",
        ]
    )
    assert set(re.findall(r"\{cite:[tp]\}`([^`]+)`", texts)) <= keys
