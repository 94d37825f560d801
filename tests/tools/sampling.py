"""A sample of many cases, the same on every machine: what `make test` tries of a sweep."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Case = TypeVar("Case")


def places(cases: int, kept: int) -> list[int]:
    """Return ``kept`` places of a list, evenly from the first to the last; all where it is short.

    >>> places(9, 3)
    [0, 4, 8]
    """
    if cases <= kept:
        return list(range(cases))
    if kept == 1:
        return [0]
    return [round(number * (cases - 1) / (kept - 1)) for number in range(kept)]


def sample(cases: Sequence[Case], kept: int, every: bool) -> list[Case]:
    """Return a sample of some cases, or every one."""
    return list(cases) if every else [cases[place] for place in places(len(cases), kept)]
