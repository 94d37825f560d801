"""What the page on neighbours concludes, as claims on its results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from cohesion.chapters.correlation.space import TITLES, Regression
from cohesion.methods import association
from cohesion.publishing.claims import Claim, chance, coefficient, within
from cohesion.tables.geography import named

#: Variables that cluster under every definition of neighbours, and those that never do.
ALWAYS = ("homicide", "homicide_change", "poverty")
NEVER = ("gini", "turnout", "perception")


def of_clusters(found: pd.DataFrame, alpha: float, source: Any) -> dict[str, Claim]:
    """Return the claims on what clusters; ``found`` as :func:`space.moran_table` gives it."""
    holm = found["p_holm"]
    other = found[["p_knn4", "p_knn6"]].astype(float)
    violence = list(ALWAYS[:2])
    return {
        "space-violence": Claim(
            "homicides and their rise cluster among touching states",
            f"max(p) < {alpha} and min(i) > 0",
            {"p": chance(holm[violence].astype(float)),
             "i": coefficient(found.loc[violence, "i_contiguity"].astype(float))}, source,
        ),
        "space-others": Claim(
            "neither the Gini coefficient nor turnout clusters", f"min(p) >= {alpha}",
            {"p": chance(holm[["gini", "turnout"]].astype(float))}, source,
        ),
        "space-poverty": Claim(
            "polarisation and poverty cluster among touching states", f"max(p) < {alpha}",
            {"p": chance(holm[["polarisation", "poverty"]].astype(float))}, source,
        ),
        "space-definitions": Claim(
            "with four or six nearest states polarisation does not cluster, and every other "
            "variable does or does not as among touching states",
            f"polarisation >= {alpha} and always < {alpha} and never >= {alpha}",
            {"polarisation": chance(other.loc["polarisation"].min()),
             "always": chance(other.loc[list(ALWAYS)].to_numpy().max()),
             "never": chance(other.loc[list(NEVER)].to_numpy().min())}, source,
        ),
    }  # fmt: skip


def of_scatter(rates: pd.Series, neighbours: pd.Series, source: Any) -> dict[str, Claim]:
    """Return the claim on who lies where; both by state key, logarithms of rates."""
    here, around = (
        named((values - rates.mean()).to_frame("value"))["value"] for values in (rates, neighbours)
    )
    # Logarithms of rates per person of any state lie within these of their mean.
    return {
        "space-corners": Claim(
            "Chihuahua, Sinaloa and Durango lie above the mean and so do their neighbours; nobody "
            "has a lower rate than Yucatán",
            "min(here['Chihuahua'], here['Sinaloa'], here['Durango']) > 0 and "
            "min(around['Chihuahua'], around['Sinaloa'], around['Durango']) > 0 and "
            "smallest(here) == 'Yucatán'",
            {"here": within(here, -6, 6), "around": within(around, -6, 6)}, source,
        )
    }  # fmt: skip


def of_models(done: Mapping[str, Regression], alpha: float, source: Any) -> dict[str, Claim]:
    """Return the claims on the regressions, without and with a spatial term."""
    adjusted = [
        association.adjust([r.models[kind].loc[r.x, "p"] for r in done.values()]).min()
        for kind in TITLES
    ]
    robust = min(r.tests.loc[["robust_lag", "robust_error"], "p"].min() for r in done.values())
    left = max(r.residual.p for r in done.values())
    return {
        "space-no-association": Claim(
            "no regression finds an association, with a spatial term or without",
            f"without >= {alpha} and with_term >= {alpha}",
            {"without": chance(adjusted[0]), "with_term": chance(min(adjusted[1:]))}, source,
        ),
        "space-residuals": Claim(
            "the residuals of every regression cluster", f"largest < {alpha}",
            {"largest": chance(left)}, source,
        ),
        "space-robust": Claim(
            "no robust test tells a lag from an error process", f"smallest_p >= {alpha}",
            {"smallest_p": chance(robust)}, source,
        ),
    }  # fmt: skip
