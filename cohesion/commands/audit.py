"""``audit``: compare every row of ``data/`` with the official files."""

from __future__ import annotations

import argparse
from pathlib import Path

from cohesion import paths
from cohesion.errors import DataError
from cohesion.readers import all_tables
from cohesion.readers.audit import audit_table, standing_said
from cohesion.tables import manifest


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--sources", type=Path, default=paths.SOURCES)


def command(options: argparse.Namespace) -> int:
    """Audit every table; 0 if no row differs."""
    sources = options.sources.resolve()
    if not sources.is_dir():
        raise DataError(
            "the official files are not there.",
            file=options.sources,
            cure="make audit SOURCES=/path/to/sources",
        )
    audits = []
    for table, _ in all_tables():
        audits.append(audit_table(table, sources))
        print(audits[-1].line(), flush=True)
    total, compared = sum(a.rows for a in audits), sum(a.compared for a in audits)
    different = sum(a.different for a in audits)
    print(f"{compared} of {total} rows compared with the files at hand, {different} differ")
    counted = [audit.found for audit in audits if audit.found is not None]
    sums = {word: sum(found[word] for found in counted) for word in manifest.STANDINGS}
    print(f"of {sum(sums.values())} rows: {standing_said(sums)}")
    dishonest = [audit.table for audit in audits if not audit.honest]
    if dishonest:
        print(f"the manifest counts its rows otherwise: {', '.join(dishonest)}")
    return 1 if different or dishonest else 0
