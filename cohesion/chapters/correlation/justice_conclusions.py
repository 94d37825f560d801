"""What the page on security, justice and governance concludes, as claims on its results."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cohesion.chapters.correlation.grid import Result
from cohesion.publishing.claims import Claim, chance, coefficient, count, share, within

#: The measures of weaker cohesion that go with victims of crime.
STRONG = ("polarisation", "poverty", "extreme_poverty", "social_lag", "marginalisation")
JUSTICE = ("files_per_crime", "reform_stage", "women_congress")


def of_grid(result: Result, alpha: float, number: float) -> dict[str, Claim]:
    """Return the claims on the grid.

    Parameters
    ----------
    number : float
        Effective number of states of social lag and victims.
    """
    return (
        _of_victims(result, alpha)
        | _of_justice_and_homicide(result, alpha)
        | _of_small_places(result, number)
    )


def _of_victims(result: Result, alpha: float) -> dict[str, Claim]:
    """Return that five measures go clearly with victims, alone, and not with others held."""
    plain, both = result.cells["none"], result.cells["both"]
    victims = plain[plain["column"] == "victimisation"].set_index("row").loc[list(STRONG)]
    five = (plain["column"] == "victimisation") & plain["row"].isin(STRONG)
    return {
        "grid-victims": Claim(
            "five measures of weaker cohesion go clearly with fewer victims",
            f"all(r < 0) and all(p < {alpha})",
            {"r": coefficient(victims["r"]), "p": chance(victims["p_holm"])},
        ),
        "grid-victims-only": Claim(
            "no pair but those five is clear", f"smallest_p >= {alpha}",
            {"smallest_p": chance(plain.loc[~five, "p_holm"].min())},
        ),
        "grid-victims-gone": Claim(
            "with pay and small places held constant no pair is clear", f"smallest_p >= {alpha}",
            {"smallest_p": chance(both["p_holm"].min())},
        ),
    }  # fmt: skip


def _of_justice_and_homicide(result: Result, alpha: float) -> dict[str, Claim]:
    """Return that justice and homicides go with no measure, and the rise with poverty in part."""
    plain, rise = result.cells["none"], result.cell("poverty", "homicide_change")
    homicide = plain[plain["column"] == "homicide"].set_index("row")
    return {
        "grid-justice-none": Claim(
            "files, reform and women in congress go with no measure", f"smallest_p >= {alpha}",
            {"smallest_p": chance(plain.loc[plain["column"].isin(JUSTICE), "p_holm"].min())},
        ),
        "grid-homicide-none": Claim(
            "homicides go with no measure, adjusted or not", f"all(p >= {alpha})",
            {"p": chance(homicide["p"])},
        ),
        "grid-rise": Claim(
            "homicides rose less in poorer states by the single test, not by the count of all",
            f"r < 0 and p < {alpha} and adjusted >= {alpha}",
            {"r": coefficient(rise["r"]), "p": chance(rise["p"]),
             "adjusted": chance(rise["p_holm"])},
        ),
    }  # fmt: skip


def _of_small_places(result: Result, number: float) -> dict[str, Claim]:
    """Return what goes with small places, and that states near each other count for fewer."""
    town = result.frame["rurality"]
    return {
        "grid-towns": Claim(
            "where more people live in small places there are fewer victims and more poverty",
            "victims < -0.4 and poverty > 0.4",
            {"victims": coefficient(town.corr(result.frame["victimisation"])),
             "poverty": coefficient(town.corr(result.frame["poverty"]))},
        ),
        "grid-fewer-states": Claim(
            "for social lag and victims the states are worth fewer than they are",
            "number < states",
            {"number": within(number, 1, 1000), "states": count(len(result.frame), of=1000)},
        ),
    }  # fmt: skip


def of_nulls(error: pd.DataFrame, sizes: pd.DataFrame, small: pd.DataFrame) -> dict[str, Claim]:
    """Return the claims on what was not found; arguments as ``grid.with_error`` and ``nulls``."""
    largest = error.loc["gini", "corrected"].abs().max()
    return {
        "grid-error-small": Claim(
            "no corrected coefficient of the Gini is as large as the grid finds", "largest < found",
            {"largest": within(largest, 0, 1), "found": within(sizes["detectable"].iloc[-1], 0, 1)},
        ),
        "null-strong": Claim(
            "every rule finds four times in five only associations above one half",
            "least > 0.5", {"least": coefficient(sizes["detectable"].iloc[1:].min())},
        ),
        "null-none-small": Claim(
            "no declared pair is shown small by every interval", "number == 0",
            {"number": count(int(small["small"].sum()), of=len(small))},
        ),
        "null-s1": Claim(
            "for the Gini and homicides the bootstrap lies inside the margin and Fisher's does not",
            "bootstrap == 1 and fisher == 0",
            {"bootstrap": count(int(small.loc["S1", "inside: bootstrap"]), of=1),
             "fisher": count(int(small.loc["S1", "inside: Fisher"]), of=1)},
        ),
    }  # fmt: skip


def of_turnout(
    data: pd.DataFrame,
    same: pd.DataFrame,
    held: pd.DataFrame,
    placebo: pd.DataFrame,
    panel: pd.Series,
    alpha: float,
    source: Any,
) -> dict[str, Claim]:
    """Return the claims on turnout.

    Parameters
    ----------
    data : DataFrame
        States with homicide (logarithm) and turnout (per cent).
    same : DataFrame
        By state: governor, any_local (0, 1).
    held, placebo : DataFrame
        As ``turnout.held_constant`` and ``turnout.placebos`` give them.
    panel : Series
        The line of all elections.
    """
    groups = same.sum(axis=1)
    means = data["turnout"].groupby(groups).mean()
    inside = data[["homicide", "turnout"]] - data[["homicide", "turnout"]].groupby(
        groups
    ).transform("mean")
    return {
        "turnout-calendar": Claim(
            "mean turnout rises with what else is voted for",
            "governor > local and local > alone",
            {"governor": share(means[2.0]), "local": share(means[1.0]), "alone": share(means[0.0])},
            source,
        ),
        "turnout-falls": Claim(
            "within groups of states with the same calendar turnout falls with homicides", "r < 0",
            {"r": coefficient(inside["homicide"].corr(inside["turnout"]))}, source,
        ),
        "turnout-held": Claim(
            "as declared the pair is not clear, with the calendar held constant it is",
            f"declared >= {alpha} and governor < {alpha} and any_local < {alpha}",
            {"declared": chance(held["p_holm"].iloc[0]), "governor": chance(held["p_holm"].iloc[1]),
             "any_local": chance(held["p_holm"].iloc[2])}, source,
        ),
        "turnout-placebo": Claim(
            "turnout of 2006 goes with later homicides at least as closely as that of 2009",
            f"before <= later and p < {alpha}",
            {"before": coefficient(placebo.loc[2006, "r"]),
             "later": coefficient(held["r"].iloc[0]), "p": chance(placebo.loc[2006, "p_holm"])},
            source,
        ),
        "turnout-panel-none": Claim(
            "within states over elections no clear association", f"p >= {alpha}",
            {"p": chance(panel["p"])}, source,
        ),
    }  # fmt: skip
