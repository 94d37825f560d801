"""``make data``: rebuild ``data/`` from the official files, byte for byte.

Every table is built and validated in a temporary folder; only when all are right are they moved
into place, so a failing reader never leaves ``data/`` half new.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files import hashes
from cohesion.readers import all_tables
from cohesion.readers.shared.expected import check_size
from cohesion.readers.shared.standing import verification
from cohesion.readers.shared.table import Table
from cohesion.tables import catalogue, identities, manifest, schema

COLUMN_UNITS = {
    "state_code": "INEGI key of the state, two digits (00 nation, 99 not specified)",
    "mun_code": "INEGI key of the municipality, five digits",
    "year": "reference year",
    "indicator": "id in the indicator catalogue",
    "sex": "total, women or men",
    "group": "population group ('all': everyone)",
    "value": "in the unit of the indicator catalogue",
    "se": "standard error, in the unit of the value",
    "edition": "id in the editions table",
}


def to_csv(frame: pd.DataFrame, level: str) -> bytes:
    """Return the canonical bytes of a tidy table: fixed columns, order, rounding and line ends."""
    unit = schema.UNIT_COLUMN[level]
    frame = frame.copy()
    for column, default in schema.OPTIONAL.items():
        if column not in frame:
            frame[column] = default
    columns = [unit, "year", "indicator"]
    columns += [c for c in ("sex", "group") if (frame[c] != schema.OPTIONAL[c]).any()]
    columns += ["value"] + (["se"] if frame["se"].notna().any() else []) + ["edition"]
    order = ["indicator", "edition", "year", "sex", "group", unit]
    frame = frame.sort_values(order, ignore_index=True)[columns]
    for column in ("value", "se"):
        if column in frame:
            frame[column] = frame[column].map(_plain_number)
    return frame.to_csv(index=False, lineterminator="\n").encode("utf-8")


def _plain_number(x: float) -> str:
    if pd.isna(x):
        return ""
    rounded = np.round(float(x), 6)
    return str(int(rounded)) if rounded == int(rounded) else f"{rounded:.6f}".rstrip("0")


def build_table(table: Table, module: str, sources: Path) -> tuple[bytes, dict]:
    """Return the bytes of a table and its manifest, validated."""
    frame = _built(table, sources)
    if frame.empty:
        raise DataError(
            f"the reader of '{table.name}' found no rows.",
            file=table.sources[0],
            cure="Compare the official file with the layout that the reader expects.",
        )
    content = to_csv(frame, table.level)
    file = manifest.table_path(table.name)
    parsed = schema.parse(content, table.level, file)
    check_size(table.name, table.level, parsed, table.sources, file)
    unit = schema.UNIT_COLUMN[table.level]
    described = {
        "name": table.name,
        "title_en": table.title_en,
        "title_es": table.title_es,
        "level": table.level,
        "publisher": table.publisher,
        "publication": table.publication,
        "url": table.url,
        "licence": table.licence,
        "licence_checked": table.licence_checked,
        "origin": table.origin,
        "route": table.route,
        "sources": [
            {"file": name, "sha256": hashes.sha256((sources / name).read_bytes())}
            for name in table.sources
        ],
        "reader": module,
        "editions": sorted(parsed["edition"].unique().tolist()),
        "indicators": sorted(parsed["indicator"].unique().tolist()),
        "columns": {
            column: COLUMN_UNITS[column]
            for column in content.split(b"\n", 1)[0].decode().split(",")
        },
        "years": [int(parsed["year"].min()), int(parsed["year"].max())],
        "units": int(parsed[unit].nunique()),
        "rows": len(parsed),
        "gaps": list(table.gaps),
        "breaks": list(table.breaks),
        "defects": list(table.defects),
        "incomplete": list(table.incomplete),
        "verified": table.verified,
        "verification": verification(table, parsed),
        "sha256": hashes.sha256(content),
    }
    if table.level == "municipality":
        described["municipalities"] = described["units"]
    schema.validate(
        parsed,
        level=table.level,
        # The fault is in what was read, not in the table that is being made.
        file=f"{table.name}, read from {', '.join(table.sources)}" if table.sources else file,
        indicators=catalogue.indicators(),
        editions=catalogue.editions(),
        incomplete=table.incomplete,
        municipalities=described.get("municipalities"),
    )
    identities.check_identities(parsed, table.level, file)
    return content, described


def _built(table: Table, sources: Path) -> pd.DataFrame:
    """Return a table's rows; what its reader did not foresee is an error of the official file."""
    try:
        return _of_numbers(table, table.build(sources))
    except DataError:
        raise
    except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
        traced = error.__traceback__
        while traced.tb_next and "readers" in traced.tb_next.tb_frame.f_code.co_filename:
            traced = traced.tb_next
        code = traced.tb_frame.f_code
        where = f"{Path(code.co_filename).name}, {code.co_name}, line {traced.tb_lineno}"
        text = " ".join(str(error).split())[:200]
        raise DataError(
            f"'{table.name}' could not be read: {type(error).__name__}: {text} ({where}).",
            file=", ".join(table.sources) or table.name,
            cure="A cell is not of the kind that the reader expects there: compare the file with "
            "the official one.",
        ) from error


def _of_numbers(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """Refuse values that are text, or no number at all: a sum of texts is a longer text."""
    texts = frame["value"].map(lambda value: isinstance(value, str))
    wrong = texts | frame["value"].where(~texts).astype(float).abs().eq(float("inf"))
    if wrong.any():
        row = frame[wrong].iloc[0]
        raise DataError(
            f"'{table.name}' has the text '{str(row['value'])[:40]}' for '{row['indicator']}' of "
            f"{row['year']} where a number belongs.",
            file=", ".join(table.sources) or table.name,
            column="value",
            cure="A cell of that column is no number: compare the file with the official one.",
        )
    return frame


def build_all(sources: Path, only: list[str], folder: Path = paths.DATA) -> list[str]:
    """Build the tables (all, or those named) and move them into ``folder``; return the names."""
    if not sources.is_dir():
        raise DataError(
            "the folder of the official files is not there.",
            file=sources,
            cure="make data SOURCES=/path/to/sources",
        )
    chosen = [(t, m) for t, m in all_tables() if not only or t.name in only]
    unknown = set(only) - {table.name for table, _ in chosen}
    if unknown:
        raise DataError(f"no reader builds {sorted(unknown)}.", cure="Correct the name.")
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        for number, (table, module) in enumerate(chosen, start=1):
            start = time.perf_counter()
            content, described = build_table(table, module, sources)
            manifest.table_path(table.name, Path(temporary)).write_bytes(content)
            text = yaml.safe_dump(described, allow_unicode=True, sort_keys=False, width=100)
            manifest.manifest_path(table.name, Path(temporary)).write_text(text, "utf-8")
            print(
                f"[{number}/{len(chosen)}] {table.name}: {described['rows']} rows, "
                f"{time.perf_counter() - start:.1f} s",
                flush=True,
            )
        for file in sorted(Path(temporary).iterdir()):
            shutil.move(file, folder / file.name)
    return [table.name for table, _ in chosen]
