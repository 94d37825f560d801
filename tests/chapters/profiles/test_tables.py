"""Tests of ``cohesion/chapters/profiles/tables.py``."""

from __future__ import annotations

import dataclasses
import re

import numpy as np
import pandas as pd
import pytest

from cohesion import formats, paths
from cohesion.chapters.profiles import pages as profiles_pages
from cohesion.chapters.profiles import tables
from cohesion.chapters.profiles import towns as profiles_towns
from cohesion.tables import geo, store
from cohesion.tables.geography import NATION, STATE_CODES, STATES
from tests.tools import sampling


def test_every_figure_of_the_table_stands_in_the_source(data):
    table = tables.indicator_table(data, "20")
    row = next(label for label in table.index if label.startswith("Poverty"))
    source = store.select("poverty", years=[2010])
    assert table.at[row, "State"] == f"{source.value('20', 'poverty', 2010):.1f}"
    assert table.at[row, "Mexico"] == f"{source.nation('poverty', 2010):.1f}"
    touching = [source.value(code, "poverty", 2010) for code in geo.neighbours("20")]
    assert table.at[row, "Neighbours"] == f"{np.median(touching):.1f}"


@pytest.mark.sampled
def test_all_states_have_all_rows(data, every):
    for code in sampling.sample(STATE_CODES, 8, every):
        table = tables.indicator_table(data, code)
        assert len(table) == len(data.rows)
        assert (table["State"] != "–").all(), code


def test_municipal_lists_keep_to_the_minimum_size_and_to_the_state(data, towns):
    sizes = data.sheet.minimum_population
    names = towns.frame.groupby("state_code")["name"].agg(set)
    for code in STATE_CODES:
        poor = tables.poorest_municipalities(data, towns, code)
        violent = tables.violent_municipalities(data, towns, code)
        assert (poor["Population"] >= sizes["poverty"]).all()
        assert (violent["Population"] >= sizes["homicide"]).all()
        assert poor["Poverty, %"].is_monotonic_decreasing
        assert violent["Rate"].is_monotonic_decreasing
        assert set(poor.index) | set(violent.index) <= names[code]


def test_concentration_by_hand(towns):
    frame = pd.DataFrame({"state_code": ["01"] * 4, "poor": [50.0, 30.0, 15.0, 5.0]})
    half, number = tables.concentration(profiles_towns.Municipalities(frame, [], []), "01")
    assert (half, number) == (1, 4)
    assert tables.concentration(profiles_towns.Municipalities(frame, [], []), "01", 0.81)[0] == 3
    here = towns.frame[towns.frame["state_code"] == "20"]
    half, number = tables.concentration(towns, "20")
    top = here["poor"].nlargest(half).sum() / here["poor"].sum()
    below = here["poor"].nlargest(half - 1).sum() / here["poor"].sum()
    assert below < 0.5 <= top and number == here["poor"].notna().sum()


def test_sentences_set_the_nation_beside_the_state_and_rank_neither(data, towns):
    for code in STATE_CODES:
        text = tables.summary(data, towns, code)
        nation = formats.percent(data.values.at[NATION, "poverty"])
        assert f"(nation {nation})" in text
        assert "above" not in text and "below" not in text
        assert "nan" not in text and "–" not in text.replace("2008–2010", "")
    assert tables.summary(data, towns, "09").startswith("The Federal District (*Distrito Federal*")


def test_fair_wording(data, towns):
    blame = re.compile(r"\b(worst|best|backward|failed|dangerous|loser|winner|bad|poorest)\b", re.I)
    for code in STATE_CODES:
        for text in (
            tables.summary(data, towns, code),
            tables.notes(data, towns, code),
            profiles_pages.stub(code),
            tables.finding(data, code),
        ):
            assert not blame.search(text), (code, text)


def test_comparison_holds_the_nation_and_all_states(data):
    table = tables.comparison_table(data)
    assert list(table.index) == ["Mexico", *STATES["name_en"]]
    assert table.shape == (33, len(data.rows))
    script = (paths.BOOK / "static" / "compare.js").read_text(encoding="utf-8")
    assert "http" not in script and "fetch(" not in script and "XMLHttp" not in script


def test_an_indicator_that_the_day_lacks_is_named_and_left_out(data, towns):
    assert not data.absent
    lacking = dataclasses.replace(data, absent=("Speakers of an indigenous language",))
    assert "speakers of an indigenous language" in tables.notes(lacking, towns, "20")
    assert "Not published for this state" not in tables.notes(data, towns, "20")


def test_numbers_in_notes_and_captions_read_as_sentences(data, towns):
    for code in STATE_CODES:
        text = tables.notes(data, towns, code)
        assert not re.search(r"\b0 of\b", text), (code, text)
        assert ("poor registration" in text) == (code == "07")
    deprived = ["poverty", "deprivation_health"]
    for code in ("07", "19"):
        assert not re.search(r"\b0 less\b", tables.beyond_error(data, deprived, code))
    assert "both figures of poverty and deprivation shown are higher" in tables.beyond_error(
        data, ["poverty", "deprivation_food"], "12"
    )
    assert "none is lower" in tables.beyond_error(data, ["poverty", "deprivation_food"], "12")
