"""Figures that others printed, against the tables of the mission's day and of later days.

Each row of ``evidence_of_the_day.csv`` names the page or publication where the figure was printed.
What a publisher printed as a rounded figure is compared to its last digit.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cohesion.tables import store
from cohesion.tables.geography import STATE_CODES

PRINTED = pd.read_csv(
    Path(__file__).with_name("evidence_of_the_day.csv"), dtype={"unit": str}
).itertuples(index=False)


@pytest.mark.parametrize("row", list(PRINTED), ids=lambda row: f"{row.indicator}-{row.unit}")
def test_printed_figure(row):
    frame = store.read(row.table)
    held = frame[
        (frame["state_code"] == row.unit)
        & (frame["year"] == row.year)
        & (frame["indicator"] == row.indicator)
        & (frame["group"] == "all")
    ]
    assert len(held) == 1, row.where
    assert held["value"].iloc[0] == pytest.approx(row.printed, abs=row.tolerance), row.where


def test_the_number_of_programmes_is_what_coneval_announced():
    # CONEVAL's bulletin on the inventory of 2011: 3 127 federal and state programmes; the federal
    # inventory of that year holds 278 of them.
    frame = store.read("coneval_programmes_states")
    whole = frame[(frame["indicator"] == "state_programmes") & (frame["group"] == "all")]
    assert whole[whole["year"] == 2011]["value"].sum() == 3_127 - 278


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


def test_perceived_corruption_is_near_the_national_figures_of_the_press():
    # ENVIPE 2020 (oneamexico.org, 4 October 2021): 70.1 % call judges corrupt, 65.9 % prosecutors,
    # of those who answer.
    frame = store.read("envipe_trust_states")
    people = store.read("conapo_population_adults_states")
    people = people[(people["year"] == 2020) & (people["sex"] != "total")]
    weights = people.set_index(["state_code", "sex"])["value"]
    shares = frame.pivot(index=["state_code", "sex"], columns="indicator", values="value")
    weights = weights.reindex(shares.index)
    for who, printed, tolerance in (("judges", 70.1, 0.6), ("prosecutors", 65.9, 1.4)):
        corrupt = np.average(shares[f"{who}_corrupt"], weights=weights)
        answered = corrupt + np.average(shares[f"{who}_not_corrupt"], weights=weights)
        assert 100 * corrupt / answered == pytest.approx(printed, abs=tolerance)


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
