"""The Esteban–Ray index of polarisation."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cohesion.errors import DataError


def esteban_ray(shares: pd.DataFrame, positions: pd.Series, alpha: float = 1.0) -> pd.Series:
    """Return Esteban and Ray's polarisation for each row of ``shares``.

    P = K Σᵢ Σⱼ πᵢ^(1+α) πⱼ |yᵢ − yⱼ|, with K such that half the population in the lowest and half
    in the highest group gives 100.

    Parameters
    ----------
    shares : units × groups, rows sum to one.
    positions : the position y of each group.
    alpha : weight of identification within a group, above 0 and at most 1.6; 0 would give a Gini.
    """
    if not 0 < alpha <= 1.6:
        raise DataError(f"alpha is {alpha}.", cure="Use a value above 0 and at most 1.6.")
    y = positions.loc[shares.columns].to_numpy(float)
    used = shares.to_numpy(float)[:, np.isfinite(y)]
    if not np.allclose(used.sum(axis=1), 1):
        raise DataError("the shares of a unit do not sum to one, or a used group has no position.")
    y = y[np.isfinite(y)]
    distance = np.abs(y[:, None] - y[None, :])
    raw = np.einsum("ui,uj,ij->u", used ** (1 + alpha), used, distance)
    largest = 2 * 0.5 ** (2 + alpha) * distance.max()
    return pd.Series(100 * raw / largest, index=shares.index, name="polarisation")
