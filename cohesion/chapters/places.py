"""Where something is found most, in words, for chapters that show a map of municipalities."""

from __future__ import annotations

import pandas as pd

from cohesion import phrases
from cohesion.tables.geography import STATES


def most_municipalities(rates: pd.Series, above: float, number: int = 4) -> str:
    """Return the names of the states with most municipalities above a rate, most first.

    Parameters
    ----------
    rates : Series
        By municipal key; what is missing does not count.
    above : float
        Lower limit of the class, in the unit of the rates.
    number : int
        How many states are named; those without such a municipality are not.
    """
    dark = (rates > above).groupby(rates.index.str[:2]).sum()
    many = dark[dark > 0].nlargest(number)
    return phrases.listed(STATES.loc[many.index, "name_en"].tolist())
