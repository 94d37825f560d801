"""What the page on the choice of states concludes, as claims on its results."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cohesion.chapters.selection import tables
from cohesion.chapters.selection.run import Result
from cohesion.publishing.claims import Claim, coefficient, count, share, within
from cohesion.tables.geography import named

#: The criteria that carry the lead, and the three sectors of the programme.
LEADING = ["social_development", "basic_health"]
SECTORS = [*LEADING, "safety_social_care"]


def of_choice(result: Result, pair: pd.Series, source: Any) -> dict[str, Claim]:
    """Return the claims on the proposal.

    Parameters
    ----------
    pair : Series
        What the level of homicide adds to each score, both entries (``audit.cancelling_pair``).
    """
    return (
        _of_need_and_gates(result, source)
        | _of_homicide(result, pair, source)
        | _of_weights(result, source)
    )


def _of_need_and_gates(result: Result, source: Any) -> dict[str, Claim]:
    """Return that need is highest where it should be, and which gate leaves states out."""
    table, gates, chosen = result.table, result.gates, list(result.choice.proposed)
    need, states = table["need"], len(table)
    gated, out = ~table["eligible"], ~gates.all(axis=1)
    return {
        "select-need": Claim(
            "the proposed states have the highest need of all states", "lowest > others",
            {"lowest": within(need[chosen].min(), 0, 100),
             "others": within(need.drop(chosen).max(), 0, 100)}, source,
        ),
        "select-gated-low": Claim(
            "more than half of the states that a gate excludes have a need below the median",
            "2 * low > gated",
            {"low": count(int((need[gated] < need.median()).sum()), of=states),
             "gated": count(int(gated.sum()), of=states)}, source,
        ),
        "select-gates": Claim(
            "most states that are excluded fail the need gate, none fails the data gate",
            "2 * need > out and data == 0",
            {"need": count(int((~gates["need"]).sum()), of=states),
             "data": count(int((~gates["data"]).sum()), of=states),
             "out": count(int(out.sum()), of=states)}, source,
        ),
    }  # fmt: skip


def _of_homicide(result: Result, pair: pd.Series, source: Any) -> dict[str, Claim]:
    """Return where the second state stands in homicides, and that their two entries cancel."""
    ratio = tables.homicide_ratio(result)[result.choice.proposed[1]]
    return {
        "select-pull": Claim(
            "the second state has more homicides than the nation", "ratio > 1",
            {"ratio": within(ratio, 0, 20)}, source,
        ),
        "select-cancels": Claim(
            "the two homicide entries add the same points everywhere", "spread(points) < 0.001",
            {"points": within(named(pair.to_frame("value"))["value"], 0, 100)}, source,
        ),
    }  # fmt: skip


def _of_weights(result: Result, source: Any) -> dict[str, Claim]:
    """Return which criteria carry the lead of the proposed states, and what weighs most."""
    table, weights = result.table, result.plan.weights
    chosen = list(result.choice.proposed)
    points = result.scores * weights
    rest = table["eligible"] & ~table.index.isin(chosen)
    lead = points.loc[chosen].mean() - points[rest].mean()
    return {
        "select-lead": Claim(
            "social development and basic health carry more than half of the lead of the proposed "
            "states over the other eligible ones", "both > 0.5 * whole",
            {"both": within(lead[LEADING].sum(), -100, 100),
             "whole": within(lead.sum(), -100, 100)}, source,
        ),
        "select-weights": Claim(
            "need weighs more than feasibility, and each sector more than cohesion",
            "need > 50 and sector > cohesion",
            {"need": share(100 * weights[result.plan.block("need")].sum()),
             "sector": share(100 * weights[SECTORS].min()),
             "cohesion": share(100 * weights["cohesion"])}, source,
        ),
    }  # fmt: skip


def of_audit(
    result: Result,
    every: pd.DataFrame,
    eligible: pd.DataFrame,
    alphas: pd.DataFrame,
    least: float,
    source: Any,
) -> dict[str, Claim]:
    """Return the claims on what moves the score.

    Parameters
    ----------
    every, eligible : DataFrame
        By criterion, over all and over the eligible states: ``effective`` (parts of one).
    alphas : DataFrame
        As ``audit.coherence`` gives it, by the criterion's label.
    least : float
        The alpha that the composite index has to reach.
    """
    flat = int((every["effective"].abs() < 1e-9).sum())
    failing = list(result.plan.labels[["safety_social_care", "cohesion"]])
    care, cohesion = alphas.loc[failing, "alpha"]
    return {
        "audit-deprivation": Claim(
            "social development and health carry more than half of the differences", "both > 50",
            {"both": within(100 * float(eligible.loc[LEADING, "effective"].sum()), -100, 200)},
            source,
        ),
        "audit-safety": Claim(
            "safety and social care pulls against the score among the eligible states",
            "effective < 0",
            {"effective": within(float(eligible.loc["safety_social_care", "effective"]), -1, 1)},
            source,
        ),
        "audit-flat": Claim(
            "five criteria move nothing", "flat == 5", {"flat": count(flat, of=len(every))}, source
        ),
        "audit-alphas": Claim(
            "safety and social care and social cohesion fail the test of coherence, no other "
            "criterion does", "care < least and cohesion < least and others >= least",
            {"care": within(care, -10, 1), "cohesion": within(cohesion, -10, 1),
             "others": within(alphas["alpha"].drop(failing).min(), -10, 1),
             "least": coefficient(least)}, source,
        ),
    }  # fmt: skip
