"""Tests of ``cohesion/chapters/correlation/municipalities.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf
from scipy import stats

from cohesion import paths
from cohesion.chapters.correlation import (
    municipalities,
)

KEYS = {"state_code": str, "mun_code": str}


def column(table: str, indicator: str, year: int, unit: str) -> pd.Series:
    frame = pd.read_csv(paths.DATA / f"{table}.csv", dtype=KEYS)
    chosen = frame[(frame["indicator"] == indicator) & (frame["year"] == year)]
    for name, total in (("sex", "total"), ("group", "all")):
        if name in chosen:
            chosen = chosen[chosen[name] == total]
    return chosen.set_index(unit)["value"]


def test_primary_municipal_model_from_the_tables_alone(declared, towns):
    deaths = sum(
        column("inegi_homicides_municipalities_2011", "homicides_mun_vintage2011", y, "mun_code")
        for y in (2008, 2009, 2010)
    )
    frame = pd.DataFrame(
        {
            "gini": column("coneval_municipal_poverty_2010", "gini_income", 2010, "mun_code"),
            "lag": column("coneval_municipal_social_lag", "social_lag_index", 2010, "mun_code"),
            "people": column(
                "inegi_population_municipalities", "population_census", 2010, "mun_code"
            ),
            "deaths": deaths,
        }
    ).dropna()
    frame["state"] = frame.index.str[:2]
    fitted = smf.poisson(
        "deaths ~ gini + np.log(people) + lag + C(state)", frame, offset=np.log(3 * frame["people"])
    ).fit(
        disp=False,
        maxiter=100,
        cov_type="cluster",
        cov_kwds={"groups": pd.factorize(frame["state"])[0]},
    )
    ours = municipalities.primary(declared, towns)
    assert ours.loc["M1", "n"] == len(frame) == 2454
    assert ours.loc["M1", "rate_ratio"] == pytest.approx(
        np.exp(0.01 * fitted.params["gini"]), abs=1e-4
    )
    half = stats.t.ppf(0.975, 31) * fitted.bse["gini"]
    assert ours.loc["M1", "low"] == pytest.approx(
        np.exp(0.01 * (fitted.params["gini"] - half)), abs=1e-3
    )
    assert list(ours.index) == ["M1", "M2", "M3", "M4"]


def test_parts_of_the_municipal_results_agree_with_each_other(declared, towns):
    split = municipalities.within_between(towns)
    primary = municipalities.estimate(declared, towns, "M4")
    fixed = split.loc[("social_lag", "within, state effects")]
    assert fixed["rate_ratio"] == pytest.approx(primary["rate_ratio"])
    parts = towns.assign(mean=towns.groupby("state_code")["social_lag"].transform("mean"))
    parts["rest"] = parts["social_lag"] - parts["mean"]
    plain = smf.glm(
        "homicides ~ mean + rest + log_population",
        parts,
        offset=np.log(parts["exposure"]),
        family=sm.families.Poisson(),
    ).fit()
    assert split.loc[("social_lag", "within, plain state mean"), "rate_ratio"] == pytest.approx(
        np.exp(plain.params["rest"]), abs=1e-4
    )
    size = municipalities.by_size(declared, towns)
    assert size["homicides"].sum() == towns["homicides"].sum()
    rows = municipalities.alternatives(declared, towns, "M1", np.random.default_rng(1))
    assert len(rows) == 7
    base = rows["M1 Poisson, state effects (primary)"]
    assert rows["M1 Poisson, bootstrap of whole states"]["low"] == pytest.approx(
        base["low"], abs=0.02
    )
