"""What the project's data hold: which figures, of which years, known when, with which faults.

Everything here is read from the catalogue and the manifests; only what is missing altogether
(:func:`missing`) is written by hand, in ``data/programme/data_gaps.yml``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
from pydantic import Field

from cohesion import paths
from cohesion.files.entries import Entry, load
from cohesion.tables import catalogue, manifest, store, vintage
from cohesion.tables.editions import comparable as declared_comparable

#: From best to worst: published in time; a later print of a figure first published in time; later.
STATUSES = ("in time", "stand-in", "later")
CELL = ["table", "level", "indicator", "year", "sex", "group", "edition"]


def observed_cells() -> pd.DataFrame:
    """Return each indicator, year, group and edition for which some unit has a figure.

    Returns
    -------
    DataFrame
        ``table``, ``level``, ``indicator``, ``year``, ``sex``, ``group``, ``edition``, ``units``
        (how many units have a figure).
    """
    parts = []
    for name, level in store.levels().items():
        frame = store.read(name)
        counts = frame.groupby(["indicator", "year", "sex", "group", "edition"], as_index=False)
        parts.append(counts.size().assign(table=name, level=level))
    cells = pd.concat(parts, ignore_index=True).rename(columns={"size": "units"})
    return cells[[*CELL, "units"]]


def with_status(cells: pd.DataFrame, day: datetime.date | None = None) -> pd.DataFrame:
    """Return the cells with ``status``: what a reader of the day could know.

    The rule is that of :func:`cohesion.tables.vintage.take_vintage`; ``day`` is the book's day by
    default.
    """
    usable = vintage.eligible_cells(
        cells, catalogue.editions(), catalogue.stand_ins(), day or vintage.as_of()
    )
    keys = [*vintage.CELL, "edition"]
    found = cells[keys].merge(usable, on=keys, how="left", validate="many_to_one")["stand_in"]
    status = found.map({False: "in time", True: "stand-in"}).fillna("later").to_numpy()
    return cells.assign(status=pd.Categorical(status, STATUSES, ordered=True))


def best_status(cells: pd.DataFrame, by: list[str]) -> pd.Series:
    """Return the best status of all cells that share the columns ``by``."""
    return cells.groupby(by, observed=True)["status"].min()


def years_text(years: Iterable[int]) -> str:
    """Write years as ranges: '1990, 1995, 2000–2012'.

    >>> years_text([2008, 2010, 2011, 2012])
    '2008, 2010–2012'
    """
    ordered = sorted(set(years))
    parts: list[list[int]] = []
    for year in ordered:
        if parts and year == parts[-1][-1] + 1:
            parts[-1].append(year)
        else:
            parts.append([year])
    written = [
        f"{part[0]}–{part[-1]}" if len(part) > 2 else ", ".join(map(str, part)) for part in parts
    ]
    return ", ".join(written) or "–"


def definitions(cells: pd.DataFrame, dimension: str, sector: str | None = None) -> pd.DataFrame:
    """Return the indicators of a dimension (and sector), defined, with the years known and later.

    Parameters
    ----------
    cells : DataFrame
        From :func:`with_status`.
    """
    known = catalogue.indicators()
    known = known[known["dimension"] == dimension]
    if sector is not None:
        known = known[known["sector"] == sector]
    in_time = cells[cells["status"] != "later"].groupby("indicator")["year"].agg(years_text)
    every = cells.groupby("indicator")["year"].agg(years_text)
    table = pd.DataFrame(
        {
            "Spanish": known["label_es"],
            "Definition": known["definition"],
            "Unit": known["unit_en"],
            "Level": known["level"].str.replace("+", ", "),
            "Publisher": known["publisher"],
            "Years known by the day": in_time.reindex(known.index).fillna("–"),
            "Years in all": every.reindex(known.index).fillna("–"),
        }
    )
    table.index = pd.Index(known["label_en"], name="Indicator")
    return table.sort_index()


def editions(in_time: bool, day: datetime.date | None = None) -> pd.DataFrame:
    """Return the editions published by the day, or those published after it."""
    table = catalogue.editions().sort_values(["published", "publisher"])
    limit = pd.Timestamp(day or vintage.as_of())
    table = table[(table["published"] <= limit) == in_time]
    return pd.DataFrame(
        {
            "Publisher": table["publisher"].to_numpy(),
            "Published": table["published"].dt.strftime("%Y-%m-%d").to_numpy(),
            "How the date is known": table["date_note"].replace("", "–").to_numpy(),
        },
        index=pd.Index(table["title"], name="Edition"),
    )


def stand_ins() -> pd.DataFrame:
    """Return which later edition stands in, for how many indicators, for what, and why it may."""
    rows = catalogue.stand_ins()
    titles = catalogue.editions()["title"]
    grouped = rows.groupby(["edition", "original_title", "original_published"], sort=False)
    table = grouped.agg(
        indicators=("indicator", "nunique"),
        first=("year_from", "min"),
        last=("year_to", "max"),
    ).reset_index()
    span = table["first"].astype(str) + "–" + table["last"].astype(str)
    return pd.DataFrame(
        {
            "Indicators": table["indicators"].to_numpy(),
            "Years": span.where(table["first"] != table["last"], table["first"].astype(str)),
            "In place of": table["original_title"],
            "First published": table["original_published"].dt.strftime("%Y-%m-%d"),
        }
    ).set_index(pd.Index(table["edition"].map(titles), name="Edition that stands in"))


def differences() -> pd.DataFrame:
    """Return why each stand-in may be used and how far it differs from the edition of the day.

    Returns
    -------
    DataFrame
        Index: edition that stands in; Indicators (some by name), Difference, Why.
    """
    rows = catalogue.stand_ins()
    known = catalogue.indicators()["label_en"]
    titles = catalogue.editions()["title"]
    rows = rows.assign(label=rows["indicator"].map(known))
    grouped = rows.groupby(["edition", "difference", "note"], sort=False)
    table = grouped["label"].agg(_some_of).reset_index()
    return pd.DataFrame(
        {"Indicators": table["label"], "Difference": table["difference"], "Why": table["note"]}
    ).set_index(pd.Index(table["edition"].map(titles), name="Edition that stands in"))


def comparable() -> pd.DataFrame:
    """Return the editions that may be compared although they are several, and why."""
    known = catalogue.indicators()["label_en"]
    titles = catalogue.editions()["title"]
    rows = [
        {
            "Indicators": _some_of(known[sorted(entry.indicators)]),
            "Editions": f"{titles[min(entry.editions)]} and {len(entry.editions) - 1} more",
            "Why": entry.reason,
        }
        for entry in declared_comparable()
    ]
    return pd.DataFrame(rows).set_index("Indicators")


class Search(Entry):
    """A figure that was looked for and not found."""

    what: str
    where: str
    found: str


class Searched(Entry):
    """``searched.yml``: what the next mission need not look for again."""

    title: str
    searched_on: datetime.date
    searched: tuple[Search, ...] = Field(min_length=1)


def load_searched(folder: Path = paths.PROGRAMME) -> Searched:
    """Return what was looked for and not found."""
    return load(Searched, "searched.yml", folder)


def searched() -> pd.DataFrame:
    """Return what was looked for and not found, as a table."""
    rows = [(item.what, item.where, item.found) for item in load_searched().searched]
    heads = ["Looked for", "Where", "What can be read"]
    return pd.DataFrame(rows, columns=heads).set_index("Looked for")


def breaks() -> pd.DataFrame:
    """Return the comparability notes of the catalogue, each once, with the indicators it binds."""
    known = catalogue.indicators()
    known = known[known["break_note"] != ""]
    grouped = known.groupby("break_note", sort=False)
    table = pd.DataFrame(
        {
            "Publisher": grouped["publisher"].agg(lambda column: ", ".join(sorted(set(column)))),
            "Indicators": grouped["label_en"].agg(_some_of),
        }
    )
    table.index.name = "What may not be compared"
    return table.sort_values("Publisher", kind="stable")


def _some_of(labels: pd.Series, shown: int = 3) -> str:
    names = labels.tolist()
    more = len(names) - shown
    return ", ".join(names[:shown]) + (f" and {more} more" if more > 0 else "")


def notes(field: str) -> pd.DataFrame:
    """Return the 'gaps', 'breaks' or 'defects' that the manifests declare, one row each."""
    rows = [
        (described["title_en"], described["publisher"], sentence)
        for described in map(manifest.load, manifest.names())
        for sentence in described[field]
    ]
    heads = {"gaps": "Gap", "breaks": "Break", "defects": "Defect"}
    table = pd.DataFrame(rows, columns=["Table", "Publisher", heads[field]])
    return table.drop_duplicates().set_index("Table")


def tables() -> pd.DataFrame:
    """Return every table of the project: publication, origin, size, licence, what was verified."""
    rows = []
    for name in manifest.names():
        described = manifest.load(name)
        rows.append(
            {
                "Table": described["title_en"],
                "Publisher": described["publisher"],
                "Years": "–".join(map(str, sorted(set(described["years"])))),
                "Rows": described["rows"],
                "Origin": described["origin"],
                **manifest.rows_by_standing(described),
                "What was compared": described["verified"] or "–",
            }
        )
    return pd.DataFrame(rows).set_index("Table").sort_values("Publisher", kind="stable")


def families(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the best status by family (dimension and publisher) and year, as families × years.

    Values are positions in :data:`STATUSES`; NaN where no figure exists.
    """
    known = catalogue.indicators()
    marked = cells.assign(
        dimension=cells["indicator"].map(known["dimension"]),
        publisher=cells["indicator"].map(known["publisher"]),
    )
    status = best_status(marked, ["dimension", "publisher", "year"])
    return status.cat.codes.astype(float).unstack("year")


def figures(cells: pd.DataFrame) -> pd.DataFrame:
    """Return one row per indicator and reference year: what it is of, whose, and its best status.

    Parameters
    ----------
    cells : DataFrame
        From :func:`with_status`.

    Returns
    -------
    DataFrame
        ``dimension``, ``sector``, ``publisher``, ``indicator``, ``year``, ``status``.
    """
    known = catalogue.indicators()
    of = {name: cells["indicator"].map(known[name]) for name in _ABOUT}
    marked = cells.assign(**of)
    return best_status(marked, [*_ABOUT, "indicator", "year"]).reset_index()


_ABOUT = ["dimension", "sector", "publisher"]


def indicators_by_year(found: pd.DataFrame) -> pd.DataFrame:
    """Return how many indicators have a figure, as (dimension, year) × status.

    Parameters
    ----------
    found : DataFrame
        From :func:`figures`.
    """
    sizes = found.groupby(["dimension", "year", "status"], observed=False).size()
    return sizes.unstack("status").reindex(columns=list(STATUSES))


def known_of(found: pd.DataFrame, dimension: str, sector: str | None = None) -> pd.DataFrame:
    """Return the rows of :func:`figures` that were known, of one dimension (and sector)."""
    chosen = found[(found["status"] != "later") & (found["dimension"] == dimension)]
    return chosen if sector is None else chosen[chosen["sector"] == sector]


def defined(
    cells: pd.DataFrame, dimensions: Iterable[str], sectors: Iterable[str | None] = (None,)
) -> pd.DataFrame:
    """Return :func:`definitions` of several dimensions, or of several sectors of one."""
    parts = [definitions(cells, one, sector) for one in dimensions for sector in sectors]
    return pd.concat(parts)


def written(day: datetime.date) -> str:
    """Write a day as it stands in a text.

    >>> written(datetime.date(2012, 6, 30))
    '30 June 2012'
    """
    return f"{day:%d %B %Y}".lstrip("0")


def numbers(cells: pd.DataFrame, found: pd.DataFrame) -> dict[str, int]:
    """Return the numbers that the chapter names, by the name of their fact.

    Parameters
    ----------
    cells, found : DataFrame
        From :func:`with_status` and :func:`figures`.
    """
    known = catalogue.indicators()
    best = best_status(cells, ["indicator"])
    of_justice = found[found["dimension"] == "justice"]
    return {
        "data-indicators": len(known),
        "data-publishers": known["publisher"].nunique(),
        "data-tables": len(store.levels()),
        "data-rows": sum(manifest.load(name)["rows"] for name in manifest.names()),
        "data-known": int((best != "later").sum()),
        "data-only-stand-in": int((best == "stand-in").sum()),
        "data-later": int((best == "later").sum()),
        "data-editions": len(catalogue.editions()),
        "data-editions-in-time": len(editions(True)),
        "data-editions-later": len(editions(False)),
        "data-breaks": len(breaks()),
        "data-defects": len(notes("defects")),
        "data-missing": len(missing()),
        "data-searched": len(load_searched().searched),
        "data-justice": of_justice["indicator"].nunique(),
        "data-justice-known": known_of(found, "justice")["indicator"].nunique(),
    }


def missing() -> pd.DataFrame:
    """Return what the mission would need and does not find, and what is used instead."""
    rows = [(gap.need, gap.for_, gap.instead) for gap in load(Gaps, "data_gaps.yml").gaps]
    heads = ["Missing", "Needed for", "Used instead"]
    return pd.DataFrame(rows, columns=heads).set_index("Missing")


class Gap(Entry):
    """A figure that is missing."""

    need: str = Field(min_length=10)
    for_: str = Field(alias="for", min_length=5)
    instead: str = Field(min_length=5)


class Gaps(Entry):
    """``data_gaps.yml``."""

    gaps: tuple[Gap, ...] = Field(min_length=1)
