"""``DATA-TERMS.md``: the terms of each publisher, written from the manifests of ``data/``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import yaml

from cohesion import manifest, paths

FILE = paths.ROOT / "DATA-TERMS.md"

_OPENING = """\
# Terms of the data

Written by `python -m cohesion.terms` from the manifests in `data/`; a test compares the two. The data
belong to their publishers. Each table below is a rearrangement of published figures, with its source;
whoever uses it again should name the publisher and the publication, and check the publisher's own
terms. Where terms could not be confirmed, the entry says so: such a table is here as a citation of
published figures, and will be removed if its publisher asks.
"""


def manifests(folder: Path = paths.DATA) -> list[dict[str, Any]]:
    """Return the manifest of every table and every outline of ``data/``, sorted by publisher."""
    described = [manifest.load(name, folder) for name in manifest.names(folder)]
    for file in sorted((folder / "geo").glob("*.yml")):
        described.append(yaml.safe_load(file.read_text(encoding="utf-8")))
    return sorted(described, key=lambda entry: (entry["publisher"], entry["name"]))


def document(described: list[dict[str, Any]]) -> str:
    """Return the text of ``DATA-TERMS.md``: one section per publisher, one entry per set of terms."""
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


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line: write the file, or with ``--check`` compare only."""
    parser = argparse.ArgumentParser(prog="python -m cohesion.terms", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args(arguments)
    text = document(manifests())
    if not options.check:
        FILE.write_text(text, encoding="utf-8")
    elif not FILE.is_file() or FILE.read_text(encoding="utf-8") != text:
        print("DATA-TERMS.md is not what the manifests say. Cure: python -m cohesion.terms",
              file=sys.stderr)  # fmt: skip
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
