"""Frames of facts, as tested functions make them and ``publish.facts`` takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd


def rows(
    values: Mapping[str, Any], *, unit: str = "", digits: int = 0, source: Any = None
) -> pd.DataFrame:
    """Return facts of one style.

    Parameters
    ----------
    values : mapping
        Name of the fact → number or short text.
    unit, digits, source
        As of ``publish.fact``; no source leaves it to the caller of ``publish.facts``.

    Returns
    -------
    DataFrame
        ``name``, ``value``, ``unit``, ``digits`` and ``source``, one row a fact.
    """
    found = pd.DataFrame({"name": list(values), "unit": unit, "digits": digits})
    # Of mixed kinds: a column of its own would turn whole numbers into others.
    found["value"] = pd.Series(list(values.values()), dtype=object)
    found["source"] = pd.Series([source] * len(found), dtype=object)
    return found


def joined(*frames: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of several frames of facts, in their order."""
    return pd.concat(frames, ignore_index=True)


def resting(facts: pd.DataFrame, source: Any) -> pd.DataFrame:
    """Return a frame of facts that all rest on one source."""
    return facts.assign(source=pd.Series([source] * len(facts), index=facts.index, dtype=object))
