"""Tables, figures and notebooks that a reader takes from a page."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from cohesion import paths
from cohesion.pages import deliverables, notebook_copies, results_file
from cohesion.publishing import apart
from cohesion.publishing.readable import readable

#: Roles, bound sentences and emphasis: what only a page understands.
_MARKUP = re.compile(r"\{[a-z:]+\}`|\]\{\.|\*")


def write_downloads(app: Sphinx, error: Exception | None) -> None:
    """Write ``results.json``, one CSV per published table and the notebooks beside the pages."""
    if error is not None or app.builder.name != "html":
        return
    out = Path(app.outdir)
    items = [app.cohesion_items[name] for name in sorted(app.cohesion_items)]
    text = results_file.content(app.cohesion_items)
    (out / "results.json").write_text(text, encoding="utf-8")
    deliverables.copy_beside_pages(out)
    notebook_copies.write_copies(paths.RESULTS, app.cohesion_items, out / "_notebooks")
    folder = out / "_tables"
    folder.mkdir(exist_ok=True)
    for item in items:
        if item["kind"] == "table":
            write_csv(item, folder / f"{item['name']}.csv", app.cohesion_items)


def write_csv(
    item: dict[str, Any], file: Path, items: Mapping[str, dict[str, Any]] | None = None
) -> None:
    """Write a published table as software reads it; no text can start a formula.

    Facts, sources and references in texts stand as a reader sees them, as on the page.

    Where a cell was written from a number, that number stands here, unrounded; the ends of an
    interval have columns of their own, with the digits that the page shows.

    The mark at its beginning tells spreadsheets that its accents are Unicode.
    """
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        known = {name: one["text"] for name, one in (items or {}).items() if one["kind"] == "fact"}

        def seen(cell: Any) -> Any:
            marked = isinstance(cell, str) and _MARKUP.search(cell)
            return readable(cell, facts=known, items=items or {}) if marked else cell

        heads = [seen(head) for head in item["raw"]["heads"]]
        rows = [[seen(cell) for cell in row] for row in item["raw"]["rows"]]
        columns = apart.columns(heads, rows, item.get("numbers"))
        writer.writerow([_safe(head) for head, _ in columns])
        for row in zip(*(cells for _, cells in columns), strict=True):
            writer.writerow([_safe(cell) for cell in row])


def _safe(cell: Any) -> Any:
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + cell
    return "" if cell is None else cell
