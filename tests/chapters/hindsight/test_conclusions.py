"""Claims of the pages on health, justice, the choice and the declared pairs."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters.hindsight import conclusions
from cohesion.publishing import claims


def held(found):
    """Return whether each claim holds; each must be one that other data can make false."""
    records = {n: claims.record(c.holds, c.rests_on, c.says) for n, c in found.items()}
    assert all(record["breaks"] for record in records.values() if record["holds"])
    return {name: record["holds"] for name, record in records.items()}


#: CONEVAL, annexes 2008–2018 and 2016–2022: share without access to health services.
ACCESS = {2008: 38.4, 2010: 29.2, 2014: 18.2, 2016: 15.6, 2018: 16.2, 2022: 39.1}


def health(access=ACCESS, doctors=(-0.4, 0.2)):
    maternal = pd.Series({2002: 60.0, 2019: 34.0, 2020: 50.0, 2021: 55.0, 2023: 35.0})
    editions = pd.DataFrame({"Edition 2012": [14.1], "Edition 2023": [15.7]})
    spans = {"hospital_beds": (-0.7, -0.1), "doctors": doctors, "fertility_adolescent": (0.1, 0.6)}
    return conclusions.of_later(
        pd.DataFrame({"value": access}), editions, maternal,
        pd.Series({"indigenous": 62.0, "all": 41.0}), spans, None,
    )  # fmt: skip


def test_health_was_lost_again():
    assert all(held(health()).values())
    kept = held(health({**ACCESS, 2022: 17.0}, doctors=(0.1, 0.5)))
    assert not kept["health-later-lost"] and not kept["health-later-resources"]
    assert kept["health-later-infant"]


def justice(last=92.9, opened=60.0):
    years = [2011, 2012, 2024]
    dark = pd.DataFrame(
        {2011: [91.6, 85.0, 95.0], 2012: [92.1, 86.0, 96.0], 2024: [last, 84.0, 97.0]},
        index=["00", "04", "29"],
    )
    table = pd.DataFrame(
        {2011: [12.8, 60.0], 2024: [10.5, opened]},
        index=["Crimes reported", "Investigation opened, of those reported"],
    )
    desk = {
        "bad": pd.Series({2012: 49.0, 2024: 48.7}),
        "long": pd.Series(dict(zip(years, [23.0, 24.0, 33.7], strict=True))),
        "short": pd.Series(dict(zip(years, [20.0, 19.0, 12.0], strict=True))),
    }
    proxy = pd.DataFrame({"files": [1.0, 2.0], "actual": [9.0, 12.0]}, index=["04", "29"])
    killed = pd.Series({2010: 25_757, 2011: 27_213, 2012: 25_967})
    return conclusions.of_justice(dark, table, desk, proxy, (0.2, 0.7), killed, None)


def test_justice_hardly_moved():
    assert all(held(justice()).values())
    moved = held(justice(last=80.0, opened=40.0))
    assert not moved["justice-later-steady"] and not moved["justice-later-reported"]


@pytest.mark.parametrize(("ratio", "expected"), [(0.996, True), (0.9, False)])
def test_two_counts_agree(ratio, expected):
    counted = pd.Series({"ratio": ratio, "correlation": 0.9999})
    assert held(conclusions.of_counts(counted, None)) == {"justice-later-counts": expected}


def test_the_choice_agrees_on_one():
    table = pd.DataFrame(
        {"rank": [3.0, 12.0, 1.0], "top4": [0.89, 0.001, 0.97], "eligible": True},
        index=["20", "24", "07"],
    )
    scores = pd.DataFrame(
        {"social_development": [80.0, 50.0, 99.0], "basic_health": [70.0, 30.0, 60.0]},
        index=table.index,
    )
    kept = {"later": 3, "evidence": 4, "gated": 1, "slp": 11}
    found = held(conclusions.of_selection(table, scores, kept, 27.0, 4, None))
    assert all(found.values())
    table.loc["24", "rank"] = 4.0
    other = held(conclusions.of_selection(table, scores, {**kept, "later": 4}, 5.0, 4, None))
    assert not other["choice-later-one"] and not other["choice-later-2012"]
    assert not other["choice-later-firm"]


def test_the_declared_pairs_stay_unclear():
    models = pd.DataFrame({"low": [0.98, 0.97], "high": [1.02, 1.03]})
    found = pd.DataFrame(
        {"r": [0.1, 0.35, 0.04], "p_holm": [1.0, 0.2, 1.0]}, index=["H1", "H3", "H5"]
    )
    again = pd.DataFrame({"high": [-0.3, 0.2]}, index=["2012", "2015"])
    yearly = pd.DataFrame(
        {"variable": "corruption_justice", "r": [0.1, 0.2], "low": [-0.1, -0.2], "high": 0.4}
    )
    made = conclusions.of_correlation(models, found, 1.0, again, yearly, 0.05, None)
    assert all(held(made).values())
    clear = held(
        conclusions.of_correlation(models.assign(low=1.01), found, 0.01, again, yearly, 0.05, None)
    )
    assert not clear["corr-later-panel"] and not clear["corr-later-none"]
    near = found.assign(p_holm=[0.049, 0.2, 1.0])
    moved = held(conclusions.of_correlation(models, near, 1.0, again, yearly, 0.05, None))
    assert not moved["corr-later-neighbours"] and moved["corr-later-fear"]


@pytest.mark.parametrize(
    ("noise", "largest", "fallen"),
    [
        (45.3, 1.018, set()),
        (33.3, 1.018, {"corr-later-gini-error"}),
        (66.7, 1.018, {"corr-later-gini-error"}),
        (45.3, 1.036, {"corr-later-published"}),
        (45.3, 0.994, {"corr-later-published"}),
    ],
)
def test_sizes_that_cannot_be_trusted(noise, largest, fallen):
    ratios = pd.Series({"M1": 0.99, "M1 without": largest})
    found = held(conclusions.of_sizes(noise, 36.0, ratios, None))
    assert {name for name, holds in found.items() if not holds} == fallen
