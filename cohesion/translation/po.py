"""The po files: one for each family of texts, read, brought up to date, written."""

from __future__ import annotations

import datetime
import difflib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from cohesion.errors import DataError
from cohesion.files.entries import read_yaml

_HEADER = "# Spanish of the documents; written by `python -m cohesion translate`."
#: What stands before the English that a fuzzy translation was made from.
_WAS = "was: "
#: Wider than any text: each stands on one line.
_WIDTH = 100_000
_OPEN = re.compile(r'(?:msg\w+ )?"(?:[^"\\]|\\.)*$')
#: How alike an old and a new English text are, at least, for the old translation to be offered.
ALIKE = 0.6


@dataclass(frozen=True)
class Message:
    """One text and its translation.

    Attributes
    ----------
    fuzzy : bool
        The English changed since it was translated.
    previous : str
        The English that it was translated from, where it changed.
    note : tuple of str
        For the translator: where it stands, which terms are fixed.
    """

    english: str
    spanish: str = ""
    fuzzy: bool = False
    previous: str = ""
    note: tuple[str, ...] = ()


def read(file: Path) -> list[Message]:
    """Return the messages of one file.

    Raises
    ------
    DataError
        A file that is no po file: names the line.
    """
    content = file.read_bytes()
    for row, line in enumerate(content.decode("utf-8").splitlines(), start=1):
        if _OPEN.fullmatch(line):
            raise DataError(
                "not a po file: a quote is open.", file=file, row=row,
                cure="End the line with a quote; a quote inside a text is written \\\".",
            )  # fmt: skip
    try:
        catalogue = read_po(io.BytesIO(content), locale="es_MX", abort_invalid=True)
    except PoFileError as error:
        raise DataError(
            f"not a po file: {error}.", file=file, row=error.lineno + 1,
            cure="Check quotes and the lines that begin with msgid and msgstr.",
        ) from error  # fmt: skip
    found = []
    for message in catalogue:
        if not message.id:
            continue
        notes = [note for note in message.auto_comments if not note.startswith(_WAS)]
        was = [note for note in message.auto_comments if note.startswith(_WAS)]
        found.append(
            Message(
                str(message.id),
                str(message.string),
                message.fuzzy,
                was[0].removeprefix(_WAS) if was and message.fuzzy else "",
                tuple(notes),
            )
        )
    return found


def read_all(folder: Path) -> dict[str, list[Message]]:
    """Return family → messages of every po file of a folder."""
    return {file.stem: read(file) for file in sorted(folder.glob("*.po"))}


def write(messages: Sequence[Message], file: Path) -> None:
    """Write the messages of one family, every text on one line."""
    # The head of a po file bears a date: that of the book, the same from run to run.
    day = datetime.datetime.combine(read_yaml("edition")["as_of"], datetime.time(), datetime.UTC)
    catalogue = Catalog(
        locale="es_MX", project="cohesion", header_comment=_HEADER, fuzzy=False,
        creation_date=day, revision_date=day, last_translator="", language_team="",
    )  # fmt: skip
    for message in messages:
        catalogue.add(
            message.english,
            message.spanish,
            flags={"fuzzy"} if message.fuzzy else set(),
            auto_comments=[*message.note, *([_WAS + message.previous] if message.previous else [])],
        )
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=_WIDTH)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(buffer.getvalue())


def brought_up_to_date(
    wanted: Mapping[str, Sequence[Message]], old: Mapping[str, Sequence[Message]]
) -> dict[str, list[Message]]:
    """Return the wanted messages with the translations that are at hand.

    A text keeps its translation wherever it moved. A new text that is like one that went takes its
    translation as a proposal: marked fuzzy, with the English that it was made from.
    """
    ready = {m.english: m for messages in old.values() for m in messages if m.spanish}
    texts = {m.english for messages in wanted.values() for m in messages}
    gone = [text for text in ready if text not in texts]
    return {
        family: [_with_translation(message, ready, gone) for message in messages]
        for family, messages in wanted.items()
    }


def _with_translation(message: Message, ready: Mapping[str, Message], gone: list[str]) -> Message:
    found = ready.get(message.english)
    if found:
        return replace(message, spanish=found.spanish, fuzzy=found.fuzzy, previous=found.previous)
    near = difflib.get_close_matches(message.english, gone, n=1, cutoff=ALIKE)
    if not near:
        return message
    return replace(message, spanish=ready[near[0]].spanish, fuzzy=True, previous=near[0])
