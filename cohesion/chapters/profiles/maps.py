"""A state's municipalities in three maps: poverty, homicides, entitlement to health services."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from cohesion.charts.municipal_map import of_state
from cohesion.methods import rates
from cohesion.tables import store

#: Class limits of each map, the same in every profile, so that states can be compared.
BREAKS = {
    "poverty": (0, 30, 50, 65, 80, 100),
    "homicides": (0, 5, 10, 20, 40, 80, 1000),
    "not_entitled": (0, 15, 30, 45, 60, 100),
}
TITLES = {
    "poverty": "% in poverty,\n2010",
    "homicides": "Homicides per\n100 000 a year,\nsmoothed",
    "not_entitled": "% not entitled\nto any health\nservice, 2010",
}


def smoothed_homicides(deaths: pd.Series, exposure: pd.Series) -> pd.Series:
    """Return empirical Bayes rates per 100 000, municipalities drawn towards their state's rate.

    Parameters
    ----------
    deaths, exposure : Series
        Homicides and person-years by municipal key.
    """
    parts = [
        rates.empirical_bayes(deaths[own.index], own)["smoothed"]
        for _, own in exposure.groupby(exposure.index.str[:2])
    ]
    return pd.concat(parts).reindex(deaths.index)


def columns(towns: pd.DataFrame) -> tuple[pd.DataFrame, store.Selection]:
    """Return what the three maps show, by municipality, and the selection of the entitlement.

    Parameters
    ----------
    towns : DataFrame
        As :func:`cohesion.chapters.profiles.towns.municipalities` gives it.
    """
    chosen = store.select("not_entitled_health_share", level="municipality", years=[2010])
    entitled = chosen.wide(2010)["not_entitled_health_share"]
    known = towns["exposure"].notna() & towns["homicides"].notna()
    smooth = smoothed_homicides(towns.loc[known, "homicides"], towns.loc[known, "exposure"])
    frame = pd.DataFrame(
        {
            "poverty": towns["poverty"],
            "homicides": smooth.reindex(towns.index),
            "not_entitled": entitled.reindex(towns.index),
        }
    )
    return frame, chosen


def three_maps(frame: pd.DataFrame, code: str) -> Figure:
    """Draw the three maps of one state."""
    return of_state({TITLES[name]: (frame[name], breaks) for name, breaks in BREAKS.items()}, code)
