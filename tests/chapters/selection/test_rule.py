"""Scoring, ranking, gates of reason and the decision rule, on cases that can be worked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters.selection import rule as selection_rule
from cohesion.chapters.selection import scoring
from cohesion.chapters.selection.rule import Decision, Treatment
from cohesion.errors import DataError
from tests.tools.design import spoilt

PLAN = selection_rule.load_plan()


def test_winsor_limits_touch_only_outlying_indicators():
    rule = Treatment(method="winsorise", max_skewness=2, max_kurtosis=3.5, max_values=5)
    rng = np.random.default_rng(6)
    calm, wild = rng.uniform(0, 1, 32), np.r_[rng.uniform(0, 1, 31), 50.0]
    limits = scoring.winsor_limits(np.c_[calm, wild], rule)
    assert np.isinf(limits[:, 0]).all()
    assert limits[1, 1] == np.sort(wild)[-2]


# ── decision rule ────────────────────────────────────────────────────────────────────────────────

RULE = Decision(
    minimum_states=2,
    maximum_states=4,
    minimum_probability_top4=0.5,
    tie_tolerance=0.05,
    reserve_states=2,
)


def _decide(totals, probability, eligible=None):
    codes = [f"{i:02d}" for i in range(1, len(totals) + 1)]
    eligible = eligible or [True] * len(codes)
    return scoring.decide(
        pd.Series(totals, codes, dtype=float),
        pd.Series(eligible, codes),
        pd.Series(probability, codes, dtype=float),
        RULE,
    )


def test_two_states_when_the_third_is_uncertain():
    choice = _decide([80, 70, 60, 50, 40], [1, 0.9, 0.49, 0.6, 0.1])
    assert choice.proposed == ("01", "02")  # the fourth cannot overtake the uncertain third
    assert choice.reserve == ("03", "04")


def test_three_and_four_states():
    assert _decide([80, 70, 60, 50, 40], [1, 1, 0.5, 0.4, 0]).proposed == ("01", "02", "03")
    assert _decide([80, 70, 60, 50, 40], [1, 1, 1, 1, 1]).proposed == ("01", "02", "03", "04")


def test_gated_states_are_never_proposed():
    choice = _decide([99, 70, 60, 50], [0, 1, 0, 0], [False, True, True, True])
    assert choice.proposed == ("02", "03")


def test_a_tie_at_the_cut_is_kept_whole_or_handed_to_the_mission():
    assert _decide([80, 70, 69.99, 50], [1, 0.2, 0.2, 0]).proposed == ("01", "02", "03")
    choice = _decide([80, 70, 69.99, 69.98, 69.97], [1, 0.6, 0.6, 0.6, 0.6])
    assert choice.proposed == ("01", "02")
    assert choice.tied == ("03", "04", "05")


def test_too_few_states_names_the_cure():
    with pytest.raises(DataError, match="pass the gates"):
        _decide([80, 70], [1, 1], [True, False])


# ── the declared rule ────────────────────────────────────────────────────────────────────────────


def test_declared_plan_is_consistent():
    assert PLAN.weights.sum() == pytest.approx(1)
    assert set(PLAN.block("need")) | set(PLAN.block("feasibility")) == set(PLAN.weights.index)
    assert PLAN.weights[PLAN.block("need")].sum() == pytest.approx(0.6)


def test_violence_stays_out_of_the_cohesion_criterion():
    cohesion = next(c for c in PLAN.criteria if c.id == "cohesion")
    assert not any(
        "homicide" in candidate.id or "crime" in candidate.id
        for item in cohesion.indicators
        for candidate in item.candidates
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda plan: plan["criteria"][0].update(weight=0.5), "sum to 1.3"),
        (lambda plan: plan["criteria"][1].update(id="social_development"), "used twice"),
        (lambda plan: plan.update(normalisation="percentile"), "minmax"),
        (lambda plan: plan["criteria"][0].pop("indicators"), "either indicators or evidence"),
        (lambda plan: plan.update(typo=1), "typo"),
    ],
)
def test_broken_plans_are_refused_with_the_entry_named(tmp_path, change, message):
    spoilt(tmp_path, "selection", change)
    with pytest.raises(DataError, match=message) as caught:
        selection_rule.load_plan(tmp_path / "selection.yml")
    assert "selection.yml" in str(caught.value) and "Cure:" in str(caught.value)
