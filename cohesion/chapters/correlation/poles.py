"""Polarisation of living conditions within states, from municipal marginalisation.

CONEVAL defines *polarización social* from CONAPO's marginalisation index of municipalities and
publishes, for the nation, the share of people living in states that are polarised, that have a pole
of high or of low marginalisation, or no pole. Two things are computed here: an Esteban–Ray measure
for each state, and a one-threshold reconstruction of the classes to set beside the national shares.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from cohesion.errors import DataError

DEGREES = (1, 2, 3, 4, 5)
LOW, HIGH = (1, 2), (4, 5)
CLASSES = ("polarised", "high_pole", "low_pole", "no_pole")
COLUMNS = ("state_code", "population", "degree", "index")


def shares_by_degree(municipalities: pd.DataFrame) -> pd.DataFrame:
    """Return the share of each state's population in municipalities of each degree.

    Parameters
    ----------
    municipalities : columns ``state_code``, ``population`` (persons), ``degree`` (1 very low … 5
        very high marginalisation) and ``index``.

    Returns
    -------
    DataFrame states × degrees 1–5; each row sums to one.
    """
    _check(municipalities)
    people = municipalities.pivot_table(
        index="state_code", columns="degree", values="population", aggfunc="sum", fill_value=0
    ).reindex(columns=list(DEGREES), fill_value=0)
    return people.div(people.sum(axis=1), axis=0)


def degree_positions(municipalities: pd.DataFrame) -> pd.Series:
    """Return the population-weighted national mean of the index in each degree."""
    _check(municipalities)
    weighted = municipalities["index"] * municipalities["population"]
    by = municipalities["degree"]
    means = weighted.groupby(by).sum() / municipalities["population"].groupby(by).sum()
    if not means.sort_index().is_monotonic_increasing:
        raise DataError(
            "the marginalisation index does not rise with the degree.",
            column="degree",
            cure="Check the coding: 1 is very low, 5 very high.",
        )
    return means.reindex(list(DEGREES))


def classify(shares: pd.DataFrame, threshold: float) -> pd.Series:
    """Classify states by a one-threshold rule.

    A pole of high (low) marginalisation exists when at least ``threshold`` of the population lives
    in municipalities of high or very high (low or very low) degree; both poles: polarised.
    """
    high = shares[list(HIGH)].sum(axis=1) >= threshold
    low = shares[list(LOW)].sum(axis=1) >= threshold
    choices = [high & low, high, low]
    found = np.select([c.to_numpy() for c in choices], CLASSES[:3], CLASSES[3])
    return pd.Series(found, index=shares.index, name="class")


def national_shares(
    shares: pd.DataFrame, population: pd.Series, thresholds: list[float]
) -> pd.DataFrame:
    """Return the percentage of people in states of each class, one row per threshold."""
    rows = {}
    for threshold in thresholds:
        found = classify(shares, threshold)
        people = population.groupby(found).sum().reindex(list(CLASSES), fill_value=0)
        rows[threshold] = 100 * people / population.sum()
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("threshold")


def _check(municipalities: pd.DataFrame) -> None:
    for column in COLUMNS:
        if column not in municipalities:
            raise DataError("the column is missing.", column=column)
        if municipalities[column].isna().any():
            raise DataError(
                "the value is missing.",
                row=str(municipalities.index[municipalities[column].isna()][0]),
                column=column,
                cure="Leave the municipality out and say how many people that concerns.",
            )
    odd = ~municipalities["degree"].isin(DEGREES)
    if odd.any():
        raise DataError(
            f"the degree is {municipalities.loc[odd, 'degree'].iloc[0]!r}.",
            row=str(municipalities.index[odd][0]),
            column="degree",
            cure="Use 1 (very low) to 5 (very high).",
        )
