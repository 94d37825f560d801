"""What the explorer of maps and rankings shows: series by state, outlines, municipalities.

Nothing is computed here beyond packing what ``data/`` holds, apart from the rates that the rule
for choosing states declares (a count over its base). An edition is a series of its own; no two
are ever joined.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from cohesion import paths
from cohesion.chapters.selection import rule
from cohesion.errors import DataError
from cohesion.tables import catalogue, geo, manifest, store, vintage
from cohesion.tables.geography import NATION, STATE_CODES, state_name

UNITS = (NATION, *STATE_CODES)
#: A map of fewer states than this shows its gaps and not the figure.
ENOUGH_STATES = 28
#: Digits that the data keep: more than any figure is printed with.
SIGNIFICANT = 9
LARGE = 1e6

#: Unit → (kind, decimals). A count grows with the state and is not mapped.
KINDS: dict[str, tuple[str, int]] = {
    "persons": ("count", 0), "files": ("count", 0), "births": ("count", 0),
    "deaths": ("count", 0), "attacks": ("count", 0), "crimes": ("count", 0),
    "pesos": ("count", 0), "million pesos": ("count", 0), "million pesos of 2018": ("count", 0),
    "per 100 000": ("rate", 1), "per 100 000 adults": ("rate", 0),
    "per 100 000 registered births": ("rate", 1), "per 1 000 live births": ("rate", 1),
    "per 1 000 women aged 15–19": ("rate", 1), "per 100": ("rate", 1), "ratio": ("rate", 3),
    "children per woman": ("rate", 2), "years": ("rate", 1), "deprivations": ("rate", 1),
    "2011 PPP dollars": ("rate", 0), "index 0–1": ("index", 3), "index 0–100": ("index", 1),
    "index": ("index", 2), "class": ("class", 0), "class 1–5": ("class", 0),
    "rank": ("class", 0), "programmes": ("count", 0), "score 1–5": ("index", 2),
}  # fmt: skip

#: Groups of the list of indicators, in its order: what a row of the catalogue must be.
GROUPS = (
    ("Social development", {"sector": "social_development"}),
    ("Health", {"sector": "health"}),
    ("Safety and justice", {"sector": "safety"}),
    ("Social care", {"sector": "social_care"}),
    ("Social cohesion and governance", {"dimension": ("cohesion", "governance")}),
    ("Safety and justice", {"dimension": ("security", "justice")}),
    ("Population and context", {}),
)

#: Municipal indicators that the map of a state offers, in this order.
MUNICIPAL = (
    "poverty", "extreme_poverty", "deprivation_education", "deprivation_health",
    "deprivation_social_security", "deprivation_housing", "deprivation_services",
    "deprivation_food", "gini_income", "social_lag_index", "marginalisation_index",
)  # fmt: skip


@dataclass(frozen=True)
class Series:
    """One indicator in one edition: by year, the nation and the 32 states in INEGI's order.

    Attributes
    ----------
    years : dict
        Year → (values, standard errors or None); NaN for a gap.
    late : bool
        The edition appeared after the day of the book and stands in for one of the time.
    """

    indicator: str
    edition: str
    table: str
    late: bool
    years: dict[int, tuple[list[float], list[float] | None]] = field(default_factory=dict)


def kind_of(unit: str) -> tuple[str, int]:
    """Return what kind of figure a unit makes, and its decimals.

    Raises
    ------
    DataError
        A unit of which nobody said whether it may be mapped.
    """
    if unit in KINDS:
        return KINDS[unit]
    if unit.startswith("%"):
        return "share", 1
    raise DataError(
        f"nobody said whether a figure in '{unit}' may be mapped.",
        file=paths.CATALOGUE, column="unit_en",
        cure="Add the unit to KINDS in cohesion/pages/explorer_data.py.",
    )  # fmt: skip


def observations(*, hindsight: bool) -> pd.DataFrame:
    """Return every figure by state that the explorer may show.

    Without hindsight: editions published by the day of the book, and later ones only where the
    vintage rule lets them stand in. With hindsight: every edition.
    """
    levels = store.levels()
    parts = []
    for name in manifest.names():
        if levels[name] == "state":
            frame = store.read(name)
            whole = (frame["sex"] == "total") & (frame["group"] == "all")
            parts.append(frame[whole & frame["state_code"].isin(UNITS)].assign(table=name))
    frame = pd.concat(parts, ignore_index=True)
    # A figure that the publisher repeats in two tables of one edition is one figure.
    frame = frame.drop_duplicates(["state_code", "year", "indicator", "edition"])
    editions, day = catalogue.editions(), pd.Timestamp(vintage.as_of())
    frame["published"] = frame["edition"].map(editions["published"])
    if hindsight:
        return frame.assign(late=False)
    taken = vintage.take_vintage(
        frame.drop(columns="published"), editions, catalogue.stand_ins(), vintage.as_of()
    )
    taken = taken.assign(late=taken["stand_in"]).drop(columns="stand_in")
    timely = frame[frame["published"] <= day].assign(late=False)
    both = pd.concat([taken, timely], ignore_index=True)
    return both.drop_duplicates(["state_code", "year", "indicator", "edition"])


def series(*, hindsight: bool) -> list[Series]:
    """Return every series by state, with the declared rates, in the order of the catalogue."""
    frame = observations(hindsight=hindsight)
    of_edition = ["indicator", "edition"]
    told = frame.groupby(of_edition).agg(table=("table", "first"), late=("late", "any"))
    values, errors = (
        frame.pivot(index=[*of_edition, "year"], columns="state_code", values=what)
        .reindex(columns=UNITS)
        .sort_index()
        for what in ("value", "se")
    )
    of_states = values[list(STATE_CODES)].notna().any(axis=1)
    found: dict[tuple[str, str], Series] = {}
    for place, row, error, held in zip(
        values.index, values.to_numpy(), errors.to_numpy(), of_states, strict=True
    ):
        indicator, edition, year = place
        if not held:
            continue
        table, late = told.loc[(indicator, edition)]
        one = found.setdefault(
            (indicator, edition), Series(indicator, edition, str(table), bool(late))
        )
        known = error.tolist() if np.isfinite(error).any() else None
        one.years[int(year)] = row.tolist(), known
    return [*found.values(), *_rates(list(found.values()))]


def rate_id(top: str, bottom: str) -> str:
    """Return the id of a declared rate in the explorer."""
    return f"{top}_per_{bottom}"


def declared_rates() -> dict[str, tuple[str, str, float]]:
    """Return the rates of the rule for choosing states: id → (count, base, factor)."""
    plan = rule.load_plan()
    return {
        rate_id(candidate.id, candidate.per): (candidate.id, candidate.per, candidate.factor)
        for item in plan.indicators
        for candidate in item.candidates
        if candidate.per is not None
    }


def _rates(found: Sequence[Series]) -> Iterator[Series]:
    for name, (top, bottom, factor) in declared_rates().items():
        for count in (one for one in found if one.indicator == top):
            for base in (one for one in found if one.indicator == bottom):
                rate = Series(name, f"{count.edition}+{base.edition}", count.table,
                              count.late or base.late)  # fmt: skip
                for year in sorted(count.years.keys() & base.years.keys()):
                    pairs = list(zip(count.years[year][0], base.years[year][0], strict=True))
                    # The standard error of a Poisson count over its base, as the selection has it.
                    rate.years[year] = (
                        [n / over * factor for n, over in pairs],
                        [math.sqrt(n) / over * factor for n, over in pairs],
                    )
                if rate.years:
                    yield rate


def payload(*, hindsight: bool) -> dict[str, Any]:
    """Return what the explorer's script reads, ready for JSON."""
    found = series(hindsight=hindsight)
    by_indicator: dict[str, dict[str, Any]] = {}
    for one in found:
        by_indicator.setdefault(one.indicator, {})[one.edition] = {
            "table": one.table,
            **({"late": 1} if one.late else {}),
            "years": {
                str(year): {"v": [_short(v) for v in values],
                            **({"s": [_short(s) for s in errors]} if errors else {})}
                for year, (values, errors) in one.years.items()
            },
        }  # fmt: skip
    indicators = {name: _described(name, parts) for name, parts in by_indicator.items()}
    used = {part for one in found for part in one.edition.split("+")}
    editions = catalogue.editions()
    day = pd.Timestamp(vintage.as_of())
    groups: dict[str, list[str]] = {name: [] for name, _ in GROUPS}
    for name in sorted(indicators, key=lambda name: indicators[name]["label"]):
        groups[_group(name)].append(name)
    return {
        "day": f"{day.day} {day:%B %Y}",
        "hindsight": hindsight,
        "enough": ENOUGH_STATES,
        "units": [[code, state_name(code)] for code in UNITS],
        "groups": [[name, ids] for name, ids in groups.items() if ids],
        "indicators": indicators,
        "rates": {
            top: name for name, (top, _, _) in declared_rates().items() if name in indicators
        },
        "editions": {
            name: {
                "text": f"{editions.at[name, 'publisher']}, {editions.at[name, 'title']}",
                "published": f"{editions.at[name, 'published'].day} "
                             f"{editions.at[name, 'published']:%B %Y}",
                "url": editions.at[name, "url"],
            }
            for name in sorted(used)
        },
        "series": by_indicator,
    }  # fmt: skip


def _described(name: str, parts: Mapping[str, Any]) -> dict[str, Any]:
    known = catalogue.indicators()
    rates = declared_rates()
    if name in rates:
        top, bottom, factor = rates[name]
        over = f"{factor:,.0f}".replace(",", "\u00a0")
        unit = f"per {over} {known.at[bottom, 'unit_en']}"
        return {
            "label": f"{known.at[top, 'label_en']}, {unit}",
            "unit": unit, "kind": "rate", "digits": 1,
            "definition": f"{known.at[top, 'definition']} Divided by: "
                          f"{known.at[bottom, 'label_en'].lower()}.",
            "note": known.at[top, "break_note"],
        }  # fmt: skip
    row = known.loc[name]
    kind, digits = kind_of(row["unit_en"])
    return {
        "label": row["label_en"], "unit": row["unit_en"], "kind": kind, "digits": digits,
        "definition": row["definition"], "note": row["break_note"],
    }  # fmt: skip


def _group(name: str) -> str:
    rates = declared_rates()
    row = catalogue.indicators().loc[rates[name][0] if name in rates else name]
    for group, needs in GROUPS:
        if all(
            row[column] in (wanted if isinstance(wanted, tuple) else (wanted,))
            for column, wanted in needs.items()
        ):
            return group
    raise AssertionError("the last group takes every indicator")


def _short(value: float) -> float | int | None:
    """Return a number with the digits that are kept; a gap is None."""
    if value is None or not math.isfinite(value):
        return None
    # A large amount keeps every digit before the point.
    short = round(value, 3) if abs(value) >= LARGE else float(f"{value:.{SIGNIFICANT}g}")
    return int(short) if short.is_integer() else short


# ── outlines ────────────────────────────────────────────────────────────────────────────────────
#: INEGI's conformal conic projection of the country.
PROJECTION = "+proj=lcc +lat_1=17.5 +lat_2=29.5 +lat_0=12 +lon_0=-102 +ellps=GRS80 +units=m"
#: Width of a map in its own units; whole numbers are fine enough for any screen.
WIDTH = 1000
#: The small states of the centre are drawn a second time, larger.
INSET_STATES = ("09", "17", "29")
INSET_MARGIN = 12


@functools.cache
def _project() -> Any:
    from pyproj import Transformer

    project = Transformer.from_crs("EPSG:4326", PROJECTION, always_xy=True).transform
    return lambda points: np.column_stack(project(points[:, 0], points[:, 1]))


def state_outlines() -> dict[str, Any]:
    """Return the states as paths: ``width``, ``height``, ``inset`` (box), ``paths`` by code."""
    from shapely.geometry import shape

    shapes = {
        feature["properties"]["state_code"]: shape(feature["geometry"])
        for feature in geo.outlines()["features"]
    }
    return _drawn(shapes, inset=INSET_STATES)


def _drawn(
    shapes: Mapping[str, Any], *, inset: Sequence[str] = (), simplify: float = 0.0
) -> dict[str, Any]:
    """Return shapes (longitude, latitude) projected and scaled to whole numbers, as paths."""
    import shapely

    projected = {code: shapely.transform(one, _project()) for code, one in shapes.items()}
    west, south, east, north = shapely.total_bounds(list(projected.values()))
    scale = WIDTH / (east - west)
    scaled = [
        shapely.transform(one, lambda points: (points - [west, north]) * [scale, -scale])
        for one in projected.values()
    ]
    if simplify:
        scaled = list(shapely.coverage_simplify(scaled, simplify))
    drawn: dict[str, Any] = {
        "width": WIDTH,
        "height": math.ceil((north - south) * scale),
        "paths": {code: path_of(one) for code, one in zip(projected, scaled, strict=True)},
    }
    if inset:
        small = shapely.total_bounds(
            [one for code, one in zip(projected, scaled, strict=True) if code in inset]
        )
        x, y, right, bottom = (round(float(v)) for v in small)
        drawn["inset"] = [x - INSET_MARGIN, y - INSET_MARGIN,
                          right - x + 2 * INSET_MARGIN, bottom - y + 2 * INSET_MARGIN]  # fmt: skip
    return drawn


def path_of(shape: Any) -> str:
    """Return a polygon as the text of an SVG path with relative moves in whole numbers."""
    polygons = getattr(shape, "geoms", [shape])
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    texts = [text for ring in rings if (text := _ring(ring.coords))]
    if not texts:
        # Too small for this scale: a dot, so that the place can be pointed at.
        x, y = (round(float(v)) for v in shape.representative_point().coords[0])
        texts = [f"M{x} {y}h2v2h-2z"]
    return "".join(texts)


def _ring(points: Iterable[Sequence[float]]) -> str:
    whole = [(round(point[0]), round(point[1])) for point in points]
    kept = [whole[0]] + [
        point for before, point in zip(whole, whole[1:], strict=False) if point != before
    ]
    if len(kept) < 4:
        return ""
    moves = [f"{x - x0} {y - y0}" for (x0, y0), (x, y) in zip(kept, kept[1:-1], strict=False)]
    text = f"M{kept[0][0]} {kept[0][1]}l{' '.join(moves)}z"
    return text.replace(" -", "-")


# ── municipalities ──────────────────────────────────────────────────────────────────────────────
MUNICIPAL_OUTLINES = "municipalities.geojson"
#: How far a border may move when it is simplified, in units of a map's width.
MUNICIPAL_TOLERANCE = 2.0


def municipal_shapes(folder: Path = paths.GEO) -> dict[str, Any]:
    """Return the outline of each municipality by key; empty where the file is not at hand.

    Raises
    ------
    DataError
        The file is no GeoJSON, or an outline has no key.
    """
    from shapely.geometry import shape

    file = folder / MUNICIPAL_OUTLINES
    if not file.is_file():
        return {}
    cure = "Restore the file from the repository."
    try:
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        return {
            str(feature["properties"]["mun_code"]): shape(feature["geometry"])
            for feature in features
        }
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"the outlines cannot be read ({error}).", file=file, cure=cure) from None


def municipal_payload(state: str, shapes: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what the map of one state's municipalities needs, or None without outlines."""
    here = {code: shapes[code] for code in sorted(shapes) if code[:2] == state}
    if not here:
        return None
    names = geo.municipality_names()["name"]
    drawn = _drawn(here, simplify=MUNICIPAL_TOLERANCE)
    return {
        "state": state,
        "name": state_name(state),
        "width": drawn["width"],
        "height": drawn["height"],
        "places": [[code, names.get(code, code), path] for code, path in drawn["paths"].items()],
        "indicators": [
            {**entry, "v": [_short(entry["v"].get(code, math.nan)) for code in here]}
            for entry in municipal_figures()
        ],
    }


@functools.cache
def _municipal_figures() -> tuple[dict[str, Any], ...]:
    known, editions = catalogue.indicators(), catalogue.editions()
    year, found = rule.load_plan().reference_year, []
    for name in MUNICIPAL:
        chosen = store.select(name, level="municipality", years=[year])
        frame = chosen.frame
        edition = editions.loc[frame["edition"].iloc[0]]
        kind, digits = kind_of(known.at[name, "unit_en"])
        if kind == "count":
            raise AssertionError(f"'{name}' is a count and is not mapped")
        found.append(
            {
                "id": name, "label": known.at[name, "label_en"], "unit": known.at[name, "unit_en"],
                "digits": digits, "year": year,
                "source": f"{edition['publisher']}, {edition['title']}, published "
                          f"{edition['published'].day} {edition['published']:%B %Y}",
                "table": frame["table"].iloc[0],
                "v": frame.set_index("mun_code")["value"].to_dict(),
            }
        )  # fmt: skip
    return tuple(found)


def municipal_figures() -> list[dict[str, Any]]:
    """Return the municipal indicators in the reference year, as the day of the book knew them."""
    return [dict(entry) for entry in _municipal_figures()]
