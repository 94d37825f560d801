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
from collections.abc import Collection

import pandas as pd
from pydantic import Field

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files import yaml
from cohesion.files.entries import Entry

CELL = ["indicator", "year", "sex", "group"]


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
    eligible = eligible_cells(frame, editions, stand_ins, day)
    # An edition of the time always wins over one that stands in; of those that stand in, the
    # earliest is nearest to what was published at the time.
    in_time = eligible[~eligible["stand_in"]].sort_values(["published", "edition"])
    in_time = in_time.drop_duplicates(CELL, keep="last")
    later = eligible[eligible["stand_in"]].sort_values(["published", "edition"])
    later = later.drop_duplicates(CELL, keep="first")
    chosen = pd.concat([in_time, later]).drop_duplicates(CELL, keep="first")
    return frame.merge(chosen, on=[*CELL, "edition"], how="inner", validate="many_to_one")


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
    cells = frame[[*CELL, "edition"]].drop_duplicates()
    cells = cells.assign(published=cells["edition"].map(editions["published"]))
    if day is None:
        return cells.assign(stand_in=False)
    limit = pd.Timestamp(day)
    in_time = cells[cells["published"] <= limit].assign(stand_in=False)
    later = cells[cells["published"] > limit]
    allowed = stand_ins[stand_ins["original_published"] <= limit]
    covered = later.merge(
        allowed[["indicator", "edition", "year_from", "year_to"]], on=["indicator", "edition"]
    )
    covered = covered[covered["year"].between(covered["year_from"], covered["year_to"])]
    covered = covered.drop(columns=["year_from", "year_to"]).drop_duplicates()
    return pd.concat([in_time, covered.assign(stand_in=True)], ignore_index=True)


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
