"""Tables, figures and notebooks that a reader takes from a page."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from cohesion import formats, paths
from cohesion.files import hashes, stamps
from cohesion.pages import deliverables, notebook_copies, results_file
from cohesion.publishing import apart
from cohesion.publishing.readable import readable

#: Roles, bound sentences and emphasis: what only a page understands.
_MARKUP = re.compile(r"\{[a-z:]+\}`|\]\{\.|\*")


def write_downloads(app: Sphinx, error: Exception | None) -> None:
    """Write ``results.json``, one CSV per published table and the notebooks beside the pages.

    What stands there already is written again only when a result or the code behind it changed.
    """
    if error is not None or app.builder.name != "html":
        return
    out = Path(app.outdir)
    items = [app.cohesion_items[name] for name in sorted(app.cohesion_items)]
    deliverables.copy_beside_pages(out)
    stamp, made_from = out.with_name("downloads.stamp"), _made_from(app.cohesion_prints)
    if (out / "results.json").is_file() and stamps.stands(stamp, made_from):
        return
    stamp.unlink(missing_ok=True)
    text = results_file.content(app.cohesion_items)
    (out / "results.json").write_text(text, encoding="utf-8")
    notebook_copies.write_copies(paths.RESULTS, app.cohesion_items, out / "_notebooks")
    folder = out / "_tables"
    # What is no longer published is not offered any more.
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for item in items:
        if item["kind"] == "table":
            write_csv(item, folder / f"{item['name']}.csv", app.cohesion_items)
    stamps.put(stamp, made_from)


def _made_from(prints: Mapping[str, str]) -> str:
    """Return one hash of the results, the executed notebooks and the code that writes them here."""
    rooms = (Path(__file__).parent, Path(apart.__file__).parent, Path(formats.__file__).parent)
    code = sorted(file for room in rooms for file in room.glob("*.py"))
    runs = sorted(paths.RESULTS.glob("[!.]*/executed.ipynb"))
    files = [(file.name, hashes.file_hash(file)) for file in [*code, *runs]]
    return hashes.of_content([sorted(prints.items()), files])


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
