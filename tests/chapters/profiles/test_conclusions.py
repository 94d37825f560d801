"""The claims of a profile hold on data that they describe, and fail on data that they do not."""

from __future__ import annotations

import pandas as pd

from cohesion.chapters.profiles import conclusions
from cohesion.publishing import claims

TOWNS = [f"07{number:03}" for number in range(1, 9)]
APART = pd.DataFrame(
    {"poverty": range(8), "homicides": range(7, -1, -1), "not_entitled": [0, 0, 0, 9, 9, 0, 0, 0]},
    index=TOWNS, dtype=float,
)  # fmt: skip


def holds(found):
    [one] = found.values()
    return claims.holds(one.holds, one.rests_on)


def test_maps_are_apart_if_their_dark_quarters_are():
    assert holds(conclusions.of_maps(APART, "07", "x", None))
    alike = APART.assign(homicides=APART["poverty"])
    assert not holds(conclusions.of_maps(alike, "07", "x", None))
    # What other states or places without a figure look like does not matter.
    more = pd.concat([alike.rename(index=lambda key: "20" + key[2:]), APART])
    more.loc["07009"] = [9.0, None, 9.0]
    assert holds(conclusions.of_maps(more, "07", "x", None))


def test_sexes_are_compared_on_both_figures():
    rows = pd.DataFrame(
        {"women": [2.0, 12.0], "men": [30.0, 15.0]}, index=["homicides", "infant_mortality"]
    )
    assert holds(conclusions.of_sexes(rows, "x", None))
    rows.at["infant_mortality", "men"] = 11.0
    assert not holds(conclusions.of_sexes(rows, "x", None))


def test_words_are_bound_in_the_form_that_pages_read():
    assert conclusions.bound("they differ", "a-b") == "[they differ]{.claim .claim--a-b}"


def test_measures_that_order_states_alike_break_the_sentence_on_the_sheets():
    states = pd.DataFrame(
        {"poverty": [10.0, 20, 30, 80], "deprivation_health": [30.0, 10, 20, 25],
         "homicide_rate": [2.0, 60, 5, 4], "gini": [0.4, 0.5, 0.3, 0.45]}
    )  # fmt: skip
    found = conclusions.of_overview(states, 2, 0, None)
    assert all(claims.holds(one.holds, one.rests_on) for one in found.values())
    alike = conclusions.of_overview(states.assign(gini=states["poverty"]), 2, 0, None)
    one = alike["sheets-orders-differ"]
    assert not claims.holds(one.holds, one.rests_on)
