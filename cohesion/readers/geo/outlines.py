"""The outline of the thirty-two states and which of them touch.

INEGI's *Marco Geoestadístico*, already simplified by the copy's author state by state, so that
common borders do not match exactly. Here the outlines are first made to share their borders (a
*coverage*), and only then thinned, so that no slit opens between two states.

``python -m cohesion data --geo`` writes ``data/geo/states.geojson`` and
``data/geo/neighbours.csv``, each with its manifest.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
import yaml

from cohesion.errors import DataError
from cohesion.files import hashes
from cohesion.readers.geo.coverage import as_geojson, thinned
from cohesion.readers.shared.plain import LICENCE_CHECKED
from cohesion.readers.shared.table import check_columns, source_file
from cohesion.tables.geography import STATE_CODES

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
    """Return thinned outlines that still share their borders, rounded to ``DECIMALS``."""
    rounded = thinned(outlines.to_numpy(), slits=SLIT_WIDTH, thinning=thinning, decimals=DECIMALS)
    return gpd.GeoSeries(shapely.make_valid(rounded), index=outlines.index, crs=outlines.crs)


DESCRIBED = {
    "states.geojson": {
        "title_en": "Outlines of the thirty-two states, made to share their borders and thinned",
        "title_es": "Contornos de las treinta y dos entidades, con límites comunes y simplificados",
        "columns": {"state_code": "INEGI key of the state", "geometry": "degrees, WGS 84"},
        "defects": [
            "Thinned to about five kilometres: for maps of the country, not for measuring."
        ],
        "verified": "coverage valid; no state's area moves by more than two per cent",
    },
    "neighbours.csv": {
        "title_en": "Pairs of states that touch",
        "title_es": "Pares de entidades colindantes",
        "columns": {"state_code": "smaller INEGI key", "neighbour_code": "larger INEGI key"},
        "defects": [],
        "verified": "the same pairs as the example 'mexico' of libpysal, by name",
    },
}


def describe(file: Path, source: Path) -> str:
    """Return the manifest of one of the two files as YAML text."""
    lines = file.read_text(encoding="utf-8").splitlines()
    # One outline a line between the first and the last two; one pair a line under the header.
    rows = len(lines) - (2 if file.suffix == ".geojson" else 1)
    described = {
        "name": file.name,
        "publisher": "INEGI",
        "publication": "Marco Geoestadístico, states, simplified copy",
        "url": "https://www.inegi.org.mx/temas/mg/",
        "licence": "INEGI, Términos de libre uso (free use with attribution); the wording could "
        "not be confirmed for this copy",
        "licence_checked": LICENCE_CHECKED,
        "origin": "constructed from an official file",
        "route": "simplified outlines in the public repository isaacarroyov/datos_facil_acceso",
        "sources": [{"file": SOURCE, "sha256": hashes.sha256(source.read_bytes())}],
        "reader": "cohesion.readers.geo.outlines",
        **DESCRIBED[file.name],
        "rows": rows,
        "verification": {
            "verified": 0,
            "spot_checked": 0,
            "unverifiable": rows,
            "against": "unverifiable: nothing official is at hand",
        },
        "sha256": hashes.sha256(file.read_bytes()),
    }
    return yaml.safe_dump(described, allow_unicode=True, sort_keys=False, width=100)


def build(sources: Path, folder: Path) -> list[Path]:
    """Write the outlines, the neighbours and their manifests into ``folder``; return the paths."""
    outlines = read_outlines(sources)
    folder.mkdir(parents=True, exist_ok=True)
    shapes, pairs = folder / "states.geojson", folder / "neighbours.csv"
    shapes.write_text(as_geojson(simplify(outlines), "state_code"), encoding="utf-8")
    neighbours(outlines).to_csv(pairs, index=False, lineterminator="\n")
    written = [shapes, pairs]
    for file in (shapes, pairs):
        beside = file.with_name(file.name + ".yml")
        beside.write_text(describe(file, source_file(sources, SOURCE)), encoding="utf-8")
        written.append(beside)
    return written
