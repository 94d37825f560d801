"""What published tables must agree on with themselves and with each other.

Figures that were printed stand in ``published.csv``; here are sums, definitions and orders.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.tables import store
from cohesion.tables.geography import STATE_CODES

OLD, NEW = "coneval_2008_2018", "coneval_2016_2022"


def _series(table: str, unit: str) -> pd.Series:
    frame = store.read(table)
    frame = frame[(frame["sex"] == "total") & (frame["group"] == "all")]
    return frame.set_index(["edition", unit, "year", "indicator"])["value"].sort_index()


@pytest.fixture(scope="module")
def states() -> pd.Series:
    return _series("coneval_poverty_states", "state_code")


@pytest.fixture(scope="module")
def municipalities() -> pd.DataFrame:
    frame = store.read("coneval_municipal_poverty_2010")
    return frame[frame["year"] == 2010].pivot(index="mun_code", columns="indicator", values="value")


def test_social_rights_add_up_to_the_programmes():
    frame = store.read("coneval_programmes_states")
    counts = frame[frame["indicator"] == "state_programmes"]
    by_right = counts[counts["group"] != "all"].groupby(["state_code", "year"])["value"].sum()
    whole = counts[counts["group"] == "all"].set_index(["state_code", "year"])["value"]
    pd.testing.assert_series_equal(by_right, whole.sort_index(), check_names=False)


def test_share_without_entitlement_is_that_of_conevals_file_in_every_municipality():
    census = store.read("inafed_entitlement_municipalities")
    census = census[census["indicator"] == "not_entitled_health_share"].set_index("mun_code")
    lag = store.read("coneval_municipal_social_lag")
    lag = lag[(lag["indicator"] == "social_lag_no_health_entitlement") & (lag["year"] == 2010)]
    both = census["value"].to_frame("census").join(lag.set_index("mun_code")["value"])
    assert len(both) == 2_456
    assert (both["census"] - both["value"]).abs().max() < 1e-4


def test_other_authors_count_the_same_homicides():
    # 256 state-years: correlation 0.99999 and ratio 0.996 with the count by year of occurrence.
    other = store.read("gargiulo_homicides_states").set_index(["state_code", "year"])["value"]
    ours = store.read("inegi_homicides_states")
    ours = ours[ours["indicator"] == "homicides_occurrence_occ"]
    ours = ours.set_index(["state_code", "year"])["value"]
    keys = pd.MultiIndex.from_product([STATE_CODES, range(2005, 2013)])
    one, two = other.reindex(keys).to_numpy(), ours.reindex(keys).to_numpy()
    assert np.isfinite(one).all()
    assert np.isfinite(two).all()
    assert np.corrcoef(one, two)[0, 1] == pytest.approx(0.99999, abs=5e-6)
    assert one.sum() / two.sum() == pytest.approx(0.996, abs=0.0005)


def test_the_census_and_the_survey_order_states_alike_by_seguro_popular():
    # The enrolment was still growing: the survey of autumn finds more in every state.
    census = store.read("inafed_entitlement_states")
    census = census[census["indicator"] == "entitled_seguro_popular_share"]
    census = census.set_index("state_code")["value"].reindex(STATE_CODES)
    survey = store.read("coneval_components_states")
    survey = survey[
        (survey["indicator"] == "affiliation_seguro_popular")
        & (survey["year"] == 2010)
        & (survey["edition"] == "coneval_2008_2018")
    ]
    survey = survey.set_index("state_code")["value"].reindex(STATE_CODES)
    assert np.corrcoef(census, survey)[0, 1] == pytest.approx(0.98, abs=0.01)
    assert (survey - census).between(3, 11.5).all()


def test_access_improved_in_every_state_between_2010_and_2012():
    # CONEVAL 2013: "bajó en todas las entidades federativas".
    sel = store.select("deprivation_health", years=[2010, 2012], as_of=None)
    assert (sel.wide(2012) < sel.wide(2010)).to_numpy().all()


def test_affiliation_to_no_institution_is_the_deprivation():
    # Every person without access is affiliated to none: the shares cannot pass a hundred by much
    # (some people hold two affiliations, other institutions are left out).
    names = ["affiliation_seguro_popular", "affiliation_imss", "affiliation_issste"]
    wide = store.select([*names, "deprivation_health"], years=[2010], series=True).wide(2010)
    assert wide.sum(axis=1).between(80, 110).all()


def test_births_and_fertility_of_the_mission_edition_are_marked_as_stand_ins():
    sel = store.select(["infant_mortality", "life_expectancy", "fertility_total"], years=[2010])
    assert sel.stand_in
    assert set(sel.frame["edition"]) == {"conapo_2012"}
    assert sel.nation("infant_mortality", 2010) == pytest.approx(14.08, abs=0.005)


def test_registered_deaths_after_2010_are_not_in_the_mission_edition():
    years = store.select("maternal_deaths_registered").years
    assert max(years) == 2010 and min(years) == 2002


def test_census_of_2010_is_mission_vintage_and_no_stand_in():
    sel = store.select("population_census", years=[2010])
    assert not sel.stand_in
    assert sel.nation("population_census", 2010) == 112336538


def nation(table, indicator, year, sex="total"):
    frame = store.read(table)
    match = frame[
        (frame["state_code"] == "00")
        & (frame["indicator"] == indicator)
        & (frame["year"] == year)
        & (frame["sex"] == sex)
        & (frame["group"] == "all")
    ]
    assert len(match) == 1, f"{indicator} {year}: {len(match)} rows"
    return match["value"].iloc[0]


def test_rate_of_2010_is_that_of_the_announced_victims():
    # [E11] 17 847 550 victims, 22 714 967 crimes: same adults behind both rates.
    victims = nation("envipe_first_results_nation", "victims_announced", 2010)
    crimes = nation("envipe_first_results_nation", "crimes_announced", 2010)
    prevalence = nation("envipe_series_states", "prevalence", 2010)
    incidence = nation("envipe_series_states", "incidence", 2010)
    assert crimes / victims == pytest.approx(incidence / prevalence, rel=1e-5)


@pytest.mark.parametrize(
    "table",
    ["inegi_homicides_states", "inegi_homicides_states_2011", "sesnsp_reported_old_states",
     "sesnsp_reported_new_states", "inegi_homicides_population_states"],
)  # fmt: skip
def test_states_add_up_to_the_nation(table):
    frame = store.read(table).query("sex == 'total'")
    keys = ["indicator", "year"]
    whole = frame[frame["state_code"] == "00"].set_index(keys)["value"]
    parts = frame[frame["state_code"] != "00"].groupby(keys)["value"].sum()
    # Municipal estimates are printed in whole persons; everything else adds up exactly.
    assert (parts.reindex(whole.index) - whole).abs().max() == 0


def test_bases_agree_on_the_nation_and_differ_in_the_states():
    frame = store.read("inegi_homicides_states").query("year == 2010")
    wide = frame.pivot(index="state_code", columns="indicator", values="value")
    assert wide.loc["00", "homicides_residence"] == wide.loc["00", "homicides_registering_entity"]
    differs = wide["homicides_residence"] != wide["homicides_occurrence_reg"]
    assert differs.loc["01":"32"].sum() > 25


def test_unreported_crime_follows_from_reporting_and_opening():
    # Definition: all crimes less those reported and investigated.
    frame = store.read("envipe_reporting_states").query("sex == 'total'")
    wide = frame.pivot_table(index=["state_code", "year"], columns="indicator", values="value")
    expected = 100 - wide["crime_reported"] * wide["investigation_opened"] / 100
    assert (wide["unreported_crime"] - expected).abs().max() < 1e-4


def test_women_and_men_in_the_municipal_cube():
    frame = store.read("inegi_homicides_sex_states").query("year == 2010 and state_code == '00'")
    by_sex = frame.set_index("sex")["value"]
    assert by_sex["total"] - by_sex["women"] - by_sex["men"] == 54


@pytest.mark.parametrize("edition", [OLD, NEW])
def test_identities_of_the_state_tables(states, edition):
    wide = states[edition].unstack("indicator")
    four = ["poverty", "vulnerable_deprivation", "vulnerable_income", "not_poor_not_vulnerable"]
    assert (wide[four].sum(axis=1) - 100).abs().max() < 1e-5
    parts = wide["moderate_poverty"] + wide["extreme_poverty"]
    assert (parts - wide["poverty"]).abs().max() < 1e-5
    share = 100 * wide["poverty_persons"] / wide["population_survey"]
    assert (share - wide["poverty"]).abs().max() < 1e-3
    nation = wide.xs("00", level="state_code")
    summed = wide.drop("00", level="state_code").groupby("year").sum()
    for column in [name for name in wide if name.endswith("_persons")]:
        assert (summed[column] - nation[column]).abs().max() <= 2
    assert (wide["below_extreme_line"] <= wide["below_poverty_line"]).all()
    low_income = wide["poverty"] + wide["vulnerable_income"]
    assert (low_income - wide["below_poverty_line"]).abs().max() < 1e-5


def test_identities_of_the_groups():
    frame = store.read("coneval_poverty_groups")
    wide = frame.pivot_table(
        index=["edition", "year", "sex", "group"], columns="indicator", values="value"
    ).dropna(subset=["poverty"])
    assert (
        wide["poverty"] + wide["vulnerable_deprivation"] - wide["any_deprivation"]
    ).abs().max() < 1e-4
    # The nation lies between the two halves of every split.
    nation = _series("coneval_poverty_states", "state_code")[OLD]
    both = frame[(frame["edition"] == OLD) & (frame["year"] == 2010)]
    both = both[both["indicator"] == "poverty"].set_index(["sex", "group"])["value"]
    value = nation[("00", 2010, "poverty")]
    for one, other in [("rural", "urban"), ("indigenous", "non_indigenous"),
                       ("age_0_17", "age_18_plus")]:  # fmt: skip
        assert both[("total", other)] < value < both[("total", one)]


def test_municipal_figures_of_2011_add_up(municipalities):
    shares = 100 * municipalities["poverty_persons"] / municipalities["population_survey"]
    large = municipalities["population_survey"] > 5000
    assert (shares - municipalities["poverty"])[large].abs().max() < 0.02
