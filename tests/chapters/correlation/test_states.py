"""The chapter's results against independent computations from the published tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from scipy import stats

from cohesion import paths
from cohesion.chapters.correlation import states as correlation_states
from cohesion.chapters.correlation import (
    variables,
    views,
)
from cohesion.tables.store import select

KEYS = {"state_code": str, "mun_code": str}


@pytest.fixture(scope="module")
def states(declared):
    return variables.state_variables(declared)


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


def test_what_the_panel_leaves_is_error_as_far_as_the_errors_say():
    """Dummies for states and years in each series, fitted by least squares, leave the same."""
    rng = np.random.default_rng(2)
    frame = pd.DataFrame(
        [(s, f"{u:02d}", y, rng.normal(48, 3)) for s, years in (("a", 5), ("b", 4))
         for u in range(6) for y in range(years)],
        columns=["series", "state_code", "year", "gini"],
    )  # fmt: skip
    errors = pd.Series([0.01, 0.02, 0.03, 0.01, 0.02, 0.03])
    free, squares = 0.0, 0.0
    for _, part in frame.groupby("series"):
        fitted = smf.ols("gini ~ C(state_code) + C(year)", part).fit()
        free, squares = free + fitted.df_resid, squares + fitted.ssr
    expected = (1 + 4 + 9) / 3 / (squares / free)
    assert correlation_states.gini_error_share(frame, errors) == pytest.approx(expected)


def test_power_is_the_inverse_of_the_detectable_effect():
    from cohesion.methods.association import detectable

    assert correlation_states.power(detectable(32), 32) == pytest.approx(80, abs=0.1)
    assert correlation_states.power(0.0, 32) == pytest.approx(5)


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


@pytest.fixture(scope="module")
def quick(declared):
    """The plan with fewer draws, for coefficients that do not depend on them."""
    fewer = {"bootstrap_replications": 199, "permutations": 199}
    return declared.model_copy(update={"settings": declared.settings.model_copy(update=fewer)})


def held_constant(frame: pd.DataFrame, x: str, y: str, controls: list[str]) -> float:
    """Correlate what least squares on the controls leave of two variables."""
    rest = {name: smf.ols(f"{name} ~ {' + '.join(controls)}", frame).fit().resid for name in (x, y)}
    return rest[x].corr(rest[y])


def test_alternatives_are_ranks_and_what_income_and_urbanisation_leave(quick, states, monkeypatch):
    monkeypatch.setattr(correlation_states, "FEWER", 199)
    found = correlation_states.alternatives(quick, states.frame, np.random.default_rng(1))
    controls = {
        "Income held constant": ["low_income"],
        "Urbanisation held constant": ["rurality"],
        "Both held constant": ["low_income", "rurality"],
    }
    assert list(found) == ["Spearman", *controls]
    ranks = stats.spearmanr(states.frame["homicide"], states.frame["turnout"]).statistic
    assert found["Spearman"].loc["G3", "r"] == pytest.approx(ranks)
    for name, held in controls.items():
        expected = held_constant(states.frame, "homicide", "turnout", held)
        assert found[name].loc["G3", "r"] == pytest.approx(expected), name
    assert all((table["n"] == 32).all() and len(table) == 12 for table in found.values())


def test_hypotheses_on_states_are_those_of_the_mission_alone(declared):
    found = correlation_states.hypotheses(declared)
    assert list(found) == [*(f"S{n}" for n in range(1, 8)), *(f"G{n}" for n in range(1, 6))]


def test_leaving_out_a_state_uses_the_primary_coefficient_of_each_pair(declared, states):
    found = correlation_states.influences(declared, states.frame)
    rest = states.frame.drop(index="09")
    ranks = stats.spearmanr(rest["gini"], rest["press_attacks"]).statistic
    assert found["G5"].loc["09", "r_without"] == pytest.approx(ranks)
    assert found["G1"].loc["09", "r_without"] == pytest.approx(rest["gini"].corr(rest["turnout"]))


def test_only_what_many_units_bound_is_shown_to_be_small(quick):
    """Unrelated variables: 400 units show that they are; 12 units show nothing."""
    pairs = correlation_states.hypotheses(quick).values()
    names = sorted({name for pair in pairs for name in (pair["x"], pair["y"])})
    rng = np.random.default_rng(3)
    frame = pd.DataFrame(rng.normal(size=(400, len(names))), columns=names)
    assert correlation_states.shown_small(quick, frame, rng) == list(
        correlation_states.hypotheses(quick)
    )
    related = frame.assign(homicide=frame["homicide"] + frame["gini"])
    assert "S1" not in correlation_states.shown_small(quick, related, rng)
    assert correlation_states.shown_small(quick, frame.head(12), rng) == []


def test_the_second_look_holds_the_indigenous_share_and_takes_later_elections(quick):
    frame = correlation_states.hindsight_variables(quick).frame
    found, used = correlation_states.second_look(quick, frame, np.random.default_rng(1))
    assert list(found.index) == ["S1", "G1", "G3", "2012", "2015"] and len(used) == 4
    held = ["low_income", "rurality", "indigenous"]
    for name, x, y in (("S1", "gini", "homicide"), ("G1", "gini", "turnout"),
                       ("G3", "homicide", "turnout")):  # fmt: skip
        assert found.loc[name, "r"] == pytest.approx(held_constant(frame, x, y, held)), name
    people = column("inegi_population_states", "population_census", 2010, "state_code")
    for year in (2012, 2015):
        deaths = sum(
            column("inegi_homicides_states", "homicides_residence", y, "state_code")
            for y in (year - 2, year - 1, year)
        )
        votes = column("ine_turnout_states", "turnout_federal_deputies", year, "state_code")
        both = pd.DataFrame({"h": np.log(deaths / people), "t": votes})
        both = both.drop(index="00", errors="ignore").dropna()
        assert len(both) == found.loc[str(year), "n"] == 32
        assert found.loc[str(year), "r"] == pytest.approx(both["h"].corr(both["t"]))
    # Three tests, then two: the smallest p of each group is multiplied by their number.
    for group, tests in ((found.iloc[:3], 3), (found.iloc[3:], 2)):
        assert group["p_holm"].min() == pytest.approx(min(1, tests * group["p"].min()))
    # What was once expected of the first three is no expectation of an exploratory look.
    assert found["sign"].tolist() == ["?", "?", "?", "-", "-"]


def test_the_plain_table_shows_numbers_as_readers_do():
    results = pd.DataFrame(
        {"n": [32, 31], "r": [-0.456, 0.1], "low": [-0.704, -0.25], "high": [-0.118, 0.428],
         "p": [0.00004, 0.596], "p_holm": [0.00012, 1.0], "verdict": ["a", "b"]},
        index=["G3", "2015"],
    )  # fmt: skip
    shown = correlation_states.plain_table(results, {"G3": "Homicides – turnout"})
    assert shown.to_dict("list") == {
        "n": ["32", "31"],
        "r": ["\u22120.46", "0.10"],
        "95 % interval": ["\u22120.70 to \u22120.12", "\u22120.25 to 0.43"],
        "p": ["<\u00a00.001", "0.596"],
        "p (Holm)": ["<\u00a00.001", "1.000"],
    }
    assert list(shown.index) == ["Homicides – turnout", "2015"]
