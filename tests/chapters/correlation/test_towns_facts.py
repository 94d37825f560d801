"""The numbers that the chapter on municipalities names, by hand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters.correlation import influence, municipalities, plan
from cohesion.chapters.correlation import towns_facts as facts


def values(frame: pd.DataFrame) -> dict:
    assert frame["name"].is_unique
    return dict(zip(frame["name"], frame["value"], strict=True))


def fit(slope: float, slopes: list[float]) -> SimpleNamespace:
    line = pd.Series({"coefficient": np.log(slope), "low": np.log(slope / 2),
                      "high": np.log(slope * 2), "p": 0.1})  # fmt: skip
    return SimpleNamespace(fixed=pd.DataFrame({"within": line}).T,
                           slopes=pd.DataFrame({"slope": slopes}))  # fmt: skip


def test_towns_are_counted_with_and_without_a_homicide():
    towns = pd.DataFrame({"homicides": [90.0, 10, 0, 0], "population": [9e5, 2e4, 1e4, 5e3],
                          "gini_change": [0.1, None, 0.2, None]})  # fmt: skip
    declared = plan.load()
    found = values(facts.of_towns(towns, declared))
    assert (found["corr-m-half"], found["corr-m-zero"], found["corr-m-lost"]) == (1, 2, 2)
    assert found["corr-m-big"] == 1 and found["corr-m-big-share"] == 90
    assert found["corr-m-minimum"] == declared.municipal_models["minimum_population"]
    assert found["corr-m-bootstrap"] == municipalities.BOOTSTRAP


def test_the_association_is_told_with_and_without_one_place():
    m1 = pd.Series({"rate_ratio": 1.09, "low": 1.02, "high": 1.17})
    effects = SimpleNamespace(
        states_without=pd.DataFrame({"rate_ratio": [1.01, 1.08]}), interval_without=(0.98, 1.11),
        places=pd.DataFrame({"share": [0.37]}, index=[influence.JUAREZ]),
    )  # fmt: skip
    found = values(facts.of_juarez(m1, m1 - 0.05, effects, 0.01))
    assert found["m1-juarez-share"] == pytest.approx(37)
    assert found["m1-without-ratio"] == pytest.approx(1.04)
    assert (found["m1-states-low"], found["m1-states-high"]) == (1.01, 1.08)
    # One standard deviation is one hundredth: the ratio stays what it is.
    assert found["m1-sd-all"] == "1.09 (1.02 to 1.17)"
    assert found["m1-wild-interval"] == "0.980 to 1.110"


def test_slopes_are_told_as_ratios_and_counted_by_their_sign():
    found = values(facts.of_slopes(fit(1.02, [0.1]), fit(1.2, [0.3, -0.1, 0.2])))
    assert found["hier-gini"] == pytest.approx(1.02) and found["hier-lag"] == pytest.approx(1.2)
    assert (found["lag-slopes-up"], found["lag-slopes-down"]) == (2, 1)
    assert found["hier-lag-interval"] == "0.60 to 2.40"


def test_within_and_between_are_told_with_where_the_sign_turns():
    rows = pd.MultiIndex.from_product(
        [["social_lag"], ["within states", "between states", "within, plain state mean"]]
    )
    split = pd.DataFrame({"rate_ratio": [1.2, 0.8, 1.1]}, rows)
    turns = dict.fromkeys(("all", "with a homicide", "between states", "under 5 000",
                           "15 000 to under 100 000", "100 000 and more"), 0.5)  # fmt: skip
    found = values(facts.of_split(split, split * 2, turns | {"under 5 000": 0.9}))
    assert (found["corr-lag-within"], found["corr-lag-between"]) == (1.2, 0.8)
    assert found["lag-within-without"] == 2.4 and found["rev-small"] == 0.9


def test_the_panel_says_how_far_the_coefficient_fell():
    decades = pd.DataFrame({"rate_ratio": [1.04]},
                           pd.MultiIndex.from_tuples([("2000–2010", "all")]))  # fmt: skip
    change = pd.Series({"change": -0.04, "with_level": 1.02, "z_rate_ratio": 1.1, "z_low": 0.956,
                        "z_high": 1.266, "fell": 88.0})  # fmt: skip
    found = values(facts.of_panel(decades, change))
    assert found["panel-gini-change"] == 0.04 and found["panel-gini-fell"] == 88.0
    assert found["panel-z-interval"] == "0.96 to 1.27"
