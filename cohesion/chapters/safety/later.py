"""Justice, government and homicides by figures that came out after the day of the book."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cohesion import formats
from cohesion.chapters.safety.results import units_by_year
from cohesion.methods.estimates import Z95
from cohesion.tables import catalogue, store
from cohesion.tables.geography import NATION, STATE_CODES, STATES, state_labels
from cohesion.tables.store import Selection

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


#: What became of crimes: indicator → row of the table.
REPORTING = {
    "unreported_crime": "Unreported crime",
    "crime_reported": "Crimes reported",
    "investigation_opened": "Investigation opened, of those reported",
    "unreported_authority": "Not reported because of the authority",
}
#: Time at the prosecutor's office, from the shortest class to the longest; and how people judge
#: the treatment there, from the best to the worst.
TIMES = ("mp_time_under_1h", "mp_time_1_2h", "mp_time_2_3h", "mp_time_3_4h", "mp_time_over_4h")
TREATMENT = ("mp_treatment_excellent", "mp_treatment_good", "mp_treatment_fair",
             "mp_treatment_bad", "mp_treatment_very_bad")  # fmt: skip


def reporting(selection: Selection, years: list[int]) -> pd.DataFrame:
    """Return the nation's :data:`REPORTING` by year, per cent."""
    rows = {
        label: units_by_year(selection, name, years).loc[NATION]
        for name, label in REPORTING.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("Per cent")


def at_desk(selection: Selection, years: list[int]) -> dict[str, pd.Series]:
    """Return how the nation's victims were received who reported, by year, per cent.

    Returns
    -------
    dict of Series
        ``bad``: treated badly or very badly (asked since the second of ``years``); ``long`` and
        ``short``: in the longest and in the shortest class of time.
    """
    *_, bad, worst = TREATMENT
    treated = sum(units_by_year(selection, name, years[1:]).loc[NATION] for name in (bad, worst))
    return {
        "bad": treated,
        "long": units_by_year(selection, TIMES[-1], years).loc[NATION],
        "short": units_by_year(selection, TIMES[0], years).loc[NATION],
    }


def ends_of_unreported(dark: pd.DataFrame, files: pd.Series, number: int = 4) -> pd.DataFrame:
    """Return unreported crime of the nation, of both states of the programme, and of the ends.

    Parameters
    ----------
    dark : DataFrame
        Nation and states × years, per cent.
    files : Series
        By state: files opened per 100 crimes of 2010, beside it.
    number : int
        States at each end of the first year.
    """
    order = dark[2011].drop(NATION).sort_values().index
    kept = dict.fromkeys([NATION, *order[:number], "20", "24", *order[-number:]])
    table = pd.DataFrame({
        "2011": dark[2011], "Mean 2011–2013": dark[[2011, 2012, 2013]].mean(axis=1),
        "2024": dark[2024], "Files per 100 crimes 2010": files,
    })  # fmt: skip
    return table.loc[list(kept)].rename(index=state_labels()).rename_axis("State")
