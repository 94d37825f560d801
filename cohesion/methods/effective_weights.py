"""What really moves a composite score: effective weights, correlation ratios, coherence.

The audit that the Commission's COINr makes of an index. A nominal weight says what was meant; the
share of the score's variance that goes through a part says what happens, because parts differ in
spread and pull with or against each other (Paruolo, Saisana and Saltelli 2013).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from cohesion.errors import DataError


def effective(scores: pd.DataFrame, weights: pd.Series) -> pd.DataFrame:
    """Return nominal and effective weights of the parts of an additive score.

    Parameters
    ----------
    scores : DataFrame
        Units × parts, all on one scale, higher speaking for the unit.
    weights : Series
        Nominal weight of each part; they need not sum to one.

    Returns
    -------
    DataFrame
        Per part: ``nominal`` (sums to 1), ``effective`` (covariance of the weighted part with the
        score over the variance of the score; sums to 1, negative where the part pulls against the
        score), ``correlation`` with the score, ``ratio`` (correlation ratio: the share of the
        score's variance that a quadratic in the part explains), ``spread`` (standard deviation).
        A part that is the same for all has an effective weight of zero and no correlation.
    """
    missing = [name for name in weights.index if name not in scores]
    if missing:
        raise DataError("the part has no scores.", column=str(missing[0]))
    table = scores[list(weights.index)].astype(float)
    gaps = table.isna()
    if gaps.any(axis=None):
        column = gaps.any().idxmax()
        raise DataError(
            "the unit has no score.", row=str(gaps.index[gaps[column]][0]), column=str(column)
        )
    nominal = weights / weights.sum()
    total = (table * nominal).sum(axis=1)
    variance = total.var(ddof=0)
    if variance <= 1e-18 * max(1.0, float(np.abs(total).max()) ** 2):
        raise DataError("the score is the same for every unit: nothing moves it.")
    centred = total - total.mean()
    rows = {}
    for name in table:
        part = table[name] - table[name].mean()
        spread = float(np.sqrt((part**2).mean()))
        flat = spread <= 1e-9 * max(1.0, float(table[name].abs().max()))
        share = float(nominal[name] * (part * centred).mean() / variance)
        rows[name] = {
            "nominal": nominal[name],
            "effective": 0.0 if flat else share,
            "correlation": np.nan
            if flat
            else float((part * centred).mean() / (spread * np.sqrt(variance))),
            "ratio": np.nan if flat else _ratio(table[name].to_numpy(), total.to_numpy()),
            "spread": 0.0 if flat else spread,
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def _ratio(part: np.ndarray, total: np.ndarray) -> float:
    """Return the share of the variance of ``total`` that a quadratic in ``part`` explains."""
    z = (part - part.mean()) / part.std()
    columns = np.column_stack([np.ones(len(z)), z, z**2])
    rest = total - columns @ np.linalg.lstsq(columns, total, rcond=None)[0]
    return float(1 - (rest @ rest) / ((total - total.mean()) ** 2).sum())


def coherence(scores: pd.DataFrame, groups: dict[str, list[str]]) -> pd.DataFrame:
    """Return, for each group of parts, standardised Cronbach's alpha and the lowest correlation.

    Alpha is k r̄ / (1 + (k − 1) r̄), with r̄ the mean correlation of the k parts; it is negative
    where they contradict each other. A group of one part has none.
    """
    rows = {}
    for name, members in groups.items():
        table = scores[members]
        k = len(members)
        alpha = lowest = np.nan
        if k > 1:
            flat = [m for m in members if table[m].std() == 0]
            if flat:
                raise DataError("the part has the same value everywhere.", column=str(flat[0]))
            r = table.corr().to_numpy()[np.triu_indices(k, 1)]
            mean = r.mean()
            alpha, lowest = k * mean / (1 + (k - 1) * mean), r.min()
        rows[name] = {"parts": k, "alpha": alpha, "lowest_correlation": lowest}
    return pd.DataFrame.from_dict(rows, orient="index")
