"""What the page on measuring cohesion concludes falls when its results turn."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters.correlation import measurement
from cohesion.chapters.correlation import measurement_conclusions as conclusions
from tests.chapters.claimed import fallen


def scores(turned: bool) -> pd.DataFrame:
    x = np.linspace(0, 1, 32)
    away = x if turned else np.tile([0.0, 1.0, 1.0, 0.0], 8)
    return pd.DataFrame({"distances": x, "institutions": x**2, "belonging": away})


@pytest.mark.parametrize(
    ("belonging", "turned", "falls"),
    [
        (0.41, False, set()),
        (0.7, False, {"measure-dimensions"}),
        (0.41, True, {"measure-apart"}),
    ],
)
def test_the_dimensions(belonging, turned, falls):
    alphas = {"distances": 0.81, "institutions": 0.87, "belonging": belonging}
    assert fallen(conclusions.of_coherence(alphas, 0.6, scores(turned), "x")) == falls


def ranks(first: float, last: float, width: float) -> pd.DataFrame:
    base = np.arange(1, 33.0)
    table = pd.DataFrame({"base": base, "low": base - width / 2, "high": base + width / 2})
    table.loc[0, "high"], table.loc[31, "low"] = first, last
    return table


@pytest.mark.parametrize(
    ("table", "weights", "other", "falls"),
    [
        (ranks(3, 30, 14), 0.85, 0.03, set()),
        (ranks(9, 30, 14), 0.85, 0.03, {"measure-ends"}),
        (ranks(3, 20, 14), 0.85, 0.03, {"measure-ends"}),
        (ranks(3, 30, 4), 0.85, 0.03, {"measure-middle"}),
        (ranks(3, 30, 14), 0.45, 0.03, {"measure-weights"}),
        (ranks(3, 30, 14), 0.85, 0.14, {"measure-weights"}),
    ],
)
def test_the_ranks(table, weights, other, falls):
    sobol = pd.DataFrame({"first": [weights, other, -0.01]}, index=["weights", "a", "b"])
    assert fallen(conclusions.of_ranks(table, sobol, "x")) == falls


def test_polarisation():
    heads = list(measurement.CLASS_HEADS)
    check = pd.DataFrame([[3.01, 7.0, 89.0, 0.0], [3.0, 0.0, 57.0, 40.0]], columns=heads,
                         index=["Threshold 30 %", "CONEVAL"])  # fmt: skip
    base = pd.Series([0.0, 40.0])
    assert not fallen(conclusions.of_polarisation(base, check, "x"))
    assert fallen(conclusions.of_polarisation(base + 1, check, "x")) == {"measure-pole-none"}
    check.iloc[0] = [3.01, 1.0, 57.0, 40.0]
    assert fallen(conclusions.of_polarisation(base, check, "x")) == {"measure-poles"}


def test_the_index_without_turnout():
    rng = np.random.default_rng(1)
    one = pd.Series(rng.normal(size=32))
    other = one + 0.05 * rng.normal(size=32)
    frame = pd.DataFrame({name: rng.normal(size=32) + one for name in measurement.OUTCOMES})
    pairs = measurement.without_turnout(frame, one, other)
    assert pairs["n"].eq(32).all()
    assert pairs.loc["homicide", "r"] == pytest.approx(np.corrcoef(frame["homicide"], one)[0, 1])
    assert not fallen(conclusions.of_turnout(pairs, one, other, "x"))
    turned = measurement.without_turnout(frame, one, -other)
    assert fallen(conclusions.of_turnout(turned, one, -other, "x")) == {"measure-turnout"}
