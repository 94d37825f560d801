"""What the page on the firmness of the choice concludes, as claims on its results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from cohesion.chapters.selection import run, tables
from cohesion.chapters.selection.run import Result
from cohesion.publishing.claims import Claim, count, share, within
from cohesion.tables.geography import STATES, state_name


def of_draws(result: Result, joint: float, source: Any) -> dict[str, Claim]:
    """Return the claims on the declared draws.

    Parameters
    ----------
    joint : float
        Share of the draws in which all proposed states come first together when the criteria
        without figures are drawn as well.
    """
    chosen = list(result.choice.proposed)
    ordered = tables.ranked(result)
    top = 100 * ordered["top4"]
    rest = ordered.drop(chosen)
    low, high = rest["rank_low"].to_numpy(), rest["rank_high"].to_numpy()
    overlap = int((low[1:] <= high[:-1]).sum())
    exact = tables.robustness_shares(result)["selection-robust-exact-set"]
    chances = top.drop(chosen).rename(STATES["name_en"])
    first = state_name(result.choice.reserve[0])
    return {
        "robust-hold": Claim(
            "each proposed state is among the first four in most draws, every other in less than a "
            "quarter", "min(chosen) > 50 and others < 25",
            {"chosen": share(top[chosen].rename(STATES["name_en"])),
             "others": share(chances.max())}, source,
        ),
        "robust-unmeasured": Claim(
            "together they hold less often once the criteria without figures are drawn",
            "drawn < fixed", {"drawn": share(100 * joint), "fixed": share(exact)}, source,
        ),
        "robust-together": Claim(
            "all proposed states come first together in most draws", "exact > 50",
            {"exact": share(exact)}, source,
        ),
        "robust-overlap": Claim(
            "behind the proposed states the range of each rank overlaps with the next",
            "overlapping == pairs",
            {"overlapping": count(overlap, of=len(rest) - 1),
             "pairs": count(len(rest) - 1, of=len(STATES))}, source,
        ),
        "robust-seven": Claim(
            "no proposed state falls below the seventh place in nine of ten draws", "worst <= 7",
            {"worst": within(ordered.loc[chosen, "rank_high"].max(), 1, len(STATES))}, source,
        ),
        "robust-reserve": Claim(
            "the first state in reserve is not the one with the best chances in the draws",
            f"place(chances, '{first}') > 1", {"chances": share(chances)}, source,
        ),
    }  # fmt: skip


def of_assumptions(sobol: pd.DataFrame, codes: Sequence[str], source: Any) -> dict[str, Claim]:
    """Return the claims on what drives the ranks of some states.

    Parameters
    ----------
    sobol : DataFrame
        As ``robustness.sobol_indices`` gives it.
    codes : sequence of str
        The states that the sentence is on: those that no draw moves would count as unmoved.
    """
    chosen = sobol[sobol["state"].isin(list(codes))]
    mean = 100 * chosen.groupby("factor")["total"].mean().clip(lower=0)
    acting = mean[mean > 1e-6]
    return {
        "robust-drivers": Claim(
            "weights and the way of adding up have the largest shares, sampling error the smallest "
            "of those that act",
            "place(all_shares, 'weights') <= 2 and place(all_shares, 'aggregation') <= 2 and "
            "smallest(acting) == 'sampling error'",
            {"all_shares": within(mean, 0, 150), "acting": within(acting, 0, 150)}, source,
        ),
        "robust-missing": Claim(
            "the rule for missing data has no effect", "missing == 0",
            {"missing": share(mean["missing data"])}, source,
        ),
    }  # fmt: skip


def of_variants(
    result: Result, flat: Result, amended: Result, changed: int, source: Any
) -> dict[str, Claim]:
    """Return the claims on other rules, weights, gates and findings.

    Parameters
    ----------
    flat, amended : Result
        With every weighting equally likely; by the amended rule.
    changed : int
        How many criteria change the set when they are left out.
    """
    chosen = list(result.choice.proposed)
    size = len(chosen)
    effect = run.evidence_effect(result).loc[tables.ranked(result).index[: tables.LISTED]]
    low, high = (effect.filter(like=f" at {score}") for score in (0, 100))
    enters = (high.drop(chosen).min(axis=1) <= size).sum()
    leaves = (low.loc[chosen].max(axis=1) > size).sum()
    steps = np.abs(pd.concat([low, high], axis=1).sub(effect["rank"], axis=0)).to_numpy().max()
    limit = result.plan.gate("violence").threshold
    near = tables.gate_ratios(result)["selection-robust-near-gate"]
    kept = len(set(amended.choice.proposed) & set(chosen))
    return {
        "audit-same": Claim(
            "the amended rule proposes the declared states", f"shared == {size}",
            {"shared": count(kept, of=size)}, source,
        ),
        "audit-reserve-turns": Claim(
            "the amended rule has another order in reserve", "same == 0",
            {"same": count(int(amended.choice.reserve == result.choice.reserve), of=1)}, source,
        ),
        "robust-one-criterion": Claim(
            "one criterion changes the set when it is left out", "changed == 1",
            {"changed": count(changed, of=len(result.plan.criteria))}, source,
        ),
        "robust-near-gate": Claim(
            "a state that passes comes within a tenth of the violence gate", "near > 0.9 * gate",
            {"near": within(near, 0, limit), "gate": within(limit, 0, 20)}, source,
        ),
        "robust-evidence": Claim(
            "one finding moves no state in or out of the first ones, and none by more than three "
            "ranks", "moved == 0 and 1 <= steps <= 3",
            {"moved": count(int(enters + leaves), of=len(effect)),
             "steps": count(int(steps), of=len(STATES))}, source,
        ),
        "robust-flat": Claim(
            "with every weighting equally likely the least firm state is less firm",
            "flat < declared",
            {"flat": share(100 * flat.table.loc[chosen, "top4"].min()),
             "declared": share(100 * result.table.loc[chosen, "top4"].min())}, source,
        ),
    }  # fmt: skip
