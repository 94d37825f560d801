"""``make audit``: compare every row of ``data/`` with the official files.

Each table is read again from its official files and compared row by row with what the project
holds; the official files themselves are compared with the checksums in the manifests, and the
numbers of verified, spot-checked and unverifiable rows with those that the manifests state.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cohesion.files import hashes
from cohesion.readers.rebuild import to_csv
from cohesion.readers.shared import standing
from cohesion.readers.shared.table import Table
from cohesion.tables import manifest, schema


@dataclass(frozen=True)
class Audit:
    """What the comparison of one table found.

    ``found`` counts the rows as the audit finds them, ``declared`` as the manifest does; ``found``
    is None where the files are absent, so that nothing can be said.
    """

    table: str
    origin: str
    rows: int
    compared: int
    different: int
    first_difference: str
    changed_sources: tuple[str, ...]
    declared: dict[str, int]
    found: dict[str, int] | None

    @property
    def honest(self) -> bool:
        """Whether the manifest counts its rows as the audit does."""
        return self.found is None or self.found == self.declared

    def line(self) -> str:
        """Return the finding as one line."""
        text = f"{self.table}: {self.compared} of {self.rows} rows compared ({self.origin})"
        if self.found is not None:
            text += f", {standing_said(self.found)}"
        if self.different:
            text += f", {self.different} DIFFER, first: {self.first_difference}"
        if not self.honest:
            text += f"; the MANIFEST SAYS {standing_said(self.declared)}: run make data"
        if self.changed_sources:
            text += f"; official files changed since: {', '.join(self.changed_sources)}"
        return text


def standing_said(counted: dict[str, int]) -> str:
    """Return the counts in words: ``8 verified, 0 spot-checked, 2 unverifiable``."""
    return ", ".join(f"{counted[word]} {word.replace('_', '-')}" for word in manifest.STANDINGS)


def audit_table(table: Table, sources: Path) -> Audit:
    """Compare one table with its official files; absent files leave its rows uncompared."""
    described = manifest.load(table.name)
    rows = described["rows"]
    declared = {word: described["verification"][word] for word in manifest.STANDINGS}
    file = manifest.table_path(table.name)
    held = schema.parse(file.read_bytes(), table.level, file)
    names = [entry["file"] for entry in described["sources"]]
    if not all((sources / name).is_file() for name in names):
        return Audit(table.name, table.origin, rows, 0, 0, "", (), declared, None)
    if not names:
        # A transcription without a file: no row of it can be compared, or called verified.
        found = standing.counts(table, held)
        return Audit(table.name, table.origin, rows, 0, 0, "", (), declared, found)
    changed = tuple(
        entry["file"]
        for entry in described["sources"]
        if hashes.sha256((sources / entry["file"]).read_bytes()) != entry["sha256"]
    )
    official = schema.parse(to_csv(table.build(sources), table.level), table.level, table.name)
    key = [column for column in held.columns if column not in ("value", "se")]
    both = held.merge(official, on=key, how="outer", indicator=True, suffixes=("", "_official"))
    wrong = (both["_merge"] != "both") | _unlike(both, "value") | _unlike(both, "se")
    first = "" if not wrong.any() else _describe(both[wrong].iloc[0], key)
    # Only a row that equals its file keeps its standing; one that differs has none.
    equal = standing.standings(table, both)[~wrong].value_counts()
    found = {word: int(equal.get(word, 0)) for word in manifest.STANDINGS}
    return Audit(
        table.name, table.origin, rows, len(both), int(wrong.sum()), first, changed, declared, found
    )


def _unlike(both: pd.DataFrame, column: str) -> pd.Series:
    """Whether the held and the official figure differ; one that is there and one that is not do."""
    held, official = both[column], both[f"{column}_official"]
    return (held != official) & ~(held.isna() & official.isna())


def _describe(row: pd.Series, key: list[str]) -> str:
    where = ", ".join(str(row[column]) for column in key)
    said = f"({where}) held {row['value']:g}, official {row['value_official']:g}"
    if row["value"] == row["value_official"]:
        said += f" (standard error: held {row['se']:g}, official {row['se_official']:g})"
    return said
