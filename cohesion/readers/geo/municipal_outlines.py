"""The outlines of the 2,456 municipalities of 2010, for maps.

INEGI's cartography of 2015, simplified by Diego Valle-Jones (mxmapsData) and given the keys of the
census of 2010: Bacalar, created in 2011, is part of Othón P. Blanco. Here the outlines are made to
share their borders and thinned a second time, as those of the states are.

``python -m cohesion data --geo`` writes ``data/geo/municipalities.geojson`` and its manifest.
"""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import yaml

from cohesion.errors import DataError
from cohesion.files.hashes import sha256
from cohesion.readers.coneval.municipal import MUNICIPAL_2010
from cohesion.readers.geo.coverage import as_geojson, thinned
from cohesion.readers.shared.table import check_columns, source_file

SOURCE = "found/municipal_geometry/inegi_municipios_2010_simplificado.geojson"
NAME = "municipalities.geojson"
# Degrees: slits up to this width are closed; most municipalities are twenty times as wide.
SLIT_WIDTH = 0.005
# Square root of the smallest triangle kept by Visvalingam–Whyatt, in degrees (about 1 km): small
# municipalities of Oaxaca keep at least half of their area.
THINNING = 0.01
DECIMALS = 3


def read_outlines(sources: Path) -> gpd.GeoSeries:
    """Return the outlines indexed by municipal key, in longitude and latitude (WGS 84).

    Raises
    ------
    DataError
        When the keys are not those of the municipalities of CONEVAL's file of 2010, each once.
    """
    frame = check_columns(
        gpd.read_file(source_file(sources, SOURCE)), ["cvegeo", "geometry"], SOURCE
    )
    codes = frame["cvegeo"].astype(str)
    wanted = pd.read_csv(source_file(sources, MUNICIPAL_2010), usecols=["clave_mun"], dtype=str)[
        "clave_mun"
    ]
    wrong = sorted(set(codes) ^ set(wanted)) or sorted(codes[codes.duplicated()])
    if wrong:
        raise DataError(
            f"the outline of municipality {wrong[0]} is missing, unknown or there twice.",
            file=SOURCE,
            column="cvegeo",
            cure="Use the file with one feature for each municipality of the census of 2010.",
        )
    return frame.set_index(codes.rename("mun_code"))["geometry"].sort_index()


def simplify(outlines: gpd.GeoSeries, thinning: float = THINNING) -> gpd.GeoSeries:
    """Return thinned outlines that still share their borders, rounded to ``DECIMALS``."""
    whole = np.array([_polygons(shape) for shape in outlines])
    rounded = thinned(whole, slits=SLIT_WIDTH, thinning=thinning, decimals=DECIMALS)
    mended = [_polygons(shape) for shape in rounded]
    return gpd.GeoSeries(mended, index=outlines.index, crs=outlines.crs)


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """Return a valid shape of polygons alone: a ring that crosses itself leaves lines behind."""
    valid = shapely.make_valid(shape)
    if valid.geom_type != "GeometryCollection":
        return valid
    return shapely.union_all([part for part in valid.geoms if "Polygon" in part.geom_type])


def describe(content: bytes, sources: Path) -> str:
    """Return the manifest of the outlines as YAML text."""
    rows = len(content.decode("utf-8").splitlines()) - 2
    described = {
        "name": NAME,
        "publisher": "INEGI",
        "publication": "Cartografía geoestadística of 2015, municipalities, simplified copy",
        "url": "https://www.inegi.org.mx/temas/mg/",
        "licence": "INEGI, Términos de libre uso (free use with attribution); the simplified copy "
        "is BSD-3-Clause, Copyright (c) 2016 Diego Valle-Jones (municipalities.geojson.licence)",
        "licence_checked": "2026-11-26",
        "origin": "constructed from an official file",
        "route": "public repository diegovalle/mxmapsData, with the keys of the census of 2010",
        "sources": [
            {
                "file": SOURCE,
                "sha256": sha256(source_file(sources, SOURCE).read_bytes()),
            }
        ],
        "reader": "cohesion.readers.geo.municipal_outlines",
        "title_en": "Outlines of the municipalities of 2010, made to share their borders, thinned",
        "title_es": "Contornos de los municipios de 2010, con límites comunes y simplificados",
        "columns": {"mun_code": "INEGI key of the municipality", "geometry": "degrees, WGS 84"},
        "defects": [
            "Borders of 2015, not of 2010; besides Bacalar no key differs, small shifts may.",
            "Some islands (Socorro, Guadalupe, Arrecife Alacrán) are not in the simplified copy.",
            "Thinned to about one kilometre: for maps, not for measuring areas or distances.",
        ],
        "verified": "the keys are those of CONEVAL's municipal file of 2010; no shape is empty",
        "rows": rows,
        "verification": {
            "verified": 0,
            "spot_checked": 0,
            "unverifiable": rows,
            "against": "unverifiable: nothing official is at hand",
        },
        "sha256": sha256(content),
    }
    return yaml.safe_dump(described, allow_unicode=True, sort_keys=False, width=100)


def build(sources: Path, folder: Path) -> list[Path]:
    """Write the outlines and their manifest into ``folder``; return the paths."""
    content = as_geojson(simplify(read_outlines(sources)), "mun_code").encode("utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / NAME, folder / f"{NAME}.yml"]
    written[0].write_bytes(content)
    written[1].write_text(describe(content, sources), encoding="utf-8")
    return written
