"""What makes the stored results of a notebook stale."""

from __future__ import annotations

import json
from typing import Any

from cohesion import paths
from cohesion.building import environment
from cohesion.building.notebooks import Notebook
from cohesion.files import hashes
from cohesion.publishing import stored


def why_stale(notebook: Notebook, items: dict[str, dict[str, Any]]) -> str:
    """Say what changed since a notebook's results were made; '' if nothing did."""
    file = notebook.folder / "record.json"
    if not file.is_file():
        return "no results yet"
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except json.JSONDecodeError:
        return "its record is damaged"
    if record["code"] != notebook.code_hash:
        return "its code changed"
    if record.get("environment") != environment.fingerprint():
        return "the environment changed"
    for name, before in record["files"].items():
        if hashes.file_hash(paths.ROOT / name) != before:
            return f"{name} changed"
    for name, before in record.get("notes", {}).items():
        if _noted(name) != before:
            return f"{name} changed"
    for name, before in record["facts"].items():
        if name not in items or stored.print_of_run(items[name]) != before:
            return f"the result '{name}' changed"
    if not (notebook.folder / "executed.ipynb").is_file():
        return "its outputs are gone"
    return ""


def _noted(name: str) -> str:
    """Return the present fingerprint of something that notebooks note (see ``tracking.note``)."""
    from cohesion.tables import store

    return {store.INDEX: store.index_fingerprint}[name]()
