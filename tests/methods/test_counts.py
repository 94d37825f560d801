"""Count models: known answers, independent implementations, and the no-effect case."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from scipy import stats

from cohesion.errors import DataError
from cohesion.methods import counts


def simulate(rng, states=32, each=40, slope=0.3, dispersion=0.0, state_sd=0.6, x_by_state=0.0):
    state = np.repeat([f"{s:02d}" for s in range(1, states + 1)], each)
    effect = np.repeat(rng.normal(0, state_sd, states), each)
    x = rng.normal(size=states * each) + x_by_state * effect
    people = np.exp(rng.normal(10, 1.2, states * each))
    mean = people * np.exp(-8 + slope * x + effect)
    if dispersion:
        mean = mean * rng.gamma(1 / dispersion, dispersion, len(mean))
    return pd.DataFrame(
        {
            "state_code": state,
            "x": x,
            "people": people,
            "deaths": rng.poisson(mean),
            "z": rng.normal(size=len(x)),
        }
    )


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return simulate(np.random.default_rng(1), dispersion=0.5)


def test_poisson_finds_the_known_slope_despite_overdispersion_and_state_effects(frame):
    table = counts.poisson(counts.design(frame, "deaths", "people", ["x"], "state_code"))
    assert table.loc["x", "low"] < 0.3 < table.loc["x", "high"]
    assert table.loc["x", "coefficient"] == pytest.approx(0.3, abs=0.06)
    assert table.loc["x", ["n", "clusters"]].tolist() == [1280, 32]


def test_state_effects_remove_what_a_pooled_model_would_mistake():
    data = simulate(np.random.default_rng(2), slope=0.0, x_by_state=1.0)
    pooled = counts.poisson(counts.design(data, "deaths", "people", ["x"]))
    within = counts.poisson(counts.design(data, "deaths", "people", ["x"], "state_code"))
    assert pooled.loc["x", "coefficient"] > 0.1
    assert abs(within.loc["x", "coefficient"]) < 0.05


def test_negative_binomial_finds_slope_and_dispersion(frame):
    table = counts.negative_binomial(counts.design(frame, "deaths", "people", ["x"], "state_code"))
    assert table.loc["x", "low"] < 0.3 < table.loc["x", "high"]
    assert table.loc["dispersion", "coefficient"] == pytest.approx(0.5, abs=0.1)


def test_poisson_against_the_formula_interface(frame):
    ours = counts.poisson(counts.design(frame, "deaths", "people", ["x", "z"], "state_code"))
    other = smf.poisson(
        "deaths ~ x + z + C(state_code)", frame, offset=np.log(frame["people"])
    ).fit(disp=False, cov_type="cluster", cov_kwds={"groups": pd.factorize(frame["state_code"])[0]})
    for term in ("x", "z"):
        assert ours.loc[term, "coefficient"] == pytest.approx(other.params[term], abs=1e-6)
        assert ours.loc[term, "se"] == pytest.approx(other.bse[term], rel=1e-4)


def test_fast_fit_equals_statsmodels(frame):
    model = counts.design(frame, "deaths", "people", ["x", "z"], "state_code")
    table = counts.poisson(model)
    beta, errors = counts.fast_clustered(
        model.columns.to_numpy(), model.y, model.offset, model.clusters
    )
    np.testing.assert_allclose(beta[:2], table["coefficient"], atol=1e-8)
    np.testing.assert_allclose(errors[:2], table["se"], rtol=1e-6)


def test_fast_fit_in_blocks_of_rows_equals_statsmodels(frame, monkeypatch):
    monkeypatch.setattr(counts, "BLOCK", 300)
    model = counts.design(frame, "deaths", "people", ["x"], "state_code")
    beta, errors = counts.fast_clustered(
        model.columns.to_numpy(), model.y, model.offset, model.clusters
    )
    table = counts.poisson(model)
    assert beta[0] == pytest.approx(table.loc["x", "coefficient"], rel=1e-7)
    assert errors[0] == pytest.approx(table.loc["x", "se"], rel=1e-7)


def test_linear_fit_equals_statsmodels(frame):
    data = frame.assign(y=frame["x"] + frame["z"] ** 2)
    columns = np.column_stack([data["x"], np.ones(len(data))])
    beta, errors = counts.linear_clustered(columns, data["y"].to_numpy(), data["state_code"])
    other = smf.ols("y ~ x", data).fit(
        cov_type="cluster", cov_kwds={"groups": pd.factorize(data["state_code"])[0]}
    )
    assert beta[0] == pytest.approx(other.params["x"])
    assert errors[0] == pytest.approx(other.bse["x"])


@pytest.mark.dear
@pytest.mark.sampled
def test_false_positive_rate_with_clustered_errors_when_nothing_is_there(every):
    rng, trials, found = np.random.default_rng(8), 300 if every else 100, 0
    for _ in range(trials):
        data = simulate(rng, each=12, slope=0.0, dispersion=0.4)
        model = counts.design(data, "deaths", "people", ["x"], "state_code")
        beta, errors = counts.fast_clustered(
            model.columns.to_numpy(), model.y, model.offset, model.clusters
        )
        found += 2 * stats.t.sf(abs(beta[0] / errors[0]), 31) <= 0.05
    # with 32 clusters the clustered test is known to reject a little too often: up to 7 %
    assert stats.binom.ppf(0.0005, trials, 0.05) <= found <= stats.binom.ppf(0.9995, trials, 0.07)


def test_cluster_bootstrap_agrees_with_clustered_errors(frame):
    model = counts.design(frame, "deaths", "people", ["x"], "state_code")
    draws = counts.cluster_bootstrap(model, np.random.default_rng(1), 199)
    assert draws.shape == (199, 1)
    assert draws.std() == pytest.approx(counts.poisson(model).loc["x", "se"], rel=0.3)


def test_rate_ratio_by_hand():
    table = pd.DataFrame({"coefficient": [np.log(2.0)], "low": [0.0], "high": [np.log(4.0)]})
    assert counts.rate_ratio(table, 0.5).iloc[0].tolist() == pytest.approx([2**0.5, 1, 2])


def test_empirical_bayes_moves_small_places_and_keeps_large_ones():
    events = pd.Series([0.0, 4.0, 3000.0, 9000.0, 1500.0])
    people = pd.Series([500.0, 500.0, 1e7, 2e7, 1.2e7])
    smooth = counts.empirical_bayes(events, people)
    crude, overall = 1e5 * events / people, 1e5 * events.sum() / people.sum()
    assert 0 < smooth[0] < overall < smooth[1] < crude[1]
    assert smooth[3] == pytest.approx(crude[3], rel=0.02)


def test_empirical_bayes_by_hand():
    # m = 0.3; s² = (10·0.04 + 10·0.04)/20 = 0.04; A = 0.04 − 0.3/10 = 0.01; trust = 0.01/0.04
    smooth = counts.empirical_bayes(pd.Series([1.0, 5.0]), pd.Series([10.0, 10.0])) / 1e5
    assert smooth.tolist() == pytest.approx([0.3 - 0.25 * 0.2, 0.3 + 0.25 * 0.2])


def test_within_and_between_by_hand():
    frame = pd.DataFrame(
        {"state_code": ["01", "01", "02"], "gini": [0.4, 0.5, 0.3], "people": [300.0, 100.0, 50.0]}
    )
    split = counts.split_within_between(frame, "gini", "state_code", "people")
    assert split["gini_between"].tolist() == pytest.approx([0.425, 0.425, 0.3])
    assert split["gini_within"].tolist() == pytest.approx([-0.025, 0.075, 0.0])
    gap = counts.split_within_between(
        frame.assign(gini=[0.4, np.nan, 0.3]), "gini", "state_code", "people"
    )
    assert gap["gini_between"].iloc[0] == pytest.approx(0.4)
    assert np.isnan(gap["gini_between"].iloc[1])


def test_ecological_fallacy_case_has_opposite_signs():
    rng = np.random.default_rng(3)
    data = simulate(rng, states=32, each=60, slope=0.0, state_sd=0.0)
    centre = np.repeat(rng.normal(size=32), 60)
    data["x"] = centre + 0.5 * rng.normal(size=len(data))
    data["deaths"] = rng.poisson(
        data["people"] * np.exp(-8 + 0.6 * centre - 0.4 * (data["x"] - centre))
    )
    split = counts.split_within_between(data, "x", "state_code", "people")
    table = counts.poisson(counts.design(split, "deaths", "people", ["x_between", "x_within"]))
    assert table.loc["x_between", "low"] > 0 > table.loc["x_within", "high"]


def test_a_state_without_a_single_death_leaves_the_fixed_effect_model(frame):
    data = frame.copy()
    data.loc[data["state_code"] == "05", "deaths"] = 0
    model = counts.design(data, "deaths", "people", ["x"], "state_code")
    assert len(model.y) == 1240 and np.isfinite(counts.poisson(model)["se"]).all()


def test_broken_input_is_named(frame):
    with pytest.raises(DataError, match="column 'wealth'"):
        counts.design(frame, "deaths", "people", ["wealth"])
    with pytest.raises(DataError, match="row 3, column 'people'"):
        counts.design(
            frame.assign(people=frame["people"].where(frame.index != 3, 0)),
            "deaths",
            "people",
            ["x"],
        )
    with pytest.raises(DataError, match="negative"):
        counts.design(frame.assign(deaths=-1), "deaths", "people", ["x"])
