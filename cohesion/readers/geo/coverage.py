"""Outlines that share their borders: thinned together, and written as GeoJSON."""

from __future__ import annotations

import json

import geopandas as gpd
import numpy as np
import shapely


def thinned(shapes: np.ndarray, *, slits: float, thinning: float, decimals: int) -> np.ndarray:
    """Return outlines without slits between them, thinned on both sides alike and rounded.

    Method: GEOS coverage cleaning, then Visvalingam–Whyatt thinning of the coverage's edges.
    Rounding may leave a ring that crosses itself.

    Parameters
    ----------
    shapes : array of geometries
        Polygons in degrees.
    slits : float
        Widest slit that is closed, degrees.
    thinning : float
        Square root of the smallest triangle that is kept, degrees.
    decimals : int
        Decimals of the coordinates.
    """
    shared = shapely.coverage_clean(shapes, gap_width=slits)
    thin = shapely.coverage_simplify(shared, thinning)
    return shapely.transform(thin, lambda points: points.round(decimals))


def as_geojson(outlines: gpd.GeoSeries, key: str) -> str:
    """Return GeoJSON text: one feature a line, in the order of the keys, its only property."""
    features = [
        json.dumps(
            {
                "type": "Feature",
                "properties": {key: code},
                "geometry": json.loads(shapely.to_geojson(outlines[code])),
            },
            separators=(",", ":"),
        )
        for code in sorted(outlines.index)
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"
