"""Charts of what the data hold: which figures of which years were known on the day of the book."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from cohesion.chapters.data import STATUSES
from cohesion.charts import bars, heat
from cohesion.tables import catalogue

#: Colour of each status, and how a reader is told it.
COLOURS = dict(zip(STATUSES, ("blue", "ochre", "light"), strict=True))
WORDS = dict(zip(STATUSES, ("public by the day", "stand-in †", "later"), strict=True))
YEARS = range(1990, 2026)


def coverage(families: pd.DataFrame) -> Figure:
    """Draw families of indicators × reference years, each cell in the colour of its status.

    Parameters
    ----------
    families : DataFrame
        From :func:`cohesion.chapters.data.families`: dimension and publisher × year.
    """
    order = [
        (dimension, publisher) for dimension in catalogue.DIMENSIONS
        for publisher in sorted(families.loc[dimension].index)
    ]  # fmt: skip
    return heat.kinds(
        families.reindex(index=order, columns=YEARS),
        [f"{dimension.capitalize()}: {publisher}" for dimension, publisher in order],
        {WORDS[status]: COLOURS[status] for status in STATUSES},
        every=10, after=2012, x_label="Reference year",
    )  # fmt: skip


def counts(by_year: pd.DataFrame) -> Figure:
    """Draw how many indicators of each dimension have a figure of a year, by status.

    Parameters
    ----------
    by_year : DataFrame
        From :func:`cohesion.chapters.data.indicators_by_year`: dimension and year × status.
    """
    return bars.columns_over_years(
        {dimension.capitalize(): by_year.loc[dimension].reindex(YEARS, fill_value=0)
         for dimension in catalogue.DIMENSIONS},
        COLOURS,
        x_label="Reference year (blue: public by the day; ochre: stand-in; grey: later)",
        y_label="Indicators with a figure",
    )  # fmt: skip
