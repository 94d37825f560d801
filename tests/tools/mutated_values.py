"""One published value changed in memory, the notebooks that read it run again, what the build says.

A value is changed after its table was read and validated, so that nothing but the claims can see
it. Each notebook runs in a process forked for it: no file is written, no memory of an earlier
run is used.
"""

from __future__ import annotations

import ast
import contextlib
import dataclasses
import functools
import importlib
import io
import json
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from cohesion import paths
from cohesion.building import environment, kernels, notebooks
from cohesion.publishing import claims, observed, publish, stored
from cohesion.tables import schema, store

#: What tells one observation from every other, whichever tables repeat it.
KEY = ("level", "unit", "indicator", "year", "sex", "group", "edition")
Cell = tuple[str, str, str, int, str, str, str]


@dataclass(frozen=True)
class Outcome:
    """What a notebook gave with some values changed.

    Attributes
    ----------
    items : dict
        Published results by name.
    error : str
        Why it stopped, which stops the build too; '' where it ran to its end.
    read : frozenset
        The observations that it selected.
    seconds : float
    """

    items: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    error: str = ""
    read: frozenset[Cell] = frozenset()
    seconds: float = 0.0


#: It reads what the others published, and no value itself.
LAST = "quality-control"
#: What is drawn, by the names that notebooks give it.
_DRAWN = {"fig", "ax", "axes"}


def without_drawing(cell: str) -> str:
    """Return a cell without its pictures: no claim rests on them, and they take half of the time.

    A call whose answer something else uses stays (a map returns the limits of its classes).
    """
    tree = ast.parse(cell)
    tree.body = [one for one in tree.body if not _draws(one)]
    return ast.unparse(tree)


def _draws(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return False
    called = statement.value.func
    if isinstance(called, ast.Attribute) and ast.unparse(called.value) == "publish":
        return called.attr == "figure"
    used = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    return bool(used & _DRAWN)


def sources_of_code() -> dict[str, list[str]]:
    """Return the code cells of every notebook of the book that publishes a claim, by name."""
    claiming = {item["notebook"] for item in stored.items().values() if item["kind"] == "claim"}
    return {
        notebook.name: [
            without_drawing(cell.source)
            for cell in notebook.content.cells
            if cell.cell_type == "code"
        ]
        for notebook in notebooks.notebooks_of_book()
        if notebook.name in claiming - {LAST}
    }


@functools.cache
def levels() -> dict[str, str]:
    """Return the level of each table."""
    return store.levels()


def warm_up() -> None:
    """Read and validate every table once; the processes forked from here share them."""
    for library in kernels.LIBRARIES:
        importlib.import_module(library)
    for name in levels():
        store._read(name, paths.DATA)
    store._table_index(paths.DATA)


def put_in(changes: Mapping[Cell, float]) -> None:
    """Change values in the tables in memory, wherever a table holds the observation."""
    for cell, value in changes.items():
        for name in _tables_of(cell[2], cell[0], "national"):
            frame = store._read(name, paths.DATA)
            own = _same_figure(frame, cell) & (frame[schema.UNIT_COLUMN[levels()[name]]] == cell[1])
            if own.any():
                frame.loc[own, "value"] = value


def _same_figure(frame: pd.DataFrame, cell: Cell) -> pd.Series:
    """Return which rows hold the figure of an observation, of whatever unit."""
    _, _, indicator, year, sex, group, edition = cell
    return (
        (frame["indicator"] == indicator) & (frame["year"] == year) & (frame["sex"] == sex)
        & (frame["group"] == group) & (frame["edition"] == edition)
    )  # fmt: skip


def run(name: str, cells: Sequence[str], changes: Mapping[Cell, float], noting: bool) -> Outcome:
    """Run the cells of a notebook in this process, which is made for it and ends with it."""
    start, items, read = time.process_time(), {}, set()
    os.environ.update(environment.for_kernels(COHESION_OUT="nowhere", COHESION_NOTEBOOK=name))
    os.chdir(paths.NOTEBOOKS)
    publish._write = lambda record, fig: items.update({record["name"]: record})
    # What would make a claim false is asked for when a book is built, and takes long.
    claims.nearest_false = lambda condition, quantities: {"not": 0.0}
    put_in(changes)
    if noting:
        store.select = _noting(store.select, read)
    error, space = "", {"__name__": "__main__"}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            for cell in cells:
                exec(compile(cell, name, "exec"), space)
    except Exception as problem:
        error = f"{type(problem).__name__}: {problem}"
    # As a build stores them: plain numbers and texts.
    items = {key: json.loads(stored.as_line(item)) for key, item in items.items()}
    return Outcome(items, error, frozenset(read), time.process_time() - start)


def _noting(select: Any, read: set[Cell]) -> Any:
    @functools.wraps(select)
    def noted(*arguments: Any, **options: Any) -> Any:
        found = select(*arguments, **options)
        columns = found.frame[[found.unit, "indicator", "year", "sex", "group", "edition"]]
        read.update((found.level, *row) for row in columns.itertuples(index=False, name=None))
        return found

    return noted


def run_all(
    asked: Sequence[tuple[str, Mapping[Cell, float]]], code: Mapping[str, Sequence[str]],
    *, noting: bool = False, workers: int | None = None,
) -> list[Outcome]:  # fmt: skip
    """Run notebooks side by side, each in a process forked for it, in the order asked for.

    This process has one thread and forks itself: a pool's threads would leave locks behind.
    """
    waiting, running = list(enumerate(asked)), set()
    with tempfile.TemporaryDirectory() as folder:
        while waiting or running:
            while waiting and len(running) < (workers or os.cpu_count() or 1):
                place, (name, changes) = waiting.pop(0)
                pid = os.fork()
                if pid == 0:
                    outcome = run(name, code[name], changes, noting)
                    Path(folder, str(place)).write_bytes(pickle.dumps(outcome))
                    os._exit(0)
                running.add(pid)
            running.discard(os.wait()[0])
        lost = Outcome(error="the process ended before the notebook did")
        files = [Path(folder, str(place)) for place in range(len(asked))]
        return [pickle.loads(file.read_bytes()) if file.is_file() else lost for file in files]


def drawn(
    read: Mapping[str, frozenset[Cell]], number: int, rng: np.random.Generator
) -> dict[Cell, float]:
    """Draw observations that notebooks read, and for each the end of its recorded range.

    Parameters
    ----------
    read : mapping
        Notebook → the observations that it selected.
    number : int
        How many are drawn: notebooks and, within one, indicators in turn, so that tables with many
        municipalities do not take all places.

    Returns
    -------
    dict
        Observation → the smallest or largest value that its indicator takes in the same year, sex,
        group and edition at the same level: a value that passes every check of a table.
    """
    by_indicator: dict[str, dict[str, list[Cell]]] = {}
    for name, cells in read.items():
        for cell in sorted(cells):
            by_indicator.setdefault(name, {}).setdefault(cell[2], []).append(cell)
    names, found = sorted(by_indicator), {}
    while len(found) < number:
        own = by_indicator[names[int(rng.integers(len(names)))]]
        cells = own[sorted(own)[int(rng.integers(len(own)))]]
        cell = cells[int(rng.integers(len(cells)))]
        ends = sorted({value for _, value in _beside(cell)})
        now = [value for unit, value in _beside(cell) if unit == cell[1]]
        others = [value for value in (ends[0], ends[-1]) if value not in now] if ends else []
        if others and cell not in found:
            found[cell] = others[int(rng.integers(len(others)))]
    return found


def _tables_of(indicator: str, *of_levels: str) -> list[str]:
    index = store._table_index(paths.DATA)
    here = (index["indicator"] == indicator) & index["level"].isin(of_levels)
    return sorted(set(index.loc[here, "table"]))


@functools.cache
def _beside(cell: Cell) -> list[tuple[str, float]]:
    """Return the units that have the same figure as an observation, with their values."""
    level, found = cell[0], []
    for name in _tables_of(cell[2], level):
        frame = store._read(name, paths.DATA)
        same = frame[_same_figure(frame, cell)].dropna(subset=["value"])
        found += zip(same[schema.UNIT_COLUMN[level]], same["value"], strict=True)
    return found


def printed(items: Mapping[str, Mapping[str, Any]]) -> dict[tuple, float]:
    """Return every number that a notebook prints: facts, and cells of tables with their labels."""
    found: dict[tuple, float] = {}
    for name, item in items.items():
        if item["kind"] == "fact" and isinstance(item["value"], (int, float)):
            found[name,] = float(item["value"])
        elif item["kind"] == "table":
            stub = item["stub"]
            for row in item["raw"]["rows"]:
                for head, value in list(zip(item["raw"]["heads"], row, strict=True))[stub:]:
                    if isinstance(value, (int, float)):
                        found[name, *map(str, row[:stub]), head] = float(value)
    return found


def beside_claims(items: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, list[tuple]]]:
    """Return where the numbers that claims rest on are printed too, as far as that can be told.

    A number is the same if every digit is, and it has enough of them not to meet another by
    chance.

    Returns
    -------
    dict
        Claim → quantity → places in :func:`printed`.
    """
    by_value: dict[float, list[tuple]] = {}
    for place, value in printed(items).items():
        by_value.setdefault(value, []).append(place)
    return {
        name: {
            key: by_value[stored_as["value"]]
            for key, stored_as in item["quantities"].items()
            if isinstance(stored_as["value"], (int, float))
            and observed.digits_of(stored_as["value"]) >= observed.ENOUGH_DIGITS
            and stored_as["value"] in by_value
        }
        for name, item in items.items()
        if item["kind"] == "claim"
    }


def untrue_by_what_is_printed(
    item: Mapping[str, Any], places: Mapping[str, list[tuple]], now: Mapping[tuple, float]
) -> bool:
    """Whether a claim's condition fails on the numbers that the book prints, not its own."""
    quantities = {key: claims.restored(kept) for key, kept in item["quantities"].items()}
    for key, where in places.items():
        values = {now[place] for place in where if place in now}
        if len(values) == 1:
            q = quantities[key]
            quantities[key] = dataclasses.replace(q, values=(values.pop(),))
    return not claims.holds(item["condition"], quantities)


@dataclass
class Score:
    """What came of the changed values.

    Attributes
    ----------
    values, runs, stopped : int
        Observations changed; runs of notebooks; those that stopped with an error, which stops a
        build.
    judged, fallen : int
        Claims that rest on a printed number, over all runs; claims that fell.
    missed : list of str
        Claims that held although the printed numbers make them untrue.
    """

    values: int = 0
    runs: int = 0
    stopped: int = 0
    judged: int = 0
    fallen: int = 0
    missed: list[str] = field(default_factory=list)

    def told(self) -> str:
        """Return it as a line."""
        return (
            f"{self.values} values changed, {self.runs} notebooks run: {self.stopped} stopped with "
            f"a message, {self.fallen} claims fell, {self.judged} judged by printed numbers, "
            f"{len(self.missed)} untrue in silence"
        )


def judge(
    score: Score, name: str, found: Outcome, places: Mapping[str, Mapping[str, list[tuple]]]
) -> None:
    """Count one run of a notebook with changed values."""
    score.runs += 1
    if found.error:
        score.stopped += 1
        return
    now = printed(found.items)
    for claim, where in places.items():
        item = found.items.get(claim)
        if item is None or item["kind"] != "claim":
            continue
        score.fallen += not item["holds"]
        if not where:
            continue
        score.judged += 1
        if item["holds"] and untrue_by_what_is_printed(item, where, now):
            score.missed.append(f"{name}: '{claim}' holds, but not by what is printed")


def score_of(number: int, together: int, seed: int) -> Score:
    """Draw values, change them some at a time, run what reads them, and judge every claim."""
    warm_up()
    code = sources_of_code()
    base = dict(zip(code, run_all([(name, {}) for name in code], code, noting=True), strict=True))
    places = {name: beside_claims(found.items) for name, found in base.items()}
    rng = np.random.default_rng(seed)
    values = list(
        drawn({n: found.read for n, found in base.items() if found.read}, number, rng).items()
    )
    groups = [dict(values[start : start + together]) for start in range(0, number, together)]
    asked = [
        (name, group)
        for group in groups
        for name, found in base.items()
        if not found.error and not found.read.isdisjoint(group)
    ]
    score = Score(values=len(values))
    for (name, _), found in zip(asked, run_all(asked, code), strict=True):
        judge(score, name, found, places[name])
    return score


if __name__ == "__main__":
    result = score_of(*map(int, sys.argv[2:5]))
    Path(sys.argv[1]).write_text(
        json.dumps({**dataclasses.asdict(result), "told": result.told()}), encoding="utf-8"
    )
