"""What all files of ``data/programme/*.yml`` share: strict entries, reading, references."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from cohesion import paths, yaml_file
from cohesion.errors import DataError

#: The four themes that run through every result (the mission's service S9).
THEMES = ("gender", "vulnerable_groups", "transparency", "good_government")

#: Sectors of the programme; "all" stands for every one of them.
SECTORS = ("social_development", "health", "safety", "social_care", "all")

#: A calendar year that the programme or a figure of its design can belong to.
Year = Annotated[int, Field(ge=1980, le=2040)]
#: Decimals of a written number.
Digits = Annotated[int, Field(ge=0, le=6)]


class Entry(BaseModel):
    """A part of the programme: unknown keys are refused, so that a misspelt key cannot hide."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    #: Fields that must be there but may hold an empty text.
    may_be_empty: ClassVar[frozenset[str]] = frozenset()

    @field_validator("*", mode="after")
    @classmethod
    def _texts_are_written(cls, value: Any, info: ValidationInfo) -> Any:
        """Refuse an empty text, unless the field may be left out, and an entry that stands twice."""
        required = cls.model_fields[info.field_name].is_required()
        if value == "" and required and info.field_name not in cls.may_be_empty:
            raise ValueError("the text is empty")
        if isinstance(value, (list, tuple)) and "" in value:
            raise ValueError("one of its texts is empty")
        if isinstance(value, (list, tuple)):
            for number, one in enumerate(value):
                if one in value[:number] and not isinstance(one, (int, float, bool)):
                    raise ValueError(f"entry {number + 1} stands twice: it is like an earlier one")
        if isinstance(value, dict) and "" in value.values():
            raise ValueError("one of its texts is empty")
        return value


def shaped(model: type[Entry]) -> Callable[[Any], Any]:
    """Return a validator that holds a mapping to a model and hands it on as it is written."""

    def check(value: Any) -> Any:
        try:
            model.model_validate(value)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            message = first["msg"].removeprefix("Value error, ")
            raise ValueError(f"{place}: {message}" if place else message) from None
        return value

    return check


def read_yaml(name: str, folder: Path = paths.PROGRAMME) -> dict[str, Any]:
    """Return the content of ``<folder>/<name>.yml``.

    Raises
    ------
    DataError
        As :func:`cohesion.yaml_file.read`.
    """
    return yaml_file.read(folder / f"{name}.yml")


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
