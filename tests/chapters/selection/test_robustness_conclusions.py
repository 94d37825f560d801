"""What the page on the firmness of the choice concludes falls when its results turn."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from cohesion.chapters.selection import robustness
from cohesion.chapters.selection import robustness_conclusions as firmness
from tests.chapters.claimed import fallen, truth
from tests.chapters.selection.small import evaluated, with_table


@pytest.fixture(scope="module")
def result():
    return evaluated()


def test_the_draws(result):
    assert not fallen(firmness.of_draws(result, 0.34, "x"))
    assert fallen(firmness.of_draws(result, 0.95, "x")) == {"robust-unmeasured"}
    other = with_table(result, "30", top4=0.4)
    assert fallen(firmness.of_draws(other, 0.3, "x")) == {"robust-hold", "robust-reserve"}
    other = with_table(result, "20", rank_high=9)
    assert fallen(firmness.of_draws(other, 0.3, "x")) == {"robust-seven"}
    other = with_table(result, "18", rank_low=15, rank_high=15)
    other = with_table(other, "02", rank_low=8, rank_high=9)
    assert fallen(firmness.of_draws(other, 0.3, "x")) == {"robust-overlap"}


def sobol(**totals: float) -> pd.DataFrame:
    known = dict(zip(robustness.FACTORS, (0.5, 0.3, 0.4, 0.0, 0.2, 0.1), strict=True))
    rows = {name: totals.get(name.replace(" ", "_"), value) for name, value in known.items()}
    table = pd.DataFrame({"factor": list(rows), "total": list(rows.values())})
    away = table.assign(state="01", total=0.9)
    return pd.concat([table.assign(state="07"), away])


@pytest.mark.parametrize(
    ("totals", "falls"),
    [
        ({}, set()),
        ({"normalisation": 0.45}, {"robust-drivers"}),
        ({"sampling_error": 0.25}, {"robust-drivers"}),
        ({"missing_data": 0.05}, {"robust-missing", "robust-drivers"}),
    ],
)
def test_what_drives_the_ranks_of_the_states_that_are_named(totals, falls):
    assert fallen(firmness.of_assumptions(sobol(**totals), ["07"], "x")) == falls


def test_other_rules(result):
    chosen = result.choice
    turned = dataclasses.replace(chosen, reserve=tuple(reversed(chosen.reserve)))
    amended = dataclasses.replace(result, choice=turned)
    flat = with_table(result, "12", top4=0.4)
    assert not fallen(firmness.of_variants(result, flat, amended, 1, "x"))
    found = truth(firmness.of_variants(result, result, result, 2, "x"))
    assert not (
        found["robust-flat"] or found["audit-reserve-turns"] or found["robust-one-criterion"]
    )
    other = dataclasses.replace(chosen, proposed=("07", "12", "20", "30"))
    amended = dataclasses.replace(result, choice=other)
    assert "audit-same" in fallen(firmness.of_variants(result, flat, amended, 1, "x"))
    close = with_table(with_table(result, "30", total=59.0), "15", total=58.9)
    assert "robust-evidence" in fallen(firmness.of_variants(close, flat, amended, 1, "x"))
