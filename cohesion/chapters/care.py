"""The social-care part of the programme design, and the change of what is measured of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from cohesion import formats, paths
from cohesion.chapters import groups as chapters_groups
from cohesion.chapters.words import READING
from cohesion.files.text_tables import text_table
from cohesion.methods import estimates
from cohesion.tables import store

#: part of the file → heads of its columns; the first becomes the row header
HEADS = {
    "population": {
        "group": "Who the law names",
        "article": "Law",
        "measured": "What official figures say something about",
        "level": "For whom",
        "figure": "Figure of 2010",
        "missing": "Not measured",
    },
    "institutions": {
        "level": "Level",
        "decides": "Decides",
        "funds": "Funds",
        "delivers": "Delivers",
        "monitors": "Monitors",
        "basis": "Legal basis",
    },
    "bottlenecks": {
        "bottleneck": "Bottleneck",
        "evidence": "Evidence",
        "entry": "Entry point",
        "result": "Result",
    },
}


def part(name: str, folder: Path = paths.PROGRAMME) -> pd.DataFrame:
    """Return one table of text of ``care.yml`` (see :func:`text_table`)."""
    return text_table("care", name, HEADS[name], folder)


def group_change(
    selection: store.Selection, groups: Mapping[str, Mapping[str, str]], before: int, after: int
) -> pd.DataFrame:
    """Return the national change in poverty of some groups, with its interval and reading.

    The standard error of ``before`` is not published; it is taken to be that of ``after``.

    Returns
    -------
    DataFrame
        One row per group: both values (columns named by year), and the columns of
        :func:`cohesion.methods.concentration.change`.
    """
    old = chapters_groups.group_rows(selection.frame, before, groups, "poverty")["value"]
    rows = chapters_groups.group_rows(selection.frame, after, groups, "poverty")
    se = (rows["high"] - rows["value"]) / estimates.half_width(1.0)
    table = estimates.change(old, rows["value"], se, se)
    table = pd.DataFrame({str(before): old, str(after): rows["value"]}).join(table)
    return table.rename(index=lambda label: f"{label}, in poverty")


def trend_table(
    trend: pd.DataFrame, shifts: Mapping[str, pd.DataFrame], labels: Mapping[str, str]
) -> pd.DataFrame:
    """Return national changes for readers, with how many states rose and fell where known.

    Parameters
    ----------
    trend : DataFrame
        As :func:`group_change` gives it.
    shifts : mapping of indicator to DataFrame
        The change of each state, with its ``reading`` (1, 0, −1).
    labels : mapping of indicator to str
        The row of ``trend`` that each indicator stands in.
    """
    years = list(trend.columns[:2])
    table = trend[years].copy()
    table["Change"] = trend["change"].map(formats.signed)
    table["95 % interval"] = [formats.interval(*pair) for pair in trend[["low", "high"]].to_numpy()]
    table["Reading"] = trend["reading"].map(READING)
    for head, sign in (("States, rose", 1), ("States, fell", -1)):
        counts = {labels[name]: str((t["reading"] == sign).sum()) for name, t in shifts.items()}
        table[head] = pd.Series(counts).reindex(table.index).fillna("–")
    return table.rename_axis("Measure")
