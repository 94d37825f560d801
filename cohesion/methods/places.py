"""The best place that any weights can give a unit: a mixed-integer linear programme.

A weighted mean lets its author make many units first; how many says how much the weights decide
(compare the OECD's Better Life Index, whose readers choose the weights). The programme minimises
the number of units with a higher score over all weights within bounds, while a gate on one block of
criteria admits only the upper part of the units, which depends on the weights as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize

#: Two scores closer than this (of a scale of 1) count as equal: above the solver's own tolerance.
MARGIN = 1e-5


@dataclass(frozen=True)
class Best:
    """The best place of one unit, and weights that give it.

    Attributes
    ----------
    place : int or None
        None where no weights bring the unit past the gates.
    weights : ndarray or None
        Shares, which sum to one.
    """

    place: int | None
    weights: np.ndarray | None


def best_place(
    scores: np.ndarray,
    unit: int,
    lower: np.ndarray,
    upper: np.ndarray,
    *,
    admitted: np.ndarray,
    block: np.ndarray,
    upper_part: int | None,
    least_block: float = 0.0,
) -> Best:
    """Return the best place that weights between ``lower`` and ``upper`` give one unit.

    Parameters
    ----------
    scores : ndarray, (n, K)
        Scores of units by criterion, 0 to 1; higher is better.
    unit : int
        The unit whose place is sought.
    lower, upper : ndarray, (K,)
        Bounds of each weight as a share of the whole.
    admitted : ndarray of bool, (n,)
        Units that pass every gate that does not depend on weights.
    block : ndarray of bool, (K,)
        Criteria of the gate that does: a unit passes it if its mean over the block is among the
        ``upper_part`` highest of all units.
    upper_part : int or None
        None switches that gate off.
    least_block : float
        Least share of the whole weight that the block has.

    Returns
    -------
    Best
        One more than the least number of admitted units with a clearly higher score.
    """
    n, criteria = scores.shape
    if not admitted[unit]:
        return Best(None, None)
    # Variables: weights, threshold of the gate, passes (n), better than the unit (n).
    threshold, passes = criteria, criteria + 1
    better, size = passes + n, criteria + 1 + 2 * n
    rows: list[np.ndarray] = []
    least: list[float] = []
    most: list[float] = []

    def bound(parts: Sequence[tuple[int | slice, float | np.ndarray]], low: float, high: float):
        row = np.zeros(size)
        for place, value in parts:
            row[place] = value
        rows.append(row)
        least.append(low)
        most.append(high)

    bound([(slice(0, criteria), 1.0)], 1, 1)
    bound([(slice(0, criteria), block.astype(float))], least_block, 1)
    low, high = np.zeros(size), np.ones(size)
    low[:criteria], high[:criteria] = lower, upper
    low[passes + unit] = 1
    if upper_part is None:
        low[passes:better] = 1
    else:
        bound([(slice(passes, better), 1.0)], upper_part, upper_part)
    for other in range(n):
        if upper_part is not None:
            need = (slice(0, criteria), scores[other] * block)
            gate = [need, (threshold, -1.0), (passes + other, -1.0 - MARGIN)]
            bound(gate, -1, np.inf)  # passes: at or above the threshold
            bound(gate, -np.inf, -MARGIN)  # does not pass: clearly below it
        if other == unit or not admitted[other]:
            high[better + other] = 0
            continue
        lead = (slice(0, criteria), scores[other] - scores[unit])
        bound([lead, (better + other, -1.0 - MARGIN), (passes + other, 1.0)], -np.inf, 1 - MARGIN)
    cost = np.zeros(size)
    cost[better:] = 1
    answer = optimize.milp(
        cost,
        constraints=optimize.LinearConstraint(np.array(rows), least, most),
        bounds=optimize.Bounds(low, high),
        integrality=np.r_[np.zeros(criteria + 1), np.ones(2 * n)],
        options={"mip_rel_gap": 0.0},
    )
    if answer.x is None:
        return Best(None, None)
    weights = np.clip(answer.x[:criteria], 0, None)
    return Best(1 + round(answer.fun), weights / weights.sum())
