"""Checks that nothing of an official file is passed over: words that are known, whole grids, sums.

A reader that chooses rows by their words does not notice a word that is written in another way: the
row is not chosen, and a sum is too low. These checks look at the rows that are not chosen too.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from cohesion.errors import DataError

_COMPARE = "Compare the cell with the official file, or teach the reader the new word."


def only_known(cells: pd.Series, known: Collection[object], file: str, column: str) -> None:
    """Refuse a column that holds a word, a key or a blank cell which the reader does not know.

    Parameters
    ----------
    cells : Series
        The column, in the order of the file (the header is row 1).
    known : collection
        Every word that may stand in it, those that are not taken over too.
    file, column : str
        For the message.

    Raises
    ------
    DataError
        Names file, row, column, the word, and what is known.
    """
    wrong = ~cells.isin(list(known))
    if wrong.any():
        place = int(wrong.to_numpy().argmax())
        shown = ", ".join(map(str, sorted(known, key=str)[:12]))
        raise DataError(
            f"'{cells.iloc[place]}' is not known here; known: {shown}.",
            file=file,
            row=place + 2,
            column=column,
            cure=_COMPARE,
        )


def municipal_keys(cells: pd.Series, file: str, column: str) -> None:
    """Refuse a key that is not five digits: one that lost its zero would count elsewhere.

    Raises
    ------
    DataError
        Names file, row, column and key.
    """
    wrong = ~cells.astype("string").str.fullmatch(r"\d{5}").fillna(False)
    if wrong.any():
        place = int(wrong.to_numpy().argmax())
        raise DataError(
            f"'{cells.iloc[place]}' is no key of a municipality: five digits.",
            file=file,
            row=place + 2,
            column=column,
            cure="Compare the key with the official file; a spreadsheet takes leading zeros away.",
        )


def whole_grid(frame: pd.DataFrame, place: Sequence[str], kinds: Sequence[str], file: str) -> None:
    """Refuse a file that does not hold each kind of row once for each place.

    Parameters
    ----------
    frame : DataFrame
        All rows of the file, in its order.
    place : sequence of str
        Columns that say where and when, such as year and state.
    kinds : sequence of str
        Columns that say what is counted.

    Raises
    ------
    DataError
        A row twice, or a kind that some place lacks: usually a word in another spelling.
    """
    keys = [*place, *kinds]
    twice = frame.duplicated(keys)
    if twice.any():
        row = int(twice.to_numpy().argmax())
        raise DataError(
            f"the row of {_shown(frame.iloc[row][keys])} stands twice.", file=file, row=row + 2,
            column=kinds[-1], cure="Keep the row that the official file holds.",
        )  # fmt: skip
    places = len(frame[list(place)].drop_duplicates())
    # A missing word makes its row a kind of its own, too.
    filled = frame[list(kinds)].astype("string").fillna("")
    sizes = filled.groupby(list(kinds))[kinds[0]].transform("size")
    if (sizes != places).any():
        row = int((sizes == sizes.min()).to_numpy().argmax())
        raise DataError(
            f"'{_shown(filled.iloc[row])}' is there for {sizes.iloc[row]} of {places} "
            f"combinations of {' and '.join(place)}.",
            file=file, row=row + 2, column=kinds[-1], cure=_COMPARE,
        )  # fmt: skip


def sums_hold(
    parts: pd.Series, wholes: pd.Series, file: str, what: str, *, rounding: float = 0
) -> None:
    """Refuse parts that do not add up to the whole that the file prints.

    Parameters
    ----------
    parts, wholes : Series
        Sums of the parts and printed wholes, by the same keys.
    what : str
        What is added up, for the message.
    rounding : float
        By how much both may differ.
    """
    keys = parts.index.union(wholes.index)
    difference = parts.reindex(keys, fill_value=0) - wholes.reindex(keys, fill_value=0)
    off = ~(difference.abs() <= rounding)
    if off.any():
        key = off.idxmax()
        shown = ", ".join(map(str, key if isinstance(key, tuple) else (key,)))
        raise DataError(
            f"{what} add up to {parts.get(key, 0):,.0f} for {shown}, the file prints "
            f"{wholes.get(key, 0):,.0f}.",
            file=file,
            cure="A row was lost, changed or counted twice: compare with the official file.",
        )


def _shown(row: pd.Series) -> str:
    return ", ".join(map(str, row))
