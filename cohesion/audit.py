"""``make audit``: compare every row of ``data/`` with the official files.

Each table is read again from its official files and compared row by row with what the project
holds; the official files themselves are compared with the checksums in the manifests.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cohesion import manifest, paths, schema
from cohesion.errors import DataError
from cohesion.readers import all_tables
from cohesion.readers.__main__ import to_csv
from cohesion.readers.base import Table


@dataclass(frozen=True)
class Audit:
    """What the comparison of one table found."""

    table: str
    origin: str
    rows: int
    compared: int
    different: int
    first_difference: str
    changed_sources: tuple[str, ...]

    def line(self) -> str:
        """Return the finding as one line."""
        text = f"{self.table}: {self.compared} of {self.rows} rows compared ({self.origin})"
        if self.different:
            text += f", {self.different} DIFFER, first: {self.first_difference}"
        if self.changed_sources:
            text += f"; official files changed since: {', '.join(self.changed_sources)}"
        return text


def audit_table(table: Table, sources: Path) -> Audit:
    """Compare one table with its official files; absent files leave its rows uncompared."""
    described = manifest.load(table.name)
    rows = described["rows"]
    present = [entry for entry in described["sources"] if (sources / entry["file"]).is_file()]
    if len(present) < len(described["sources"]) or not present:
        return Audit(table.name, table.origin, rows, 0, 0, "", ())
    changed = tuple(
        entry["file"]
        for entry in present
        if manifest.sha256((sources / entry["file"]).read_bytes()) != entry["sha256"]
    )
    file = manifest.table_path(table.name)
    held = schema.parse(file.read_bytes(), table.level, file)
    official = schema.parse(to_csv(table.build(sources), table.level), table.level, table.name)
    key = [column for column in held.columns if column not in ("value", "se")]
    both = held.merge(official, on=key, how="outer", indicator=True, suffixes=("", "_official"))
    wrong = both[
        (both["_merge"] != "both")
        | (both["value"] != both["value_official"])
        | ((both["se"] != both["se_official"]) & both["se"].notna())
    ]
    first = "" if wrong.empty else _describe(wrong.iloc[0], key)
    return Audit(table.name, table.origin, rows, len(both), len(wrong), first, changed)


def _describe(row: pd.Series, key: list[str]) -> str:
    where = ", ".join(str(row[column]) for column in key)
    return f"({where}) held {row['value']:g}, official {row['value_official']:g}"


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line: 0 if no row differs."""
    parser = argparse.ArgumentParser(prog="python -m cohesion.audit", description=__doc__)
    parser.add_argument("--sources", type=Path, default=paths.SOURCES)
    options = parser.parse_args(arguments)
    sources = options.sources.resolve()
    if not sources.is_dir():
        print(f"make audit: the official files are not at {options.sources}", file=sys.stderr)
        return 1
    audits = []
    try:
        for table, _ in all_tables():
            audits.append(audit_table(table, sources))
            print(audits[-1].line(), flush=True)
    except DataError as error:
        print(f"make audit: {error}", file=sys.stderr)
        return 1
    total, compared = sum(a.rows for a in audits), sum(a.compared for a in audits)
    different = sum(a.different for a in audits)
    print(f"{compared} of {total} rows compared with official files, {different} differ")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
