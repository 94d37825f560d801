"""How far each row of a table can be trusted: equal to the publisher's file, spot-checked, or not.

A row is *verified* when it is read from the publisher's own file, so that the audit compares it
with that file; *spot-checked* when its file is a copy, an extract or a transcription made by
others, or the figure is our own division, and some figures of it were compared with published
ones; *unverifiable* when nothing official is at hand to compare it with.
"""

from __future__ import annotations

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.table import Table
from cohesion.tables.manifest import STANDINGS

#: Columns by whose values a table may declare different standings.
_KEYS = ("edition", "indicator", "group")


def standings(table: Table, frame: pd.DataFrame) -> pd.Series:
    """Return the standing of every row, as the table declares it.

    Parameters
    ----------
    table : Table
        ``standing`` is one word for all rows, a mapping from an edition, an indicator or a group
        to a word, or empty where the origin says all.
    frame : DataFrame
        The tidy rows, with the columns ``edition``, ``indicator`` and (if any) ``group``.

    Raises
    ------
    DataError
        An undeclared or unknown standing, a row that no key or more than one word covers, or
        rows called verified that nobody can compare.
    """
    declared = table.standing or ("verified" if table.origin == "official file" else "")
    if not declared:
        raise _problem(table, f"origin '{table.origin}' does not say how far rows are verified.")
    words = {declared} if isinstance(declared, str) else set(declared.values())
    if not words <= set(STANDINGS):
        raise _problem(table, f"unknown standing {sorted(words - set(STANDINGS))}.")
    if "verified" in words and (table.origin == "transcription" or not table.sources):
        raise _problem(table, "rows without an official file cannot be verified.")
    if isinstance(declared, str):
        return pd.Series(declared, index=frame.index)
    found = pd.Series("", index=frame.index)
    for key, word in declared.items():
        rows = pd.Series(False, index=frame.index)
        for column in _KEYS:
            if column in frame:
                rows |= frame[column] == key
        if not rows.any():
            raise _problem(table, f"no row has the edition, indicator or group '{key}'.")
        if (found[rows] != "").any():
            raise _problem(table, f"rows of '{key}' are declared twice.")
        found[rows] = word
    if (found == "").any():
        left = frame.loc[found == "", list(_KEYS[:2])].iloc[0].tolist()
        raise _problem(table, f"no standing covers the rows of {left}.")
    return found


def counts(table: Table, frame: pd.DataFrame) -> dict[str, int]:
    """Return how many rows are verified, spot-checked and unverifiable."""
    found = standings(table, frame).value_counts()
    return {word: int(found.get(word, 0)) for word in STANDINGS}


def verification(table: Table, frame: pd.DataFrame) -> dict[str, int | str]:
    """Return the manifest's entry: the three numbers, and against what rows were compared."""
    numbers = counts(table, frame)
    against = []
    if numbers["verified"]:
        against.append(
            "verified: the publisher's own file, in the copy that the route names "
            f"({table.publisher}, {table.publication})"
        )
    if numbers["spot_checked"]:
        against.append(f"spot-checked: {table.verified}")
    if numbers["unverifiable"]:
        against.append("unverifiable: nothing official is at hand")
    return {**numbers, "against": "; ".join(against)}


def _problem(table: Table, problem: str) -> DataError:
    return DataError(
        f"'{table.name}': {problem}",
        column="standing",
        cure=f"Declare in tables.yml one of {', '.join(STANDINGS)} for every row.",
    )
