"""Official files spoilt in the ways that people and programs spoil them: told, or read the same.

A copy of each file gets one fault: a note mark, a lost zero, an unknown word, "n.d.", text where
a number belongs, an odd blank, a moved column. A reader may understand it and give the same table;
otherwise it must say where the fault is. A table with other figures, or a raw traceback, fails.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from cohesion import paths
from cohesion.errors import DataError
from cohesion.readers import all_tables, rebuild
from tests.tools.spoilt import needs_sources

pytestmark = needs_sources

#: Kind of fault → what it makes of a cell.
CELLS = {
    "note mark": lambda cell: f"{cell} a/",
    "number in brackets": lambda cell: f"{cell} (1)",
    "not available": lambda cell: "n.d.",
    "empty": lambda cell: "",
    "lost zero": lambda cell: cell.lstrip("0"),
    "letter": lambda cell: f"{cell}x",
    "odd blank": lambda cell: f"\u00a0{cell} ",
    "text for a number": lambda cell: f"about {cell}",
}
HEADS = {
    "marked head": lambda head: f"{head} 1/",
    "other head": lambda head: f"{head}_new",
}
#: Small files: every column of a row in the middle is spoilt. (table, mark)
FILES = [
    ("articulo19_attacks_states", ()),
    ("iep_peace_states", pytest.mark.dear),
    ("inegi_unsentenced_states", pytest.mark.dear),
    ("rnpdno_disappeared_states", pytest.mark.slow),
    ("lapop_trust_national", pytest.mark.slow),
    ("gdl_development_states", pytest.mark.slow),
    ("presidency_transfers_states", pytest.mark.slow),
    ("envipe_trust_states", pytest.mark.slow),
    ("congresses_women_states", pytest.mark.slow),
    ("sesnsp_victims_states", pytest.mark.slow),
    ("conapo_population_adults_states", pytest.mark.slow),
]
TABLES = {table.name: (table, module) for table, module in all_tables()}


def root_with(tmp_path: Path, table, file: str, content: str, number: int) -> Path:
    """Return a folder of official files in which one is another."""
    root = tmp_path / str(number)
    for name in table.sources:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        if name == file:
            (root / name).write_text(content, "utf-8")
        else:
            (root / name).symlink_to((paths.SOURCES / name).resolve())
    return root


def spoilt(text: str):
    """Yield a description and the text of each spoilt file."""
    rows = list(csv.reader(io.StringIO(text)))
    middle = len(rows) // 2

    def written(row: int, column: int, cell: str) -> str:
        changed = [list(cells) for cells in rows]
        changed[row][column] = cell
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(changed)
        return out.getvalue()

    for column, head in enumerate(rows[0]):
        for kind, spoil in CELLS.items():
            cell = rows[middle][column]
            if spoil(cell) != cell:
                yield f"{kind} in '{head}'", written(middle, column, spoil(cell))
        for kind, spoil in HEADS.items():
            yield f"{kind} '{head}'", written(0, column, spoil(head))
    for column in range(len(rows[0]) - 1):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(
            [*cells[:column], cells[column + 1], cells[column], *cells[column + 2 :]]
            for cells in rows
        )
        yield f"'{rows[0][column]}' moved", out.getvalue()
    lines = text.splitlines(keepends=True)
    yield "a row twice", "".join([*lines[: middle + 1], *lines[middle:]])
    yield "half of the file", "".join(lines[:middle])


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=mark) for name, mark in FILES],
)
def test_a_spoilt_file_is_told_or_read_the_same(name, tmp_path):
    table, module = TABLES[name]
    file = next(source for source in table.sources if source.endswith(".csv"))
    text = (paths.SOURCES / file).read_text("utf-8-sig")
    right, _ = rebuild.build_table(table, module, paths.SOURCES)
    wrong, told = [], 0
    for number, (what, content) in enumerate(spoilt(text)):
        try:
            found, _ = rebuild.build_table(
                table, module, root_with(tmp_path, table, file, content, number)
            )
        except DataError as error:
            told += 1
            if "incomplete" in error.cure:
                wrong.append(f"{what}: the cure hides a loss: {error.cure}")
        except Exception as error:
            wrong.append(f"{what}: {type(error).__name__}: {str(error)[:150]}")
        else:
            if found != right:
                wrong.append(f"{what}: other figures, and nothing said")
    assert told > 5
    assert wrong == []
