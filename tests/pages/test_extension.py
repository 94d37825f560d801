"""Tests of ``cohesion/pages/__init__.py``: when a page is read again, and when nothing is made."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from docutils import nodes
from sphinx.errors import ExtensionError

from cohesion import pages, paths
from cohesion.building import html, lock, notebooks, run
from cohesion.checking import claims
from cohesion.errors import DataError
from cohesion.office import fresh
from cohesion.pages import counted, deliverables, placing, spanish
from cohesion.publishing import stored


@pytest.fixture
def app(tmp_path, monkeypatch):
    """A build of two pages; what it depends on beside results are files of the test's own."""
    monkeypatch.setattr(paths, "RESULTS", tmp_path)
    (tmp_path / "risks").mkdir()
    (tmp_path / "risks" / "executed.ipynb").write_text("one", "utf-8")
    monkeypatch.setattr(deliverables, "files_print", lambda: "3 files")
    monkeypatch.setattr(spanish, "words_print", lambda app, page: f"words of {page}")
    env = SimpleNamespace(found_docs={"notebooks/risks", "index"})
    return SimpleNamespace(
        env=env, cohesion_prints={"poverty": "46.1", "homicides": "2010"}, outdir=str(tmp_path),
        srcdir=str(paths.ROOT), builder=SimpleNamespace(name="html"),
        config=SimpleNamespace(language="en", html_theme_options={}),
    )  # fmt: skip


def outdated(app) -> list[str]:
    return pages._outdated_pages(app, app.env, set(), set(), set())


def used_by(app, page: str, *names: str) -> None:
    placing.uses(app.env)[page] = {name: pages._print(app, name) for name in names}


def test_a_page_is_read_again_only_when_a_result_that_it_uses_changed(app):
    used_by(app, "index", "poverty", "not-yet")
    used_by(app, "notebooks/risks", "homicides")
    used_by(app, "book/removed", "poverty")
    assert outdated(app) == []
    app.cohesion_prints["poverty"] = "46.2"
    assert outdated(app) == ["index"], "a page that is no longer there is not read"
    used_by(app, "index", "poverty", "not-yet")
    app.cohesion_prints["not-yet"] = "published"
    assert outdated(app) == ["index"]


def test_a_page_that_lists_files_words_or_every_result_is_read_again_with_them(app, monkeypatch):
    names = (deliverables.FILES, placing.EVERYTHING, "words:index")
    used_by(app, "index", *names)
    assert outdated(app) == []
    for change in (
        lambda: monkeypatch.setattr(deliverables, "files_print", lambda: "4 files"),
        lambda: app.cohesion_prints.update(new="1"),
        lambda: monkeypatch.setattr(spanish, "words_print", lambda app, page: "others"),
    ):
        change()
        assert outdated(app) == ["index"]
        used_by(app, "index", *names)


def test_the_page_of_a_notebook_is_read_again_after_each_run(app, tmp_path):
    for page in ("notebooks/risks", "index"):
        pages._notebook_depends_on_its_run(app, page, [""])
    assert list(placing.uses(app.env)) == ["notebooks/risks"] and outdated(app) == []
    (tmp_path / "risks" / "executed.ipynb").write_text("two", "utf-8")
    assert outdated(app) == ["notebooks/risks"]


def test_what_a_page_uses_is_forgotten_with_it_and_gathered_from_other_processes(app):
    used_by(app, "index", "poverty")
    other = SimpleNamespace()
    placing.uses(other).update({"notebooks/risks": {"homicides": "2010"}, "index": {"stale": "0"}})
    pages._merge_pages(app, app.env, ["notebooks/risks"], other)
    assert placing.uses(app.env) == {
        "index": {"poverty": "46.1"}, "notebooks/risks": {"homicides": "2010"},
    }  # fmt: skip
    pages._forget_page(app, app.env, "index")
    pages._forget_page(app, app.env, "never-read")
    assert list(placing.uses(app.env)) == ["notebooks/risks"]


def test_code_of_notebooks_is_folded_and_other_pages_stay(app):
    cell = "```{code-cell}\n1 + 1\n```\n"
    for page, folded in (("notebooks/risks", True), ("index", False)):
        source = [cell]
        pages._fold_code(app, page, source)
        assert (":tags: [hide-input]" in source[0]) == folded
        assert folded or source[0] == cell


def test_the_style_sheet_of_an_earlier_build_goes_and_others_stay(app, tmp_path):
    for name in ("mystnb.8ecb98.css", "book.css"):
        (tmp_path / "_static").mkdir(exist_ok=True)
        (tmp_path / "_static" / name).touch()
    pages._forget_style_of_notebooks(app)
    assert [file.name for file in (tmp_path / "_static").iterdir()] == ["book.css"]


def test_counts_of_the_pages_are_handed_to_the_edition_that_prints_them(app, monkeypatch):
    monkeypatch.setattr(counted, "kept_counts", lambda app: {"links-counted": "7"})
    for name, counts in (("html", {}), ("typst", {"links-counted": "7"})):
        pages._counts_for_paper(app, SimpleNamespace(name=name))
        assert app.cohesion_page_counts == counts


def test_another_builder_or_another_checkout_is_refused(app, tmp_path):
    for name in pages.BUILDERS:
        app.builder.name = name
        pages._refuse_other_builders(app)
    app.builder.name = "epub"
    # An end, no error: Sphinx and Jupyter Book would print their traces under the one line.
    with pytest.raises(SystemExit, match="'epub' is not one of the book's.*Cure: leave"):
        pages._refuse_other_builders(app)
    pages._belongs_here(app)
    app.srcdir = str(tmp_path)
    with pytest.raises(SystemExit, match="belongs to another copy.*Cure: run make book"):
        pages._prepare_results(app, None)


def test_pages_name_chapters_by_their_titles_in_every_build(app, monkeypatch):
    known = []
    monkeypatch.setattr(pages.names, "know", known.append)
    monkeypatch.setattr(pages.article, "chapters_of_design", lambda items, shown: dict(shown))
    # Known from an earlier build, and in a first build only after this.
    app.env.toc_secnumbers = {"notebooks/risks": {"": (4, 2)}}
    app.env.titles = {"notebooks/risks": nodes.title("", "Risks"), "index": nodes.title("", "Home")}
    app.cohesion_items = {"x": {}}
    pages._setting_of_pages(app, app.env)
    chapters = {"notebooks/risks": "Risks", "index": "Home"}
    assert app.cohesion_setting.chapters == chapters and app.cohesion_setting.items == {"x": {}}
    assert known == [{"x": {}}]


# ── before any page is read ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def prepared(app, monkeypatch):
    """Return what was done, in order, when results are prepared; nothing runs for real."""
    done: list[str] = []
    item = {"kind": "fact", "name": "poverty", "text": "46.1"}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    # Set first, so that what the preparation leaves is taken back after the test.
    monkeypatch.setenv("COHESION_PAGES_ONLY", "")
    monkeypatch.delenv("COHESION_PAGES_ONLY")
    monkeypatch.setattr(lock, "acquire", lambda folder: done.append("lock"))
    monkeypatch.setattr(notebooks, "notebooks_of_book", list)
    monkeypatch.setattr(run, "run_all", lambda found: done.append("run"))
    monkeypatch.setattr(stored, "load", lambda: {"poverty": dict(item)})
    monkeypatch.setattr(html, "bound_texts", lambda items: [])
    monkeypatch.setattr(claims, "settle", lambda items, texts: "one claim is new")
    # Not in another process: a test sees what is done there.
    monkeypatch.setattr(pages.processes, "apart", lambda work: work())
    monkeypatch.setattr(fresh, "ensure", lambda items: done.append("files"))
    monkeypatch.setattr(spanish, "translate_results", lambda app: done.append("spanish"))
    return done


def test_notebooks_run_before_results_are_loaded_and_none_afterwards(app, prepared):
    pages._prepare_results(app, app.config)
    assert prepared == ["lock", "run", "files"]
    assert app.cohesion_prints == {"poverty": stored.fingerprint(app.cohesion_items["poverty"])}
    assert app.config.nb_execution_mode == "cache"
    assert all(Path(paths.ROOT, file).is_file() for file in app.config.bibtex_bibfiles)
    prepared.clear()
    app.config.language = "es"
    pages._prepare_results(app, app.config)
    assert prepared == ["lock", "files", "spanish"], "the notebooks were looked after just now"


def test_a_notebook_that_fails_ends_the_build_with_its_cure(app, prepared, monkeypatch):
    def fails(found):
        raise DataError("no column 'value'.", file="data/x.csv", cure="Name it.")

    monkeypatch.setattr(run, "run_all", fails)
    with pytest.raises(ExtensionError, match="nothing was written.(?s:.*)no column(?s:.*)Name it"):
        pages._prepare_results(app, app.config)
    assert "files" not in prepared
