"""``DATA-TERMS.md``: the terms of each publisher, written from the manifests of ``data/``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cohesion import paths
from cohesion.files import yaml
from cohesion.tables import manifest

FILE = paths.ROOT / "DATA-TERMS.md"

_OPENING = """\
# Terms of the data

Written by `python -m cohesion terms` from the manifests in `data/`; a test compares the two. \
The data
belong to their publishers. Each table below is a rearrangement of published figures, \
with its source;
whoever uses it again should name the publisher and the publication, and check the publisher's own
terms. Where terms could not be confirmed, the entry says so: such a table is here as a citation of
published figures, and will be removed if its publisher asks.
"""


def manifests(folder: Path = paths.DATA) -> list[dict[str, Any]]:
    """Return the manifest of every table and every outline of ``data/``, sorted by publisher."""
    described = [manifest.load(name, folder) for name in manifest.names(folder)]
    described += map(yaml.read, sorted((folder / "geo").glob("*.yml")))
    return sorted(described, key=lambda entry: (entry["publisher"], entry["name"]))


def document(described: list[dict[str, Any]]) -> str:
    """Return the text of ``DATA-TERMS.md``: a section per publisher, an entry per set of terms."""
    publishers: dict[str, dict[tuple[str, str], list[dict[str, Any]]]] = {}
    for entry in described:
        terms = (entry["licence"], str(entry["licence_checked"]))
        publishers.setdefault(entry["publisher"], {}).setdefault(terms, []).append(entry)
    lines = [_OPENING]
    for publisher, groups in publishers.items():
        lines.append(f"## {publisher}\n")
        for (licence, checked), entries in groups.items():
            lines.append(f"**Terms:** {licence}. Checked {checked}.\n")
            for publication in sorted({entry["publication"] for entry in entries}):
                names = [f"`{e['name']}`" for e in entries if e["publication"] == publication]
                lines.append(f"- *{publication}*: {', '.join(names)}")
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"
