"""Tests of ``cohesion/chapters/profiles/narrative.py``."""

from __future__ import annotations

import re

import pytest

from cohesion.chapters.profiles import narrative, tables
from cohesion.errors import DataError
from cohesion.publishing import claims
from cohesion.tables.geography import STATE_CODES
from tests.tools import sampling

# ── full profiles ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def oaxaca(data, towns):
    return narrative.load_profile("20", data, towns)


def test_the_opening_says_first_what_is_particular_and_then_what_homicides_did(data, towns):
    for place, (code, word) in enumerate(
        {"07": "shows no clear change", "12": "rose", "20": "shows no clear change",
         "21": "shows no clear change"}.items(), 1,
    ):  # fmt: skip
        profile = narrative.load_profile(code, data, towns)
        text = narrative.opening(profile, place, 70.0, 90.0)
        assert text.startswith(f"**{profile.name}** has the highest ")
        answer, figures = text.split("\n\n")
        assert len(re.findall(r"\d+", answer)) == 3
        assert "The score is 70.0 of 100 points." in figures
        assert f"[The homicide rate of {profile.name} {word}" in text
        assert f"{{.claim .claim--profile-{place}-homicide}}" in text
        assert ("poor registration" in text) == (code == "07")
        assert text.count(f"{data.values.at[code, 'poverty']:.1f}") == 1


def test_key_municipalities_cumulate(oaxaca):
    table = narrative.key_municipalities(oaxaca, 5)
    assert table["Cumulated, %"].iloc[-1] == pytest.approx(table["Share of the state's, %"].sum())
    assert table["People in poverty"].is_monotonic_decreasing


def test_the_two_lists_of_municipalities_are_apart_in_the_proposed_states(data, towns):
    for code in ("07", "12", "20", "21"):
        key = narrative.key_municipalities(narrative.load_profile(code, data, towns))
        poorest = tables.poorest_municipalities(data, towns, code)
        for second, apart in ((poorest, True), (key.head(3), False)):
            (claim,) = narrative.two_lists(key, second, "x", []).values()
            assert claims.record(claim.holds, claim.rests_on, claim.says)["holds"] == apart, code


def test_a_wrong_dossier_names_file_and_entry(tmp_path):
    (tmp_path / "20.yml").write_text("threats:\n  - {text: too short, source: ''}\n", "utf-8")
    with pytest.raises(DataError, match="20.yml.*threats"):
        narrative.load_dossier("20", tmp_path)


@pytest.mark.sampled
def test_captions_on_women_and_men_hold_for_every_state(data, towns, every):
    for code in sampling.sample(STATE_CODES, 8, every):
        table = narrative.sex_gaps(narrative.load_profile(code, data, towns))
        for row in ("Homicides per 100 000, 2010", "Infant mortality, per 1 000, 2010"):
            assert float(table.at[row, "Men"]) > float(table.at[row, "Women"]), (code, row)


def test_national_groups_are_conevals():
    groups = narrative.national_groups()
    assert groups["indigenous"] > 70 > groups["other"] > 40


def test_people_of_a_state_by_hand(data, towns):
    """Census 2010: 3 388 768 inhabitants of Guerrero, 789 971 of them in Acapulco."""
    profile = narrative.load_profile("12", data, towns)
    women, largest, share = narrative.people(profile)
    assert largest == "Acapulco de Juárez" and 51 < women < 52
    assert share == pytest.approx(100 * 789_971 / 3_388_768, abs=0.05)
