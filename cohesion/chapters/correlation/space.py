"""The spatial results of the correlation chapter, as the analysis plan declares them."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from libpysal.weights import W

from cohesion import formats
from cohesion.chapters.correlation.plan import AnalysisPlan
from cohesion.methods import association, spatial
from cohesion.methods.spatial import contiguity, nearest
from cohesion.tables import geo

TITLES = {"none": "no spatial term", "lag": "spatial lag", "error": "spatial error"}


@dataclass(frozen=True)
class Regression:
    """One regression of the plan: residual dependence, diagnostics and the three models."""

    x: str
    residual: spatial.MoranResult
    tests: pd.DataFrame
    chosen: str
    models: dict[str, pd.DataFrame]


def moran_table(
    plan: AnalysisPlan, frame: pd.DataFrame, weights: dict[str, W], rng: np.random.Generator
) -> pd.DataFrame:
    """Return Moran's I of each variable: i, p, p_holm, p_bh (contiguity); i and p, 4 and 6 nearest.

    The index is the variable; p is adjusted over the variables.
    """
    rows = {}
    for name in plan.space["variables"]:
        row = {}
        for kind, w in weights.items():
            found = spatial.moran(frame[name], w, rng, plan.settings.permutations)
            row |= {f"i_{kind}": found.i, f"p_{kind}": found.p, "n": found.n}
        rows[name] = row
    table = pd.DataFrame(rows).T
    table["p_holm"] = association.adjust(table["p_contiguity"], "holm")
    table["p_bh"] = association.adjust(table["p_contiguity"], "bh")
    return table


def shown_moran(plan: AnalysisPlan, table: pd.DataFrame) -> pd.DataFrame:
    """Return :func:`moran_table` as a reader sees it."""
    rows = {
        plan.label(name): {
            "n": formats.integer(row["n"]),
            "Moran's I": formats.number(row["i_contiguity"], 2),
            "p": formats.p_value(row["p_contiguity"]),
            "p (Holm)": formats.p_value(row["p_holm"]),
            "p (BH)": formats.p_value(row["p_bh"]),
            "I, 4 nearest (p)": f"{formats.number(row['i_knn4'], 2)} "
            f"({formats.p_value(row['p_knn4'])})",
            "I, 6 nearest (p)": f"{formats.number(row['i_knn6'], 2)} "
            f"({formats.p_value(row['p_knn6'])})",
        }
        for name, row in table.iterrows()
    }
    return pd.DataFrame(rows).T


def regressions(
    plan: AnalysisPlan, frame: pd.DataFrame, weights: W, rng: np.random.Generator
) -> dict[str, Regression]:
    """Fit the regressions whose residuals the plan tests, without and with a spatial term."""
    done = {}
    for name in plan.space["residuals_of"]:
        h = plan.families["security"].hypotheses[name]
        y, x = frame[h.y], frame[[h.x]]
        left = spatial.moran(spatial.residuals(y, x), weights, rng, plan.settings.permutations)
        tests = spatial.diagnostics(y, x, weights)
        models = {kind: spatial.regression(y, x, weights, kind) for kind in TITLES}
        chosen = spatial.choose_model(left.p, tests, plan.settings.alpha)
        done[name] = Regression(h.x, left, tests, chosen, models)
    return done


def shown_diagnostics(plan: AnalysisPlan, done: dict[str, Regression]) -> pd.DataFrame:
    """Return the dependence of the residuals and the Lagrange multiplier tests."""
    rows = {}
    for name, found in done.items():
        row = {
            "Moran's I of residuals": formats.number(found.residual.i, 2),
            "p": formats.p_value(found.residual.p),
        }
        for test, p in found.tests["p"].items():
            row[f"LM {test.replace('_', ' ')}, p"] = formats.p_value(p)
        rows[f"{name} {plan.label(found.x)}"] = row | {"Model": found.chosen}
    return pd.DataFrame(rows).T


def shown_models(
    plan: AnalysisPlan, frame: pd.DataFrame, done: dict[str, Regression]
) -> pd.DataFrame:
    """Return the coefficient per standard deviation of x by model, p adjusted within models."""
    adjusted = {
        kind: dict(
            zip(done, association.adjust([r.models[kind].loc[r.x, "p"] for r in done.values()]),
                strict=True)
        )
        for kind in TITLES
    }  # fmt: skip
    rows = {}
    for name, found in done.items():
        step = frame[found.x].std()
        for kind, title in TITLES.items():
            row = found.models[kind].loc[found.x]
            term = found.models[kind]["coefficient"].iloc[-1] if kind != "none" else np.nan
            rows[f"{name} {plan.label(found.x)}: {title}"] = {
                "n": formats.integer(row["n"]),
                "Coefficient": formats.number(step * row["coefficient"], 2),
                "95 % interval": formats.interval(step * row["low"], step * row["high"], 2),
                "p": formats.p_value(row["p"]),
                "p (Holm)": formats.p_value(adjusted[kind][name]),
                "Spatial coefficient": formats.number(term, 2),
            }
    return pd.DataFrame(rows).T


def neighbours_mean(values: pd.Series, weights: W) -> pd.Series:
    """Return the mean of each unit's neighbours."""
    return pd.Series(
        {unit: np.mean([values[n] for n in weights.neighbors[unit]]) for unit in weights.id_order}
    )


def state_weights(units: list[str]) -> dict[str, W]:
    """Return the weights that the plan names: ``contiguity``, ``knn4`` and ``knn6``."""
    pairs = geo.neighbour_pairs()
    # Not read by GDAL, which Python's record of opened files does not see.
    shapes = gpd.GeoDataFrame.from_features(geo.outlines(), crs="EPSG:4326")
    shapes = shapes.set_index("state_code").loc[units]
    inside = shapes.representative_point()
    points = pd.DataFrame({"longitude": inside.x, "latitude": inside.y})
    return {
        "contiguity": contiguity(pairs, units),
        "knn4": nearest(points, 4),
        "knn6": nearest(points, 6),
    }
