"""The Sphinx extension that makes the book: run notebooks, place their results, keep it fresh.

Before any page is read, the notebooks run (only those that something changed) and their results
are loaded. Pages then write facts with the role ``fact`` and place tables, figures and texts with
the directive ``published``. A page is read again when a result that it uses changed.
"""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util import logging

from cohesion import __version__, formats, paths
from cohesion.building import html, lock, notebooks, processes, run
from cohesion.checking import claims, sources
from cohesion.errors import DataError, FailedBuildError
from cohesion.files import hashes
from cohesion.office import fresh
from cohesion.pages import (
    article,
    assets,
    cards,
    counted,
    deliverables,
    downloads,
    exhibits_list,
    explorer,
    finishing,
    frame,
    memo,
    names,
    numbering,
    page_checks,
    placing,
    portable,
    reader,
    spanish,
    spared,
    state_map,
    titles,
    translated_pages,
    translating,
    whatif,
)
from cohesion.paper.builder import PaperBuilder
from cohesion.publishing import stored
from cohesion.tables import vintage

logger = logging.getLogger(__name__)

#: The pages, the paper edition, and the texts for translators.
BUILDERS = ("html", PaperBuilder.name, "gettext")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    reader.connect(app)
    spared.connect(app)
    numbering.connect(app)
    frame.connect(app)
    # Pages are written again when what finishes them changed: this folder, styles, templates.
    app.add_config_value("cohesion_finish", _finish(), "html", str)
    # Pages are read again when the code that places results in them changed.
    places = (
        placing,
        deliverables,
        counted,
        page_checks,
        translated_pages,
        formats,
        cards,
        explorer,
        whatif,
    )
    app.add_config_value("cohesion_place", hashes.of_code(*places), "env", str)
    app.add_builder(PaperBuilder)
    app.add_role("fact", placing.fact_role)
    app.add_role("cell", placing.cell_role)
    app.add_post_transform(placing.ResolveAlt)
    app.connect("doctree-read", placing.note_claims)
    app.connect("doctree-read", spanish.write_as_mexicans_do)
    app.add_directive("published", placing.Published)
    app.add_node(deliverables.FileLink, html=(deliverables.visit_link, deliverables.depart_link))
    app.add_directive("deliverables", deliverables.Deliverables)
    app.add_node(counted.Counted, html=(counted.visit_counted, None))
    app.add_node(counted.NotCounted, html=(counted.visit_not_counted, counted.depart_not_counted))
    app.add_directive("page-checks", page_checks.PageChecks)
    app.add_directive("translated-pages", translated_pages.TranslatedPages)
    app.add_directive("state-map", state_map.StateMap)
    app.add_directive("exhibits", exhibits_list.Exhibits)
    app.connect("config-inited", _prepare_results, priority=100)
    app.connect("builder-inited", _refuse_other_builders, priority=1)
    app.connect("builder-inited", portable.build_info, priority=900)
    app.connect("builder-inited", _forget_style_of_notebooks)
    app.connect("builder-inited", assets.write_styles)
    app.connect("builder-inited", spanish.write_begun_pages_only)
    app.connect("write-started", memo.share_trees)
    app.connect("write-started", _counts_for_paper)
    app.connect("env-get-outdated", _outdated_pages)
    app.connect("source-read", _notebook_depends_on_its_run)
    app.connect("source-read", _fold_code)
    app.connect("source-read", spanish.translate_page)
    app.connect("source-read", titles.with_facts)
    app.connect("env-purge-doc", _forget_page)
    app.connect("env-merge-info", _merge_pages)
    app.connect("env-updated", _setting_of_pages)
    app.connect("env-updated", translating.list_results)
    app.connect("html-page-context", finishing.finish_page)
    app.connect("build-finished", spanish.not_in_spanish(downloads.write_downloads))
    app.connect("build-finished", spanish.not_in_spanish(assets.write))
    app.connect("build-finished", memo.forget_trees)
    app.connect("build-finished", spanish.finish_book, priority=900)
    # After everything that the pages lead to is there.
    app.connect("build-finished", spanish.not_in_spanish(page_checks.check_and_fill), priority=900)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def _finish() -> str:
    """Return a hash of everything that shapes a page after its text was read."""
    folders = (Path(__file__).parent, paths.BOOK / "static", paths.BOOK / "templates")
    files = sorted(file for folder in folders for file in folder.rglob("*.*"))
    files = [file for file in files if file.is_file() and file.suffix != ".pyc"]
    return hashes.sha256("".join(hashes.file_hash(file) for file in files).encode())


def _forget_style_of_notebooks(app: Sphinx) -> None:
    """Remove the style sheet that MyST-NB writes last.

    Where it is left from an earlier build its checksum stands in the address of every page, where
    it is not there is none: the same book would differ between a first and a second build.
    """
    for style in Path(app.outdir, "_static").glob("mystnb.*.css"):
        style.unlink()


def _counts_for_paper(app: Sphinx, builder: Any) -> None:
    """Hand the counts of the checked pages to the edition that prints them."""
    app.cohesion_page_counts = {} if builder.name == "html" else counted.kept_counts(app)


def _belongs_here(app: Sphinx) -> None:
    """Stop where the environment is another checkout's."""
    if Path(app.srcdir).resolve() != paths.ROOT:
        # An error would end in the traces of Sphinx and of Jupyter Book; this ends in one line.
        sys.exit(
            "this environment belongs to another copy of the project: its data, code and results "
            "would stand on these pages. Cure: run make book here, which makes an environment."
        )


def _refuse_other_builders(app: Sphinx) -> None:
    """Stop, in one line, where the builder is not one of the book's."""
    if app.builder.name not in BUILDERS:
        sys.exit(
            f"the builder '{app.builder.name}' is not one of the book's ({', '.join(BUILDERS)}): "
            "links to tables, figures and files would be dead. Cure: leave the builder out, or run "
            "make book, make pdf or make deliverables."
        )


def _prepare_results(app: Sphinx, config: Any) -> None:
    """Run what is stale, load the results, and point MyST-NB to the executed notebooks."""
    _belongs_here(app)
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(vintage.source_date_epoch()))
    try:
        # Held until the process ends: the pages are written under it too.
        app.cohesion_lock = lock.acquire(paths.BUILD)
        # Set where notebooks were looked after a moment ago (see cohesion/paper/resolve.py).
        if "COHESION_PAGES_ONLY" not in os.environ:
            run.run_all(notebooks.notebooks_of_book())
        app.cohesion_items = stored.load()
        said = claims.settle(app.cohesion_items, html.bound_texts(app.cohesion_items))
        if said:
            logger.info(said)
        # The libraries of Word and Excel files would fill memory while the pages are made.
        processes.apart(functools.partial(fresh.ensure, app.cohesion_items))
    except (DataError, FailedBuildError) as error:
        raise ExtensionError(f"nothing was written.\n{error}") from None
    if spanish.is_spanish(app):
        spanish.translate_results(app)
    app.cohesion_prints = {
        name: stored.fingerprint(item) for name, item in app.cohesion_items.items()
    }
    config.bibtex_bibfiles = [
        file.relative_to(paths.ROOT).as_posix() for file in sorted(paths.BOOK.rglob("*.bib"))
    ]
    config.nb_execution_mode = "cache"
    config.nb_execution_cache_path = str(run.CACHE)
    # From here on no kernel may run: should the cache ever miss, publishing refuses.
    os.environ["COHESION_PAGES_ONLY"] = "1"


def _setting_of_pages(app: Sphinx, env: BuildEnvironment) -> None:
    """Gather what every page is finished with; the processes that write pages inherit it."""
    # Without the numbers of chapters: at this moment only a build that is not the first has them.
    shown = {page: title.astext() for page, title in env.titles.items()}
    app.cohesion_setting = article.Setting(
        app.cohesion_items,
        article.chapters_of_design(app.cohesion_items, shown),
        app.config.html_theme_options.get("repository_url", ""),
    )
    names.know(app.cohesion_items)


def _outdated_pages(
    app: Sphinx, env: BuildEnvironment, added: set, changed: set, removed: set
) -> list[str]:
    """Return the pages that use a result which is no longer the one they were read with."""
    return [
        page
        for page, uses in placing.uses(env).items()
        if page in env.found_docs and any(_print(app, name) != old for name, old in uses.items())
    ]


def _print(app: Sphinx, name: str) -> str:
    if name.startswith("run:"):
        return _run_print(name.removeprefix("run:"))
    if name.startswith(spanish.WORDS):
        return spanish.words_print(app, name.removeprefix(spanish.WORDS))
    if name == deliverables.FILES:
        return deliverables.files_print()
    if name == translated_pages.BEGUN:
        return translated_pages.begun_print()
    if name == placing.EVERYTHING:
        return placing.everything_print(app.cohesion_prints)
    return app.cohesion_prints.get(name, "")


def _run_print(notebook: str) -> str:
    return hashes.file_hash(paths.RESULTS / notebook / "executed.ipynb")


def _notebook_depends_on_its_run(app: Sphinx, docname: str, source: list[str]) -> None:
    if sources.runs(docname):
        name = docname.removeprefix("notebooks/")
        placing.uses(app.env).setdefault(docname, {})[f"run:{name}"] = _run_print(name)


def _fold_code(app: Sphinx, docname: str, source: list[str]) -> None:
    """Fold every code cell: readers see results, reviewers open the code with one click."""
    if docname.startswith("notebooks/"):
        source[0] = notebooks.folded(source[0])


def _forget_page(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    placing.uses(env).pop(docname, None)


def _merge_pages(app: Sphinx, env: BuildEnvironment, docnames: list, other: Any) -> None:
    placing.uses(env).update(
        {page: uses for page, uses in placing.uses(other).items() if page in docnames}
    )
