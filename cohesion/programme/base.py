"""What all files of ``data/programme/*.yml`` share: strict entries, reading, references."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator

from cohesion import paths
from cohesion.errors import DataError

#: The four themes that run through every result (the mission's service S9).
THEMES = ("gender", "vulnerable_groups", "transparency", "good_government")

#: Sectors of the programme; "all" stands for every one of them.
SECTORS = ("social_development", "health", "safety", "social_care", "all")


# The same safe loader in C where PyYAML has it: a whole design is read in a tenth of the time.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Entry(BaseModel):
    """A part of the programme: unknown keys are refused, so that a misspelt key cannot hide."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    #: Fields that must be there but may hold an empty text.
    may_be_empty: ClassVar[frozenset[str]] = frozenset()

    @field_validator("*", mode="after")
    @classmethod
    def _texts_are_written(cls, value: Any, info: ValidationInfo) -> Any:
        """Refuse an empty text, unless the field may be left out altogether."""
        required = cls.model_fields[info.field_name].is_required()
        if value == "" and required and info.field_name not in cls.may_be_empty:
            raise ValueError("the text is empty")
        if isinstance(value, (list, tuple)) and "" in value:
            raise ValueError("one of its texts is empty")
        return value


def read_yaml(name: str, folder: Path = paths.PROGRAMME) -> dict[str, Any]:
    """Return the content of ``<folder>/<name>.yml``.

    Raises
    ------
    DataError
        When the file is missing, is not valid YAML, or does not hold a mapping.
    """
    path = folder / f"{name}.yml"
    if not path.is_file():
        raise DataError(
            "the file is not there.", file=path, cure="Restore it from the repository."
        )
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise DataError(
            f"not valid YAML: {getattr(error, 'problem', error)}.",
            file=path,
            row=mark.line + 1 if mark else None,
            cure="Check indentation and quotes at and above this line.",
        ) from error
    if not isinstance(content, dict):
        raise DataError(
            "the file holds no keys.", file=path, cure="Start it with 'key:' lines as before."
        )
    return content


def find(entries: Sequence[Any], name: str, file: str | Path, what: str) -> Any:
    """Return the entry with an id; an unknown one raises :class:`DataError`."""
    for entry in entries:
        if entry.id == name:
            return entry
    raise DataError(
        f"there is no {what} '{name}'.",
        file=file,
        row=name,
        cure=f"Write one of {', '.join(entry.id for entry in entries)}, or restore it.",
    )


def check_unique(ids: Sequence[str], file: str | Path) -> None:
    """Refuse an id that is used twice."""
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise DataError(
                f"the id '{one}' is used twice.",
                file=file,
                row=one,
                cure="Give each entry its own id.",
            )
        seen.add(one)


def check_known(
    used: Iterable[str], known: Collection[str], *, file: str | Path, entry: str, what: str
) -> None:
    """Refuse a reference to something that does not exist.

    Parameters
    ----------
    used, known : collections of str
        What the entry refers to, and what exists.
    file, entry : str
        The file and the id of the entry, for the message.
    what : str
        What is referred to and where it is kept, as in ``"actor (actors.yml)"``.
    """
    for one in used:
        if one not in known:
            raise DataError(
                f"entry '{entry}' refers to an unknown {what}: '{one}'.",
                file=file,
                row=entry,
                cure=f"Use one of: {', '.join(sorted(known)[:60])}; or add the missing one first.",
            )
