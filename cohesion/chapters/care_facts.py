"""The numbers that the chapter on social care names beside those of its groups, as facts.

Each function takes what the notebook has computed and returns a frame for ``publish.facts``; a row
without a source rests on what the notebook names there.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cohesion import formats, phrases
from cohesion.publishing import frames
from cohesion.tables.geography import state_name
from cohesion.tables.store import Selection

#: Older people without social security, educational lag of children, severe food insecurity.
OLDER, LAG, FOOD = "no_social_security_65_plus", "education_lag_3_15", "food_insecurity_severe"


def of_nation(states: Selection, killed: Selection) -> pd.DataFrame:
    """Return what the nation's figures say of older people, children, food and women killed."""
    names = {"care-older-uncovered": OLDER, "care-children-lag": LAG, "care-food-severe": FOOD}
    shares = {fact: states.nation(name, 2010) for fact, name in names.items()}
    shares["care-older-uncovered-2008"] = states.nation(OLDER, 2008)
    counts = {"care-women-killed": killed.nation("homicides_by_sex", 2010),
              "care-women-killed-2007": killed.nation("homicides_by_sex", 2007)}  # fmt: skip
    return frames.joined(
        frames.rows(shares, unit="%", digits=1, source=states),
        frames.rows(counts, source=killed),
    )


def by_state(named: pd.DataFrame) -> int:
    """Return of how many of the groups named there are figures by state."""
    return named["For whom"].str.contains("tate").sum()


def of_record(named: pd.DataFrame) -> pd.DataFrame:
    """Return how many groups the chapter names, and of how many there are figures by state."""
    counts = {"care-groups-named": len(named), "care-groups-by-state": by_state(named)}
    return frames.rows(counts)


def of_lacks(lacks: pd.DataFrame) -> pd.DataFrame:
    """Return what groups lack most (groups × deprivations, per cent)."""
    return frames.rows({
        "care-children-no-security": lacks.at["Under 18", "No social security"],
        "care-indigenous-no-security": lacks.at["Indigenous", "No social security"],
        "care-older-lag": lacks.at["65 and over", "Educational lag"],
        "care-disability-lag": lacks.at["With a disability", "Educational lag"],
    }, unit="%", digits=1)  # fmt: skip


def of_older(older: pd.Series, reading: pd.Series, limits: Sequence[float]) -> pd.DataFrame:
    """Return where older people are covered least and most, and how states stand to the nation.

    Parameters
    ----------
    older : Series
        By state: per cent of people aged 65 and over without social security.
    reading : Series
        1 above the nation beyond sampling error, −1 below, 0 neither.
    limits : sequence of float
        Class breaks of the map.
    """
    shares = {"care-older-highest": older.max(), "care-older-lowest": older.min()}
    named = {"care-older-highest-state": state_name(older.idxmax()),
             "care-older-lowest-state": state_name(older.idxmin())}  # fmt: skip
    counts = {
        "care-older-above": (reading == 1).sum(), "care-older-below": (reading == -1).sum(),
        "care-older-tied": (reading == 0).sum(), "care-older-apart": (reading != 0).sum(),
        "care-older-map-from": limits[0], "care-older-map-to": limits[-1],
    }  # fmt: skip
    return frames.joined(
        frames.rows(shares, unit="%", digits=1), frames.rows(named, digits=1), frames.rows(counts)
    )


def of_chiapas(by_year: pd.DataFrame, change: pd.Series) -> pd.DataFrame:
    """Return how Chiapas, where older people were covered least, moved.

    Parameters
    ----------
    by_year : DataFrame
        States × 2008 and 2010.
    change : Series
        Of Chiapas: ``change``, ``low``, ``high``.
    """
    shares = {f"care-chiapas-{year}": by_year.at["07", year] for year in (2008, 2010)}
    written = {
        "care-chiapas-change": formats.signed(change["change"]),
        "care-chiapas-change-interval": formats.interval(*change[["low", "high"]]),
    }
    return frames.joined(frames.rows(shares, unit="%", digits=1), frames.rows(written, digits=1))


def of_children(both_high: pd.Series) -> pd.DataFrame:
    """Return the states where lag and food insecurity both lie above the nation (by state)."""
    codes = both_high.index[both_high]
    listed = phrases.listed([state_name(code) for code in codes])
    return frames.joined(
        frames.rows({"care-children-both": len(codes)}),
        frames.rows({"care-children-both-states": listed}, digits=1),
    )
