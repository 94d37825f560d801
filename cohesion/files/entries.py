"""What all files of ``data/programme/*.yml`` share: strict entries, reading, references."""

from __future__ import annotations

import datetime
import pickle
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files import yaml

#: A calendar year that the programme or a figure of its design can belong to.
Year = Annotated[int, Field(ge=1980, le=2040)]
#: A text that cites a publication, and one that is such a citation and nothing else.
Citing = Annotated[str, Field(pattern=r"\{cite:[pt]\}`[a-z0-9]+(?:, ?[a-z0-9]+)*`")]
Citation = Annotated[str, Field(pattern=r"^\{cite:[pt]\}`[a-z0-9]+(?:, ?[a-z0-9]+)*`$")]
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
        """Refuse an empty text, unless it may be left out, and an entry that stands twice."""
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
            message = _said(first["msg"])
            raise ValueError(f"{place}: {message}" if place else message) from None
        return value

    return check


def read_yaml(name: str, folder: Path = paths.PROGRAMME) -> dict[str, Any]:
    """Return the content of ``<folder>/<name>.yml``.

    Raises
    ------
    DataError
        As :func:`cohesion.files.yaml.read`.
    """
    return yaml.read(folder / f"{name}.yml")


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


class Amendment(Entry):
    """A change to the plan, with its day and reason."""

    date: datetime.date
    before_results: bool
    change: str
    reason: str


M = TypeVar("M", bound=BaseModel)


def load(model: type[M], file: str, folder: Path = paths.PROGRAMME) -> M:
    """Read one YAML file of the programme design into its model.

    Raises
    ------
    DataError
        Missing file, broken YAML, or an entry that the model refuses (see :func:`validated`).
    """
    path = Path(folder) / file
    text = yaml.text_of(path)
    if (model, text) not in _kept:
        packed = pickle.dumps(validated(model, yaml.parsed(text, path), path))
        if len(_kept) >= _MOST:
            _kept.pop(next(iter(_kept)))
        _kept[model, text] = packed
    return pickle.loads(_kept[model, text])


#: Texts of files as their models, packed: whoever asks again gets a copy of its own, also of the
#: same text in another folder. The file itself is read each time. A document of the programme asks
#: some thirty times for the same design; unpacking takes a tenth of reading and checking.
_kept: dict[tuple[type[BaseModel], str], bytes] = {}
_MOST = 256


class MisfitError(ValueError):
    """What a validator of a whole file raises when parts of it do not fit together.

    Parameters
    ----------
    message : str
        What does not fit.
    place : str
        The part of the file to look at, with dots between its keys.
    """

    def __init__(self, message: str, place: str) -> None:
        super().__init__(message)
        self.place = place


def validated(model: type[M], content: Mapping[str, Any], file: Path, place: str = "") -> M:
    """Return what a file, or a part of it, holds as its model.

    Parameters
    ----------
    place : str
        Where the part stands in the file, for the message; '' for the whole file.

    Raises
    ------
    DataError
        The model refuses an entry: names the file, the first such entry (by its ``id`` where it
        has one), the field and the cure.
    """
    try:
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        told = getattr(first.get("ctx", {}).get("error"), "place", "")
        column = ".".join(part for part in (*first["loc"], told) if part and isinstance(part, str))
        row = " ".join(filter(None, (place, entry_name(content, first["loc"])))) or None
        # Of what does not fit together the whole file was found, which helps nobody.
        found = f" (found {_short(first.get('input'))})" if first["loc"] else ""
        raise DataError(
            f"{_said(first['msg'])}{found}.",
            file=file,
            row=row,
            column=column or None,
            cure="Correct or add the field named in 'column' of that entry."
            if first["loc"]
            else "Correct what does not fit together.",
        ) from error


def entry_name(raw: Any, location: tuple[str | int, ...]) -> str | None:
    """Return the ``id`` of the innermost entry on the way to an error, or its position.

    An entry without an ``id``, or with one that is no text, is named by its position inside the
    one that has it.
    """
    name, node = None, raw
    for part in location:
        try:
            node = node[part]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(part, int):
            if isinstance(node, dict) and isinstance(node.get("id"), str):
                name = node["id"]
            else:
                name = f"{name}, entry {part + 1}" if name else f"entry {part + 1}"
    return name


def _said(message: str) -> str:
    """Return what a validator said, without pydantic's word for it."""
    return message.removeprefix("Value error, ")


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
