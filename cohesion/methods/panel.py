"""States over time: two-way fixed effects, with series breaks respected."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from linearmodels.panel import PanelOLS

from cohesion.errors import DataError


def two_way(
    frame: pd.DataFrame,
    outcome: str,
    terms: Sequence[str],
    *,
    unit: str = "state_code",
    time: str = "year",
    series: str | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Estimate a panel model with unit and time effects, standard errors clustered by unit.

    Parameters
    ----------
    frame : one row per unit and time (and series).
    outcome, terms : columns.
    series : column that names the statistical series. Where given, the unit effect is an effect of
        unit *and* series and the time effect one of time *and* series, so that two series that the
        publisher does not declare comparable are never compared with each other.

    Returns
    -------
    DataFrame indexed by term: coefficient, se, low, high, p, n, units, periods.
    """
    needed = [unit, time, outcome, *terms, *([series] if series else [])]
    for name in needed:
        if name not in frame:
            raise DataError("the column is not in the table.", column=name)
    data = frame[needed].dropna()
    tag = data[series].astype(str) + " " if series else ""
    entity = tag + data[unit].astype(str)
    period = tag + data[time].astype(str)
    index = [pd.factorize(entity)[0], pd.factorize(period, sort=True)[0]]
    if pd.MultiIndex.from_arrays(index).has_duplicates:
        raise DataError(
            "a unit has two rows for one time.", cure="Name the series, or choose one of them."
        )
    data = data.set_index(pd.MultiIndex.from_arrays(index, names=["entity", "period"]))
    clusters = pd.Series(pd.factorize(data[unit])[0], index=data.index)
    fitted = PanelOLS(
        data[outcome], data[list(terms)].astype(float), entity_effects=True, time_effects=True
    ).fit(cov_type="clustered", clusters=clusters, debiased=True, group_debias=True)
    interval = fitted.conf_int(confidence)
    return pd.DataFrame(
        {
            "coefficient": fitted.params,
            "se": fitted.std_errors,
            "low": interval["lower"],
            "high": interval["upper"],
            "p": fitted.pvalues,
            "n": int(fitted.nobs),
            "units": int(data[unit].nunique()),
            "periods": int(period.nunique()),
        }
    )
