"""Differences between groups of people and between years, with their intervals."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cohesion.errors import DataError
from cohesion.methods.estimates import half_width
from cohesion.tables.geography import NATION


def between_groups(
    frame: pd.DataFrame,
    year: int,
    one: Mapping[str, str],
    other: Mapping[str, str],
    unit: str = NATION,
) -> pd.DataFrame:
    """Return each indicator of two groups, their difference and its 95 % interval.

    The two estimates are taken as independent. They come from one survey, in which the groups
    share households, so their errors are more likely to move together than apart: the interval is
    then too wide rather than too narrow.

    Parameters
    ----------
    frame : DataFrame
        ``Selection.frame`` of state level: ``state_code``, ``indicator``, ``year``, ``sex``,
        ``group``, ``value``, ``se``.
    year : int
        Reference year.
    one, other : mapping
        What marks each group: ``{"sex": "women"}``, ``{"group": "indigenous"}``.
    unit : str
        State code; the nation by default.

    Returns
    -------
    DataFrame
        Indexed by indicator: ``one``, ``other``, ``difference`` (one − other), ``low``, ``high``,
        ``clear`` (the interval leaves out zero). Without standard errors the last three are NaN,
        NaN and False.
    """
    columns = {}
    for name, marks in (("one", one), ("other", other)):
        chosen = _cells(frame, year, marks, unit)
        if chosen.empty:
            raise DataError(
                f"no observation of {dict(marks)} in {year}.", cure="Select that group as well."
            )
        chosen = chosen.set_index("indicator")
        columns[name], columns[f"se_{name}"] = chosen["value"], chosen["se"]
    table = pd.DataFrame(columns).dropna(subset=["one", "other"])
    table["difference"] = table["one"] - table["other"]
    width = half_width((table["se_one"] ** 2 + table["se_other"] ** 2) ** 0.5)
    table["low"], table["high"] = table["difference"] - width, table["difference"] + width
    table["clear"] = (table["low"] > 0) | (table["high"] < 0)
    return table.drop(columns=["se_one", "se_other"])


def group_rows(
    frame: pd.DataFrame,
    year: int,
    groups: Mapping[str, Mapping[str, str]],
    indicator: str,
    unit: str = NATION,
) -> pd.DataFrame:
    """Return one indicator for several groups: ``value``, ``low``, ``high``, by label."""
    rows = {}
    for label, marks in groups.items():
        cell = _cells(frame[frame["indicator"] == indicator], year, marks, unit)
        if len(cell) != 1:
            raise DataError(
                f"{len(cell)} observations of '{indicator}' for {dict(marks)} in {year}.",
                cure="Select one unit and every group.",
            )
        value, width = cell["value"].iloc[0], half_width(cell["se"].iloc[0])
        rows[label] = {"value": value, "low": value - width, "high": value + width}
    return pd.DataFrame.from_dict(rows, orient="index")


def _cells(frame: pd.DataFrame, year: int, marks: Mapping[str, str], unit: str) -> pd.DataFrame:
    wanted = {"state_code": unit, "sex": "total", "group": "all"} | dict(marks)
    chosen = frame[frame["year"] == year]
    for column, value in wanted.items():
        chosen = chosen[chosen[column] == value]
    return chosen
