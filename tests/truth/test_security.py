"""Figures that INEGI and SESNSP published, found again in the project's tables.

Each row cites where the figure was printed. Sources: [EDR] INEGI, bulletin 288/13 of 30 July 2013
and later bulletins on deaths by homicide; [FR] Frontera, 26 July 2017, INEGI's series; [E12]
La Jornada, 28 September 2012, ENVIPE 2012; [E13] INEGI's presentation of ENVIPE 2013 (objetivo7,
30 September 2013); [E11] Apro, 20 September 2011, ENVIPE 2011; [E18] ENVIPE 2018 (prensaanimal,
September 2018); [CNN] 6 October 2017, ENVIPE 2017; [SE] SESNSP, Víctimas del fuero común;
[ONC] SESNSP old method in the reports of the time.
"""

from __future__ import annotations

import pytest

from cohesion.tables.store import read

HOMICIDES = [
    (2007, 8_867), (2008, 14_006), (2009, 19_803), (2010, 25_757),  # 24 Horas, 21 August 2012
    (2011, 27_213), (2012, 25_967), (2013, 23_063), (2014, 20_010), (2015, 20_762),  # [FR]
    (2018, 36_685), (2019, 36_661),  # [EDR] final counts
]  # fmt: skip

UNREPORTED = [
    (2010, 92.0),  # [E11]
    (2011, 91.6),  # [E12]
    (2012, 92.1),  # sinembargo.mx, 30 September 2013
    (2016, 93.6),  # [CNN]
    (2017, 93.2),  # [E18]
    (2022, 92.4),  # INEGI, ENVIPE 2023
    (2023, 92.9),  # INEGI, ENVIPE 2024
]

SERIES = [
    ("prevalence", 2012, 27_337, 1), ("incidence", 2012, 35_139, 1),  # [E13]
    ("prevalence", 2013, 28_224, 1),  # INEGI, ENVIPE 2014
    ("perception_insecure", 2011, 69.5, 0.05),  # INEGI, ENVIPE 2011
    ("perception_insecure", 2012, 66.6, 0.05),  # INEGI, ENVIPE 2012
    ("perception_insecure", 2013, 72.3, 0.05),  # INEGI, ENVIPE 2013
    ("perception_insecure", 2014, 73.3, 0.05),  # INEGI, ENVIPE 2014
]  # fmt: skip

STATES_2011 = [  # ENVIPE 2012: segundoasegundo.com, "Chihuahua en los primeros lugares"
    ("15", 84.6), ("08", 82.7), ("17", 81.2),
]  # fmt: skip

REPORTED_OLD = [
    (1997, 16_866), (2007, 10_253), (2010, 20_680), (2011, 22_852), (2012, 21_736),  # [ONC]
]  # fmt: skip

VICTIMS = [
    ("victims_homicide", 2018, 33_742), ("victims_homicide", 2019, 34_723),  # [SE]
    ("victims_homicide", 2020, 34_569), ("victims_homicide", 2022, 30_979),  # [SE]
    ("victims_kidnapping", 2019, 1_629),  # [SE]
]  # fmt: skip


def nation(table, indicator, year, sex="total"):
    frame = read(table)
    match = frame[
        (frame["state_code"] == "00")
        & (frame["indicator"] == indicator)
        & (frame["year"] == year)
        & (frame["sex"] == sex)
        & (frame["group"] == "all")
    ]
    assert len(match) == 1, f"{indicator} {year}: {len(match)} rows"
    return match["value"].iloc[0]


@pytest.mark.parametrize(("year", "published"), HOMICIDES)
@pytest.mark.parametrize("base", ["homicides_residence", "homicides_occurrence_reg"])
def test_homicides_registered(base, year, published):
    assert nation("inegi_homicides_states", base, year) == published


def test_homicides_of_2010_as_known_in_2011():
    # INEGI's cube: registered in 2010 and occurred in 2010.
    assert nation("inegi_homicides_states_2011", "homicides_vintage2011", 2010) == 25_000


@pytest.mark.parametrize(("year", "published"), UNREPORTED)
def test_unreported_crime(year, published):
    table = "envipe_first_results_nation" if year == 2010 else "envipe_reporting_states"
    assert nation(table, "unreported_crime", year) == pytest.approx(published, abs=0.05)


@pytest.mark.parametrize(("indicator", "year", "published", "tolerance"), SERIES)
def test_victimisation_series(indicator, year, published, tolerance):
    value = nation("envipe_series_states", indicator, year)
    assert value == pytest.approx(published, abs=tolerance)


@pytest.mark.parametrize(("state", "published"), STATES_2011)
def test_perception_by_state_2012(state, published):
    frame = read("envipe_series_states")
    row = frame.query(
        "state_code == @state and indicator == 'perception_insecure' and year == 2012"
    )
    # The compilation carries revised weights: up to 0.7 points from the first publication.
    assert row["value"].item() == pytest.approx(published, abs=0.7)


def test_rate_of_2010_is_that_of_the_announced_victims():
    # [E11] 17 847 550 victims, 22 714 967 crimes: same adults behind both rates.
    victims = nation("envipe_first_results_nation", "victims_announced", 2010)
    crimes = nation("envipe_first_results_nation", "crimes_announced", 2010)
    prevalence = nation("envipe_series_states", "prevalence", 2010)
    incidence = nation("envipe_series_states", "incidence", 2010)
    assert crimes / victims == pytest.approx(incidence / prevalence, rel=1e-5)


def test_crimes_of_2012():
    # [E13] 27 769 447 crimes; [sinembargo] 12.2 % reported, 64.7 % of these investigated.
    assert nation("envipe_reporting_states", "crimes_occurred", 2012) == 27_769_447
    reported = nation("envipe_reporting_states", "crime_reported", 2012)
    opened = nation("envipe_reporting_states", "investigation_opened", 2012)
    assert reported == pytest.approx(12.2, abs=0.05)
    assert opened == pytest.approx(64.7, abs=0.05)


def test_causes_of_not_reporting_2011():
    # segundoasegundo.com on ENVIPE 2012: 63.2 % because of the authority.
    value = nation("envipe_reporting_states", "unreported_authority", 2011)
    assert value == pytest.approx(63.2, abs=0.05)


def test_time_at_the_prosecutor_2017():
    # novedadescampeche.com.mx on ENVIPE 2018: up to two hours 44.7 %, over four hours 31.6 %.
    table = "envipe_reporting_states"
    short = nation(table, "mp_time_under_1h", 2017) + nation(table, "mp_time_1_2h", 2017)
    assert short == pytest.approx(44.7, abs=0.05)
    assert nation(table, "mp_time_over_4h", 2017) == pytest.approx(31.6, abs=0.05)


def test_cost_of_crime_2010():
    # ENVIPE 2011, table 3.10: 170 012 million pesos.
    assert nation("envipe_costs_states", "crime_cost", 2010) == 170_012_288_089


@pytest.mark.parametrize(("year", "published"), REPORTED_OLD)
def test_investigations_for_intentional_homicide(year, published):
    assert nation("sesnsp_reported_old_states", "reported_homicide_old", year) == published


def test_all_crimes_of_2015():
    # SESNSP, new method: 1 657 804 files.
    assert nation("sesnsp_reported_new_states", "reported_crime_new", 2015) == 1_657_804


@pytest.mark.parametrize(("indicator", "year", "published"), VICTIMS)
def test_victims_in_the_files(indicator, year, published):
    assert nation("sesnsp_victims_states", indicator, year) == published


def test_femicide_victims():
    # [SE] 920 in 2018, 970 in 2019.
    assert nation("sesnsp_victims_states", "victims_femicide", 2018, "women") == 920
    assert nation("sesnsp_victims_states", "victims_femicide", 2019, "women") == 970


def test_census_population():
    # INEGI, census of 2010: 112 336 538.
    value = nation("inegi_homicides_population_states", "population_vintage2011", 2010)
    assert value == 112_336_538


@pytest.mark.parametrize(
    "table",
    ["inegi_homicides_states", "inegi_homicides_states_2011", "sesnsp_reported_old_states",
     "sesnsp_reported_new_states", "inegi_homicides_population_states"],
)  # fmt: skip
def test_states_add_up_to_the_nation(table):
    frame = read(table).query("sex == 'total'")
    keys = ["indicator", "year"]
    whole = frame[frame["state_code"] == "00"].set_index(keys)["value"]
    parts = frame[frame["state_code"] != "00"].groupby(keys)["value"].sum()
    # Municipal estimates are printed in whole persons; everything else adds up exactly.
    assert (parts.reindex(whole.index) - whole).abs().max() == 0


def test_bases_agree_on_the_nation_and_differ_in_the_states():
    frame = read("inegi_homicides_states").query("year == 2010")
    wide = frame.pivot(index="state_code", columns="indicator", values="value")
    assert wide.loc["00", "homicides_residence"] == wide.loc["00", "homicides_registering_entity"]
    differs = wide["homicides_residence"] != wide["homicides_occurrence_reg"]
    assert differs.loc["01":"32"].sum() > 25


def test_unreported_crime_follows_from_reporting_and_opening():
    # Definition: all crimes less those reported and investigated.
    frame = read("envipe_reporting_states").query("sex == 'total'")
    wide = frame.pivot_table(index=["state_code", "year"], columns="indicator", values="value")
    expected = 100 - wide["crime_reported"] * wide["investigation_opened"] / 100
    assert (wide["unreported_crime"] - expected).abs().max() < 1e-4


def test_women_and_men_in_the_municipal_cube():
    frame = read("inegi_homicides_sex_states").query("year == 2010 and state_code == '00'")
    by_sex = frame.set_index("sex")["value"]
    assert by_sex["women"] == 2_417
    assert by_sex["total"] - by_sex["women"] - by_sex["men"] == 54
