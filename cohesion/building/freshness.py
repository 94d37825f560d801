"""What makes the stored results of a notebook stale."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from cohesion import paths
from cohesion.building import environment
from cohesion.building.notebooks import Notebook
from cohesion.files import hashes
from cohesion.publishing import stored


def why_stale(notebook: Notebook, items: dict[str, dict[str, Any]]) -> str:
    """Say what changed since a notebook's results were made; '' if nothing did."""
    record = read_record(notebook.folder)
    if record is None:
        return "no results yet"
    if record["code"] != notebook.code_hash:
        return "its code changed"
    if record.get("environment") != environment.fingerprint():
        return "the environment changed"
    for name, before in record["files"].items():
        if _present(paths.ROOT / name) != before:
            return f"{name} changed"
    for name, before in record.get("notes", {}).items():
        if _noted(name) != before:
            return f"{name} changed"
    for name, before in record["facts"].items():
        if name not in items or stored.print_of_run(items[name]) != before:
            return f"the result '{name}' changed"
    return ""


def _present(file: Path) -> str:
    """Return the hash of a file as it is now; of a file that stays as it is, once in a build."""
    try:
        seen = file.stat()
    except OSError:
        return ""
    return _hash(file, (seen.st_mtime_ns, seen.st_size, seen.st_ino))


@functools.lru_cache(maxsize=4096)
def _hash(file: Path, seen: tuple[int, int, int]) -> str:
    return hashes.file_hash(file)


#: What a record holds, and of what kind; records of earlier versions lack some of it.
_RECORD = {"code": str, "files": dict, "facts": dict}
_LATER = {"environment": str, "notes": dict, "seconds": (int, float), "cpu": (int, float),
          "results": int}  # fmt: skip


def read_record(folder: Path) -> dict[str, Any] | None:
    """Return the record of a run; None where there is none or it is not whole."""
    try:
        record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(record, dict):
        return None
    whole = all(isinstance(record.get(key), kind) for key, kind in _RECORD.items())
    whole &= all(isinstance(record[key], kind) for key, kind in _LATER.items() if key in record)
    return record if whole else None


def damage(folder: Path) -> str:
    """Say why the results in a folder cannot be used; '' where they can, or where there are none.

    A full disk, a power cut, two programs in one folder or an editor leave half of a file. Whatever
    is not whole is found here, so that it is made again instead of being believed.
    """
    if not folder.is_dir() or not any(folder.iterdir()):
        return ""
    record = read_record(folder)
    if record is None:
        return "the record of its run is not whole"
    if not (folder / "items.jsonl").is_file():
        return "its results are gone"
    told = stored.damage(folder, record.get("results"))
    if told:
        return told
    try:
        cells = json.loads((folder / "executed.ipynb").read_text(encoding="utf-8"))["cells"]
    except FileNotFoundError:
        return "its outputs are gone"
    except (OSError, ValueError, KeyError, TypeError):
        return "its outputs are not whole"
    return "" if isinstance(cells, list) else "its outputs are not whole"


def _noted(name: str) -> str:
    """Return the present fingerprint of something that notebooks note (see ``tracking.note``)."""
    from cohesion.building import earlier, text_counts
    from cohesion.tables import store

    known = {
        store.INDEX: store.index_fingerprint, text_counts.NAME: text_counts.fingerprint,
        earlier.NAME: earlier.fingerprint,
    }  # fmt: skip
    # A name that an earlier version noted is nobody's: its notebook runs again.
    return known[name]() if name in known else ""
