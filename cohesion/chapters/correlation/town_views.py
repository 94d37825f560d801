"""The municipal results as rows and texts that a reader can follow."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from cohesion import formats
from cohesion.chapters.correlation import views
from cohesion.chapters.correlation.influence import DOSES

HYPOTHESES = {
    "M1": "M1 Gini 2010, per hundredth",
    "M2": "M2 change of Gini 2000–2010, per hundredth",
    "M3": "M3 poverty, per 10 percentage points",
    "M4": "M4 social lag index, per point",
}
MEASURES = {
    "gini": "Gini, per hundredth",
    "poverty": "Poverty, per 10 points",
    "social_lag": "Social lag, per point",
}
SETS = {"all": "all municipalities", "without": "without Ciudad Juárez"}


def declared(found: pd.DataFrame) -> pd.DataFrame:
    """Return the four declared associations."""
    return _table({HYPOTHESES[k]: row for k, row in found.iterrows()}, "Association with homicides")


def with_and_without(pair: pd.DataFrame) -> pd.DataFrame:
    """Return the declared associations with and without Ciudad Juárez."""
    rows = {f"{HYPOTHESES[k]}, {SETS[s]}": row for (k, s), row in pair.iterrows()}
    return _table(rows, "Association with homicides")


def places(found: pd.DataFrame, names: Mapping[str, str], number: int) -> pd.DataFrame:
    """Return M1 without each of the places that move it most, with their share of homicides."""
    named = found.head(number)
    table = _table({names[code]: row for code, row in named.iterrows()}, "M1 without")
    return table.assign(**{"Share of homicides (%)": _shares(named["share"])})


def _shares(values: pd.Series) -> list[str]:
    return [formats.number(100 * value) for value in values]


def panel(found: pd.DataFrame) -> pd.DataFrame:
    """Return the panel by decade and group."""
    rows = {f"{d}: {SETS.get(g, f'{g} inhabitants')}": row for (d, g), row in found.iterrows()}
    return _table(rows, "Change of the Gini coefficient")


def doses(found: pd.DataFrame) -> pd.DataFrame:
    """Return how the ratio changes with each dose."""
    rows = {f"{DOSES[d]}, {SETS[s]}": row for (d, s), row in found.iterrows()}
    return _table(rows, "Change of the ratio per standard deviation of")


def sizes(found: pd.DataFrame) -> pd.DataFrame:
    """Return M1 by size, with the homicides of each class."""
    table = _table(dict(found.iterrows()), "Inhabitants of the municipality")
    return table.assign(**{"Homicides 2008–2010": found["homicides"].map(formats.integer)})


def split(found: pd.DataFrame) -> pd.DataFrame:
    """Return the associations within and between states."""
    rows = {f"{MEASURES[x]}: {part}": row for (x, part), row in found.iterrows()}
    return _table(rows, "Association with homicides")


def _table(rows: Mapping[str, pd.Series], head: str) -> pd.DataFrame:
    return views.ratio_table(rows).rename_axis(head)


def intervals(rows: Mapping[str, pd.Series], digits: int = 3) -> dict[str, str]:
    """Return a text "low to high" for each row that holds low and high."""
    return {k: formats.interval(row["low"], row["high"], digits) for k, row in rows.items()}


def ratios(line: pd.Series) -> pd.Series:
    """Return coefficient, low and high of a fit as ratios."""
    return np.exp(line[["coefficient", "low", "high"]].astype(float))


def standardised(row: pd.Series, sd: float, per: float = 0.01) -> str:
    """Return a rate ratio for one standard deviation with its interval, from one per ``per``."""
    moved = np.exp(np.log(row[["rate_ratio", "low", "high"]].astype(float)) * sd / per)
    interval = formats.interval(moved["low"], moved["high"], 2)
    return f"{formats.number(moved['rate_ratio'], 2)} ({interval})"
