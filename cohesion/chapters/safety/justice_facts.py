"""The numbers that the chapter on access to justice names, section by section, as facts.

Each function takes what the notebook has computed and returns a frame for ``publish.facts``; a row
without a source rests on what the notebook names there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from cohesion import formats, phrases
from cohesion.chapters.safety.results import Tie
from cohesion.publishing import frames
from cohesion.tables.geography import NATION, STATES, state_name
from cohesion.tables.store import Selection


def _listed(chosen: pd.Series) -> str:
    """Return the names of the states for which a series is true."""
    return phrases.listed(STATES["name_en"].reindex(chosen.index[chosen]).tolist())


def of_survey(first: Selection) -> pd.DataFrame:
    """Return unreported crime, crimes, victims and cost of 2010 as first announced."""
    counts = {"crimes-announced-2010": first.nation("crimes_announced", 2010),
              "victims-announced-2010": first.nation("victims_announced", 2010)}  # fmt: skip
    cost = first.nation("crime_cost_announced", 2010) / 1e9
    return frames.joined(
        frames.rows({"unreported-crime-2010": first.nation("unreported_crime", 2010)}, unit="%"),
        frames.rows(counts),
        frames.rows({"crime-cost-announced-2010": cost}, digits=1),
        frames.rows({"crime-cost-gdp-2010": first.nation("crime_cost_gdp", 2010)}, unit="%",
                    digits=2),
    )  # fmt: skip


def of_files(
    ratio: pd.Series, bounds: pd.DataFrame, ranks: pd.Series, levels: Sequence[float]
) -> pd.DataFrame:
    """Return files opened per 100 crimes: the nation, the ends, and what can be told apart.

    Parameters
    ----------
    ratio : Series
        By unit, the nation among them.
    bounds : DataFrame
        By state: ``low`` and ``high``.
    ranks : Series
        By state, how many ranks remain possible.
    levels : sequence of float
        Class breaks of the map; the states of the first and last class are named.
    """
    only, nation = ratio.drop(NATION), ratio[NATION]
    rates = {
        "files-per-crime-2010": nation, "files-per-crime-lowest": only.min(),
        "files-per-crime-highest": only.max(), "files-per-crime-oaxaca": only["20"],
        "files-per-crime-slp": only["24"],
    }  # fmt: skip
    named = {
        "files-state-fewest": state_name(only.idxmin()),
        "files-state-most": state_name(only.idxmax()),
        "files-darkest": _listed(only > levels[-2]), "files-lightest": _listed(only <= levels[1]),
    }  # fmt: skip
    whole = {
        "files-per-crime-most": only.max(), "files-per-crime-fewest": only.min(),
        "files-per-crime-nation": nation,
        "files-states-clear": (bounds["high"] < bounds["low"].max()).sum(),
        "files-ranks-median": ranks.median(),
    }  # fmt: skip
    return frames.joined(
        frames.rows(rates, digits=1), frames.rows(named, digits=1), frames.rows(whole)
    )


def of_voice(
    turnout: pd.DataFrame, women: pd.Series, votes: Selection, seats: Selection
) -> pd.DataFrame:
    """Return turnout of two elections and women in congress, of the nation and its ends.

    Parameters
    ----------
    turnout : DataFrame
        Units × 2006 and 2009, per cent.
    women : Series
        By unit, per cent.
    votes, seats : Selection
        What each rests on.
    """
    share = {f"turnout-{year}": turnout.at[NATION, year] for year in (2006, 2009)} | {
        "turnout-2009-lowest": turnout[2009].min(), "turnout-2009-highest": turnout[2009].max(),
    }  # fmt: skip
    congress = {"women-congress-2011": women[NATION], "women-congress-lowest": women.min(),
                "women-congress-highest": women.max()}  # fmt: skip
    return frames.joined(
        frames.rows(share, unit="%", digits=1, source=votes),
        frames.rows(congress, unit="%", digits=1, source=seats),
    )


def of_tie(tie: Tie) -> pd.DataFrame:
    """Return the rank correlation of turnout and women in congress over the states."""
    return frames.joined(
        frames.rows({"turnout-women-rho": tie.rho}, digits=2),
        frames.rows({"turnout-women-rho-interval": formats.interval(*tie.span, 2)}, digits=1),
        frames.rows({"turnout-women-n": tie.number}),
    )


def of_reform(stage: pd.Series) -> pd.DataFrame:
    """Return in how many states the penal reform operates, and where (0, in part, 100)."""
    whole, part = stage == 100, (stage > 0) & (stage < 100)
    counts = {"penal-reform-states": (stage > 0).sum(), "penal-reform-whole": whole.sum(),
              "penal-reform-none": (stage == 0).sum()}  # fmt: skip
    named = {"penal-reform-whole-states": _listed(whole), "penal-reform-part-states": _listed(part)}
    return frames.joined(frames.rows(counts), frames.rows(named, digits=1))


def of_harm(harm: Mapping[str, pd.Series], source: Selection, survey: Selection) -> pd.DataFrame:
    """Return emotional harm of women and men, and of how many states the cost is precise.

    Parameters
    ----------
    harm : mapping of Series
        ``women`` and ``men``: kind of harm → per cent.
    source, survey : Selection
        What harm, and what the precision of the cost rests on.
    """
    label = "Emotional or psychological"
    precise = (survey.wide(2010)["precision_crime_cost"] == 1).sum()
    shares = {f"harm-emotional-{sex}": harm[sex][label] for sex in ("women", "men")}
    return frames.joined(
        frames.rows(shares, unit="%", digits=1, source=source),
        frames.rows({"cost-precise-states": precise}, source=survey),
    )
