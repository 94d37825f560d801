"""Changes between periods: by simulation of dependent years, by hand, and on spoilt input."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.methods import rates, trends


def autoregressive(rho: float, rows: int, years: int, seed: int, sd: float = 60.0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    noise = np.empty((rows, years))
    noise[:, 0] = rng.normal(0, sd, rows)
    for t in range(1, years):
        noise[:, t] = rho * noise[:, t - 1] + np.sqrt(1 - rho**2) * rng.normal(0, sd, rows)
    return pd.DataFrame(np.round(1000 + noise))


def test_serial_correlation_of_a_simulation_comes_back():
    for rho in (0.0, 0.5, 0.8):
        found = trends.serial_correlation(autoregressive(rho, 2000, 11, 3))
        assert found == pytest.approx(rho, abs=0.04)


def test_factor_is_the_ratio_of_variances_in_a_simulation():
    for rho in (0.0, 0.6):
        years = autoregressive(rho, 60_000, 6, 5)
        change = years.iloc[:, 3:].mean(axis=1) - years.iloc[:, :3].mean(axis=1)
        estimated = rates.dispersion(years) * 1000
        expected = change.var() / (estimated * (2 / 3))
        assert trends.serial_factor(rho, 3, 3) == pytest.approx(expected, rel=0.02)
    assert trends.serial_factor(0, 3, 3) == pytest.approx(1)


def test_independent_years_are_the_test_of_the_safety_chapter():
    rng = np.random.default_rng(1)
    index = pd.Index([f"{i:02d}" for i in range(1, 33)])
    people = pd.DataFrame(rng.integers(600_000, 9_000_000, (32, 6)) * 1.0, index)
    deaths = pd.DataFrame(rng.poisson(people * 1e-4 * rng.uniform(0.6, 2, (32, 6))) * 1.0, index)
    before, after = deaths.iloc[:, :3], deaths.iloc[:, 3:]
    found = trends.period_change(before, people.iloc[:, :3], after, people.iloc[:, 3:], 6.3)
    expected = rates.clustered_direction(
        rates.pooled_rates(before, people.iloc[:, :3]),
        rates.pooled_rates(
            after.set_axis([0, 1, 2], axis=1), people.iloc[:, 3:].set_axis([0, 1, 2], axis=1)
        ),
        6.3,
    )
    assert found["direction"].tolist() == expected.tolist()
    assert set(found["direction"]) == {-1, 0, 1}
    wider = trends.period_change(
        before, people.iloc[:, :3], after, people.iloc[:, 3:], 6.3, rho=0.5
    )
    assert (wider["high"] - wider["low"] > found["high"] - found["low"]).all()


def test_rates_by_hand():
    years = pd.DataFrame({0: [10.0], 1: [20.0], 2: [30.0]}, index=["07"])
    people = pd.DataFrame({0: [1e6], 1: [1e6], 2: [1e6]}, index=["07"])
    row = trends.period_change(years, people, 2 * years, people, 1.0).loc["07"]
    assert (row["before"], row["after"], row["change"]) == pytest.approx((2.0, 4.0, 2.0))
    half = 1.959964 * np.sqrt(60 / 9e12 + 120 / 9e12) * 1e5
    assert row["high"] == pytest.approx(2 + half, rel=1e-6)


def test_a_target_is_the_trend_and_what_is_added():
    goal = trends.target(60.0, -1.5, 4, -3.0)
    assert goal == 51.0
    assert not trends.passed_by_trend(60.0, -1.5, 4, goal, lower_is_better=True)
    assert trends.passed_by_trend(60.0, -1.5, 4, 55.0, lower_is_better=True)
    assert trends.passed_by_trend(40.0, 1.0, 4, 44.0, lower_is_better=False)


def test_spoilt_input_is_refused():
    years = autoregressive(0.2, 3, 3, 1)
    with pytest.raises(DataError, match="2 years cannot"):
        trends.serial_correlation(years.iloc[:, :2])
    with pytest.raises(DataError, match="never change"):
        trends.serial_correlation(years * 0 + 7)
    with pytest.raises(DataError, match="outside 0 to 1"):
        trends.serial_factor(1.0, 3, 3)
    gap = years.copy()
    gap.iloc[1, 1] = np.nan
    with pytest.raises(DataError, match="row 1: a year has no figure"):
        trends.period_change(gap, years, years, years, 1.0)
    with pytest.raises(DataError, match="no population"):
        trends.period_change(years, years * 0, years, years, 1.0)
