"""The cells of a table: rows that share indicator, year, sex, group and edition.

The vintage rule speaks of cells, of which a table has a few dozen, not of its tens of thousands of
rows. A table is taken apart once, and rows are then picked by cell.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd


class Cell(NamedTuple):
    """What all units of one column of figures share."""

    indicator: str
    year: int
    sex: str
    group: str
    edition: str


class Usable(NamedTuple):
    """What makes a cell usable on a day: when it appeared, and whether it only stands in."""

    published: pd.Timestamp
    stand_in: bool


#: The part of a cell that editions compete for.
PLACE = slice(0, 4)


@dataclass(frozen=True)
class Apart:
    """A table taken apart into its cells.

    Attributes
    ----------
    frame : DataFrame
        The table, in its own order.
    cells : tuple of Cell
        In the order in which they first stand in the table.
    codes : ndarray of int, (rows,)
        Position of each row's cell.
    units : ndarray of int, (rows,)
        The key of each row's unit as a number; it sorts as the key does.
    """

    frame: pd.DataFrame
    cells: tuple[Cell, ...]
    codes: np.ndarray
    units: np.ndarray

    @functools.cached_property
    def by_indicator(self) -> dict[str, list[int]]:
        """Positions of the cells of each indicator."""
        found: dict[str, list[int]] = {}
        for position, cell in enumerate(self.cells):
            found.setdefault(cell.indicator, []).append(position)
        return found

    @functools.cached_property
    def positions(self) -> dict[Cell, int]:
        """Position of each cell."""
        return {cell: position for position, cell in enumerate(self.cells)}

    def row(self, cell: Cell, unit: str) -> int | None:
        """Return the row of one unit in a cell; None where there is none."""
        if cell not in self.positions:
            return None
        rows = self.rows([self.positions[cell]])
        found = rows[self.units[rows] == int(unit)]
        return int(found[0]) if len(found) else None

    def rows(self, cells: Collection[int]) -> np.ndarray:
        """Return the rows of some cells, in the order of the table."""
        wanted = np.zeros(len(self.cells), dtype=bool)
        wanted[list(cells)] = True
        return np.flatnonzero(wanted[self.codes])


def distinct(frame: pd.DataFrame) -> list[Cell]:
    """Return the cells of tidy observations, each once, in order."""
    keys = frame[list(Cell._fields)].drop_duplicates()
    return list(map(Cell._make, keys.itertuples(index=False, name=None)))


def take_apart(frame: pd.DataFrame, numbers: pd.DataFrame) -> Apart:
    """Return a table with its cells; ``numbers`` are those of :func:`numbers_of`."""
    codes = numbers["cell"].to_numpy()
    _, firsts = np.unique(codes, return_index=True)
    # Cells are numbered as they first stand, so that the first row of each is one of its own.
    rows = frame[list(Cell._fields)].iloc[firsts].itertuples(index=False, name=None)
    return Apart(frame, tuple(map(Cell._make, rows)), codes, numbers["unit"].to_numpy())


def numbers_of(frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return, for each row, the number of its cell (as they first stand) and of its unit's key.

    All that is dear about taking a table apart: what can be kept between processes.

    Parameters
    ----------
    unit : str
        The column of the units' keys, which are digits.
    """
    codes = np.zeros(len(frame), dtype=np.int64)
    for column in Cell._fields:
        part, values = pd.factorize(frame[column])
        codes = codes * max(1, len(values)) + part
    return pd.DataFrame({"cell": pd.factorize(codes)[0], "unit": frame[unit].astype(int)})


def together(tables: Mapping[str, Apart], chosen: Mapping[Cell, Usable], unit: str) -> pd.DataFrame:
    """Return the rows of the chosen cells of several tables as one frame.

    Parameters
    ----------
    tables : mapping of name to Apart
        A figure that stands in two of them is taken from the first.
    chosen : mapping of Cell to Usable
        Each of its cells is in one table at least.
    unit : str
        The column of the units' keys.

    Returns
    -------
    DataFrame
        Columns of the tables, ``table``, ``published`` and ``stand_in``; sorted by indicator, year,
        sex, group and unit.
    """
    ranks = {place: rank for rank, place in enumerate(sorted({cell[PLACE] for cell in chosen}))}
    frames, keys, seen, twice = [], [], set(), False
    for name, table in tables.items():
        here = [position for position, cell in enumerate(table.cells) if cell in chosen]
        if not here:
            continue
        rows = table.rows(here)
        place = np.searchsorted(here, table.codes[rows])
        cells = [table.cells[position] for position in here]
        how = [chosen[cell] for cell in cells]
        frames.append(
            table.frame.take(rows).assign(
                table=name,
                published=np.array([one.published for one in how], dtype="datetime64[us]")[place],
                stand_in=np.array([one.stand_in for one in how])[place],
            )
        )
        keys.append((table.units[rows], np.array([ranks[cell[PLACE]] for cell in cells])[place]))
        twice, seen = twice or not seen.isdisjoint(cells), seen.union(cells)
    frame = frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)
    units, places = (np.concatenate(parts) for parts in zip(*keys, strict=True))
    if twice:
        # A figure that the publisher repeats in two tables of one edition is one figure.
        kept = ~frame.duplicated([unit, *Cell._fields]).to_numpy()
        frame, units, places = frame[kept], units[kept], places[kept]
    return frame.take(np.lexsort((units, places))).reset_index(drop=True)
