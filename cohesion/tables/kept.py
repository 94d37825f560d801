"""Tables that were read and validated once, kept between processes in the build folder.

Every notebook reads its tables in a process of its own; parsing and validating the same bytes
again and again would take longer than what most notebooks compute.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import tempfile
from pathlib import Path

import pandas as pd

from cohesion import paths
from cohesion.files import hashes, tracking


def key(*parts: str) -> str:
    """Return the name under which a table is kept: a hash of all that made it what it is."""
    return hashes.sha256("\0".join((pd.__version__, *parts)).encode())


def load(name: str) -> pd.DataFrame | None:
    """Return the kept table, or None where there is none that can be read."""
    file = _file(name)
    # What is kept follows from inputs that are recorded; it is no input itself.
    with tracking.unrecorded():
        try:
            frame = pickle.loads(file.read_bytes())
        except (OSError, EOFError, ValueError, pickle.UnpicklingError, AttributeError):
            # Not kept, or cut off by an accident: it is read and validated anew.
            return None
    return frame if isinstance(frame, pd.DataFrame) else None


def keep(name: str, frame: pd.DataFrame) -> None:
    """Keep a table; a folder that cannot be written only costs time."""
    file = _file(name)
    with contextlib.suppress(OSError), tracking.unrecorded():
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as target:
            pickle.dump(frame, target, protocol=pickle.HIGHEST_PROTOCOL)
        Path(part).replace(file)


def _file(name: str) -> Path:
    return paths.BUILD / "validated" / f"{name}.pickle"
