"""What a notebook used: every file of ``data/`` it opened and every module of the package.

The build runs a notebook again only when one of these changed. Python's audit hooks report each
file that is opened, so that nothing has to be declared and nothing can be forgotten. Where many
files are read for one thing that they say together, that thing is noted in place of the files.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cohesion import paths
from cohesion.files.hashes import file_hash

_opened: set[str] = set()
_notes: dict[str, str] = {}
_started = False
_pauses = 0
#: How the kernel counted the cell in which recording began, which keeps the build's books.
_first_count = 0
#: Functions that open a file without Python seeing it: module → names.
_OPENED_IN_C = {
    "lxml.etree": ("parse", "iterparse"),
    "pyogrio": ("read_dataframe", "read_info", "list_layers"),
    "pyogrio.raw": ("read", "read_arrow", "open_arrow"),
}


def start() -> None:
    """Begin to remember what this process opens of the data, the pages and recorded results.

    Python tells of each file it opens. Libraries that open files in C tell nothing: the functions
    by which those of the lock do so are wrapped (:data:`_OPENED_IN_C`).
    """
    global _started, _first_count
    if _started:
        return
    _started = True
    _first_count = _execution_count()
    sys.addaudithook(_remember)
    for module, names in _OPENED_IN_C.items():
        with contextlib.suppress(ImportError):
            library = importlib.import_module(module)
            for name in names:
                setattr(library, name, _told(getattr(library, name)))


def cell() -> int:
    """Return which code cell of the notebook runs, counted from 1; 0 outside a recorded run."""
    return max(0, _execution_count() - _first_count) if _started and _first_count else 0


def _execution_count() -> int:
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return 0 if shell is None else int(shell.execution_count)


def _remember(event: str, arguments: tuple) -> None:
    if event in ("open", "sqlite3.connect") and not _pauses:
        _note_opened(arguments[0])


def _note_opened(name: Any) -> None:
    """Remember a file of the project, however its name was written."""
    if not isinstance(name, (str, bytes, os.PathLike)):
        return
    # The name may be relative to the folder of this moment, in bytes, or go through a link.
    real = os.path.realpath(os.fsdecode(name))
    if real.startswith(_roots()) or _lies_beside(real):
        _opened.add(real)


def _told(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapped(*arguments: Any, **options: Any) -> Any:
        if not _pauses:
            for argument in (*arguments[:1], options.get("source"), options.get("path_or_buffer")):
                _note_opened(argument)
        return function(*arguments, **options)

    return wrapped


@functools.cache
def _roots() -> tuple[str, ...]:
    folders = (paths.DATA, paths.BOOK, paths.NOTEBOOKS, paths.GOLDEN, paths.ROOT / "benchmarks")
    return tuple(os.path.realpath(folder) + os.sep for folder in folders)


def _lies_beside(name: str) -> bool:
    """Whether a file is the first page, the settings or the changes: they lie in no folder."""
    folder, file = os.path.split(name)
    return folder == os.path.realpath(paths.ROOT) and file.endswith((".md", ".yml"))


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
