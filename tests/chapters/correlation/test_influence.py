"""Municipal results with and without one place."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from cohesion.chapters.correlation import influence, municipalities
from cohesion.tables.geography import STATE_CODES


def test_one_city_turns_the_declared_result(declared, towns):
    found = municipalities.primary(declared, towns)
    pair = influence.with_and_without(declared, towns, found)
    assert round(pair.loc[("M1", "without"), "rate_ratio"], 3) == 1.018
    assert pair.loc[("M1", "all"), "p"] > 0.5 > 0.01 > pair.loc[("M1", "without"), "p"]
    kept = influence.kept(declared, towns, "M1")
    assert len(kept) == len(influence.model(declared, towns, "M1").y)
    assert influence.JUAREZ in kept
    # Holm over the four of one set: the smallest is four times its p, none is smaller than its p.
    for label in ("all", "without"):
        part = pair.xs(label, level=1)
        assert part["p_holm"].min() == pytest.approx(min(1, len(part) * part["p"].min()))
        assert (part["p_holm"] >= part["p"]).all()


def test_a_place_that_is_not_there_changes_nothing(towns):
    less = influence.without(towns)
    assert len(less) == len(towns) - 1 and influence.without(less) is not less
    assert influence.without(less).equals(less)


def test_reversal_is_that_of_an_independent_computation(towns):
    data = towns[["gini", "homicides", "exposure"]].dropna()
    rate = data["homicides"] / data["exposure"]
    found = influence.reversal(towns)
    assert found["all"] == pytest.approx(stats.spearmanr(data["gini"], rate)[0])
    assert found["100 000 and more"] < 0 < found["under 5 000"]
    assert abs(found["with a homicide"]) < 0.05


def test_weighted_correlation_is_that_of_repeated_rows():
    # A place of population 3 counts like three places of population 1.
    table = pd.DataFrame(
        {"gini": [0.3, 0.4, 0.5, 0.45], "homicides": [1, 5, 2, 9], "exposure": [300, 100, 200, 100],
         "population": [3, 1, 2, 1], "state_code": ["01", "01", "02", "02"]}
    )  # fmt: skip
    repeated = table.loc[table.index.repeat(table["population"])]
    expected = np.corrcoef(repeated["gini"], repeated["homicides"] / repeated["exposure"])[0, 1]
    assert influence.reversal(table)["weighted"] == pytest.approx(expected)


def test_smoothed_rates_lie_between_the_place_and_its_state(towns):
    smooth = influence.smoothed_rates(towns)
    state = towns.groupby("state_code")[["homicides", "exposure"]].sum()
    mean = towns["state_code"].map(100_000 * state["homicides"] / state["exposure"])[smooth.index]
    low, high = np.minimum(smooth["rate"], mean), np.maximum(smooth["rate"], mean)
    assert ((smooth["smoothed"] >= low - 1e-9) & (smooth["smoothed"] <= high + 1e-9)).all()


def test_border_states_have_no_distance_and_the_far_south_the_most():
    distance = influence.border_distance()
    assert set(distance.index[distance < 1e-6]) == set(influence.BORDER)
    assert len(distance) == len(STATE_CODES) and distance.idxmax() in ("04", "23", "31")
    # Mexico City lies about 700 km from Tamaulipas and Nuevo León by their inner points.
    assert 400 < distance["09"] < 900


def test_interaction_of_a_constant_association_is_one(declared):
    """Homicides drawn with the same slope at every dose: the ratio of ratios covers one."""
    rng = np.random.default_rng(7)
    n = 900
    table = pd.DataFrame(
        {
            "state_code": np.tile(STATE_CODES[:30], 30),
            "gini": rng.normal(0.42, 0.03, n),
            "log_population": rng.normal(10, 1, n),
            "social_lag": rng.normal(0, 1, n),
            "exposure": 100_000.0,
        },
        index=[f"{number:05d}" for number in range(n)],
    )
    mean = 20 * np.exp(5 * (table["gini"] - 0.42))
    table["homicides"] = rng.poisson(mean)
    found = influence.interactions(declared, table, {})
    line = found.loc[("log_population", "all")]
    assert line["low"] < 1 < line["high"]
    assert line["at_mean"] == pytest.approx(np.exp(0.05), abs=0.01)
    assert line["one_above"] == pytest.approx(line["at_mean"] * line["rate_ratio"])
    # Doses that neither the table nor ``extra`` holds are left out.
    assert "border_distance" not in found.index.get_level_values(0)
    by_state = pd.Series(np.arange(32.0), index=list(STATE_CODES))
    more = influence.interactions(declared, table, {"border_distance": by_state})
    assert "border_distance" in more.index.get_level_values(0)
