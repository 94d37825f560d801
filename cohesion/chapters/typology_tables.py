"""The tables of the chapter on the differences between states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from cohesion import formats
from cohesion.methods import concentration
from cohesion.tables import store
from cohesion.tables.geography import state_name

#: Long labels of the catalogue → what fits beside a panel.
_SHORT = {
    "Deprivation of access to ": "No ", "Deprivation of ": "No ", "Deprivation in ": "Poor ",
    " in the dwelling": "", " and space": "",
}  # fmt: skip


def names(codes: Sequence[str]) -> list[str]:
    """Return the names of states."""
    return [state_name(code) for code in codes]


def short(labels: Sequence[str]) -> list[str]:
    """Return labels of deprivations without what every one of them repeats."""
    found = []
    for label in labels:
        for long, brief in _SHORT.items():
            label = label.replace(long, brief)
        found.append(label)
    return found


def stability(stable: pd.DataFrame) -> pd.DataFrame:
    """Return the table of cuts into groups, as it is read (see ``clustering.stability``)."""
    heads = {"smallest group": "Smallest group", "least stable": "Least stable",
             "agreement": "K-means", "passes": "Passes"}  # fmt: skip
    table = stable.rename(columns=heads)
    table["Passes"] = table["Passes"].map({True: "yes", False: "no"})
    return table.set_axis(pd.Index([str(groups) for groups in stable.index], name="Groups"))


def thirds(
    by_sector: pd.DataFrame, total: pd.Series, third: pd.Series, held: pd.Series
) -> pd.DataFrame:
    """Return the states from the most to the least need, by field, with how firm their third is.

    Parameters
    ----------
    by_sector : DataFrame
        Need by state key and field (the heads to show), standard deviations.
    total, third : Series
        Need of all fields; its third.
    held : Series
        Share of random weights under which a state stays in its third.
    """
    order = total.sort_values(ascending=False).index
    table = by_sector.loc[order]
    table.insert(0, "Third", third[order].str.removesuffix(" need").to_numpy())
    table["All"] = total[order]
    table["Kept in its third"] = [formats.percent(held[code] * 100, 0) for code in order]
    return table.set_axis(pd.Index(names(order), name="State"))


def loadings(found: pd.DataFrame) -> pd.DataFrame:
    """Return the loadings of the first two components by the labels of their indicators."""
    others = [name for name in found.index if name != "homicide_rate"]
    labels = {**store.labels(others), "homicide_rate": "Homicide rate 2008–2010 (logarithm)"}
    table = found.iloc[:, :2].rename(index=labels).rename_axis("Indicator")
    return table.set_axis(["First: deprivation", "Second: violence, fear"], axis=1)


def spread(pairs: Mapping[str, tuple[pd.Series, pd.Series]]) -> tuple[dict, pd.DataFrame]:
    """Return concentration curves (per cent) by need, and the table of what they say.

    Parameters
    ----------
    pairs : mapping
        Need → persons affected and population, by state key.

    Returns
    -------
    dict, DataFrame
        Curves by need; concentration index and share held by the most affected quarter, per cent.
    """
    curves = {
        label: 100 * concentration.concentration_curve(*pair) for label, pair in pairs.items()
    }
    table = pd.DataFrame(
        {
            "Concentration index": {
                label: concentration.concentration_index(*pair) for label, pair in pairs.items()
            },
            "Share held by the most affected quarter (%)": {
                label: np.interp(25, curve["population"], curve["counts"])
                for label, curve in curves.items()
            },
        }
    )
    return curves, table.reindex(list(pairs)).rename_axis("Need, 2010")


def gaps(gap: Mapping[str, pd.DataFrame], labels: Mapping[str, str]) -> pd.DataFrame:
    """Return both groups of each pair and their difference, as texts with intervals.

    ``gap``: '<one> − <other>' → table by measure: ``one``, ``other``, ``difference``, ``low``,
    ``high``.
    """
    columns = {}
    for label, table in gap.items():
        one, other = label.split(" − ")
        columns[one.capitalize()], columns[other.capitalize()] = table["one"], table["other"]
        columns[f"{label} (95 % interval)"] = [
            f"{formats.signed(row.difference)} ({formats.interval(row.low, row.high)})"
            for row in table.itertuples()
        ]
    return pd.DataFrame(columns).rename(index=labels).rename_axis("2010")


def ends(rows: Mapping[str, tuple[pd.Series, int]]) -> pd.DataFrame:
    """Return lowest state, median and highest state of each measure; rows give the decimals."""
    table = {}
    for head, (values, digits) in rows.items():
        ordered = values.sort_values()
        low, high = (
            f"{state_name(ordered.index[place])} ({formats.number(ordered.iloc[place], digits)})"
            for place in (0, -1)
        )
        middle = formats.number(values.median(), digits)
        table[head] = {"Lowest": low, "Median of the states": middle, "Highest": high}
    return pd.DataFrame.from_dict(table, "index").rename_axis("Measure")
