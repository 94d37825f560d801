"""Frames behind the safety and justice chapters: hand-worked cases and published anchors."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters.safety import results
from cohesion.errors import DataError
from cohesion.methods import ranks as methods_ranks
from cohesion.tables import geo
from cohesion.tables.geography import NATION, STATE_CODES
from cohesion.tables.store import select


@pytest.fixture(scope="module")
def homicides():
    return select([*results.BASES, "population_vintage2011"])


def test_pooled_homicide_rate_of_the_nation_by_hand(homicides):
    _, after = results.homicide_periods(homicides)
    deaths = 14_006 + 19_803 + 25_757
    people = 109_544_174 + 110_943_710 + 112_336_538
    assert after.at[NATION, "rate"] == pytest.approx(deaths / people * 1e5)
    assert list(after.index) == [NATION, *STATE_CODES]


def test_homicide_table_is_ordered_and_its_signs_agree(homicides):
    before, after = results.homicide_periods(homicides)
    table = results.homicide_table(before, after)
    assert table.index[0] == NATION
    assert table["after"].iloc[1:].is_monotonic_decreasing
    assert ((table["after"] - table["before"] - table["difference"]).abs() < 1e-9).all()
    moved = results.directions(table)
    assert moved.sum() == 32
    assert moved["fell"] == 0
    assert table.at["08", "best"] == table.at["08", "worst"] == 1


def test_directions_of_made_up_changes():
    change = pd.DataFrame(
        {"difference": [5, 2, -3, -1], "changed": [True, False, True, False]},
        ["00", "01", "02", "03"],
    )
    assert results.directions(change).to_dict() == {"rose": 0, "fell": 1, "no_change": 2}


def test_years_that_the_vintage_lacks_are_refused(homicides):
    with pytest.raises(DataError, match=r"no figures of 'homicides_residence' for \[2011\]"):
        results.units_by_year(homicides, "homicides_residence", [2010, 2011])


def test_the_mission_edition_knows_no_state_figure_of_unreported_crime():
    frame = select("unreported_crime").frame
    assert frame[["state_code", "year", "value"]].to_numpy().tolist() == [["00", 2010, 92.0]]


def test_bases_share_the_national_total_of_registrations(homicides):
    table = results.base_comparison(homicides, [2007, 2010])
    assert table["2010"].tolist() == [25_757, 25_757, 25_000]
    assert table.iloc[0, -1] == "none"
    assert "−" in table.iloc[2, -1]


def test_sex_index_is_100_in_its_base_year():
    deaths = select("homicides_by_sex", sex=None)
    index = results.sex_trend(deaths, [2006, 2007, 2010], 2007)
    assert index.loc[2007].tolist() == [100, 100]
    assert index.at[2010, "women"] == pytest.approx(2417 / 1081 * 100)


def test_rates_of_women_and_men_bracket_the_rate_of_all():
    deaths, census = select("homicides_by_sex", sex=None), select("population_census", sex=None)
    table = results.sex_rates(deaths, census, [2010], 2010)
    women, men = table.loc[("women", NATION)], table.loc[("men", NATION)]
    assert women["count"] == 2417
    assert women["rate"] < 25_736 / 112_336_538 * 1e5 < men["rate"]


def test_reported_crime_rate_by_hand():
    files = select([*results.OFFENCES, "population_vintage2011"])
    table = results.reported_crime(files, [2007, 2011])
    expected = 22_852 / 113_725_096 * 1e5
    assert table.at["Intentional homicide", 2011] == pytest.approx(expected)
    change = (expected / (10_253 / 108_140_660 * 1e5) - 1) * 100
    assert table.at["Intentional homicide", "change"] == pytest.approx(change)


def test_crime_types_are_shares_of_each_sex():
    types = select("crimes_by_type", level="national", sex=None, group=None)
    table = results.crime_types(types)
    assert table.sum().tolist() == pytest.approx([100, 100, 100])
    # ENVIPE 2011, table 3.1: robbery in the street 24.277 % of all crimes.
    assert table.iloc[0, 0] == pytest.approx(24.277, abs=1e-3)


def test_municipal_totals_keep_zeros_and_drop_places_without_people():
    towns = select(["homicides_mun_vintage2011", "population_mun_vintage2011"],
                   level="municipality")  # fmt: skip
    totals = results.municipal_totals(towns, results.AFTER)
    assert len(totals) == 2454
    assert (totals["deaths"] == 0).sum() > 500
    assert totals["deaths"].sum() <= 14_214 + 19_725 + 25_000
    assert totals.at["08037", "deaths"] == totals["deaths"].max()


def test_ranking_of_wide_intervals_is_all_ties():
    wide = pd.DataFrame({"rate": [3, 2, 1], "low": [0, 0, 0], "high": [9, 9, 9]})
    ranks = methods_ranks.rank_ranges(wide)
    assert set(ranks["best"]) == {1}
    assert set(ranks["worst"]) == {3}


def test_town_labels():
    assert geo.town_labels(["08037", "19023"]) == ["Juárez, Chih.", "Gral. Treviño, NL"]


def test_rates_by_degree_by_hand_and_without_a_state():
    totals = pd.DataFrame(
        {"deaths": [2.0, 3.0, 5.0], "people": [1e5, 1e5, 2e5]}, ["01001", "08001", "08002"]
    )
    degree = pd.Series({"01001": 1, "08001": 1, "08002": 5})
    with pytest.raises(DataError, match="not a count|no population"):
        results.rates_by_degree(totals, degree)
    full = pd.concat([totals, totals.set_axis(["01002", "01003", "01004"])])
    degree = pd.concat([degree, pd.Series({"01002": 2, "01003": 3, "01004": 4})])
    table = results.rates_by_degree(full, degree)
    assert table.at["Very low", "rate"] == pytest.approx(2.5)
    assert table.at["Very high", "rate"] == pytest.approx(2.5)
    part = results.rates_by_degree(
        pd.concat([full, totals.iloc[[2]].set_axis(["01005"])]),
        pd.concat([degree, pd.Series({"01005": 5})]), without="08",
    )  # fmt: skip
    assert part.at["Very low", "rate"] == pytest.approx(2)


def test_victims_by_age_and_sex():
    people = select(["adults_envipe", "victims"], level="national", sex=None, group=None)
    table = results.victims_by_age_and_sex(people)
    # ENVIPE 2011, table 3.3: 5 212 610 victims of 18 862 393 adults aged 20 to 29.
    assert table.at["20 to 29", "share"] == pytest.approx(5_212_610 / 18_862_393 * 100)
    low, high = sorted(table.loc[["Women, all ages", "Men, all ages"], "share"])
    assert low < 18_182_434 / 75_781_076 * 100 < high


def test_a_tie_is_of_the_states_of_the_second_in_whatever_order():
    codes = [f"{number:02d}" for number in range(1, 13)]
    one = pd.Series(np.arange(12.0), codes)
    found = results.tie(one.sample(frac=1, random_state=1), one**2, np.random.default_rng(1))
    assert found.rho == pytest.approx(1) and found.number == 12
    against = results.tie(one, (-one).iloc[::-1], np.random.default_rng(1))
    assert against.rho == pytest.approx(-1) and against.span[1] <= 0


def test_the_rise_in_large_municipalities_by_hand():
    early = pd.DataFrame({"deaths": [10.0, 10], "people": [6e5, 3e4]}, ["a", "b"])
    late = pd.DataFrame({"deaths": [40.0, 20, 9], "people": [6e5, 3e4, 9e6]}, ["a", "b", "new"])
    # Three years are pooled: a municipality of 600 000 person-years has 200 000 inhabitants.
    assert results.rise_in_large(early, late, inhabitants=200_000) == 75
    assert results.rise_in_large(early, late, inhabitants=200_001) == 0
