"""The chapter's results against independent computations from the published tables."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf
from scipy import stats

from cohesion import paths
from cohesion.chapters.correlation import (
    figures,
    measurement,
    municipalities,
    plan,
    poles,
    variables,
    views,
)
from cohesion.chapters.correlation import states as correlation_states
from cohesion.charts import curves, intervals
from cohesion.tables.store import select

KEYS = {"state_code": str, "mun_code": str}


@pytest.fixture(scope="module")
def declared() -> plan.AnalysisPlan:
    return plan.load()


@pytest.fixture(scope="module")
def states(declared):
    return variables.state_variables(declared)


@pytest.fixture(scope="module")
def towns(declared):
    return variables.municipal_variables(declared).frame


def column(table: str, indicator: str, year: int, unit: str) -> pd.Series:
    frame = pd.read_csv(paths.DATA / f"{table}.csv", dtype=KEYS)
    chosen = frame[(frame["indicator"] == indicator) & (frame["year"] == year)]
    for name, total in (("sex", "total"), ("group", "all")):
        if name in chosen:
            chosen = chosen[chosen[name] == total]
    return chosen.set_index(unit)["value"]


def test_state_coefficients_from_the_tables_alone(declared, states):
    deaths = sum(
        column("inegi_homicides_states", "homicides_residence", y, "state_code")
        for y in (2008, 2009, 2010)
    )
    people = column("inegi_population_states", "population_census", 2010, "state_code")
    turnout = column("ine_turnout_states", "turnout_federal_deputies", 2009, "state_code")
    poverty = column("coneval_poverty_states", "poverty", 2010, "state_code")
    table = pd.DataFrame({"h": np.log(deaths / people), "t": turnout, "p": poverty})
    table = table.drop(index=["00"], errors="ignore").dropna()
    found = correlation_states.families(declared, states.frame, np.random.default_rng(1), 199)
    assert len(table) == 32
    assert found.loc["G3", "r"] == pytest.approx(stats.pearsonr(table["h"], table["t"]).statistic)
    assert found.loc["S3", "r"] == pytest.approx(stats.pearsonr(table["h"], table["p"]).statistic)
    assert found.loc["G3", "p"] == pytest.approx(
        stats.pearsonr(table["h"], table["t"]).pvalue, abs=0.01
    )
    assert (found["n"] == 32).all() and found["p_holm"].ge(found["p"]).all()
    assert ((found["low"] <= found["r"]) & (found["r"] <= found["high"])).all()
    table = views.result_table(declared, found)
    assert {"n", "r", "95 % interval", "p (Holm)", "Verdict"} <= set(table.columns)


def test_primary_municipal_model_from_the_tables_alone(declared, towns):
    deaths = sum(
        column("inegi_homicides_municipalities", "homicides_mun", y, "mun_code")
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
    assert ours.loc["M1", "n"] == len(frame) == 2456
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
    half = municipalities.half_of_homicides(towns)
    largest = towns["homicides"].nlargest(half)
    assert largest.sum() >= towns["homicides"].sum() / 2 > largest.iloc[:-1].sum()


def test_the_panel_never_joins_the_two_series(declared):
    years = correlation_states.gini_panel(declared).frame
    assert len(years) == 288
    assert years[years["year"] == 2016].groupby("state_code")["series"].nunique().eq(2).all()
    assert years.query("year == 2014")["series"].eq("coneval_2008_2018").all()
    models = correlation_states.panel_models(years)
    assert models["periods"].tolist() == [9, 5, 4] and models["n"].tolist() == [288, 160, 128]
    old = years[years["series"] == "coneval_2008_2018"]
    dummies = smf.ols("log_rate ~ gini + C(state_code) + C(year)", old).fit()
    assert models["rate_ratio"].iloc[1] == pytest.approx(np.exp(dummies.params["gini"]))


def test_power_is_the_inverse_of_the_detectable_effect():
    from cohesion.methods.association import detectable

    assert correlation_states.power(detectable(32), 32) == pytest.approx(80, abs=0.1)
    assert correlation_states.power(0.0, 32) == pytest.approx(5)


def test_official_table_shows_the_gaps_as_gaps():
    official = select(list(measurement.OFFICIAL), years=[2008, 2010], series=True)
    table = measurement.official_table(official)
    assert (table["By state, 2010"] == "not at hand").sum() == 8
    assert table.loc["Gini coefficient of income", "2010"] == "0.509"  # CONEVAL, 2010
    assert "Chiapas" in table.loc["Gini coefficient of income", "By state, 2010"]


def test_the_check_of_polarisation_says_what_it_reproduces(declared):
    grades = variables.municipal_marginalisation().frame
    shares = poles.shares_by_degree(grades)
    people = grades.groupby("state_code")["population"].sum()
    official = pd.Series(
        {
            "polarised_states_population": 3.0105,
            "high_marginalisation_pole_population": 0.0,
            "low_marginalisation_pole_population": 57.304,
            "no_pole_population": 39.685,
        }
    )
    table, threshold, gap = measurement.poles_check(declared, shares, people, official)
    assert measurement.polarised_states(shares, threshold) == "Guerrero"
    assert gap < 0.05
    classes = table[list(measurement.CLASS_HEADS)].astype(float)
    np.testing.assert_allclose(classes.sum(axis=1), 100, atol=0.01)


def test_hindsight_family_counts_the_panel_among_its_tests(declared):
    data = correlation_states.hindsight_variables(declared)
    table, holm = correlation_states.hindsight_family(
        declared, data.frame, 0.001, np.random.default_rng(1)
    )
    assert len(table) == 5 and holm == pytest.approx(0.006)
    assert data.frame["indigenous"].idxmax() in {"20", "31"}  # Oaxaca, Yucatán
    row = pd.Series({"rate_ratio": 1.01, "low": 0.99, "high": 1.03, "n": 2456})
    shown = correlation_states.published_table(declared, {"M1": row})
    assert "36 %" in shown["Result"].iloc[0] and "{" not in "".join(shown["Units"])
    assert shown["Result"].iloc[-1].startswith("+1.0 %")


def test_figures_draw_what_they_are_given(declared, states, towns):
    table = pd.DataFrame(
        {"effect": [0.1, -0.6], "low": [-0.2, -0.8], "high": [0.4, -0.3]}, index=["S1", "G3"]
    )
    fig = intervals.forest(table, {"S1": "one", "G3": "two"}, margin=0.3, detectable=0.48)
    assert [t.get_text() for t in fig.axes[0].get_yticklabels()] == ["one", "two"]
    fig = figures.within_between(towns, "social_lag", (0.0, 0.2), "lag", "rate")
    assert {"between states", "within states"} <= {t.get_text() for t in fig.axes[0].texts}
    space = pd.DataFrame({"coefficient": np.linspace(-1, 1, 200), "p": 0.5, "x": ["a", "b"] * 100})
    fig = curves.specification_curve(space, {"x": "X"}, {"a": "A"}, unit="r")
    assert {"negative: 100", "positive: 100"} <= {t.get_text() for t in fig.axes[0].texts}
    ranks = pd.DataFrame({"base": range(1, 33), "low": 1, "high": 32}, index=states.frame.index)
    assert len(intervals.rank_intervals(ranks).axes[0].get_yticks()) == 32
    halves = figures.weighted_quantile(pd.Series([1.0, 2, 3]), pd.Series([1.0, 1, 8]), (0.1, 0.5))
    assert halves.tolist() == [1, 3]


def test_tables_write_p_and_signs_as_readers_expect(declared):
    table = views.hypothesis_table(declared, ["security"])
    assert table.loc["S1", "Expected sign"] == "positive"
    assert table.loc["S1", "From"] == "{cite:p}`fajnzylber2002inequality`"
    row = pd.Series({"n": 2456, "rate_ratio": 1.1, "low": 1.0, "high": 1.2, "p": 0.0001})
    shown = views.ratio_table({"M": row})
    assert shown.loc["M", "p"].startswith("<") and shown.loc["M", "Rate ratio"] == "1.100"


def test_spatial_results_follow_the_plan(declared, states):
    from cohesion.chapters.correlation import space as correlation_space

    weights = correlation_space.state_weights(list(states.frame.index))
    rng = np.random.default_rng(1)
    table = correlation_space.moran_table(declared, states.frame, weights, rng)
    assert list(table.index) == list(declared.space["variables"])
    assert (table["p_holm"] >= table["p_contiguity"]).all() and (table["n"] == 32).all()
    lag = correlation_space.neighbours_mean(states.frame["homicide"], weights["contiguity"])
    centred = states.frame["homicide"] - states.frame["homicide"].mean()
    slope = (centred * (lag - states.frame["homicide"].mean())).sum() / (centred**2).sum()
    assert slope == pytest.approx(table.loc["homicide", "i_contiguity"])
    done = correlation_space.regressions(declared, states.frame, weights["contiguity"], rng)
    shown = correlation_space.shown_models(declared, states.frame, done)
    assert len(shown) == 9 and set(shown["n"]) == {"32"}
    assert (shown["Spatial coefficient"] == "–").sum() == 3
    assert len(correlation_space.shown_diagnostics(declared, done)) == 3


def test_yearly_coefficients_use_the_figures_of_the_same_year(declared):
    table, used = correlation_states.by_year(declared, np.random.default_rng(1))
    first = table.query("variable == 'trust_neighbours'").iloc[0]
    deaths = column("inegi_homicides_states", "homicides_residence", 2012, "state_code")
    people = select("population_midyear", years=[2012], as_of=None).wide(2012)["population_midyear"]
    trust = column("ips_cohesion_states", "trust_neighbours", 2012, "state_code")
    both = pd.DataFrame({"x": np.log(deaths / people), "y": trust}).loc[people.index]
    assert first["r"] == pytest.approx(both["x"].corr(both["y"]))
    assert (table["n"] == 32).all() and table["year"].max() == 2022
    assert len(used) == 5
