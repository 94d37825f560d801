"""The tables of the health chapter: against the sources, by hand, and with broken texts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters import health
from cohesion.errors import DataError
from cohesion.tables.store import select

UNITS = list("abcdef")


def series(values, index=None):
    return pd.Series(values, index=index or UNITS[: len(values)], dtype=float)


def test_register_reach_by_hand():
    # 100 000 births at 20 per thousand are 2 000 deaths; 1 500 registered reach 75 %.
    reach = health.register_reach(series([1500]), series([100_000]), series([20]))
    assert reach["a"] == pytest.approx(75)


def test_infant_measures_by_hand():
    table = health.infant_measures(
        series([900]), series([120_000]), series([100_000]), series([12])
    ).loc["a"]
    assert table.tolist() == pytest.approx([12, 7.5, 9, 75])


YEARS = range(2006, 2011)


@pytest.fixture(scope="module")
def vital():
    demography = select(["infant_mortality", "births_estimated"], years=list(YEARS))
    register = select(
        ["infant_deaths_registered", "births_registered", "maternal_deaths_registered"],
        years=list(YEARS),
    )
    return health.vital(demography, register, YEARS)


def test_access_reports_the_published_level_and_change():
    coneval = select(["deprivation_health"], years=[2008, 2010], series=True)
    table = health.access(coneval, "deprivation_health", 2008, 2010)
    nation = table.loc["00"]
    assert nation["after"] == coneval.nation("deprivation_health", 2010)
    assert nation["change"] == pytest.approx(nation["after"] - nation["before"])
    # The published standard error of 2010 is 0.342: the change's half width is 1.96 · √2 · 0.342.
    assert nation["change_high"] - nation["change"] == pytest.approx(
        1.96 * 2**0.5 * 0.342, abs=0.01
    )
    assert nation["reading"] == "fell"
    assert table.loc["26", "reading"] == "no clear change"  # Sonora, 22.6 and 22.7
    states = table.drop("00")
    assert (states["best"] <= states["worst"]).all()
    assert states.loc[states["after"].idxmax(), "best"] == 1


def test_pooled_maternal_deaths_of_the_nation(vital):
    # 1 166 + 1 097 + 1 119 + 1 208 + 992 registered deaths.
    assert vital.maternal.at["00", "count"] == 5582
    assert vital.maternal.at["12", "versus"] == "above"
    assert vital.maternal.at["19", "versus"] == "below"
    assert vital.maternal.at["06", "count"] == 15
    assert len(vital.maternal) == 33


def test_denominators_of_2010(vital):
    # 992 deaths over 2 628 038 registered births are the compiled 37.7.
    registered = vital.denominators.iloc[0]
    assert registered["Births"] == 2628038
    assert registered["Ratio"] == pytest.approx(37.746791, abs=1e-5)


def test_reach_of_the_register_multiplies_back(vital):
    infant = vital.infant
    back = infant["CONAPO estimate"] * infant["Deaths registered, % of estimate"] / 100
    assert back.to_numpy() == pytest.approx(infant["Registered deaths, CONAPO births"].to_numpy())


def test_readings_weigh_municipalities_by_population():
    town = pd.DataFrame(
        {
            ("social_lag_no_health_entitlement", 2000): {"01001": 50.0, "01002": 80.0},
            ("social_lag_no_health_entitlement", 2010): {"01001": 20.0, "01002": 60.0},
        }
    )
    size = pd.DataFrame({2000: {"01001": 1, "01002": 1}, 2010: {"01001": 3, "01002": 1}})
    table = health.readings({2008: 38.4, 2010: 29.2}, 31.8, town, size)
    assert table["2010"].tolist() == pytest.approx([31.8, 29.2, 30.0])
    assert table["2000"].iloc[2] == 65
    assert pd.isna(table["2000"].iloc[0])


def test_half_of_the_lacking_live_in_the_largest_counts():
    index = ["01001", "01002", "01003"]
    town = pd.DataFrame(
        {
            ("deprivation_health_persons", 2010): pd.Series([90.0, 50.0, 10.0], index),
            ("population_survey", 2010): pd.Series([900.0, 100.0, 20.0], index),
            ("social_lag_no_health_entitlement", 2000): pd.Series([1.0, 1.0, 1.0], index),
            ("social_lag_no_health_entitlement", 2010): pd.Series([1.0, 1.0, 1.0], index),
        }
    )
    size = pd.DataFrame({2000: pd.Series([1, 1, 1], index), 2010: pd.Series([900, 100, 20], index)})
    table, half = health.by_degree(town, size, pd.Series([1.0, 5.0, 5.0], index))
    assert half.index.tolist() == [
        "01001"
    ]  # 90 of 150 people lack access there, at the lowest rate
    assert table.loc["Very high", "Without access 2010, %"] == 50
    assert table["Municipalities"].tolist() == [1, 2]


def test_group_gaps_pair_labels_two_by_two():
    groups = select("deprivation_health", years=[2010], sex=None, group=None, series=True)
    blocks = {"Men": ("men", "all"), "Women": ("women", "all")}
    spread, gap = health.group_gaps(groups.frame, 2010, blocks)
    assert gap.index.tolist() == ["Men − Women"]
    men, women = spread.loc["Men", "value"], spread.loc["Women", "value"]
    assert gap["difference"].iloc[0] == pytest.approx(men - women)
    assert gap["reading"].iloc[0] == "gap"


def test_extremes_leave_the_nation_out():
    values = pd.Series({"00": 5.0, "01": 9.0, "02": 1.0})
    row = health.extremes({"x": values}).loc["x"]
    assert row["Highest state"] == "Aguascalientes" and row["Lowest"] == 1 and row["Mexico"] == 5


@pytest.mark.parametrize("name", list(health.HEADS))
def test_texts_are_complete(name):
    table = health.part(name)
    assert len(table) >= 4
    assert table.map(lambda cell: bool(str(cell).strip())).all().all()


def test_an_incomplete_text_is_named(tmp_path):
    (tmp_path / "health.yml").write_text("entry_points:\n  - {result: R1, entry: x}\n", "utf-8")
    with pytest.raises(DataError, match="entry_points, entry 1, column 'shown_by'"):
        health.part("entry_points", tmp_path)


def test_an_unknown_quantity_is_named():
    assert health.quantity("maternal_ratio_official_2010") == 51.5
    with pytest.raises(DataError, match="no quantity 'x'"):
        health.quantity("x")


def test_a_series_is_set_beside_the_poverty_of_its_year():
    codes = [f"{n:02}" for n in range(1, 33)]
    poverty = pd.DataFrame({2010: range(32), 2012: range(31, -1, -1)}, index=codes, dtype=float)
    beds = poverty[2010] * 2
    table, spans = health.beside_poverty(
        {"beds": (beds, 2010), "births": (beds, 2012)}, poverty,
        {"beds": "Beds", "births": "Births"},
        np.random.default_rng(1),
    )  # fmt: skip
    assert table["Rank correlation with poverty"].to_dict() == {
        "Beds, 2010": "1.00", "Births, 2012": "−1.00"
    }  # fmt: skip
    assert table.at["Beds, 2010", "Lowest state"] == "Aguascalientes" and set(spans) == {
        "beds",
        "births",
    }


def test_the_largest_falls_stand_before_what_shows_no_change():
    states = pd.DataFrame({
        "before": [50.0, 40, 30, 20], "after": [38.0, 34, 29, 21], "change": [-12.0, -6, -1, 1],
        "change_low": [-14.0, -8, -3, -1], "change_high": [-10.0, -4, 1, 3],
        "reading": ["fell", "fell", "no clear change", "no clear change"],
    }, index=["07", "12", "20", "21"])  # fmt: skip
    table = health.change_table(states, falls=1)
    assert table.index.tolist() == ["07", "20", "21"]
    assert table.columns.tolist() == ["2008, %", "2010, %", "Change", "95 % interval", "Reading"]
    assert table.at["07", "95 % interval"] == "−14.0 to −10.0"


def test_affiliation_is_the_nations_in_both_years():
    chosen = select(list(health.SHARES), years=[2008, 2010], series=True)
    table = health.affiliation(chosen, 2008, 2010)
    assert table.index.tolist() == list(health.SHARES.values())
    assert table.at["IMSS", "2010"] == chosen.nation("affiliation_imss", 2010)
    assert (table["Change, points"] == table["2010"] - table["2008"]).all()


def test_both_ends_of_maternal_mortality_keep_their_possible_ranks():
    maternal = pd.DataFrame({
        "count": [300, 100, 50, 9], "rate": [90.0, 60, 40, 20], "low": [80.0, 50, 30, 9],
        "high": [101.0, 72, 52, 38], "best": [1, 2, 2, 3], "worst": [1, 3, 3, 4],
    }, index=["20", "07", "12", "19"])  # fmt: skip
    table = health.maternal_table(maternal, highest=1, lowest=2)
    assert table.index.tolist() == ["20", "12", "19"]
    assert table["Possible ranks"].tolist() == ["1 to 1", "2 to 3", "3 to 4"]


def test_gaps_are_read_with_their_ends():
    gaps = pd.DataFrame({"one": [32.0], "other": [28.0], "difference": [4.0], "low": [3.0],
                         "high": [5.0], "reading": ["gap"]}, index=["Men − Women"])  # fmt: skip
    (row,) = health.gaps_table(gaps).to_dict("records")
    assert row == {"First, %": 32.0, "Second, %": 28.0, "Gap": 4.0, "95 % interval": "3.0 to 5.0",
                   "Reading": "gap"}  # fmt: skip


def test_births_count_for_births_and_people_for_all_else():
    now = pd.DataFrame(
        {"deprivation_health": [30.0], "affiliation_seguro_popular": [40.0],
         "affiliation_imss": [20.0]}, index=["07"],
    )  # fmt: skip
    infant = pd.DataFrame({"CONAPO estimate": [14.0, 19.0]}, index=["00", "07"])
    demography = pd.DataFrame({"life_expectancy": [74.0], "fertility_total": [2.4]}, index=["07"])
    found = health.outcomes(now, infant, pd.DataFrame({"rate": [70.0]}, index=["07"]), demography)
    people, births = pd.Series({"07": 4.8e6}), pd.Series({"07": 1.2e5})
    weights = health.weights(found, people, births)
    assert set(weights) == set(found) and set(health.OF_BIRTHS) < set(found)
    assert [label for label in found if weights[label] is births] == list(health.OF_BIRTHS)
    assert found["Infant mortality (per 1 000)"].to_dict() == {"07": 19.0}


def test_the_fund_serves_the_insured_by_it_and_those_without():
    asked = select(["entitlement_population", *health.INSTITUTIONS], years=[2010])
    served, wide = health.served(asked), asked.wide(2010)
    assert (
        served["07"]
        == wide.at["07", "entitled_seguro_popular"] + wide.at["07", "not_entitled_health"]
    )
    assert served["00"] > served.drop("00").max()


def test_the_summary_has_the_nation_and_both_ends_of_every_line():
    series = pd.Series({"00": 2.0, "07": 3.0, "19": 1.0})
    infant = pd.DataFrame({"CONAPO estimate": series, "Deaths registered, % of estimate": series})
    vital = health.Vital(infant, pd.DataFrame({"rate": series}), pd.DataFrame(), series)
    coneval = select("affiliation_seguro_popular", years=[2008, 2010], series=True)
    demography = select(["life_expectancy", "fertility_total"], years=[2010])
    access = pd.DataFrame({"after": series, "change": series})
    day = select("deprivation_health", years=[2010])
    table = health.summary(access, vital, day, coneval, demography)
    assert len(table) == 8 and table.notna().all().all()
    # The level is the one that was published first, the change that of the later series.
    assert table["Mexico"].iloc[0] == day.nation("deprivation_health", 2010)
    assert table["Mexico"].iloc[5] == coneval.nation("affiliation_seguro_popular", 2010)
    assert table["Highest state"].iloc[:2].tolist() == ["Puebla", "Chiapas"]
