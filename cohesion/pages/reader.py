"""What the pages give a reader to work with: cards, all numbers, the explorer, what if.

One call, :func:`connect`, from the extension's set-up.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from cohesion.building import processes
from cohesion.pages import cards, explorer, numbers, placing, sentences, whatif

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
    # Before pages are read side by side: the data are made once.
    app.connect("env-before-read-docs", prepare)
    app.connect("env-get-outdated", outdated_explorers)
    # Before anything else shapes the body: every cell is still where the notebook has it.
    app.connect("html-page-context", number_cells, priority=400)
    app.connect("html-page-context", finish_page, priority=600)
    app.connect("build-finished", write_files)
    sentences.connect(app)


def outdated_explorers(
    app: Sphinx, env: BuildEnvironment, added: set, changed: set, removed: set
) -> list[str]:
    """Return the pages with an explorer whose data are no longer those it was read with."""
    read_with = getattr(env, "cohesion_explorers", {})
    if not read_with:
        return []
    now = explorer.inputs()
    return [page for page, key in read_with.items() if page in env.found_docs and key != now]


def prepare(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Make the explorer's data unless they are there or no page shows them."""
    if app.builder.name == "html" and any(name.endswith("explorer") for name in env.found_docs):
        # What is read for it would fill memory while the pages are made.
        processes.apart(explorer.prepare)
        env.cohesion_explorers = {
            name: explorer.inputs() for name in env.found_docs if name.endswith("explorer")
        }


def number_cells(app: Sphinx, page: str, template: str, context: dict, doctree: Any) -> None:
    """Give the code cells of a notebook's page their addresses."""
    if page.startswith("notebooks/") and app.builder.name == "html" and context.get("body"):
        context["body"] = cards.number_cells(context["body"])


def finish_page(app: Sphinx, page: str, template: str, context: dict, doctree: Any) -> None:
    """Fill in the list of all numbers and name the scripts that the page needs."""
    body = context.get("body")
    if not body or app.builder.name != "html":
        return
    if numbers.PLACE in body:
        env = app.env
        titles = {name: title.astext() for name, title in env.titles.items()}
        order = {name: place for place, name in enumerate(_reading_order(env))}
        readings = sentences.first_readings(env, order)
        body = numbers.fill(body, app.cohesion_items, titles, "../" * page.count("/"), readings)
        context["body"] = body
    app.add_css_file("reader.css")
    for script, sign in SCRIPTS.items():
        if sign in body:
            app.add_js_file(script, loading_method="defer")


def _reading_order(env: BuildEnvironment) -> list[str]:
    """Return the pages in the order of the contents."""
    found: list[str] = []
    waiting = [env.config.root_doc]
    while waiting:
        page = waiting.pop()
        if page not in found:
            found.append(page)
            waiting += reversed(env.toctree_includes.get(page, []))
    return found


def write_files(app: Sphinx, error: Exception | None) -> None:
    """Put the tables of ``data/`` and the explorer's data beside the pages."""
    if error is not None or app.builder.name != "html":
        return
    out = Path(app.outdir)
    if app.config.language == "en":
        # The Spanish pages stand beside these and share them.
        copy_data(out / "_data")
    if getattr(app.env, "cohesion_explorers", {}):
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
        fresh.replace(place)
