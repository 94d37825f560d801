"""The specification space: the plain loop as reference, the no-effect case, a cluster."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from scipy import stats

from cohesion.errors import DataError
from cohesion.methods import association
from cohesion.methods import multiverse as methods_multiverse

SETS = {"none": (), "income": ("c1",), "both": ("c1", "c2")}


def tables(rng, effect=0.0):
    units = [f"{i:02d}" for i in range(1, 33)]
    x = pd.DataFrame(rng.normal(size=(32, 3)), units, ["a", "b", "c"])
    base = np.exp(0.5 * rng.normal(size=(32, 2)) + effect * x[["a"]].to_numpy())
    y = pd.DataFrame(
        {
            ("hom", "2010", "none"): base[:, 0],
            ("hom", "2010", "log"): np.log(base[:, 0]),
            ("inv", "2010", "none"): base[:, 1],
            ("inv", "2010", "log"): np.log(base[:, 1]),
        },
        index=units,
    )
    controls = pd.DataFrame(rng.normal(size=(32, 2)), units, ["c1", "c2"])
    return x, y, controls, pd.Series(rng.lognormal(size=32), units)


def test_every_specification_against_the_plain_loop():
    x, y, controls, weights = tables(np.random.default_rng(1), 0.4)
    space = methods_multiverse.state_space(x, y, controls, SETS, weights)
    assert len(space) == 3 * 3 * (4 + 2 + 4)
    for row in space.itertuples():
        held = list(SETS[row.controls])
        values = pd.concat(
            [x[row.x], y[(row.series, row.years, row.transform)], controls[held]], axis=1
        )
        values.columns = ["x", "y", *held]
        if row.estimator == "population_weighted":
            fit = smf.wls("y ~ " + " + ".join(["x", *held]), values, weights=weights).fit()
            assert row.p == pytest.approx(fit.pvalues["x"], abs=1e-9)
        else:
            expected = association.coefficient(values.to_numpy(), row.estimator)
            assert row.coefficient == pytest.approx(expected, abs=1e-9)
    plain = space.query("estimator == 'pearson' and controls == 'none'").iloc[0]
    reference = stats.pearsonr(
        x[plain["x"]], y[(plain["series"], plain["years"], plain["transform"])]
    )
    assert plain["p"] == pytest.approx(reference.pvalue)


@pytest.mark.dear
@pytest.mark.sampled
def test_joint_test_is_right_when_nothing_is_there_and_sees_a_strong_effect(every):
    rng, trials, found = np.random.default_rng(2), 150 if every else 40, 0
    for _ in range(trials):
        parts = tables(rng)
        found += (
            methods_multiverse.joint_test(*parts[:3], SETS, parts[3], rng, 99).loc["median", "p"]
            <= 0.05
        )
    low, high = stats.binom.interval(0.999, trials, 0.05)
    assert low <= found <= high
    x, y, controls, weights = tables(rng, 1.5)
    result = methods_multiverse.joint_test(x[["a"]], y, controls, SETS, weights, rng, 199)
    assert result.loc["median", "p"] == pytest.approx(1 / 200)
    space = methods_multiverse.state_space(x[["a"]], y, controls, SETS, weights)
    assert result.loc["median", "observed"] == pytest.approx(space["coefficient"].median())
    assert result.loc["share_significant", "observed"] == pytest.approx(
        100 * (space["p"] < 0.05).mean()
    )


def test_summary_and_importance_by_hand():
    space = pd.DataFrame(
        {
            "coefficient": [0.4, 0.2, -0.2, -0.4],
            "p": [0.01, 0.3, 0.3, 0.01],
            "series": ["a", "a", "b", "b"],
            "years": ["1", "2", "1", "2"],
        }
    )
    found = methods_multiverse.summary(space)
    assert found["positive"] == 50 and found["positive_significant"] == 25
    assert found["not_significant"] == 50 and found["median"] == pytest.approx(0)
    shares = methods_multiverse.importance(space, ["series", "years"])
    assert shares.index[0] == "series"
    assert shares["series"] == pytest.approx(90) and shares["years"] == pytest.approx(10)


def test_unknown_estimator_is_refused():
    x, y, controls, weights = tables(np.random.default_rng(1))
    with pytest.raises(DataError, match="unknown estimator"):
        methods_multiverse.correlations(x, y, controls, weights, "oracle")
