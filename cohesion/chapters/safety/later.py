"""Justice, government and homicides by figures that came out after the day of the book."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cohesion import formats
from cohesion.methods.estimates import Z95
from cohesion.tables import catalogue, store
from cohesion.tables.geography import STATE_CODES, STATES

#: Indicator, year, sex and decimals of the table of later figures.
SHOWN = (
    ("judges_corrupt", 2020, "women", 0),
    ("judges_corrupt", 2020, "men", 0),
    ("prosecutors_corrupt", 2020, "women", 0),
    ("prosecutors_corrupt", 2020, "men", 0),
    ("unsentenced_common", 2014, "total", 0),
    ("unsentenced_federal", 2014, "total", 0),
    ("peace_index", 2018, "total", 2),
    ("access_law_quality", 2012, "total", 2),
    ("budget_report_imco", 2021, "total", 0),
    ("results_budgeting_shcp", 2023, "total", 0),
    ("transfer_information_shcp", 2023, "total", 0),
)


def spread(
    shown: Sequence[tuple[str, int, str, int]] = SHOWN,
) -> tuple[pd.DataFrame, list[store.Selection]]:
    """Return lowest, median and highest state of later indicators.

    Returns
    -------
    DataFrame
        Index: indicator; Year, Unit, Lowest, Median, Highest, Median 95 % half-width (texts).
    list of Selection
        What the figures came from.
    """
    known = catalogue.indicators()
    rows, used = {}, []
    for indicator, year, sex, digits in shown:
        chosen = store.select(indicator, years=[year], sex=sex, as_of=None)
        used.append(chosen)
        cells = chosen.frame.set_index("state_code").reindex(list(STATE_CODES))
        value = cells["value"].dropna().sort_values()
        error = Z95 * cells["se"].median()

        def said(code: str, value: pd.Series = value, digits: int = digits) -> str:
            return f"{STATES.at[code, 'short']} {formats.number(value[code], digits)}"

        label = known.at[indicator, "label_en"]
        rows[label if sex == "total" else f"{label}, {sex}"] = {
            "Year": str(year),
            "Unit": known.at[indicator, "unit_en"],
            "Lowest": said(value.index[0]),
            "Median": formats.number(value.median(), digits),
            "Highest": said(value.index[-1]),
            "± (median)": formats.number(error, digits) if np.isfinite(error) else formats.MISSING,
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("Indicator"), used


def two_counts(years: Sequence[int]) -> tuple[dict[str, float], list[store.Selection]]:
    """Compare INEGI's homicides by year of occurrence with the count of other authors.

    Returns
    -------
    dict
        ``state_years`` (compared), ``correlation``, ``ratio`` (other over INEGI's).
    list of Selection
        Both series.
    """
    ours = store.select("homicides_occurrence_occ", years=list(years), as_of=None)
    other = store.select("homicides_independent", years=list(years), as_of=None)
    one = ours.wide()["homicides_occurrence_occ"].to_numpy().ravel()
    two = other.wide()["homicides_independent"].to_numpy().ravel()
    found = {
        "state_years": float(np.isfinite(one * two).sum()),
        "correlation": float(np.corrcoef(one, two)[0, 1]),
        "ratio": float(two.sum() / one.sum()),
    }
    return found, [ours, other]
