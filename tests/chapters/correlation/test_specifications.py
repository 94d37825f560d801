"""Tests of ``cohesion/chapters/correlation/specifications.py``."""

from __future__ import annotations

import joblib
import numpy as np
import pandas as pd
import pytest

from cohesion.chapters.correlation import plan
from cohesion.chapters.correlation import specifications as correlation_specifications


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


@pytest.mark.dear
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
