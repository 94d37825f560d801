"""The numbers that the chapter on cohesion and justice names, section by section, as facts.

Each function takes what the notebook has computed and returns a frame for ``publish.facts``; all
rest on what the notebook names there.
"""

from __future__ import annotations

import pandas as pd

from cohesion import formats, phrases
from cohesion.chapters.correlation import turnout
from cohesion.chapters.correlation.grid import Result
from cohesion.chapters.correlation.plan import AnalysisPlan
from cohesion.methods import dependence
from cohesion.publishing import frames


def of_grid(result: Result, declared: AnalysisPlan) -> pd.DataFrame:
    """Return what the grid finds: its size, its clear pairs with victims, the largest with none."""
    alpha, plain = declared.settings.alpha, result.cells["none"]
    victims, homicide = (plain[plain["column"] == name] for name in ("victimisation", "homicide"))
    cell, seen = result.cell("social_lag", "victimisation"), len(declared.added.grid.seen)
    coefficients = {
        "grid-lag-victims-r": cell["r"],
        "grid-poverty-victims-r": result.cell("poverty", "victimisation")["r"],
        "grid-homicide-largest": homicide["r"].loc[homicide["r"].abs().idxmax()],
        "grid-rise-poverty": result.cell("poverty", "homicide_change")["r"], "grid-alpha": alpha,
    }  # fmt: skip
    counts = {"grid-n": len(result.frame), "grid-cells": len(plain),
              "grid-victims-clear": int((victims["p_holm"] < alpha).sum())}  # fmt: skip
    span = formats.interval(cell["low"], cell["high"], 2)
    return frames.joined(
        frames.rows(coefficients, digits=2),
        frames.rows({"grid-seen": seen}, digits=1).assign(text=phrases.word(seen)),
        frames.rows(counts),
        frames.rows({"grid-lag-victims-interval": span}, digits=1),
    )


def of_neighbours(cell: pd.Series, number: float) -> pd.DataFrame:
    """Return for how many states those count that lie near each other, and the p-value then.

    Parameters
    ----------
    cell : Series
        Social lag and victims: ``r``.
    number : float
        Effective number of states of the pair.
    """
    modified = formats.p_value(dependence.modified_p(cell["r"], number))
    return frames.joined(
        frames.rows({"grid-lag-victims-number": number}),
        frames.rows({"grid-lag-victims-modified": modified}, digits=1),
    )


def of_error(error: pd.DataFrame) -> pd.DataFrame:
    """Return how reliable two measures are, and the largest corrected coefficient of the Gini.

    Parameters
    ----------
    error : DataFrame
        As ``grid.with_error`` gives it: (measure, outcome) → ``corrected``, ``reliability``.
    """
    reliable = {f"grid-{name}-reliability": 100 * error.loc[name, "reliability"].iloc[0]
                for name in ("poverty", "gini")}  # fmt: skip
    largest = {"grid-gini-largest-corrected": error.loc["gini", "corrected"].abs().max()}
    return frames.joined(frames.rows(reliable, unit="%"), frames.rows(largest, digits=2))


def of_nulls(sizes: pd.DataFrame, margin: float) -> pd.DataFrame:
    """Return what the tests could have found.

    Parameters
    ----------
    sizes : DataFrame
        As ``nulls.sizes`` gives it: one test, security, governance, …, the grid last.
    margin : float
        What counts as no association.
    """
    found = sizes["detectable"]
    detectable = {
        "grid-detectable": found.iloc[-1], "null-detectable-security": found.iloc[1],
        "null-detectable-governance": found.iloc[2], "null-margin": margin,
    }  # fmt: skip
    power = {"null-power-security": sizes["power"].iloc[1]}
    return frames.joined(frames.rows(detectable, digits=2), frames.rows(power, unit="%"))


def of_turnout(
    data: pd.DataFrame, same: pd.DataFrame, held: pd.DataFrame, placebo: pd.DataFrame,
    panel: pd.Series,
) -> pd.DataFrame:  # fmt: skip
    """Return what days of election explain of turnout, and how it goes with homicides then.

    Parameters
    ----------
    data, same : DataFrame
        By state: ``turnout``; which local elections fell on the same day.
    held, placebo : DataFrame
        Association with the calendar held constant, and with earlier elections by year.
    panel : Series
        Within states, all elections: ``coefficient``, ``low``, ``high``.
    """
    counts = {"turnout-governor-states": int(same["governor"].sum()),
              "turnout-local-states": int(same["any_local"].sum())}  # fmt: skip
    coefficients = {
        "turnout-placebo-2006": placebo.loc[2006, "r"],
        "turnout-placebo-2003": placebo.loc[2003, "r"],
        "turnout-governor-held-r": held["r"].iloc[1],
    }
    explained = turnout.explained(data["turnout"], same)["any_local"]
    span = formats.interval(panel["low"], panel["high"])
    return frames.joined(
        frames.rows(counts),
        frames.rows({"turnout-explained": explained}, unit="%"),
        frames.rows(coefficients, digits=2),
        frames.rows({"turnout-governor-held-holm": held["p_holm"].iloc[1]}, digits=3),
        frames.rows({"turnout-panel": panel["coefficient"], "turnout-panel-interval": span},
                    digits=1),
    )  # fmt: skip
