"""Reading ``data/programme/*.yml`` into models, with errors that name file, entry and cure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from cohesion import paths
from cohesion.errors import DataError

#: Ids of the objectives to which anything in the programme can belong.
RESULTS = ("R1", "R2", "R3")
OBJECTIVES = ("O", "P", *RESULTS)


class Entry(BaseModel):
    """A part of the programme: unknown keys are refused, so that a misspelt key cannot hide."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


EntryT = TypeVar("EntryT", bound=Entry)


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
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
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


def parse(model: type[EntryT], data: Any, file: str | Path, entry: str) -> EntryT:
    """Build one model, turning pydantic's first complaint into one sentence with its cure."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        given = first.get("input")
        shown = f", not {given!r}" if isinstance(given, (int, float, str)) and field else ""
        raise DataError(
            f"entry '{entry}': {message}{shown}.",
            file=file,
            column=field or entry,
            cure=_cure(first["type"], field, model),
        ) from error


def _cure(kind: str, field: str, model: type[BaseModel]) -> str:
    if kind == "missing":
        return f"Add the key '{field}' to the entry."
    if kind == "extra_forbidden":
        return f"Use one of the known keys: {', '.join(model.model_fields)}."
    return f"Correct '{field}' in the entry." if field else "Correct the entry."


def read_entries(
    model: type[EntryT],
    name: str,
    key: str,
    folder: Path = paths.PROGRAMME,
    identify: str = "id",
) -> tuple[EntryT, ...]:
    """Return the list under ``key`` of a file as models; ids must be unique and the list filled."""
    path = folder / f"{name}.yml"
    rows = read_yaml(name, folder).get(key)
    if not isinstance(rows, list) or not rows:
        raise DataError(
            f"no list under '{key}'.", file=path, column=key, cure=f"Fill the list '{key}'."
        )
    parsed = []
    for number, row in enumerate(rows, start=1):
        label = row.get(identify) if isinstance(row, dict) else None
        parsed.append(parse(model, row, path, str(label or f"{key} no. {number}")))
    check_unique([getattr(entry, identify) for entry in parsed], path)
    return tuple(parsed)


def check_unique(ids: Sequence[str], file: str | Path) -> None:
    """Refuse an id that is used twice."""
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise DataError(
                f"the id '{one}' is used twice.",
                file=file,
                column=one,
                cure="Give each entry its own id.",
            )
        seen.add(one)


def check_known(
    used: Iterable[str], known: Collection[str], *, file: str | Path, entry: str, what: str
) -> None:
    """Refuse a reference to something that does not exist.

    Parameters
    ----------
    used, known : collections of ids
        What the entry refers to, and what exists.
    what : str
        What is referred to and where it is kept, as in ``"actor (actors.yml)"``.
    """
    for one in used:
        if one not in known:
            raise DataError(
                f"entry '{entry}': unknown {what} '{one}'.",
                file=file,
                column=entry,
                cure=f"Use one of: {', '.join(sorted(known)[:40])}; or add the missing one first.",
            )


def activity_ids(folder: Path = paths.PROGRAMME) -> dict[str, str]:
    """Map each activity id of ``activities.yml`` to the result that it belongs to."""
    rows = read_yaml("activities", folder).get("activities", [])
    return {row["id"]: row["result"] for row in rows}
