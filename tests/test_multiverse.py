"""The specification space: the plain loop as reference, the no-effect case, a cluster."""

import joblib
import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from scipy import stats

from cohesion.chapters.correlation import plan
from cohesion.chapters.correlation import specifications as correlation_specifications
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


def test_joint_test_is_right_when_nothing_is_there_and_sees_a_strong_effect():
    rng, trials, found = np.random.default_rng(2), 150, 0
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


@pytest.fixture(scope="module")
def municipal():
    rng = np.random.default_rng(3)
    state = np.repeat([f"{i:02d}" for i in range(1, 33)], 25)
    n = len(state)
    frame = pd.DataFrame(
        {
            "state_code": state,
            "population": np.exp(rng.normal(9.5, 1, n)),
            "gini": rng.normal(0.42, 0.04, n),
            "rurality": rng.uniform(0, 100, n),
        }
    )
    frame["log_population"] = np.log(frame["population"])
    mean = frame["population"] * np.exp(-8 + 5 * frame["gini"]) * rng.gamma(2, 0.5, n)
    for tag, years in (("", 3), ("_2010", 1), ("_2006_2010", 5)):
        frame[f"homicides{tag}"] = rng.poisson(years * mean)
        frame[f"exposure{tag}"] = years * frame["population"]
    return frame


SPACE = {
    "x": ["gini"],
    "years": [[2010], [2008, 2009, 2010]],
    "population": ["all", "at_least_5000"],
    "fixed_effects": ["none", "state"],
    "controls": ["none", "log_population"],
    "estimator": ["poisson", "empirical_bayes_linear"],
}


def test_municipal_specifications_find_the_known_slope(municipal):
    specifications = correlation_specifications.municipal_specifications(SPACE)
    assert len(specifications) == 32
    table = correlation_specifications.municipal_space(municipal, specifications)
    poisson = table[table["estimator"] == "poisson"]
    step = municipal["gini"].std()
    assert poisson["coefficient"].median() == pytest.approx(5 * step, abs=0.06)
    assert table["n"].min() < 800 == table["n"].max()
    # shrinking rates towards the mean shrinks slopes as well: never beyond the count model by much
    smooth = table.loc[table["estimator"] != "poisson", "coefficient"].median()
    assert 0 < smooth < 1.2 * poisson["coefficient"].median()


def test_two_workers_give_what_one_gives(municipal):
    specifications = correlation_specifications.municipal_specifications(SPACE)[:8]
    one = correlation_specifications.municipal_space(municipal, specifications)
    two = correlation_specifications.municipal_space(municipal, specifications, jobs=2)
    pd.testing.assert_frame_equal(one, two)


def test_a_dask_cluster_gives_what_one_process_gives(municipal):
    distributed = pytest.importorskip("distributed")
    specifications = correlation_specifications.municipal_specifications(SPACE)[:8]
    one = correlation_specifications.municipal_space(municipal, specifications)
    with (
        distributed.Client(
            processes=False, n_workers=1, threads_per_worker=2, dashboard_address=None
        ),
        joblib.parallel_config(backend="dask"),
    ):
        many = correlation_specifications.municipal_space(municipal, specifications, jobs=-1)
    pd.testing.assert_frame_equal(one, many)


def test_the_declared_space_has_hundreds_of_specifications_and_no_gap():
    declared = plan.load()
    x, y = (
        correlation_specifications.state_x(declared).frame,
        correlation_specifications.state_y(declared).frame,
    )
    controls = correlation_specifications.state_controls(declared).frame
    assert x.shape == (32, 9) and y.shape == (32, 24)
    assert x.notna().all().all() and y.notna().all().all() and controls.notna().all().all()
    assert (
        len(
            correlation_specifications.municipal_specifications(
                declared.specification_space["municipalities"]
            )
        )
        == 648
    )


def test_unknown_estimator_is_refused():
    x, y, controls, weights = tables(np.random.default_rng(1))
    with pytest.raises(DataError, match="unknown estimator"):
        methods_multiverse.correlations(x, y, controls, weights, "oracle")
