"""Choosing states: gates, criterion scores, aggregation, ranks with ties, the decision rule.

Scores lie on 0–100 and 100 always speaks for choosing the state. Every function takes leading batch
dimensions, so that the declared result and a hundred thousand variants run through the same code.
Methods: OECD and JRC (2008) for normalisation and aggregation, Hwang and Yoon (1981) for TOPSIS,
Brans and Vincke (1985) for PROMETHEE II (with the usual preference function, the only one without
a threshold to choose).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cohesion.chapters.selection.rule import (
    Aggregation,
    Decision,
    MissingRule,
    Normalisation,
    Treatment,
)
from cohesion.errors import DataError
from cohesion.methods import composite

CENTRE = 50.0
#: Columns of a table that are ranked at once.
_PART = 1024


def winsor_limits(values: np.ndarray, rule: Treatment) -> np.ndarray:
    """Return the limits that outliers are drawn in to, ``(2, m)``: lower and upper.

    The rule is that of :func:`cohesion.methods.composite.treat`; the limits let the same treatment
    be applied to perturbed copies of the data.

    Parameters
    ----------
    values : ndarray, (n, m)
        Units × indicators, NaN for a gap.
    """
    limits = np.full((2, values.shape[1]), [[-np.inf], [np.inf]])
    for j in range(values.shape[1]):
        column = pd.DataFrame({j: values[np.isfinite(values[:, j]), j]})
        if column.empty:
            continue
        share = (rule.max_values + 0.5) / len(column)
        treated, touched = composite.treat(column, rule.max_skewness, rule.max_kurtosis, share)
        if touched and treated[j].max() < column[j].max():
            limits[1, j] = treated[j].max()
        elif touched:
            limits[0, j] = treated[j].min()
    return limits


def normalise(values: np.ndarray, method: Normalisation) -> np.ndarray:
    """Return scores 0–100 from oriented values (higher speaks for the state).

    Parameters
    ----------
    values : ndarray, (..., n, m)
        Batches of units × indicators; NaN for a gap stays NaN.
    method : {'minmax', 'zscore', 'rank'}
        'zscore' puts the mean at 50 and three standard deviations at 0 and 100; 'rank' spreads
        the average ranks evenly. An indicator with all values equal scores 50 for everyone.
    """
    values = np.asarray(values, dtype=float)
    gap = np.isnan(values)
    present = (~gap).sum(axis=-2, keepdims=True)
    if method == "minmax":
        low = np.where(gap, np.inf, values).min(axis=-2, keepdims=True)
        high = np.where(gap, -np.inf, values).max(axis=-2, keepdims=True)
        scores = _ratio(values - low, high - low) * 100
    elif method == "zscore":
        mean = np.where(gap, 0, values).sum(axis=-2, keepdims=True) / np.maximum(present, 1)
        deviation = np.where(gap, 0, values - mean)
        spread = np.sqrt((deviation**2).sum(axis=-2, keepdims=True) / np.maximum(present, 1))
        # Rounding leaves a spread of 1e-17 among equal values; that is no spread.
        spread = np.where(spread <= 1e-12 * (1 + np.abs(mean)), 0, spread)
        scores = np.clip((_ratio(deviation, 6 * spread, 0) + 0.5) * 100, 0, 100)
    elif method == "rank":
        below, above = _below_above(values, -2)
        equal = present - below - above - 1
        scores = _ratio(below + equal / 2, np.broadcast_to(present - 1, gap.shape)) * 100
    else:
        raise _unknown("normalisation", method)
    return np.where(gap, np.nan, scores)


def criterion_scores(
    scores: np.ndarray, members: Sequence[Sequence[int]], missing: MissingRule
) -> np.ndarray:
    """Return criterion scores ``(..., n, K)``: the mean of a criterion's indicators that exist.

    ``missing`` says what an empty criterion counts: 'neutral' 50, 'median' the median of the
    other states, 'pessimistic' 0. A criterion empty for every state is 50 under each rule: it
    says nothing about any of them.
    """
    return fill_gaps(means(scores, members), missing)


def means(scores: np.ndarray, members: Sequence[Sequence[int]]) -> np.ndarray:
    """Return the mean of each criterion's indicators that exist, ``(..., n, K)``; NaN for none."""
    result = np.empty((*scores.shape[:-1], len(members)))
    for k, columns in enumerate(members):
        part = scores[..., list(columns)]
        count = (~np.isnan(part)).sum(axis=-1)
        result[..., k] = np.where(
            count > 0, np.nansum(part, axis=-1) / np.maximum(count, 1), np.nan
        )
    return result


def fill_gaps(result: np.ndarray, missing: MissingRule) -> np.ndarray:
    """Return criterion scores ``(..., n, K)`` with the gaps filled by a missing-data rule.

    See :func:`criterion_scores`.
    """
    gap = np.isnan(result)
    if not gap.any():
        return result
    fill = np.full(result.shape, CENTRE)
    nobody = gap.all(axis=-2, keepdims=True)
    if missing == "median":
        middle = np.nanmedian(np.where(nobody, CENTRE, result), axis=-2, keepdims=True)
        fill = np.broadcast_to(middle, result.shape)
    elif missing == "pessimistic":
        fill = np.broadcast_to(np.where(nobody, CENTRE, 0.0), result.shape)
    elif missing != "neutral":
        raise _unknown("missing-data rule", missing)
    return np.where(gap, fill, result)


def aggregate(scores: np.ndarray, weights: np.ndarray, method: Aggregation) -> np.ndarray:
    """Return one figure per state, ``(..., n)``; higher is better, whatever the method.

    Parameters
    ----------
    scores : ndarray, (..., n, K)
        Criterion scores 0–100.
    weights : ndarray, (..., K)
        Each row sums to one.
    method : {'arithmetic', 'geometric', 'topsis', 'promethee'}
        Arithmetic and geometric means lie on 0–100; TOPSIS closeness on 0–1; PROMETHEE II net
        flow on −1…1. Only their ranks are compared.
    """
    if method == "arithmetic":
        return weighted_sum(scores, weights)
    if method == "geometric":
        return np.exp(weighted_sum(logarithms(scores), weights))
    if method == "topsis":
        best, worst = (extreme(scores, axis=-2, keepdims=True) for extreme in (np.max, np.min))
        return closeness(scores, weights, best, worst)
    if method == "promethee":
        return weighted_sum(net_flows(scores), weights)
    raise _unknown("aggregation", method)


def weighted_sum(scores: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the sum of scores ``(..., n, K)`` times weights ``(..., K)``, ``(..., n)``."""
    return np.einsum("...nk,...k->...n", scores, weights)


def logarithms(scores: np.ndarray) -> np.ndarray:
    """Return the logarithms that a geometric mean adds up, of scores lifted above zero."""
    return np.log(composite.GEOMETRIC_FLOOR + scores * (100 - composite.GEOMETRIC_FLOOR) / 100)


def closeness(
    scores: np.ndarray, weights: np.ndarray, best: np.ndarray, worst: np.ndarray
) -> np.ndarray:
    """Return the TOPSIS closeness to the ideal state, ``(..., n)``, 0–1.

    Weights are not negative, so that they can be taken out of the ideal: the distance is the root
    of a sum of squared weights times squared gaps.

    Parameters
    ----------
    scores, weights : see :func:`aggregate`.
    best, worst : ndarray, (..., 1, K)
        The highest and the lowest score of each criterion.
    """
    squares = weights**2
    to_ideal, to_worst = (
        np.sqrt(weighted_sum((scores - bound) ** 2, squares)) for bound in (best, worst)
    )
    return _ratio(to_worst, to_ideal + to_worst)


def net_flows(scores: np.ndarray) -> np.ndarray:
    """Return each criterion's PROMETHEE II net flow under the usual preference function.

    (number of states beaten − number that beat it) / (n − 1), which is a function of the average
    rank alone.
    """
    below, above = _below_above(scores, -2)
    return (below - above) / max(scores.shape[-2] - 1, 1)


def _below_above(values: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """Return how many units along an axis are less than each, and how many greater.

    Where every pair differs, which the sum of the first tells, the second is all the others.
    """
    units = np.moveaxis(values, axis, 0)
    flat, number = units.reshape(len(units), -1), len(units)
    below = _number_that(np.less, flat)
    above = number - 1 - below
    equal = np.flatnonzero(below.sum(axis=0) != number * (number - 1) // 2)
    above[:, equal] = _number_that(np.greater, flat[:, equal])
    return tuple(np.moveaxis(count.reshape(units.shape), 0, axis) for count in (below, above))


def _number_that(relation: np.ufunc, flat: np.ndarray) -> np.ndarray:
    """Return how many units are less (``np.less``) or greater than each, in every column.

    Every pair is compared and counted in bytes, in parts that stay in the processor's cache: for a
    few dozen units that is several times faster than to sort them.
    """
    counts = np.empty(flat.shape, dtype=np.int32)
    for start in range(0, flat.shape[1], _PART):
        part = np.ascontiguousarray(flat[:, start : start + _PART])
        holds = np.empty(part.shape, dtype=bool)
        here = np.zeros(part.shape, dtype=np.min_scalar_type(len(flat)))
        for unit in part:
            relation(unit, part, out=holds)
            # As bytes: no buffer is made to turn true into one.
            here += holds.view(np.uint8)
        counts[:, start : start + _PART] = here
    return counts


def ranks(
    totals: np.ndarray, eligible: np.ndarray | None = None, tolerance: float = 0.0
) -> np.ndarray:
    """Return competition ranks ``(..., n)``: 1 + the number of states clearly better.

    States closer than ``tolerance`` tie and share the better rank. Ineligible states rank after
    every eligible one.
    """
    totals = np.asarray(totals, dtype=float)
    if eligible is not None:
        totals = np.where(eligible, totals, -np.inf)
    if tolerance == 0:
        units = np.moveaxis(totals, -1, 0)
        better = _number_that(np.greater, units.reshape(len(units), -1)).reshape(units.shape)
        return 1 + np.moveaxis(better, 0, -1).astype(int)
    better = totals[..., None, :] > totals[..., :, None] + tolerance
    return 1 + better.sum(axis=-1)


def block_scores(scores: pd.DataFrame, weights: pd.Series, block: Sequence[str]) -> pd.Series:
    """Return the weighted mean of one block's criteria (weights rescaled to sum to one)."""
    part = weights[list(block)]
    return (scores[list(block)] * (part / part.sum())).sum(axis=1)


@dataclass(frozen=True)
class Choice:
    """What the decision rule answers.

    ``why`` gives, for each proposed state, the clause that brought it in; ``tied`` the states
    that a tie at the cut leaves to mission evidence.
    """

    proposed: tuple[str, ...]
    reserve: tuple[str, ...]
    why: dict[str, str]
    tied: tuple[str, ...] = ()


def decide(
    totals: pd.Series, eligible: pd.Series, probability_top4: pd.Series, rule: Decision
) -> Choice:
    """Apply the declared decision rule for "two to four states".

    Parameters
    ----------
    totals : Series
        Declared score by state.
    eligible : Series of bool
        States that pass every gate.
    probability_top4 : Series
        Share of Monte Carlo draws in which the state is among the first four.
    """
    order = totals[eligible].sort_values(ascending=False, kind="stable")
    if len(order) < rule.minimum_states:
        raise DataError(
            f"only {len(order)} state(s) pass the gates; the rule needs {rule.minimum_states}.",
            file="data/programme/selection.yml",
            row="gates",
            cure="Loosen a gate, and say in the report why.",
        )
    why = {code: "among the first two" for code in order.index[: rule.minimum_states]}
    tied: tuple[str, ...] = ()
    cut = order.iloc[rule.minimum_states - 1]
    level = [
        code
        for code in order.index[rule.minimum_states :]
        if order[code] >= cut - rule.tie_tolerance
    ]
    if rule.minimum_states + len(level) <= rule.maximum_states:
        why |= {code: "tied with the second" for code in level}
    else:
        tied = tuple(level)
    for code in order.index[len(why) :]:
        enough = probability_top4[code] >= rule.minimum_probability_top4
        if len(why) >= rule.maximum_states or tied or not enough:
            break
        why[code] = "added: often enough among the first four"
    rest = [code for code in order.index if code not in why]
    return Choice(tuple(why), tuple(rest[: rule.reserve_states]), why, tied)


def _ratio(top: np.ndarray, bottom: np.ndarray, empty: float = 0.5) -> np.ndarray:
    bottom = np.broadcast_to(bottom, np.shape(top))
    flat = ~(bottom > 0)
    return np.where(flat, empty, top / np.where(flat, 1, bottom))


def _unknown(what: str, name: str) -> DataError:
    return DataError(
        f"unknown {what} '{name}'.",
        file="data/programme/selection.yml",
        column=what,
        cure="Use one of the methods that the file lists.",
    )
