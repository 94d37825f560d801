"""Published tables as the files need them: texts resolved, numbers kept as numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cohesion import formats
from cohesion.errors import DataError
from cohesion.office.reading import readable
from cohesion.publishing import stored
from cohesion.translation.catalogue import Catalogue, english


@dataclass(frozen=True)
class PublishedTable:
    """One published table.

    Attributes
    ----------
    heads : list of str
        Column heads, the stub's first.
    rows : list of list of str
        Cells as the page shows them.
    raw : list of list
        The same cells as numbers or texts, for workbooks and data files.
    publications : str
        The publications among the sources: no file of the project, and for an edition that stands
        in for the one of the time no date, since a document of the day cannot cite it.
    numeric : list of bool
        Whether a column holds numbers.
    numbers : mapping
        The numbers that texts of ``raw`` were written from: column → row → number.
    """

    name: str
    caption: str
    notes: str
    sources: str
    publications: str
    heads: list[str]
    rows: list[list[str]]
    raw: list[list[object]]
    numeric: list[bool]
    stub: int
    wide: bool
    numbers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def number(self, row: int, column: int) -> float | None:
        """Return the number of a cell: as it is, or as its text was written from; None for none."""
        cell = self.numbers.get(str(column), {}).get(str(row), self.raw[row][column])
        read = formats.machine_readable(cell)
        return read if isinstance(read, (int, float)) else None


def publications(lines: Sequence[str]) -> list[str]:
    """Return the publications among the source lines of a table, each once.

    >>> publications(["INEGI, *Census* (March 2011)", "programme design (data/programme/x.yml)"])
    ['INEGI, *Census* (March 2011)']
    >>> publications(["CONEVAL, *Poverty* (August 2019)†"])
    ['CONEVAL, *Poverty* (edition named in the formulation report)']
    """
    found = [
        re.sub(r"\([^()]*\)†", "(edition named in the formulation report)", line)
        for line in lines
        if not line.startswith("programme design (")
    ]
    return list(dict.fromkeys(found))


def table(name: str, words: Catalogue | None = None) -> PublishedTable:
    """Return a published table in a language, its roles filled in.

    Raises
    ------
    DataError
        Nothing, or something that is not a table, is published under the name.
    """
    words = words or english()
    item = stored.item(name)
    if item["kind"] != "table":
        raise DataError(f"'{name}' is a {item['kind']}, not a table.", cure="Name a table.")

    def cell(text: str) -> str:
        return readable(words.cell(text), words)

    columns = item["columns"]
    rows = zip(*(column["cells"] for column in columns), strict=True)
    lines = item["source_lines"]
    return PublishedTable(
        name=name,
        caption=readable(words.text(item["caption"]), words),
        notes=readable(words.text(item["notes"]), words),
        sources=_sourced(lines, words),
        publications=_sourced(publications(lines), words),
        heads=[cell(column["head"]) for column in columns],
        rows=[[cell(text) for text in row] for row in rows],
        raw=[
            [cell(value) if isinstance(value, str) else value for value in row]
            for row in item["raw"]["rows"]
        ],
        numeric=[column["numeric"] for column in columns],
        stub=item["stub"],
        wide=item["wide"] or len(columns) > 8,
        numbers=item.get("numbers", {}),
    )


def _sourced(lines: Sequence[str], words: Catalogue) -> str:
    return "; ".join(readable(words.text(line), words) for line in lines)
