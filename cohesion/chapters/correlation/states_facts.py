"""The numbers that the chapter on the declared pairs of states names, as facts.

Each function takes what the notebook has computed and returns a frame for ``publish.facts``; a row
without a source rests on what the notebook names there.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from cohesion import formats
from cohesion.chapters.correlation import states
from cohesion.chapters.correlation.plan import AnalysisPlan
from cohesion.publishing import frames


def of_plan(declared: AnalysisPlan, number: int, detectable: float) -> pd.DataFrame:
    """Return what was declared beforehand, and what ``number`` states can show.

    Parameters
    ----------
    detectable : float
        Coefficient that a single test finds with the power of the plan.
    """
    settings = declared.settings
    counts = {"corr-states-fewer": states.FEWER, "corr-states-n": number,
              "corr-states-bootstrap": settings.bootstrap_replications}  # fmt: skip
    limits = {"corr-states-margin": settings.equivalence_margin,
              "corr-states-threshold": declared.correlations.influence_threshold}  # fmt: skip
    power = states.power(settings.equivalence_margin, number, settings.alpha)
    plan = "programme/analysis_plan.yml"
    return frames.joined(
        frames.rows(counts),
        frames.rows({"corr-states-alpha": settings.alpha, "corr-states-detectable": detectable},
                    digits=2),
        frames.rows(limits, digits=1),
        frames.rows({"corr-states-power": 100 * settings.power, "corr-states-power-margin": power},
                    unit="%", source=plan),
    )  # fmt: skip


def of_results(
    results: pd.DataFrame, influences: Mapping[str, pd.DataFrame], threshold: float
) -> pd.DataFrame:
    """Return how many pairs have the expected sign, are clear, or hang on a single state.

    Parameters
    ----------
    results : DataFrame
        By hypothesis: ``sign`` (expected), ``r``, ``low``, ``high``.
    influences : mapping of DataFrame
        Hypothesis → ``r_without``, the state that matters most first.
    threshold : float
        From which move of the size of a coefficient on a state is told; a turned sign is told
        by itself, as the plan has it.
    """
    signed = results[results["sign"].isin(["+", "-"])]
    right = np.sign(signed["r"]) == signed["sign"].map({"+": 1, "-": -1})
    pairs = [(without["r_without"].iloc[0], results.loc[name, "r"])
             for name, without in influences.items()]  # fmt: skip
    return frames.rows({
        "corr-states-tests": len(results), "corr-states-signed": len(signed),
        "corr-states-right-sign": int(right.sum()),
        "corr-states-clear": int(((results["low"] > 0) | (results["high"] < 0)).sum()),
        "corr-states-moved": sum(abs(abs(one) - abs(every)) > threshold for one, every in pairs),
        "corr-states-turned": sum(one * every < 0 for one, every in pairs),
    })  # fmt: skip


def of_turnout(row: pd.Series, loo: pd.Series, others: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the one clear pair, homicides and turnout: alone, without states, by other methods.

    Parameters
    ----------
    row : Series
        ``r``, ``low``, ``high``, ``p_holm``.
    loo : Series
        Its coefficient without each state.
    others : mapping of DataFrame
        Title of an alternative → results by hypothesis.
    """
    partial = [found.loc["G3", "p_holm"] for title, found in others.items() if title != "Spearman"]
    chances = {
        "corr-g3-holm": row["p_holm"], "corr-g3-partial-p-low": min(partial),
        "corr-g3-partial-p-high": max(partial),
        "corr-g3-spearman-p": others["Spearman"].loc["G3", "p_holm"],
    }  # fmt: skip
    span = {"corr-g3-interval": formats.interval(row["low"], row["high"], 2)}
    return frames.joined(
        frames.rows({"corr-g3-r": row["r"], "corr-g3-loo-low": loo.min(),
                     "corr-g3-loo-high": loo.max()}, digits=2),
        frames.rows(chances, digits=3),
        frames.rows(span, digits=1),
    )  # fmt: skip


def of_spread(frame: pd.DataFrame, error: pd.Series) -> pd.DataFrame:
    """Return the range of homicide rates, and the spread of the Gini beside its sampling error.

    Parameters
    ----------
    frame : DataFrame
        By state: ``homicide`` (logarithm) and ``gini``.
    error : Series
        Standard error of the Gini coefficient by state.
    """
    rates = np.exp(frame["homicide"])
    return frames.joined(
        frames.rows({"corr-states-rate-low": rates.min(), "corr-states-rate-high": rates.max()},
                    digits=1),
        frames.rows({"corr-states-gini-se": error.median(),
                     "corr-states-gini-sd": frame["gini"].std()}, digits=3),
    )  # fmt: skip
