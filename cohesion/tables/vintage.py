"""The vintage rule: what a reader of a given day could have known.

For each indicator and reference year the book takes the latest edition published by ``as_of``.
Where no such edition is at hand, a later one may stand in only if the catalogue says that the
figure for that reference year had been *first* published by ``as_of``; the observation is then
marked. Everything else did not yet exist on that day and is left out.
"""

from __future__ import annotations

import calendar
import datetime
import functools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from pydantic import Field

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files import yaml
from cohesion.files.entries import Entry
from cohesion.tables.cells import PLACE, Cell, Usable, distinct

CELL = list(Cell._fields[PLACE])


@functools.cache
def edition_settings() -> dict:
    """Return ``data/programme/edition.yml``: the day the book stands on, title, version.

    The date of what is signed is the day of the book.
    """
    settings = yaml.read(paths.PROGRAMME / "edition.yml")
    return {**settings, "date": settings.get("as_of")}


def as_of() -> datetime.date:
    """Return the day the book stands on."""
    value = edition_settings().get("as_of")
    if not isinstance(value, datetime.date):
        raise DataError(
            f"'{value}' is not a date.",
            file=paths.PROGRAMME / "edition.yml",
            column="as_of",
            cure="Write as_of: YYYY-MM-DD.",
        )
    return value


def seed() -> int:
    """Return the seed of bootstraps and permutations that no plan declares one for."""
    return int(edition_settings()["seed"])


def source_date_epoch() -> int:
    """Return the day of the book in seconds since 1970 (UTC), the date of everything built."""
    return calendar.timegm(as_of().timetuple())


@dataclass(frozen=True)
class Rules:
    """What the catalogue says of editions, by their ids.

    Attributes
    ----------
    published : mapping of str to Timestamp
        The day of each edition.
    stand_ins : mapping of (indicator, edition) to sequence of (first year, last year, day)
        Reference years for which an edition may stand in for one that appeared on a day.
    """

    published: Mapping[str, pd.Timestamp]
    stand_ins: Mapping[tuple[str, str], Sequence[tuple[int, int, pd.Timestamp]]]

    def usable(self, cell: Cell, limit: pd.Timestamp | None) -> Usable | None:
        """Return how a cell may be used on a day (None: no limit in time); None if it may not."""
        published = self.published[cell.edition]
        if limit is None or published <= limit:
            return Usable(published, stand_in=False)
        allowed = self.stand_ins.get((cell.indicator, cell.edition), ())
        stands_in = any(
            first <= cell.year <= last and original <= limit for first, last, original in allowed
        )
        return Usable(published, stand_in=True) if stands_in else None


def rules(editions: pd.DataFrame, stand_ins: pd.DataFrame) -> Rules:
    """Return the rules of a catalogue, from its tables of editions and of what may stand in."""
    allowed: dict[tuple[str, str], list[tuple[int, int, pd.Timestamp]]] = {}
    for row in stand_ins.itertuples(index=False):
        years = (row.year_from, row.year_to, row.original_published)
        allowed.setdefault((row.indicator, row.edition), []).append(years)
    return Rules(editions["published"].to_dict(), allowed)


def usable(cells: Iterable[Cell], known: Rules, day: datetime.date | None) -> dict[Cell, Usable]:
    """Return every cell that a reader of the day could use, in time or standing in."""
    limit = None if day is None else pd.Timestamp(day)
    found = {cell: known.usable(cell, limit) for cell in cells}
    return {cell: how for cell, how in found.items() if how is not None}


def one_edition_each(found: Mapping[Cell, Usable]) -> dict[Cell, Usable]:
    """Return, of the editions of one indicator, year, sex and group, the one to be taken.

    An edition of the time always wins over one that stands in. Of those of the time it is the
    latest; of those that stand in the earliest is nearest to what was published at the time.
    """
    best: dict[tuple, Cell] = {}
    # The later in this order takes the place of the earlier.
    standing_in = sorted((c for c in found if found[c].stand_in), key=_age(found), reverse=True)
    in_time = sorted((c for c in found if not found[c].stand_in), key=_age(found))
    for cell in (*standing_in, *in_time):
        best[cell[PLACE]] = cell
    return {cell: found[cell] for cell in best.values()}


def _age(found: Mapping[Cell, Usable]) -> Callable[[Cell], tuple[pd.Timestamp, str]]:
    return lambda cell: (found[cell].published, cell.edition)


def take_vintage(
    frame: pd.DataFrame,
    editions: pd.DataFrame,
    stand_ins: pd.DataFrame,
    day: datetime.date | None,
) -> pd.DataFrame:
    """Return the observations that a reader of ``day`` could have known, one edition per cell.

    Parameters
    ----------
    frame : DataFrame
        Tidy observations with ``indicator``, ``year``, ``sex``, ``group``, ``edition``.
    editions, stand_ins : DataFrame
        As :func:`cohesion.tables.catalogue.editions` and
        :func:`cohesion.tables.catalogue.stand_ins` give them.
    day : date or None
        None takes the latest edition of each cell, with no limit in time.

    Returns
    -------
    DataFrame
        The chosen rows with two more columns: ``published`` (datetime64) and ``stand_in`` (bool).
        Within one cell (indicator, year, sex, group) all units come from one edition, so that
        figures of different editions are never mixed in one map or one ranking.
    """
    found = usable(distinct(frame), rules(editions, stand_ins), day)
    chosen = _table(one_edition_each(found))
    return frame.merge(chosen, on=list(Cell._fields), how="inner", validate="many_to_one")


def eligible_cells(
    frame: pd.DataFrame,
    editions: pd.DataFrame,
    stand_ins: pd.DataFrame,
    day: datetime.date | None,
) -> pd.DataFrame:
    """Return every cell and edition that a reader of the day could use, in time or standing in.

    Parameters as of :func:`take_vintage`.

    Returns
    -------
    DataFrame
        ``indicator``, ``year``, ``sex``, ``group``, ``edition``, ``published`` and ``stand_in``.
    """
    return _table(usable(distinct(frame), rules(editions, stand_ins), day))


def _table(found: Mapping[Cell, Usable]) -> pd.DataFrame:
    rows = [(*cell, *how) for cell, how in found.items()]
    table = pd.DataFrame(rows, columns=[*Cell._fields, *Usable._fields])
    # Of no row at all pandas could not tell what it holds.
    return table.astype(
        {"year": int, "published": "datetime64[us]", "stand_in": bool,
         **dict.fromkeys(("indicator", "sex", "group", "edition"), str)}
    )  # fmt: skip


def too_late(
    named: Collection[str], editions: pd.DataFrame, stand_ins: pd.DataFrame, day: datetime.date
) -> set[str]:
    """Return the editions that appeared after the day and stand in for none of the time.

    Parameters
    ----------
    named : collection of str
        Ids of editions.
    editions, stand_ins, day
        As of :func:`take_vintage`.
    """
    limit = pd.Timestamp(day)
    allowed = set(stand_ins.loc[stand_ins["original_published"] <= limit, "edition"])
    published = editions.loc[list(named), "published"]
    return set(published.index[published > limit]) - allowed


class Edition(Entry):
    """``edition.yml``: the day of the book and how it is called."""

    as_of: datetime.date = Field(ge=datetime.date(2005, 1, 1), le=datetime.date(2040, 1, 1))
    title: str
    subtitle: str
    edition: str
    version: str = Field(pattern=r"^\d+(\.\d+)*$")
    seed: int = Field(ge=0)
