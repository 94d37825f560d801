"""Tests of ``cohesion/chapters/profiles/violence.py``."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters.profiles import violence
from cohesion.chapters.safety.trends import AFTER, BEFORE
from cohesion.publishing import claims
from cohesion.tables import store
from cohesion.tables.geography import STATE_CODES


def _holds(one: claims.Claim) -> bool:
    return bool(claims.record(one.holds, one.rests_on, one.says)["holds"])


@pytest.mark.parametrize(
    ("code", "word"),
    [("07", "no clear change"), ("12", "rose"), ("20", "no clear change"),
     ("21", "no clear change"), ("08", "rose"), ("31", "no clear change")],
)  # fmt: skip
def test_the_word_is_that_of_the_chapter_on_safety(code, word):
    changes = violence.trends().clustered
    assert violence.verdict(changes, code) == word
    text = violence.sentence(changes, (9.0, 18.0), code, "x")
    assert word in text and ("rose" in text) == (word == "rose")
    direction = {"rose": 1, "fell": -1, "no clear change": 0}
    assert direction[word] == changes.at[code, "direction"]


def test_both_rates_by_hand():
    """Chiapas: deaths of three years over the people of three years."""
    deaths = store.select("homicides_residence", years=[*BEFORE, *AFTER])
    people = store.select("population_vintage2011", years=[*BEFORE, *AFTER])
    for period, mean in violence.means(violence.trends(), "07"):
        died, lived = (
            sum(chosen.value("07", name, year) for year in period)
            for chosen, name in (
                (deaths, "homicides_residence"), (people, "population_vintage2011"),
            )
        )  # fmt: skip
        assert mean == pytest.approx(1e5 * died / lived, rel=0.01)


def test_the_nation_rose_less_than_threefold():
    before, after = violence.of_the_nation()
    assert before < after < 3 * before


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [(0.2, 3.0, "rose"), (-3.0, -0.2, "fell"), (-0.2, 3.0, "no clear change")],
)
def test_a_spoilt_series_flips_the_sentence_and_its_claim(low, high, word):
    found = violence.trends()
    spoilt = found.clustered.copy()
    spoilt.loc["07", ["low", "high"]] = low, high
    text = violence.sentence(spoilt, (9.0, 18.0), "07", "x")
    assert word in text
    others = {"rose", "fell", "no clear change"} - {word}
    assert not any(other in text for other in others)
    trends = type(found)(spoilt, found.serial, found.factor, found.rho, [])
    (claim,) = violence.conclusion(trends, "07", "x").values()
    assert _holds(claim)
    same = violence.conclusion(found, "07", "x")["x"].holds == claim.holds
    assert same == (word == "no clear change")


def test_every_state_has_a_claim_that_holds_and_could_fail():
    for code in STATE_CODES:
        ((name, claim),) = violence.conclusion(violence.trends(), code, f"s-{code}").items()
        assert name == f"s-{code}" and _holds(claim)
        moved = dict(claim.rests_on)
        spoilt = -1 if claim.holds == "low > 0" else 1
        moved["low"] = claims.within(spoilt, -1000, 1000)
        assert not claims.record(claim.holds, moved, claim.says)["holds"]


def test_a_register_that_swings_is_named():
    """INEGI: 534 deaths of residents of Chiapas in 2006, 113 in 2007."""
    assert "534 homicides in 2006 and 113 in 2007" in violence.caution("07")
    assert [code for code in STATE_CODES if violence.caution(code)] == ["07"]


def test_a_swing_is_a_deep_fall_of_a_count_that_is_not_small():
    years = range(2004, 2011)
    steady = pd.Series([300, 310, 290, 305, 400, 800, 700], years)
    assert violence.swing(steady) is None  # a rise alone is none
    assert violence.swing(steady / 10) is None
    fell = steady.copy()
    fell[2007] = 140
    assert violence.swing(fell) == violence.Swing(2007, 290, 140)
    small = fell / 10
    assert violence.swing(small) is None
