"""What was read and validated once, kept between processes in the build folder.

Every notebook reads its tables and texts in a process of its own; parsing and validating the same
bytes again and again would take longer than what most notebooks compute.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import tempfile
from pathlib import Path
from typing import Any, TypeVar

from cohesion import paths
from cohesion.files import hashes, tracking

T = TypeVar("T")


def key(*parts: str) -> str:
    """Return the name under which something is kept: a hash of all that made it what it is."""
    return hashes.sha256("\0".join(parts).encode())


def load(name: str, kind: type[T]) -> T | None:
    """Return what is kept, or None where there is none of its kind that can be read."""
    file = _file(name)
    # What is kept follows from inputs that are recorded; it is no input itself.
    with tracking.unrecorded():
        try:
            found = pickle.loads(file.read_bytes())
        except (OSError, EOFError, ValueError, pickle.UnpicklingError, AttributeError):
            # Not kept, or cut off by an accident: it is made anew.
            return None
    return found if isinstance(found, kind) else None


def keep(name: str, content: Any) -> None:
    """Keep something; a folder that cannot be written only costs time."""
    file = _file(name)
    with contextlib.suppress(OSError), tracking.unrecorded():
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as target:
            pickle.dump(content, target, protocol=pickle.HIGHEST_PROTOCOL)
        Path(part).replace(file)


def _file(name: str) -> Path:
    return paths.BUILD / "validated" / f"{name}.pickle"
