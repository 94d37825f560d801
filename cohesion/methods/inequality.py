"""Health of states: social gradients, changes with intervals, how far registers reach.

The gradient measures are those of the literature on health inequality (Mackenbach and Kunst 1997;
Kakwani, Wagstaff and van Doorslaer 1997), applied to the 32 states: they describe how an outcome
goes with a state's deprivation, between states and not between persons, and claim no cause.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import statsmodels.api as sm

from cohesion.errors import DataError
from cohesion.methods import association

LEVEL = 0.95


def position(deprivation: pd.Series, population: pd.Series) -> pd.Series:
    """Return each unit's place between the most deprived (0) and the least deprived (1) person.

    The place is the midpoint of the unit's share of the population, units ordered from the
    highest to the lowest deprivation; equal deprivation shares one midpoint.
    """
    frame = pd.DataFrame({"deprivation": deprivation, "population": population}).astype(float)
    if frame.isna().any().any() or (frame["population"] <= 0).any():
        unit = frame.index[frame.isna().any(axis=1) | ~(frame["population"] > 0)][0]
        raise DataError(
            "the unit has no deprivation or no population.",
            row=str(unit),
            cure="Leave the unit out, or give both.",
        )
    shares = frame["population"] / frame["population"].sum()
    by_level = shares.groupby(frame["deprivation"]).sum().sort_index(ascending=False)
    midpoint = by_level.cumsum() - by_level / 2
    return frame["deprivation"].map(midpoint).rename("position")


def slope_index(
    outcome: pd.Series, deprivation: pd.Series, population: pd.Series, level: float = LEVEL
) -> tuple[float, float, float]:
    """Return the slope index of inequality and its interval.

    The difference of the fitted outcome between the most and the least deprived end of the
    population: positive where the outcome is higher among the more deprived. Least squares on
    :func:`position`, weighted by population, errors robust to unequal variance (HC3), t
    distribution.

    Returns
    -------
    tuple of float
        Slope, low, high, in the unit of the outcome.
    """
    place = position(deprivation, population)
    fit = sm.WLS(
        outcome.reindex(place.index).to_numpy(float),
        sm.add_constant(-place.to_numpy()),
        weights=population.reindex(place.index).to_numpy(float),
    ).fit(cov_type="HC3", use_t=True)
    low, high = fit.conf_int(alpha=1 - level)[1]
    return float(fit.params[1]), float(low), float(high)


def concentration_by_deprivation(
    outcome: pd.Series, deprivation: pd.Series, population: pd.Series
) -> float:
    """Return the concentration index of an outcome over units ordered by deprivation.

    Twice the weighted covariance of outcome and :func:`position` over the mean: 0 without a
    gradient, negative where the outcome is concentrated among the more deprived.
    """
    place = position(deprivation, population)
    weights = population.reindex(place.index).to_numpy(float)
    values = outcome.reindex(place.index).to_numpy(float)
    mean = np.average(values, weights=weights)
    covariance = np.average((values - mean) * (place.to_numpy() - 0.5), weights=weights)
    return float(2 * covariance / mean)


def gradients(
    outcomes: Mapping[str, pd.Series],
    deprivation: pd.Series,
    populations: Mapping[str, pd.Series],
    rng: np.random.Generator,
    replications: int = 4999,
) -> pd.DataFrame:
    """Return, for each outcome, its rank correlation, slope and concentration over the states.

    Parameters
    ----------
    outcomes : mapping of label to Series
        One value per state.
    deprivation : Series
        What the states are ordered by; higher is more deprived.
    populations : mapping of label to Series
        The people whom the outcome concerns (everyone, or births).

    Returns
    -------
    DataFrame
        One row per outcome: n, rho, rho_low, rho_high (bootstrap, states resampled), p
        (permutation), p_adjusted (Holm over the table), slope, slope_low, slope_high,
        concentration.
    """
    records = {}
    for label, outcome in outcomes.items():
        pair = pd.DataFrame({"x": deprivation, "y": outcome}).dropna().to_numpy(float)
        rho = association.coefficient(pair, "spearman")
        low, high = association.bca_interval(pair, rng, "spearman", replications)
        p = association.permutation_p(pair, rng, "spearman", replications)
        slope = slope_index(outcome, deprivation, populations[label])
        share = concentration_by_deprivation(outcome, deprivation, populations[label])
        records[label] = (len(pair), rho, low, high, p, *slope, share)
    columns = ["n", "rho", "rho_low", "rho_high", "p", "slope", "slope_low", "slope_high"]
    table = pd.DataFrame.from_dict(records, "index", columns=[*columns, "concentration"])
    table.insert(5, "p_adjusted", association.adjust(table["p"].tolist(), "holm"))
    return table
