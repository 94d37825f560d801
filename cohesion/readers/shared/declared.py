"""What a publisher's tables are: read from the ``tables.yml`` beside its readers.

A reader says in code what it reads and how (:class:`~cohesion.readers.shared.table.Reads`); what a
table is, for people, stands in YAML: in ``<publisher>/tables.yml`` where the readers of a
publisher fill a folder, in ``<publisher>.tables.yml`` where they are one module. ``common`` holds
the keys that most tables of the publisher share; a table repeats none of them and says only what
differs. The last line is YAML's end mark, so that a file that was cut off cannot pass.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from cohesion.errors import DataError
from cohesion.files import yaml
from cohesion.files.entries import Entry, validated
from cohesion.readers.shared.table import Table

ROOM = Path(__file__).parent.parent

Standing = Literal["verified", "spot_checked", "unverifiable"]


class Described(Entry):
    """The words of one table, as its manifest repeats them.

    ``licence_checked`` is the day on which the terms of use were looked up; ``route`` says how the
    file came here, ``verified`` with what its figures were compared. ``standing`` and
    ``incomplete`` are explained at :class:`~cohesion.readers.shared.table.Table`.
    """

    title_en: str
    title_es: str
    level: Literal["national", "state", "municipality"]
    publisher: str
    publication: str
    url: str
    licence: str
    licence_checked: datetime.date
    origin: Literal["official file", "extraction", "transcription"]
    route: str
    gaps: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()
    verified: str
    standing: Standing | dict[str, Standing] | None = None
    incomplete: tuple[str, ...] = ()


class Declarations(Entry):
    """The file as it is written: what tables share, and the tables by their names."""

    common: dict[str, Any] = {}
    tables: dict[str, dict[str, Any]]


def file_of(module: ModuleType | str) -> Path:
    """Return the file that describes the tables of a reader's module."""
    name = module if isinstance(module, str) else module.__name__
    publisher = name.removeprefix("cohesion.readers.").split(".")[0]
    folder = ROOM / publisher
    return folder / "tables.yml" if folder.is_dir() else ROOM / f"{publisher}.tables.yml"


def files() -> list[Path]:
    """Return all such files."""
    return sorted([*ROOM.glob("*.tables.yml"), *ROOM.glob("*/tables.yml")])


def described(file: Path) -> dict[str, Described]:
    """Return what one file says, by the names of the tables.

    Raises
    ------
    DataError
        The file is missing, cut off or no valid YAML; a key is unknown, missing or wrong; or a
        table repeats what ``common`` says: names the file, the table, the key and the cure.
    """
    content = validated(Declarations, yaml.read(file), file)
    yaml.check_whole(file)
    unknown = set(content.common) - set(Described.model_fields)
    if unknown:
        raise DataError(
            f"no table has the key '{min(unknown)}'.",
            file=file,
            row="common",
            column=min(unknown),
            cure=f"Write one of {', '.join(Described.model_fields)}.",
        )
    found = {}
    for name, own in content.tables.items():
        for key in own:
            if key in content.common and own[key] == content.common[key]:
                raise DataError(
                    f"'{key}' says again what 'common' says.",
                    file=file,
                    row=name,
                    column=key,
                    cure="Leave it out here.",
                )
        found[name] = validated(Described, content.common | own, file, name)
    return found


def tables_of(module: ModuleType) -> list[Table]:
    """Return the tables of a reader's module, in the order in which it names them.

    Raises
    ------
    DataError
        As :func:`described`, and for a table that the file does not describe.
    """
    reads = getattr(module, "TABLES", {})
    if not reads:
        return []
    file = file_of(module)
    words = described(file)
    tables = []
    for name, one in reads.items():
        if name not in words:
            raise DataError(
                f"nothing describes the table '{name}' of {module.__name__}.",
                file=file,
                row=name,
                cure=f"Describe it under 'tables', or correct its name ({', '.join(words)}).",
            )
        fields = dict(words[name]) | {"licence_checked": words[name].licence_checked.isoformat()}
        fields["standing"] = fields["standing"] or ""
        tables.append(Table(name=name, build=one.build, sources=one.sources, **fields))
    return tables


def check_all_are_built(names: set[str]) -> None:
    """Raise :class:`DataError` for a table that is described and that no reader builds."""
    for file in files():
        for name in described(file):
            if name not in names:
                raise DataError(
                    f"no reader builds the table '{name}'.",
                    file=file,
                    row=name,
                    cure="Name it in TABLES of the reader beside this file, or take it out.",
                )
