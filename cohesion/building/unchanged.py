"""Whether anything at all changed since the book in place was built.

Mostly nothing did, and then nothing needs to be imported, checked or compared in detail: one hash
of every file of the project and of every stored result says so. It takes the standard library
alone, and a file too many only costs the detailed look that follows.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from cohesion import paths
from cohesion.files import stamps

#: Folders that no build reads: what was built, environments, histories, caches.
_NOT_READ = frozenset({
    ".git", ".venv", ".lab", "__pycache__", ".pytest_cache", ".hypothesis", ".ruff_cache",
    ".ipynb_checkpoints", "node_modules",
})  # fmt: skip
#: What a run leaves behind beside its figures, which pages copy.
_RESULTS = ("*.jsonl", "*.json", "*.ipynb", "figures/*")


def book_stands(place: Path) -> bool:
    """Whether the book in a folder was built from all that there is now."""
    # The stamp is looked at first: without one, nothing needs to be hashed.
    return (
        (place / "index.html").is_file()
        and _stamp(place).is_file()
        and stamps.stands(_stamp(place), _everything(of_project()))
    )


def note(place: Path, project: str) -> None:
    """Note that the book in a folder was built from the project as it was (:func:`of_project`).

    Nothing is noted where a file changed while the book was built.
    """
    if of_project() == project:
        stamps.put(_stamp(place), _everything(project))


def of_project() -> str:
    """Return one hash of every file of the project, of Python and of what is installed."""
    installed = sorted(
        found.name
        for folder in map(Path, sys.path)
        if folder.is_dir()
        for found in folder.glob("*.dist-info")
    )
    return _hash_of(_files(paths.ROOT), [sys.version, *installed])


def _everything(project: str) -> str:
    results = (file for kind in _RESULTS for file in paths.RESULTS.glob(f"[!.]*/{kind}"))
    return _hash_of(results, [project])


def _stamp(place: Path) -> Path:
    return place.with_name(f"{place.name}.everything.stamp")


def _files(root: Path) -> Iterator[Path]:
    for folder, below, names in os.walk(root):
        below[:] = [
            name for name in below
            if name not in _NOT_READ and not (folder == str(root) and name.startswith("_build"))
        ]  # fmt: skip
        yield from (Path(folder, name) for name in names)


def _hash_of(files: Iterable[Path], more: list[str]) -> str:
    found = hashlib.sha256("\0".join(more).encode())
    for file in sorted(files):
        found.update(f"\0{os.path.relpath(file, paths.ROOT)}\0".encode())
        try:
            with file.open("rb") as stream:
                found.update(hashlib.file_digest(stream, "sha256").digest())
        except OSError:
            # A link that leads nowhere, or gone at this moment: the detailed look will tell.
            found.update(b"unreadable")
    return found.hexdigest()
