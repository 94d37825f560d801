"""What the pages give a reader to work with: cards, all numbers, the explorer, what if.

One call, :func:`connect`, from the extension's set-up.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from cohesion.pages import cards, explorer, numbers, whatif
from cohesion.sphinxext import placing

#: The script of each part, and what stands in the body of a page that needs it.
SCRIPTS = {
    "card.js": 'id="card-data"',
    "numbers.js": 'id="all-numbers"',
    "explorer.js": 'id="explorer"',
    "whatif.js": 'id="what-if"',
}


def connect(app: Sphinx) -> None:
    """Register nodes, directives and the events that finish pages."""
    app.add_node(placing.Fact, html=(cards.visit_fact, cards.depart_fact))
    app.add_directive("all-numbers", numbers.AllNumbers)
    app.add_directive("explorer", explorer.Explorer)
    app.add_directive("what-if", whatif.WhatIf)
    app.connect("html-page-context", finish_page, priority=600)
    app.connect("build-finished", write_files)


def finish_page(app: Sphinx, page: str, template: str, context: dict, doctree: Any) -> None:
    """Number the cells, fill in the list of all numbers, add the page's provenance and scripts."""
    body = context.get("body")
    if not body or app.builder.name != "html":
        return
    root = "../" * page.count("/")
    if page.startswith("notebooks/"):
        body = cards.number_cells(body)
    if numbers.PLACE in body:
        titles = {name: title.astext() for name, title in app.env.titles.items()}
        body = numbers.fill(body, app.cohesion_items, titles, root)
    context["body"] = body = body + cards.page_foot(app, page, body)
    app.add_css_file("reader.css")
    for script, sign in SCRIPTS.items():
        if sign in body:
            app.add_js_file(script, loading_method="defer")


def write_files(app: Sphinx, error: Exception | None) -> None:
    """Put the tables of ``data/`` and the explorer's data beside the pages."""
    if error is not None or app.builder.name != "html":
        return
    out = Path(app.outdir)
    copy_data(out / "_data")
    explorer.write(out / "_static" / "explorer")


def copy_data(folder: Path) -> None:
    """Copy the tables that cards lead to; what is there already and unchanged stays."""
    wanted = {address: file for file, address in cards.data_files()}
    for old in sorted(folder.rglob("*")):
        if old.is_file() and old.relative_to(folder).as_posix() not in wanted:
            old.unlink()
    for address, file in wanted.items():
        place = folder / address
        same = place.is_file() and place.stat().st_size == file.stat().st_size
        if same and place.stat().st_mtime_ns >= file.stat().st_mtime_ns:
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh = place.with_name(f"{place.name}.new")
        shutil.copyfile(file, fresh)
        os.replace(fresh, place)
