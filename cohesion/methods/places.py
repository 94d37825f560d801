"""The best place that any weights can give a unit: a mixed-integer linear programme.

A weighted mean lets its author make many units first; how many says how much the weights decide
(compare the OECD's Better Life Index, whose readers choose the weights). The programme minimises
the number of units with a higher score over all weights within bounds, while a gate on one block of
criteria admits only the upper part of the units, which depends on the weights as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

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
        One more than the least number of admitted units whose score is not clearly lower.

    Notes
    -----
    Every bound in the programme is the tightest that holds for all weights, and what holds for all
    weights is said outright: a solver that is left to find it out takes three times as long.
    """
    n, criteria = scores.shape
    if not admitted[unit]:
        return Best(None, None)
    # Variables: weights, threshold of the gate, passes (n), better than the unit (n).
    threshold, passes = criteria, criteria + 1
    better, size = passes + n, criteria + 1 + 2 * n
    shares, lead, need = slice(0, criteria), scores - scores[unit], scores * block
    program = _Programme(size)
    low, high = program.low, program.high
    program.bound([(shares, 1.0)], 1, 1)
    program.bound([(shares, block.astype(float))], least_block, 1)
    low[:criteria], high[:criteria] = lower, upper
    low[passes + unit] = 1
    if upper_part is None:
        low[passes:better] = 1
    else:
        program.bound([(slice(passes, better), 1.0)], upper_part, upper_part)
        # Who needs more than the unit whatever the weights passes with it.
        low[passes:better][extremes(need - need[unit], lower, upper)[0] >= 0] = 1
        _add_gate(program, need, threshold, passes, upper_part)
    least, most = extremes(lead, lower, upper)
    for other in range(n):
        beats, through = better + other, passes + other
        if other == unit or not admitted[other] or most[other] <= -MARGIN:
            high[beats] = 0
        elif least[other] > -MARGIN:
            program.bound([(beats, 1.0), (through, -1.0)], 0, np.inf)
        else:
            span = most[other] + MARGIN
            program.bound(
                [(shares, lead[other]), (beats, -span), (through, span)],
                -np.inf, most[other],
            )  # fmt: skip
    cost = np.zeros(size)
    cost[better:] = 1
    answer = optimize.milp(
        cost,
        constraints=program.constraints(),
        bounds=optimize.Bounds(low, high),
        integrality=np.r_[np.zeros(criteria + 1), np.ones(2 * n)],
        options={"mip_rel_gap": 0.0},
    )
    if answer.x is None:
        return Best(None, None)
    weights = np.clip(answer.x[:criteria], 0, None)
    return Best(1 + round(answer.fun), weights / weights.sum())


def extremes(rows: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return the least and the greatest value of each row's mean over all weights within bounds.

    Parameters
    ----------
    rows : ndarray, (n, K)
        What is weighted.
    lower, upper : ndarray, (K,)
        Bounds of the weights, which sum to one.

    Returns
    -------
    least, greatest : ndarray, (n,)
        What is left of one after the lower bounds goes to the smallest (the largest) entries first.
    """
    found = []
    for sign in (1, -1):
        order = np.argsort(sign * rows, axis=1)
        room = (upper - lower)[order]
        given = np.clip(1 - lower.sum() - (np.cumsum(room, axis=1) - room), 0, room)
        found.append(rows @ lower + (np.take_along_axis(rows, order, axis=1) * given).sum(axis=1))
    return found[0], found[1]


@dataclass
class _Programme:
    """Rows of a linear programme with variables between 0 and 1, as they are added."""

    size: int
    low: np.ndarray = field(init=False)
    high: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.low, self.high = np.zeros(self.size), np.ones(self.size)
        self._rows: list[tuple[np.ndarray, float, float]] = []

    def bound(
        self, parts: Sequence[tuple[int | slice, float | np.ndarray]], least: float, most: float
    ) -> None:
        """Hold the sum of some variables, each times its number, between two numbers."""
        row = np.zeros(self.size)
        for place, value in parts:
            row[place] = value
        self._rows.append((row, least, most))

    def constraints(self) -> optimize.LinearConstraint:
        """Return all rows."""
        rows, least, most = zip(*self._rows, strict=True)
        return optimize.LinearConstraint(np.array(rows), least, most)


def _add_gate(
    program: _Programme, need: np.ndarray, threshold: int, passes: int, upper_part: int
) -> None:
    """Let those units pass whose need, as weighted, is clearly above a threshold, and no others."""
    n, criteria = need.shape
    shares, lower, upper = slice(0, criteria), program.low[:criteria], program.high[:criteria]
    least, most = extremes(need, lower, upper)
    # The threshold lies between the last that passes and the first that does not.
    top = np.sort(most)[::-1][upper_part - 1]
    bottom = np.sort(least)[::-1][upper_part] if upper_part < n else 0.0
    program.low[threshold], program.high[threshold] = bottom, top
    for unit in range(n):
        above = [(shares, need[unit]), (threshold, -1.0)]
        if program.low[passes + unit] == 1:
            program.bound(above, MARGIN, np.inf)
            continue
        far, near = least[unit] - top, most[unit] - bottom
        program.bound([*above, (passes + unit, far - MARGIN)], far, np.inf)
        program.bound([*above, (passes + unit, -near - MARGIN)], -np.inf, -MARGIN)
        # Who needs at least as much whatever the weights passes where this one does.
        more = extremes(need - need[unit], lower, upper)[0] >= 0
        for other in np.flatnonzero(more & (program.low[passes : passes + n] < 1)):
            if other != unit:
                program.bound([(passes + other, 1.0), (passes + unit, -1.0)], 0, np.inf)
