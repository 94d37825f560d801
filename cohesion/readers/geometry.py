"""The outline of the thirty-two states and which of them touch.

INEGI's *Marco Geoestadístico*, already simplified by the copy's author state by state, so that
common borders do not match exactly. Here the outlines are first made to share their borders (a
*coverage*), and only then thinned, so that no slit opens between two states.

``python -m cohesion.readers.geometry`` writes ``data/geo/states.geojson`` and
``data/geo/neighbours.csv``.
"""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from cohesion import paths
from cohesion.errors import DataError
from cohesion.geography import STATE_CODES
from cohesion.readers.base import Table, check_columns, source_file

TABLES: tuple[Table, ...] = ()

SOURCE = "social/raw/inegi_estados_simplificado.geojson"

# Degrees. Slits between neighbours are narrower than 0.005, and any distance between 0.005 and
# 0.03 gives the same pairs; states that do not touch are much farther apart.
TOUCHING_DISTANCE = 0.01
# Degrees: slits up to this width are closed before thinning.
SLIT_WIDTH = 0.02
# Square root of the smallest triangle kept by Visvalingam–Whyatt, in degrees (about 5 km).
THINNING = 0.05
DECIMALS = 3


def read_outlines(sources: Path) -> gpd.GeoSeries:
    """Return the official outlines, indexed by state code, in longitude and latitude (WGS 84).

    Raises
    ------
    DataError
        When the key column is gone or a state is missing, unknown or repeated.
    """
    path = source_file(sources, SOURCE)
    frame = check_columns(gpd.read_file(path), ["cve_geo", "geometry"], SOURCE)
    codes = frame["cve_geo"].astype(str)
    wrong = sorted(set(codes) ^ set(STATE_CODES)) or sorted(codes[codes.duplicated()])
    if wrong:
        raise DataError(
            f"the outlines of the thirty-two states are not each there once ({', '.join(wrong)}).",
            file=SOURCE,
            column="cve_geo",
            cure="Use the file with one feature for each of INEGI's keys 01 to 32.",
        )
    return frame.set_index(codes.rename("state_code"))["geometry"].sort_index()


def neighbours(outlines: gpd.GeoSeries, distance: float = TOUCHING_DISTANCE) -> pd.DataFrame:
    """Return each pair of touching states once.

    Parameters
    ----------
    outlines : GeoSeries
        Outlines indexed by state code, in degrees.
    distance : float
        Two states touch when their outlines come this near, in degrees.

    Returns
    -------
    DataFrame
        ``state_code``, ``neighbour_code``; the smaller code first, sorted.
    """
    pairs = [
        (one, other)
        for one, other in combinations(sorted(outlines.index), 2)
        if outlines[one].distance(outlines[other]) <= distance
    ]
    return pd.DataFrame(pairs, columns=["state_code", "neighbour_code"])


def simplify(outlines: gpd.GeoSeries, thinning: float = THINNING) -> gpd.GeoSeries:
    """Return thinned outlines that still share their borders, rounded to ``DECIMALS``.

    Method: GEOS coverage cleaning, then Visvalingam–Whyatt thinning of the coverage's edges.
    """
    shared = shapely.coverage_clean(outlines.to_numpy(), gap_width=SLIT_WIDTH)
    thinned = shapely.coverage_simplify(shared, thinning)
    rounded = shapely.transform(thinned, lambda points: points.round(DECIMALS))
    return gpd.GeoSeries(shapely.make_valid(rounded), index=outlines.index, crs=outlines.crs)


def as_geojson(outlines: gpd.GeoSeries) -> str:
    """Return GeoJSON text: one feature a line, the only property is ``state_code``."""
    features = [
        json.dumps(
            {
                "type": "Feature",
                "properties": {"state_code": code},
                "geometry": json.loads(shapely.to_geojson(outlines[code])),
            },
            separators=(",", ":"),
        )
        for code in sorted(outlines.index)
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"


def build(sources: Path, folder: Path) -> tuple[Path, Path]:
    """Write ``states.geojson`` and ``neighbours.csv`` into ``folder`` and return their paths."""
    outlines = read_outlines(sources)
    folder.mkdir(parents=True, exist_ok=True)
    shapes, pairs = folder / "states.geojson", folder / "neighbours.csv"
    shapes.write_text(as_geojson(simplify(outlines)), encoding="utf-8")
    neighbours(outlines).to_csv(pairs, index=False, lineterminator="\n")
    return shapes, pairs


if __name__ == "__main__":
    for written in build(paths.SOURCES, paths.GEO):
        print(written.relative_to(paths.ROOT))
