"""Sharing whole euros: by weight, and over time. Nothing is lost and nothing is added."""

from __future__ import annotations

import math
from collections import Counter


def half_up(x: float, step: int = 1) -> int:
    """Round to a multiple of ``step``, halves upwards, as a spreadsheet does."""
    return math.floor(x / step + 0.5) * step


def apportion(total: int, weights: dict[str, float], step: int = 1) -> dict[str, int]:
    """Share a total by weight in multiples of ``step``; the heaviest takes the remainder.

    >>> apportion(100, {"a": 1, "b": 1, "c": 1})
    {'a': 34, 'b': 33, 'c': 33}
    """
    whole = sum(weights.values())
    parts = {name: half_up(total * weight / whole, step) for name, weight in weights.items()}
    heaviest = max(weights, key=lambda name: weights[name])
    parts[heaviest] += total - sum(parts.values())
    return parts


def spread(total: int, quarters: list[int]) -> dict[int, int]:
    """Spread a total over calendar years in proportion to quarters; the last year takes the rest.

    Parameters
    ----------
    quarters : list of int
        Counts of quarters (see :mod:`cohesion.programme.timetable`), repeats allowed.
    """
    counts = Counter(quarter // 4 for quarter in quarters)
    years = sorted(counts)
    amounts = {year: half_up(total * counts[year] / len(quarters)) for year in years[:-1]}
    amounts[years[-1]] = total - sum(amounts.values())
    return amounts
