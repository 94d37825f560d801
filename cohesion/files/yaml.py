"""Reading YAML files that people write: every slip gets one message with file, line and cure."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files import kept, tracking
from cohesion.files.text import decoded

#: YAML's mark for the end of a document, the last line of every file of ``data/programme``: a file
#: that was cut off may still be good YAML, but it has lost this line.
END = "..."


# The same safe loader in C where PyYAML has it: a whole design is read in a tenth of the time.
class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # whichever is there
    """A safe loader that refuses a key which stands twice, where YAML keeps the last one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key '{key.value}' stands twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read(file: str | Path) -> dict[str, Any]:
    """Return the content of a YAML file.

    Raises
    ------
    DataError
        When the file is missing, is not UTF-8, is not valid YAML, has a key twice in one place, or
        does not hold a mapping: names the file, the line and the cure.
    """
    return parsed(text_of(file), Path(file))


def parsed(text: str, file: Path) -> dict[str, Any]:
    """Return the content of a YAML text; errors as in :func:`read`, and they name ``file``.

    The texts of ``data/`` are parsed once: what they hold is kept in the build folder.
    """
    if not Path(file).is_relative_to(paths.DATA):
        return _parsed(text, file)
    name = kept.key(yaml.__version__, _rules(), text)
    content = kept.load(name, dict)
    if content is None:
        content = _parsed(text, file)
        kept.keep(name, content)
    return content


@functools.cache
def _rules() -> str:
    with tracking.unrecorded():
        return Path(__file__).read_text("utf-8")


def _parsed(text: str, file: Path) -> dict[str, Any]:
    try:
        content = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise DataError(
            f"not valid YAML: {problem}.",
            file=file,
            row=mark.line + 1 if mark else _line_of_control_character(text),
            cure="Check indentation, quotes and keys at and above this line; spaces, no tabs.",
        ) from error
    except (ValueError, TypeError) as error:
        # Dates such as 2012-13-40 look right to YAML until Python makes them.
        raise DataError(
            f"a value cannot be read: {error}.",
            file=file,
            row=_line_of_impossible_value(text),
            cure="Correct the date or number, or put it in quotes.",
        ) from error
    if not isinstance(content, dict):
        raise DataError(
            "the file holds no keys.",
            file=file,
            row=1,
            cure="Start it with 'key:' lines as before.",
        )
    return content


def check_whole(file: str | Path) -> None:
    """Refuse a file that does not end with YAML's end mark: its last part was cut off."""
    lines = text_of(file).splitlines()
    if not lines or lines[-1] != END:
        raise DataError(
            f"the file does not end with the line '{END}'.",
            file=file,
            row=len(lines),
            cure=f"It may have been cut off: restore it, or add '{END}' as its last line.",
        )


def text_of(file: str | Path) -> str:
    """Return the text of a file; one that is missing or not UTF-8 raises a ``DataError``."""
    file = Path(file)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise DataError(
            "the file is not there." if not file.exists() else f"cannot be read: {error.strerror}.",
            file=file,
            cure="Restore it from the repository.",
        ) from error
    return decoded(content, file)


def _line_of_control_character(text: str) -> int:
    """Return the first line with a character that YAML refuses (its message has no line)."""
    for number, line in enumerate(text.split("\n"), start=1):
        if any(ord(letter) < 32 and letter not in "\t\r" or ord(letter) == 127 for letter in line):
            return number
    return 1


def _line_of_impossible_value(text: str) -> int | None:
    """Return the line of the first scalar that looks like a date and is none."""
    import datetime
    import re

    for number, line in enumerate(text.split("\n"), start=1):
        for year, month, day in re.findall(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", line):
            try:
                datetime.date(int(year), int(month), int(day))
            except ValueError:
                return number
    return None
