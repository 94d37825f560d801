"""Tests of ``cohesion/programme/logframe.py``."""

from __future__ import annotations

import pytest

from cohesion.programme import (
    baselines,
    logframe,
)
from cohesion.programme import targets as programme_targets
from cohesion.programme.design import load_design

STATES = ["20", "24"]


@pytest.fixture(scope="module")
def design():
    return load_design()


@pytest.fixture(scope="module")
def targets(design):
    values = programme_targets.baseline_values(
        design.baselines, baselines.selections(design.baselines), STATES
    )
    return programme_targets.target_values(
        design.indicators, design.baselines, values, design.activities, design.n_states
    )


# ---------------------------------------------------------------------------- logframe, texts


def test_both_forms_hold_every_indicator_once(design, targets):
    old, today = logframe.pcm(design, targets), logframe.results_chain(design, targets)
    for item in design.indicators.indicators:
        cells = old["Objectively verifiable indicators"]
        assert cells.str.startswith(f"{item.id} ").sum() == 1
        assert today["Indicator"].str.startswith(f"{item.id} ").sum() == 1
        row = today[today["Indicator"].str.startswith(f"{item.id} ")].iloc[0]
        sentence = cells[cells.str.startswith(f"{item.id} ")].iloc[0]
        assert row["Target (year)"] in sentence
        assert row["Baseline (year)"].rstrip(".") in sentence


def test_old_form_has_costs_assumptions_and_preconditions(design, targets):
    matrix = logframe.pcm(design, targets)
    costs = matrix["Sources of verification"].str.startswith("Cost: EUR").sum()
    assert costs == len(design.activities.ids)
    everything = "\n".join(matrix["Assumptions"])
    for item in design.assumptions:
        assert everything.count(f"{item.id} ") == 1, item.id
    assert (matrix.loc["Overall objective", "Assumptions"].isin(["–", ""])).all()
    assert matrix.loc[["Preconditions"], "Assumptions"].str.startswith("AS").all()
