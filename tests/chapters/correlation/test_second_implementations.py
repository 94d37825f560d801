"""Estimates that only wrap tested methods, computed once more with other libraries."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf
from statsmodels.stats.multitest import multipletests

from cohesion.chapters.correlation import (
    calendar,
    curves,
    influence,
    municipalities,
    states,
    turnout,
    variables,
)  # fmt: skip
from cohesion.methods import spatial


def test_doses_are_interactions_of_a_generalised_linear_model(declared, towns):
    found = influence.interactions(declared, towns, {})
    data = towns.assign(
        z=(towns["marginalisation"] - towns["marginalisation"].mean())
        / towns["marginalisation"].std(),
        step=(towns["gini"] - towns["gini"].mean()) / 0.01,
    )
    names = ["homicides", "exposure", "z", "step", "log_population", "social_lag", "state_code"]
    data = data[names].dropna()
    data = data[data.groupby("state_code")["homicides"].transform("sum") > 0]
    model = smf.glm(
        "homicides ~ step * z + log_population + social_lag + C(state_code)", data,
        family=sm.families.Poisson(), offset=np.log(data["exposure"]),
    ).fit(cov_type="cluster", cov_kwds={"groups": pd.factorize(data["state_code"])[0]})  # fmt: skip
    line = found.loc[("marginalisation", "all")]
    assert line["rate_ratio"] == pytest.approx(np.exp(model.params["step:z"]), rel=1e-5)
    assert line["at_mean"] == pytest.approx(np.exp(model.params["step"]), rel=1e-5)
    half = np.log(line["high"] / line["rate_ratio"])
    assert half == pytest.approx(2.04 * model.bse["step:z"], rel=0.05)
    part = found.xs("all", level=1)
    assert np.allclose(part["p_holm"], multipletests(part["p"].astype(float), method="holm")[1])


def test_the_calendar_held_constant_is_the_correlation_of_residuals(declared):
    frame = variables.state_variables(declared).frame
    family = pd.DataFrame({"n": 32, "r": -0.4, "low": -0.6, "high": -0.1, "p": [0.01, 0.5]},
                          index=["G3", "G1"])  # fmt: skip
    rng = np.random.default_rng(1)
    found = turnout.held_constant(declared, frame, family, rng)
    dummy = calendar.same_day(turnout.YEAR)["governor"]

    def residual(name: str) -> pd.Series:
        return sm.OLS(frame[name], sm.add_constant(dummy)).fit().resid

    expected = residual("homicide").corr(residual("turnout"))
    assert found["r"].iloc[1] == pytest.approx(expected)
    rest = frame[dummy == 0]
    assert found["r"].iloc[3] == pytest.approx(rest["homicide"].corr(rest["turnout"]))
    holm = multipletests([found["p"].iloc[1], 0.5], method="holm")[1][0]
    assert found["p_holm"].iloc[1] == pytest.approx(holm)


def test_placebos_are_correlations_with_earlier_elections(declared):
    frame = variables.state_variables(declared).frame
    found, (votes,) = turnout.placebos(declared, frame, np.random.default_rng(1))
    for year, row in found.iterrows():
        earlier = votes.wide(year)[turnout.TURNOUT].reindex(frame.index)
        assert row["r"] == pytest.approx(frame["homicide"].corr(earlier))


def test_classes_of_size_are_fits_of_their_own_and_are_counted_together(declared, towns):
    found = municipalities.by_size(declared, towns)
    group = towns[towns["population"] >= municipalities.LARGE].dropna(subset=["gini", "social_lag"])
    group = group[group.groupby("state_code")["homicides"].transform("sum") > 0]
    model = smf.glm(
        "homicides ~ gini + social_lag + log_population + C(state_code)", group,
        family=sm.families.Poisson(), offset=np.log(group["exposure"]),
    ).fit()  # fmt: skip
    assert found.loc["100 000 and more", "rate_ratio"] == pytest.approx(
        np.exp(0.01 * model.params["gini"]), rel=1e-5
    )
    expected = multipletests(found["p"].astype(float), method="holm")[1]
    assert np.allclose(found["p_holm"].astype(float), expected)


def test_a_place_that_is_missing_already_is_no_error(towns):
    less = influence.without(towns)
    assert influence.JUAREZ not in less.index and len(less) == len(towns) - 1
    assert influence.without(less).equals(less)


def test_the_table_of_estimators_is_named_for_readers():
    lines = {("without", "poisson", "state"): {"n": 27, "median": 0.07, "clear": 78.0}}
    table = curves.shown_municipal(pd.DataFrame.from_dict(lines, orient="index"))
    assert list(table.index) == ["without Ciudad Juárez, Poisson, state effects"]
    assert table.columns[-1] == "Clear, positive (%)"


@pytest.mark.parametrize("kind", ["lag", "error"])
def test_spatial_models_find_the_truth_that_made_the_data(kind):
    side = 12
    units = [f"{i}-{j}" for i in range(side) for j in range(side)]
    pairs = [(f"{i}-{j}", f"{i}-{j + 1}") for i in range(side) for j in range(side - 1)]
    pairs += [(f"{i}-{j}", f"{i + 1}-{j}") for i in range(side - 1) for j in range(side)]
    touching = pd.DataFrame(pairs, columns=["state_code", "neighbour_code"])
    weights = spatial.contiguity(touching, units)
    matrix, ids = weights.full()
    rng = np.random.default_rng(4)
    x, noise = rng.normal(size=len(ids)), rng.normal(size=len(ids))
    solved = np.linalg.inv(np.eye(len(ids)) - 0.6 * matrix)
    y = solved @ (1.5 * x + noise) if kind == "lag" else 1.5 * x + solved @ noise
    found = spatial.regression(pd.Series(y, ids), pd.DataFrame({"x": x}, index=ids), weights, kind)
    assert found.loc["x", "coefficient"] == pytest.approx(1.5, abs=0.25)
    assert found["coefficient"].iloc[-1] == pytest.approx(0.6, abs=0.2)


def test_leaving_out_a_state_is_the_correlation_without_it(declared):
    frame = variables.state_variables(declared).frame
    found = states.influences(declared, frame)["S1"]
    rest = frame.drop(index="08")
    assert found.loc["08", "r_without"] == pytest.approx(rest["gini"].corr(rest["homicide"]))
