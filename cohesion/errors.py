"""The errors that a person meets: bad input, and something that could not be built."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from cohesion import paths

#: From this likeness on a name is taken for a slip of another, as difflib has it.
_LIKE = 0.6


class FailedBuildError(RuntimeError):
    """Something could not be built; the message says what failed and how to mend it."""


class DataError(ValueError):
    """Bad input: names the file, the row, the column (or entry), the problem and the cure.

    Parameters
    ----------
    problem : str
        What is wrong, with the offending value.
    file : str or Path, optional
        The file; shown relative to the project root where it lies inside it.
    row, column : optional
        Where in the file: a row number (the header is row 1) or the key of an entry.
    cure : str, optional
        What the person who meets the message should do.
    """

    def __init__(
        self,
        problem: str,
        *,
        file: str | Path | None = None,
        row: int | str | None = None,
        column: str | None = None,
        cure: str = "",
    ) -> None:
        self.problem, self.row, self.column, self.cure = problem, row, column, cure
        self.file = shown_path(file) if file is not None else None
        place = [str(self.file)] if self.file else []
        place += [f"row {row}"] if row is not None else []
        place += [f"column '{column}'"] if column is not None else []
        message = (", ".join(place) + ": " if place else "") + problem
        super().__init__(message + (f" Cure: {cure}" if cure else ""))


def shown_path(path: str | Path) -> str:
    """Return a path relative to the project root, so that no message carries a machine's paths."""
    path = Path(path)
    if not path.is_absolute():
        return path.as_posix()
    for base in (paths.ROOT, paths.SOURCES.resolve()):
        if path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return path.name


def near(name: str, known: Iterable[str]) -> str:
    """Return what to say after an unknown name: the known one that is most like it, or nothing.

    >>> near("povert", ["poverty", "gini"])
    " (did you mean 'poverty'?)"
    """
    best, likeness = "", _LIKE
    matcher = difflib.SequenceMatcher()
    matcher.set_seq2(name)
    # As difflib.get_close_matches, which compares at full length what is less like than another:
    # of thousands of names that takes seconds.
    for other in known:
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() >= likeness and matcher.quick_ratio() >= likeness:
            likeness, best = max((likeness, best), (matcher.ratio(), other))
    return f" (did you mean '{best}'?)" if best else ""
