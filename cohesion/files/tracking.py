"""What a notebook used: every file of ``data/`` it opened and every module of the package.

The build runs a notebook again only when one of these changed. Python's audit hooks report each
file that is opened, so that nothing has to be declared and nothing can be forgotten. Where many
files are read for one thing that they say together, that thing is noted in place of the files.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from cohesion import paths
from cohesion.files.hashes import file_hash

_opened: set[str] = set()
_notes: dict[str, str] = {}
_started = False
_pauses = 0


def start() -> None:
    """Begin to remember what this process opens of the data, the pages and recorded results."""
    global _started
    if _started:
        return
    _started = True
    folders = (paths.DATA, paths.BOOK, paths.NOTEBOOKS, paths.GOLDEN, paths.ROOT / "benchmarks")
    roots = tuple(str(folder) + os.sep for folder in folders)
    # The first page, the settings and the changes lie beside these folders, not in one.
    beside = (str(paths.ROOT) + os.sep, (".md", ".yml"))

    def remember(event: str, arguments: tuple) -> None:
        if event == "open" and not _pauses and isinstance(arguments[0], (str, os.PathLike)):
            name = os.fspath(arguments[0])
            if isinstance(name, str) and (name.startswith(roots) or _lies_beside(name, *beside)):
                _opened.add(name)

    sys.addaudithook(remember)


def _lies_beside(name: str, root: str, endings: tuple[str, ...]) -> bool:
    return name.startswith(root) and os.sep not in name[len(root) :] and name.endswith(endings)


@contextlib.contextmanager
def unrecorded() -> Iterator[None]:
    """Open files without remembering them; what they say together is then to be noted."""
    global _pauses
    _pauses += 1
    try:
        yield
    finally:
        _pauses -= 1


def note(name: str, fingerprint: str) -> None:
    """Remember what a notebook used of many files: a name, and a hash of what they said."""
    _notes[name] = fingerprint


def notes() -> dict[str, str]:
    """Return what was noted so far, by name."""
    return dict(_notes)


def inputs() -> dict[str, str]:
    """Return the SHA-256 of each input so far, by path relative to the project root."""
    files = {Path(name) for name in _opened}
    for name, module in list(sys.modules.items()):
        source = getattr(module, "__file__", None)
        if source and (name == "cohesion" or name.startswith("cohesion.")):
            files.add(Path(source))
    return {
        file.relative_to(paths.ROOT).as_posix(): file_hash(file)
        for file in sorted(files)
        if file.is_file() and file.is_relative_to(paths.ROOT)
    }
