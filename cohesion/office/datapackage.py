"""CSV and JSON twins of every table in the files, with a description of each column."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from cohesion.office import published
from cohesion.office.published import PublishedTable
from cohesion.office.sheets import DANGEROUS
from cohesion.programme.design import Design, quantities
from cohesion.programme.documents import DOCUMENTS, load_document
from cohesion.publishing import apart
from cohesion.publishing.readable import plain_text

TABLES = (
    "tab-logframe-pcm",
    "tab-logframe-today",
    "tab-logframe-activities",
    "tab-indicator-specifications",
    "tab-indicator-targets",
    "tab-indicator-verification",
    "tab-indicator-quality",
    "tab-budget-components",
    "tab-budget-instruments",
    "tab-budget-years",
    "tab-budget-lines",
    "tab-budget-methods",
    "tab-timetable",
    "tab-timetable-milestones",
    "tab-timetable-responsibilities",
    "tab-tor-experts",
    "tab-programme-risks",
    "tab-visibility-actions",
)


#: Text, tables and figures of the report; the terms of the data are in DATA-TERMS.md.
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def write(design: Design, folder: Path) -> list[Path]:
    """Write one CSV per table, the package description and the programme as JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = [published.table(name) for name in TABLES]
    paths = [_write_csv(table, folder) for table in tables]
    package = {
        "profile": "tabular-data-package",
        "name": "laboratorio-cohesion-social-ii",
        "title": "Laboratorio de Cohesión Social II: tables of the deliverables",
        "licenses": [LICENCE],
        "resources": [_resource(table) for table in tables],
    }
    paths.append(_write_json(folder / "datapackage.json", package))
    paths.append(_write_json(folder / "programme.json", programme(design)))
    return paths


def safe(value: object) -> object:
    """Put an apostrophe before text that a spreadsheet would take for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value


def programme(design: Design) -> dict[str, Any]:
    """Return the whole design as plain data, with the texts resolved."""
    return {
        "objectives": design.results.model_dump(mode="json")["objectives"],
        "activities": design.activities.model_dump(mode="json")["activities"],
        "indicators": design.indicators.model_dump(mode="json")["indicators"],
        "timetable": design.timetable.model_dump(mode="json"),
        "budget_lines": json.loads(design.budget_lines.to_json(orient="records")),
        "assumptions": [item.model_dump(mode="json") for item in design.assumptions],
        "risks": [item.model_dump(mode="json") for item in design.risks],
        "quantities": {
            name: {"value": value, "unit": unit}
            for name, (value, unit, _) in quantities(design).items()
        },
        "documents": {
            name: [
                {"heading": section.title, "text": plain_text(section.text)}
                for section in load_document(name).sections
            ]
            for name in DOCUMENTS
        },
    }


def _resource(table: PublishedTable) -> dict[str, Any]:
    # A column that was published as one of numbers is one, so that a text in it is a fault.
    declared = dict(zip(table.heads, table.numeric, strict=True))
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "encoding": "utf-8",
        "title": table.caption,
        "sources": [{"title": table.sources}],
        "schema": {
            "fields": [
                {
                    "name": head or "item",
                    "type": "number" if declared.get(head) or _numeric(cells) else "string",
                }
                for head, cells in _columns(table)
            ]
        },
    }


def _columns(table: PublishedTable) -> list[apart.Column]:
    return apart.columns(table.heads, table.raw, table.numbers)


def _numeric(cells: list[Any]) -> bool:
    told = [cell for cell in cells if cell is not None]
    return bool(told) and all(isinstance(cell, (int, float)) for cell in told)


def _write_csv(table: PublishedTable, folder: Path) -> Path:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    columns = _columns(table)
    writer.writerow([safe(head) or "item" for head, _ in columns])
    for row in zip(*(cells for _, cells in columns), strict=True):
        writer.writerow([safe(cell) for cell in row])
    path = folder / f"{table.name}.csv"
    path.write_text(buffer.getvalue(), encoding="utf-8", newline="")
    return path


def _write_json(path: Path, content: object) -> Path:
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="")
    return path
