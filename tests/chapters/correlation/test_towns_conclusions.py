"""What the page on municipalities concludes falls when its results turn."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters.correlation import influence, municipalities, town_panel
from cohesion.chapters.correlation import towns_conclusions as conclusions
from tests.chapters.claimed import fallen

ALPHA = 0.05
CITY = influence.JUAREZ
MEASURES = ("gini", "poverty", "social_lag")


@pytest.fixture
def juarez() -> dict:
    found = pd.DataFrame({"p_holm": [0.9, 0.2, 0.3, 0.3]}, index=["M1", "M2", "M3", "M4"])
    index = pd.MultiIndex.from_product([found.index, ["all", "without"]])
    pair = pd.DataFrame({"rate_ratio": 1.1, "p_holm": 0.9}, index=index)
    pair.loc[("M1", "without")] = 1.02, 0.03
    pair.loc[[("M3", "without"), ("M4", "without")], "rate_ratio"] = 1.05
    moved = SimpleNamespace(
        places=pd.DataFrame({"p": [0.01, 0.7]}, index=[CITY, "02002"]),
        states_without=pd.DataFrame({"p": [0.01, 0.04]}),
    )
    towns = pd.DataFrame(
        {"population": [1_300_000, 900_000, 200_000], "gini": [0.36, 0.42, 0.41],
         "homicides": [7000, 900, 20]}, index=[CITY, "02002", "09002"],
    )  # fmt: skip
    return {"found": found, "pair": pair, "moved": moved, "towns": towns}


def test_the_city_as_it_is(juarez):
    assert not fallen(conclusions.of_juarez(**juarez, alpha=ALPHA))


@pytest.mark.parametrize(
    ("table", "place", "value", "falls"),
    [
        ("found", ("M2", "p_holm"), 0.04, {"towns-none"}),
        ("pair", (("M1", "without"), "p_holm"), 0.06, {"towns-juarez"}),
        ("pair", (("M1", "all"), "p_holm"), 0.01, {"towns-juarez"}),
        ("pair", (("M3", "without"), "rate_ratio"), 1.2, {"towns-poverty-lag"}),
        ("towns", ("02002", "homicides"), 8000, {"towns-juarez-weight"}),
        ("towns", (CITY, "gini"), 0.5, {"towns-juarez-weight"}),
    ],
)
def test_a_figure_of_the_city_that_turns_takes_its_claim_with_it(
    juarez, table, place, value, falls
):
    juarez[table].loc[place] = value
    assert fallen(conclusions.of_juarez(**juarez, alpha=ALPHA)) == falls


def test_another_place_or_a_state_that_turns_the_result_is_told(juarez):
    juarez["moved"].places.loc["02002", "p"] = 0.01
    assert fallen(conclusions.of_juarez(**juarez, alpha=ALPHA)) == {"towns-nothing-else"}
    juarez["moved"].places.loc["02002", "p"] = 0.7
    juarez["moved"].states_without.loc[1, "p"] = 0.2
    assert fallen(conclusions.of_juarez(**juarez, alpha=ALPHA)) == {"towns-nothing-else"}


def fit(slopes: list[float], common: float, p: float) -> SimpleNamespace:
    fixed = pd.DataFrame({"coefficient": [common], "p": [p]}, index=["within"])
    return SimpleNamespace(slopes=pd.DataFrame({"slope": slopes}), fixed=fixed)


def split(declared: float, other: float, between: float) -> pd.DataFrame:
    index = pd.MultiIndex.from_product([MEASURES, municipalities.PARTS])
    table = pd.DataFrame({"p": 0.5, "rate_ratio": 1.2}, index=index)
    table.loc[("social_lag", "within states"), "p"] = declared
    table.loc[("social_lag", "within, state effects"), "p"] = other
    table.loc[("gini", "between states"), "p"] = between
    return table


@pytest.mark.parametrize(
    ("lowest", "moved", "p", "lag", "parts", "falls"),
    [
        (0.01, 0.041, 0.4, [0.1, -0.1, 0.2, -0.2], (0.03, 0.1, 0.06), set()),
        (-0.01, 0.041, 0.4, [0.1, -0.1, 0.2, -0.2], (0.03, 0.1, 0.06), {"towns-all-states"}),
        (0.01, 0.060, 0.4, [0.1, -0.1, 0.2, -0.2], (0.03, 0.1, 0.06), {"towns-hierarchical"}),
        (0.01, 0.041, 0.01, [0.1, -0.1, 0.2, -0.2], (0.03, 0.1, 0.06), {"hier-lag-none"}),
        (0.01, 0.041, 0.4, [0.1, 0.1, 0.2, -0.2], (0.03, 0.1, 0.06), {"towns-lag-states"}),
        (0.01, 0.041, 0.4, [0.1, -0.1, 0.2, -0.2], (0.03, 0.01, 0.06), {"towns-split"}),
        (0.01, 0.041, 0.4, [0.1, -0.1, 0.2, -0.2], (0.03, 0.1, 0.04), {"towns-split"}),
    ],
)
def test_slopes_and_parts(lowest, moved, p, lag, parts, falls):
    fits = {
        ("gini", "all"): fit([lowest, 0.05], 0.040, 0.001),
        ("gini", "without"): fit([lowest, 0.05], moved, 0.001),
        ("social_lag", "all"): fit(lag, 0.05, p),
    }
    assert fallen(conclusions.of_slopes(fits, split(*parts), ALPHA)) == falls


@pytest.fixture
def models() -> dict:
    size = pd.DataFrame(
        {"rate_ratio": [1.07, 1.03, 1.03, 0.95], "high": [1.2, 1.1, 1.1, 1.01],
         "p_holm": [0.09, 0.2, 0.1, 0.2]}, index=list(municipalities.SIZES),
    )  # fmt: skip
    turns = pd.Series([0.21, 0.2, 0.2, -0.2, 0.28, -0.2, 0.0], index=[
        *municipalities.SIZES, "all", "between states", "with a homicide"])  # fmt: skip
    rows = {
        "M1 Poisson, state effects (primary)": pd.Series({"p": 0.7, "rate_ratio": 0.99}),
        "M1 Negative binomial, state effects": pd.Series({"p": 0.001, "rate_ratio": 1.04}),
    }
    return {"rows": rows, "size": size, "turns": turns}


@pytest.mark.parametrize(
    ("table", "place", "value", "falls"),
    [
        ("size", None, None, set()),
        ("size", ("under 5 000", "rate_ratio"), 0.9, {"towns-size"}),
        ("size", ("100 000 and more", "high"), 0.99, {"towns-size"}),
        ("size", ("under 5 000", "p_holm"), 0.04, {"towns-size-none"}),
        ("turns", "between states", 0.2, {"rev-levels"}),
        ("turns", "under 5 000", -0.1, {"rev-sizes"}),
        ("turns", "with a homicide", 0.2, {"rev-zero"}),
    ],
)
def test_models_sizes_and_levels(models, table, place, value, falls):
    if place is not None:
        models[table].loc[place] = value
    assert fallen(conclusions.of_models(**models, alpha=ALPHA)) == falls


def test_a_poisson_model_that_finds_it_too_is_told(models):
    models["rows"]["M1 Poisson, state effects (primary)"]["p"] = 0.01
    assert fallen(conclusions.of_models(**models, alpha=ALPHA)) == {"towns-models"}


def panel() -> tuple[pd.DataFrame, pd.Series]:
    large = town_panel.class_name(municipalities.LARGE, np.inf)
    index = pd.MultiIndex.from_product(
        [["1990–2000", "2000–2010"], ["all", "without", "under 15 000", large]]
    )
    table = pd.DataFrame({"rate_ratio": 1.02, "p": 0.4, "p_holm": 0.4}, index=index)
    table.loc[("2000–2010", "all"), ["p", "p_holm"]] = 0.02, 0.04
    table.loc[("2000–2010", large), "p"] = 0.01
    return table, pd.Series({"change": -0.09, "fell": 94.0, "with_level": -0.7})


def test_the_censuses():
    decades, change = panel()
    assert not fallen(conclusions.of_panel(decades, change, ALPHA, "x"))
    decades.loc[("2000–2010", "under 15 000"), "p"] = 0.01
    decades.loc[("2000–2010", "without"), "p"] = 0.01
    change["with_level"] = 0.1
    assert fallen(conclusions.of_panel(decades, change, ALPHA, "x")) == {
        "panel-timing", "panel-juarez", "panel-break"}  # fmt: skip


def test_the_doses():
    index = pd.MultiIndex.from_product([["log_population", "border_distance"], ["all", "without"]])
    doses = pd.DataFrame({"p_holm": [0.01, 0.4, 0.02, 0.6]}, index=index)
    assert not fallen(conclusions.of_doses(doses, ALPHA))
    doses.loc[("log_population", "without"), "p_holm"] = 0.01
    assert fallen(conclusions.of_doses(doses, ALPHA)) == {"doses-juarez"}
