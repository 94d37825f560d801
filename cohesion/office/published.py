"""Published tables as the files need them: texts resolved, numbers kept as numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cohesion import formats
from cohesion.errors import DataError
from cohesion.files import bibliography
from cohesion.markup import cited_keys
from cohesion.office.reading import readable
from cohesion.publishing import stored
from cohesion.translation.catalogue import Catalogue, english
from cohesion.translation.words import agreeing

DAGGER = (
    "† The publisher's later edition stands in for the figure of the time; the formulation report "
    "says why."
)
#: Works in a cell, with what stands before them.
_CITED = re.compile(r"((?:: )?)\{cite:t\}`([^`]+)`")


#: Publishers of a later edition → the body that held the task on the day.
_BODY_OF_THE_DAY = {"INE": "IFE"}


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
    sources : str
        All sources, with the files of the design, in English: for the data package alone.
    publications : str
        The publications among the sources: no file of the project, no edition of a later day.
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


def works(name: str) -> list[str]:
    """Return the keys of the works that a published table cites, as a document shows it."""
    item = stored.item(name)
    cells = [of_the_day(text) for column in item["columns"] for text in column["cells"]]
    return cited_keys(" ".join([item["caption"], item["notes"], *cells]))


def publications(lines: Sequence[str], words: Catalogue) -> str:
    """Return the publications among the source lines of a table, each once.

    Of an edition that stands in for the one of the time only its publisher is named: a document of
    the day cannot cite it.

    >>> lines = ["INEGI, *Census* (March 2011)", "CONEVAL, *Poverty* (August 2019)†"]
    >>> publications([*lines, "programme design (data/programme/x.yml)"], english())
    'INEGI, Census (March 2011); CONEVAL (editions named in the formulation report)'
    """
    found = [line for line in lines if not line.startswith("programme design (")]
    told = [_read(line, words) for line in dict.fromkeys(found) if "†" not in line]
    later = dict.fromkeys(
        _BODY_OF_THE_DAY.get(name, name)
        for name in (line.partition(", ")[0] for line in found if "†" in line)
    )
    if later:
        names = ", ".join(_read(name, words) for name in later)
        told.append(f"{names} ({words.text('editions named in the formulation report')})")
    return "; ".join(told)


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
        return readable(words.cell(of_the_day(text)), words)

    columns = item["columns"]
    heads = [column["head"] for column in columns]
    rows = zip(*(column["cells"] for column in columns), strict=True)
    return PublishedTable(
        name=name,
        caption=readable(words.text(item["caption"]), words),
        notes=readable(words.text(item["notes"]), words),
        sources="; ".join(readable(line, english()) for line in item["source_lines"]),
        publications=publications(item["source_lines"], words),
        heads=[cell(head) for head in heads],
        rows=[
            [agreeing(head, cell(text)) for head, text in zip(heads, row, strict=True)]
            for row in rows
        ],
        raw=[
            [cell(value) if isinstance(value, str) else value for value in row]
            for row in item["raw"]["rows"]
        ],
        numeric=[column["numeric"] for column in columns],
        stub=item["stub"],
        wide=item["wide"] or len(columns) > 8,
        numbers=item.get("numbers", {}),
    )


def of_the_day(text: str) -> str:
    """Return a cell without the works that were read later: a document of the day cites none."""

    def kept(match: re.Match[str]) -> str:
        keys = [key.strip() for key in match[2].split(",")]
        early = [key for key in keys if not bibliography.is_read_later(key)]
        return f"{match[1]}{{cite:t}}`{','.join(early)}`" if early else ""

    return _CITED.sub(kept, text)


def _read(line: str, words: Catalogue) -> str:
    return readable(words.text(line), words)
