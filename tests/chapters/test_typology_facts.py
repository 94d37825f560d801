"""The numbers that the chapter on how states differ names, by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters import typology_facts as facts


def values(frame: pd.DataFrame) -> dict:
    assert frame["name"].is_unique
    return dict(zip(frame["name"], frame["value"], strict=True))


def test_what_the_plan_declares_is_written_in_its_units():
    frame = facts.of_plan(14, 0.75, 0.9)
    assert values(frame) == {
        "differ-indicators": 14, "differ-threshold": 0.75, "differ-firm-share": pytest.approx(90)
    }  # fmt: skip
    assert frame["unit"].tolist() == ["", "", "%"]


def test_finer_divisions_are_those_from_three_groups_on():
    stable = pd.DataFrame(
        {"least stable": [0.9, 0.5, 0.6, 0.4], "agreement": [0.95, 0.8, 0.7, 0.6]}, [2, 3, 4, 5]
    )
    found = values(facts.of_stability(stable, 200, ["20", "07"]))
    assert found["differ-finer-jaccard"] == 0.6 and found["differ-three-jaccard"] == 0.5
    assert (found["differ-two-jaccard"], found["differ-two-agreement"]) == (0.9, 0.95)
    assert found["differ-south-states"] == "Oaxaca and Chiapas" and found["differ-south-size"] == 2


def test_firm_states_are_named_in_their_third():
    codes = ["07", "20", "19", "01"]
    total = pd.Series([1.5, 1.2, -1.4, -0.9], codes)
    third = pd.Series(["higher need", "higher need", "lower need", "lower need"], codes)
    found = values(facts.of_thirds(total, third, pd.Series([True, False, True, True], codes)))
    assert found["differ-higher-states"] == "Chiapas and Oaxaca"
    assert found["differ-firm-high-states"] == "Chiapas"
    assert found["differ-firm-low-states"] == "Nuevo León and Aguascalientes"
    assert [found[f"differ-firm{end}"] for end in ("", "-high", "-low")] == [3, 1, 2]
    assert (found["differ-most-need"], found["differ-least-need"]) == ("Chiapas", "Nuevo León")


def test_states_of_double_need_are_counted_and_named():
    assert values(facts.of_double_need(["12", "20"], 10)) == {
        "differ-third-size": 10, "differ-double": 2, "differ-double-states": "Guerrero and Oaxaca"
    }  # fmt: skip


def test_dimensions_carry_their_intervals():
    found = values(facts.of_dimensions(
        pd.Series([51.0, 17.0, 9.0]), {"health": (0.59, 0.3, 0.8)}, {"fear": -0.15}, 32
    ))  # fmt: skip
    stem = "differ-correlation-development"
    assert (found["differ-component-1"], found["differ-component-2"]) == (51.0, 17.0)
    assert (found[f"{stem}-health"], found[f"{stem}-fear"]) == (0.59, -0.15)
    assert found[f"{stem}-health-interval"] == "0.30 to 0.80" and found["differ-states"] == 32


def test_concentration_is_told_by_the_name_of_the_measure():
    index, quarter = pd.Series({"Extreme poverty": 0.31}), pd.Series({"Extreme poverty": 44.0})
    found = values(facts.of_concentration(index, quarter, {"extreme_poverty": "Extreme poverty"}))
    assert found == {
        "differ-concentration-extreme-poverty": 0.31, "differ-quarter-extreme-poverty": 44.0
    }  # fmt: skip


def test_gaps_are_written_with_their_sign():
    sexes = pd.DataFrame({"difference": [0.5, 2.0], "low": [-0.4, 1.0], "high": [1.4, 3.0],
                          "clear": [False, True]}, ["poverty", "food"])  # fmt: skip
    frame = facts.of_gaps(sexes, sexes.assign(difference=[35.2, 20.0], clear=True))
    found, text = values(frame), frame.set_index("name")["text"]
    assert text["differ-sexes-poverty"] == "+0.5" and text["differ-indigenous-poverty"] == "+35.2"
    assert (found["differ-sexes-clear"], found["differ-indigenous-clear"]) == (1, 2)
    assert found["differ-gap-measures"] == 2 and found["differ-indigenous-gap"] == 35.2
