"""Two-way fixed effects: dummy regression, known answers, breaks, the no-effect case."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from scipy import stats

from cohesion.errors import DataError
from cohesion.methods import panel


def simulate(rng, slope=0.5, units=32, years=8):
    state = np.repeat([f"{i:02d}" for i in range(1, units + 1)], years)
    year = np.tile(np.arange(2008, 2008 + 2 * years, 2), units)
    unit_effect = np.repeat(rng.normal(0, 2, units), years)
    shock = np.tile(rng.normal(0, 1, years), units)
    x = unit_effect + shock + rng.normal(size=units * years)
    noise = np.repeat(rng.normal(0, 0.3, units), years) * np.tile(np.linspace(-1, 1, years), units)
    y = slope * x + unit_effect - shock + noise + rng.normal(0, 0.5, units * years)
    return pd.DataFrame({"state_code": state, "year": year, "x": x, "y": y})


def test_against_a_regression_with_dummies():
    data = simulate(np.random.default_rng(1))
    ours = panel.two_way(data, "y", ["x"])
    other = smf.ols("y ~ x + C(state_code) + C(year)", data).fit()
    assert ours.loc["x", "coefficient"] == pytest.approx(other.params["x"])
    assert ours.loc["x", "low"] < 0.5 < ours.loc["x", "high"]
    assert ours.loc["x", ["n", "units", "periods"]].tolist() == [256, 32, 8]


def test_a_level_break_between_series_does_no_harm():
    data = simulate(np.random.default_rng(2))
    data["series"] = np.where(data["year"] < 2016, "old", "new")
    rng = np.random.default_rng(3)
    jump = {s: rng.normal(0, 5) for s in data["state_code"].unique()}
    new = data["series"] == "new"
    data.loc[new, "x"] += data.loc[new, "state_code"].map(jump)
    naive = panel.two_way(data, "y", ["x"]).loc["x"]
    careful = panel.two_way(data, "y", ["x"], series="series").loc["x"]
    assert not naive["low"] < 0.5 < naive["high"]
    assert careful["low"] < 0.5 < careful["high"]


def test_overlapping_years_are_allowed_only_when_the_series_is_named():
    data = simulate(np.random.default_rng(4))
    both = pd.concat([data.assign(series="old"), data.assign(series="new")])
    with pytest.raises(DataError, match="two rows"):
        panel.two_way(both, "y", ["x"])
    assert panel.two_way(both, "y", ["x"], series="series").loc["x", "n"] == 512


@pytest.mark.dear
@pytest.mark.sampled
def test_false_positive_rate_when_nothing_is_there(every):
    rng, trials, found = np.random.default_rng(5), 80 if every else 30, 0
    for _ in range(trials):
        data = simulate(rng, slope=0.0)
        found += panel.two_way(data, "y", ["x"]).loc["x", "p"] <= 0.05
    low, high = stats.binom.ppf(0.0005, trials, 0.05), stats.binom.ppf(0.9995, trials, 0.07)
    assert low <= found <= high


def test_missing_column_is_named():
    with pytest.raises(DataError, match="column 'wealth'"):
        panel.two_way(simulate(np.random.default_rng(1)), "y", ["wealth"])
