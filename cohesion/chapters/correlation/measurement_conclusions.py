"""What the page on measuring cohesion concludes, as claims on its results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from cohesion.chapters.correlation.measurement import CLASS_HEADS
from cohesion.publishing.claims import Claim, coefficient, count, share, within

#: Cronbach's alpha has no lower bound; that of figures which contradict each other is negative.
ALPHAS = (-10.0, 1.0)


def of_coherence(
    alphas: Mapping[str, float], least: float, scores: pd.DataFrame, source: Any
) -> dict[str, Claim]:
    """Return the claims on the dimensions; ``least``: the alpha that was fixed beforehand."""
    found = {name: within(value, *ALPHAS) for name, value in alphas.items()}
    r = scores.corr()
    pairs = {"di": ("distances", "institutions"), "db": ("distances", "belonging"),
             "ib": ("institutions", "belonging")}  # fmt: skip
    return {
        "measure-dimensions": Claim(
            "distances and institutions pass the test of coherence, belonging fails it",
            "distances >= least and institutions >= least and belonging < least",
            {**found, "least": within(least, 0, 1)}, source,
        ),
        "measure-apart": Claim(
            "distances and institutions go together, belonging goes with neither",
            "di > 0.6 and abs(db) < 0.3 and abs(ib) < 0.3",
            {name: coefficient(r.loc[pair]) for name, pair in pairs.items()}, source,
        ),
    }  # fmt: skip


def of_ranks(ranks: pd.DataFrame, sobol: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return the claims on the composite index.

    Parameters
    ----------
    ranks : DataFrame
        By state: base, low, high (nine of ten draws).
    sobol : DataFrame
        By assumption: ``first``, of one.
    """
    states, width = len(ranks), ranks["high"] - ranks["low"]
    first, last = ranks["base"].idxmin(), ranks["base"].idxmax()
    explained = 100 * sobol["first"].clip(lower=0)
    return {
        "measure-ends": Claim(
            "the first state stays among the first five and the last among the last five",
            "first <= 5 and last > states - 5",
            {"first": within(ranks.loc[first, "high"], 1, states),
             "last": within(ranks.loc[last, "low"], 1, states), "states": count(states, of=100)},
            source,
        ),
        "measure-middle": Claim(
            "half of the states have a range of more than ten ranks", "width > 10",
            {"width": within(width.median(), 0, states)}, source,
        ),
        "measure-weights": Claim(
            "the weights explain more than half of the movement of ranks, no other choice a tenth",
            "weights > 50 and rest < 10",
            {"weights": share(explained["weights"]),
             "rest": share(explained.drop("weights").max())},
            source,
        ),
    }  # fmt: skip


def of_polarisation(base: pd.Series, check: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return the claims on polarisation; ``check`` as ``measurement.poles_check`` gives it."""
    own = check.loc["CONEVAL", list(CLASS_HEADS)].astype(float)
    gaps = (check.drop("CONEVAL")[list(CLASS_HEADS)].astype(float) - own).abs()
    # One threshold would have to come near in every class at once.
    others = gaps.drop(columns=CLASS_HEADS[0]).max(axis=1)
    return {
        "measure-pole-none": Claim(
            "one state has no polarisation at all", "lowest == 0",
            {"lowest": within(float(base.min()), 0, 100)}, source,
        ),
        "measure-poles": Claim(
            "a threshold comes within a tenth of a point of the share in polarised states, none "
            "within five points of the other classes",
            "polarised < 0.1 and others > 5",
            {"polarised": share(gaps[CLASS_HEADS[0]].min()), "others": share(others.min())}, source,
        ),
    }  # fmt: skip


def of_turnout(
    pairs: pd.DataFrame, one: pd.Series, other: pd.Series, source: Any
) -> dict[str, Claim]:
    """Return the claim on the index without turnout.

    Parameters
    ----------
    pairs : DataFrame
        As ``measurement.without_turnout`` gives it.
    one, other : Series
        The declared index and the one without turnout, by state.
    """
    return {
        "measure-turnout": Claim(
            "without turnout no association of the index moves by a tenth, and the states keep "
            "their order to a rank correlation above nine tenths",
            "moved < 0.1 and ranks > 0.9",
            {"moved": within(float((pairs["r_without"] - pairs["r"]).abs().max()), 0, 2),
             "ranks": coefficient(one.corr(other, "spearman"))}, source,
        ),
    }  # fmt: skip
