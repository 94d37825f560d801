"""Tests of ``cohesion/chapters/profiles/marks.py``."""

from __future__ import annotations

import dataclasses
import re

from cohesion.chapters.profiles import marks
from cohesion.tables.geography import STATE_CODES, STATES


def test_every_state_has_a_sentence_of_its_own(data):
    said = {code: marks.particular(data, code) for code in STATE_CODES}
    for code, text in said.items():
        assert text.startswith(f"**{STATES.at[code, 'name_en']}** has "), text
        assert text.endswith(" of all states.") and not re.search(r"\(|\d\d", text), text
    bare = [text.split("** has ")[1] + marks.figures(data, code) for code, text in said.items()]
    assert len(set(bare)) == len(bare)


def test_figures_stand_beside_the_nation_s_in_the_same_order(data):
    for code in STATE_CODES:
        said, shown = marks.particular(data, code), marks.figures(data, code)
        nouns = [data.rows.at[mark.row, "noun"] for mark in marks.named(data, code)]
        assert [noun in said for noun in nouns] == [True] * len(nouns)
        assert [part.split(": ")[0].lower() for part in shown.split("; ")] == [
            noun.lower() for noun in nouns
        ]
        assert "nan" not in shown
    assert marks.figures(data, "07").endswith("78.4\u00a0% (nation 46.2).")


def test_the_proposed_states_are_told_apart(data):
    """Each is named by a figure in which it alone stands at the end."""
    first = {code: marks.marks(data, code, {"homicide_rate"})[0] for code in
             ("07", "12", "20", "21")}  # fmt: skip
    assert len({mark.row for mark in first.values()}) == 4
    for code, mark in first.items():
        values = data.values.loc[list(STATE_CODES), mark.row]
        assert mark.alone and values.idxmax() == code


def test_a_highest_figure_within_sampling_error_is_not_called_the_highest(data):
    assert "highest share of people in poverty" in marks.particular(data, "07")
    wide = data.se.copy()
    wide.loc["07", :] = 30.0
    told = marks.particular(dataclasses.replace(data, se=wide), "07")
    assert "the highest share of people in poverty" not in told


def test_a_spoilt_figure_changes_the_sentence(data):
    values = data.values.copy()
    values.loc["12", "deprivation_food"] = float(values["deprivation_food"].median())
    told = marks.particular(dataclasses.replace(data, values=values), "12")
    assert "the highest share of people without access to food" in marks.particular(data, "12")
    assert "without access to food" not in told


def test_a_place_counts_from_the_high_end_and_from_the_low_end(data):
    turnout = {code: {mark.row: mark for mark in marks.marks(data, code)}["turnout"]
               for code in ("02", "04")}  # fmt: skip
    assert (turnout["04"].place, turnout["02"].place) == (1, 32)
    assert turnout["04"].distance > 0 > turnout["02"].distance


def test_a_low_rate_from_a_register_that_swings_is_no_mark(data):
    values = data.values.copy()
    values.loc["07", "homicide_rate"] = 0.1
    told = marks.particular(dataclasses.replace(data, values=values), "07")
    assert "homicide" not in told
