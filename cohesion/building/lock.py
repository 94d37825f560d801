"""One build at a time in a build folder: two would write into each other's results."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from cohesion.errors import BuildFailure

try:
    import fcntl
except ImportError:  # Windows outside WSL: nothing holds two builds apart there.
    fcntl = None

#: Set for the processes that a build starts: they work under its lock.
HELD = "COHESION_LOCK_HELD"


class AnotherBuildError(BuildFailure):
    """Another process builds in the same folder."""


def acquire(folder: Path) -> IO[str] | None:
    """Lock a build folder until the returned file is closed or the process ends.

    Returns None where this process works under the lock of the build that started it.

    Raises
    ------
    AnotherBuildError
        Another build is running.
    """
    if fcntl is None or os.environ.get(HELD) == str(folder.resolve()):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    file = (folder / ".lock").open("a", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise AnotherBuildError(
            f"another build is running in {folder.name}/. Cure: wait until it has ended, or end it."
        ) from None
    return file


@contextlib.contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Hold the lock of a build folder, for this process and those that it starts."""
    file = acquire(folder)
    before = os.environ.get(HELD)
    os.environ[HELD] = str(folder.resolve())
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(HELD, None)
        else:
            os.environ[HELD] = before
        if file is not None:
            file.close()
