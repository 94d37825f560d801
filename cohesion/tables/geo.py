"""Reading ``data/geo/``: outlines of states and municipalities, neighbours, names.

Each file is held against the checksum in its manifest, and then looked at for itself: a file that
was rewritten together with its manifest must still be whole.
"""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files import csv
from cohesion.files.text import decoded
from cohesion.tables import manifest
from cohesion.tables.geography import STATE_CODES, STATES

OUTLINES, NEIGHBOURS, NAMES = "states.geojson", "neighbours.csv", "municipalities.csv"
MUNICIPALITIES = "municipalities.geojson"
#: Degrees of longitude are shorter than degrees of latitude by the cosine of the latitude; this
#: is the country's middle parallel.
MIDDLE_LATITUDE = 23.6
_RESTORE = "Restore the file from the repository."


def check(folder: Path = paths.GEO) -> None:
    """Read all four files; the first fault raises :class:`DataError`."""
    outlines(folder)
    neighbour_pairs(folder)
    municipality_names(folder)
    municipal_outlines(folder)


@functools.cache
def outlines(folder: Path = paths.GEO) -> dict[str, Any]:
    """Return the GeoJSON of the thirty-two outlines, each state once.

    Raises
    ------
    DataError
        A stale checksum, broken JSON, or a state that is missing, unknown, repeated or empty.
    """
    file = folder / OUTLINES
    return _counted(parse_outlines, file, lambda found: len(found["features"]))


@functools.cache
def municipal_outlines(folder: Path = paths.GEO) -> dict[str, Any]:
    """Return the GeoJSON of the outlines of the municipalities of 2010, each once.

    Raises
    ------
    DataError
        A stale checksum, broken JSON, or a municipality that is missing, unknown, repeated or
        without a shape.
    """
    known = _municipality_names(folder).index

    def parse(content: bytes, file: Path) -> dict[str, Any]:
        return parse_outlines(content, file, "mun_code", known)

    return _counted(parse, folder / MUNICIPALITIES, lambda found: len(found["features"]))


@functools.cache
def _neighbour_pairs(folder: Path) -> pd.DataFrame:
    file = folder / NEIGHBOURS
    return _counted(parse_neighbours, file, len)


def neighbour_pairs(folder: Path = paths.GEO) -> pd.DataFrame:
    """Return each pair of touching states once: ``state_code`` (the smaller), ``neighbour_code``.

    Raises
    ------
    DataError
        A stale checksum, a column, code or order that is wrong, a pair that stands twice.
    """
    return _neighbour_pairs(folder).copy()


@functools.cache
def _municipality_names(folder: Path) -> pd.DataFrame:
    file = folder / NAMES
    return _counted(parse_names, file, len)


def municipality_names(folder: Path = paths.GEO) -> pd.DataFrame:
    """Return the ``name`` of each municipality of 2010, indexed by ``mun_code``.

    Raises
    ------
    DataError
        A stale checksum, a key that is wrong or stands twice, an empty name.
    """
    return _municipality_names(folder).copy()


def _counted(parse: Callable[[bytes, Path], Any], file: Path, size: Callable[[Any], int]) -> Any:
    """Return what stands in a file that has the checksum and the rows of its manifest."""
    for needed in (file, beside := file.with_name(f"{file.name}.yml")):
        if not needed.is_file():
            raise DataError("the file is missing.", file=needed, cure=_RESTORE)
    described, content = manifest.read(beside), file.read_bytes()
    manifest.check_sum(content, described, file)
    found = parse(content, file)
    if size(found) != described.get("rows"):
        raise DataError(
            f"{size(found)} rows, the manifest declares {described.get('rows')}.",
            file=file, row=size(found) + 1, cure=_RESTORE,
        )  # fmt: skip
    return found


def parse_outlines(
    content: bytes, file: Path, key: str = "state_code", known: Iterable[str] = STATE_CODES
) -> dict[str, Any]:
    """Return the content of the outlines if each of the known units is there once."""
    try:
        found = json.loads(decoded(content, file, _RESTORE))
    except json.JSONDecodeError as error:
        raise DataError(
            f"the file is no JSON ({error.msg}).", file=file, row=error.lineno, cure=_RESTORE
        ) from None
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        raise DataError("there are no features.", file=file, column="features", cure=_RESTORE)
    codes = [_code(feature, number, file, key) for number, feature in enumerate(features, start=2)]
    seen = Counter(codes)
    wrong = sorted(set(codes) ^ set(known)) or [code for code in codes if seen[code] > 1]
    if wrong:
        raise DataError(
            f"the outline of {wrong[0]} is missing, unknown or there twice.",
            file=file,
            row=codes.index(wrong[0]) + 2 if wrong[0] in codes else None,
            column=key,
            cure=_RESTORE,
        )
    return found


def _code(feature: Any, row: int, file: Path, key: str) -> str:
    """Return the unit of an outline that has a shape; one outline stands on each line."""
    try:
        code, shape = feature["properties"][key], feature["geometry"]
        polygons = {"Polygon": [shape["coordinates"]], "MultiPolygon": shape["coordinates"]}
        rings = [ring for polygon in polygons[shape["type"]] for ring in polygon]
        # A ring of fewer than four corners, or one that is not closed, encloses nothing.
        good = rings and all(len(ring) > 3 and ring[0] == ring[-1] for ring in rings)
        good = good and all(
            -120 < longitude < -84 and 13 < latitude < 34
            for ring in rings for longitude, latitude in ring
        )  # fmt: skip
    except (KeyError, IndexError, TypeError, ValueError):
        good, code = False, ""
    if not good or not isinstance(code, str):
        raise DataError(
            f"the outline has no {key}, no closed shape, or lies outside Mexico.",
            file=file, row=row, column="geometry", cure=_RESTORE,
        )  # fmt: skip
    return code


def parse_neighbours(content: bytes, file: Path) -> pd.DataFrame:
    """Return the pairs if every state is known and touches another, and no pair stands twice."""
    columns = ["state_code", "neighbour_code"]
    pairs = csv.parse(content, columns, file)
    for column in columns:
        _refuse(pairs, ~pairs[column].isin(STATE_CODES), column, "unknown state '{}'.", file,
                "Use INEGI's keys 01 to 32.")  # fmt: skip
    one, other = pairs["state_code"], pairs["neighbour_code"]
    _refuse(pairs, one == other, "neighbour_code", "the state {} is its own neighbour.", file,
            "Take the row out.")  # fmt: skip
    _refuse(pairs, one > other, "state_code", "the pair of {} stands in the wrong order.", file,
            "Write the smaller key first: a pair counts in both directions.")  # fmt: skip
    _refuse(pairs, pairs.duplicated(columns), "state_code", "a pair of {} stands twice.", file,
            "Keep one row.")  # fmt: skip
    alone = sorted(set(STATE_CODES) - {*one, *other})
    if alone:
        raise DataError(
            f"the state {alone[0]} has no neighbour.", file=file, column="state_code",
            cure="Restore its rows.",
        )  # fmt: skip
    return pairs[columns]


def parse_names(content: bytes, file: Path) -> pd.DataFrame:
    """Return the names by key if each key is good and stands once, in order, with a name."""
    names = csv.parse(content, ["mun_code", "name"], file)
    code = names["mun_code"]
    good = code.str.fullmatch(r"\d{5}") & code.str[:2].isin(STATE_CODES)
    _refuse(names, ~good, "mun_code", "'{}' is not a key of a municipality.", file,
            "Use INEGI's five-digit keys.")  # fmt: skip
    _refuse(names, code.duplicated(), "mun_code", "'{}' stands twice.", file, "Keep one row.")
    _refuse(names, names["name"].str.strip() == "", "name", "the name is empty{}.", file,
            "Write the name.")  # fmt: skip
    return names.set_index("mun_code")[["name"]]


def _refuse(
    table: pd.DataFrame, where: pd.Series, column: str, problem: str, file: Path, cure: str
) -> None:
    if where.any():
        row = table[where].iloc[0]
        raise DataError(
            problem.format(row[column]), file=file, row=int(row["row"]), column=column, cure=cure
        )


def neighbours(code: str) -> list[str]:
    """Return the states that touch a state."""
    pairs = neighbour_pairs()
    return sorted(
        [
            *pairs.loc[pairs["state_code"] == code, "neighbour_code"],
            *pairs.loc[pairs["neighbour_code"] == code, "state_code"],
        ]
    )


def town_labels(codes: list[str]) -> list[str]:
    """Return 'municipality, short state name' for each municipal key."""
    names = municipality_names()["name"]
    return [f"{names[code]}, {STATES.at[code[:2], 'short']}" for code in codes]
