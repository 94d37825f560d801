"""A build that succeeds: what it puts in place, remembers, leaves alone and says."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cohesion import paths
from cohesion.building import html, notebooks, run, unchanged, words
from cohesion.checking import claims, sources
from cohesion.errors import DataError
from cohesion.publishing import claims as published
from cohesion.publishing import stored
from tests.tools import probe

FALSE = {
    "name": "probe-most", "kind": "claim", "notebook": "probe",
    **published.record("n > 16", {"n": published.count(9, of=32)}, "most states rose"),
}  # fmt: skip
PROSE = {
    "name": "probe-text", "kind": "prose", "notebook": "probe",
    "text": "Of the states, [most rose]{.claim .claim--probe-most}.", "body":
    "Of the states, [most rose]{.claim .claim--probe-most}.",
}  # fmt: skip


@pytest.fixture
def works(tmp_path, monkeypatch):
    """A project whose builder writes two pages; what it is made from can be changed."""
    probe.book(tmp_path, monkeypatch)
    monkeypatch.setattr(claims, "PAGE", tmp_path / "fallen.html")
    monkeypatch.setattr(claims.write_page, "__defaults__", (claims.PAGE, ()))
    monkeypatch.delenv(claims.EXPLORE, raising=False)
    monkeypatch.setattr(notebooks, "notebooks_of_book", list)
    monkeypatch.setattr(run, "run_all", lambda chosen, **_: {})
    works = Works()
    monkeypatch.setattr(html, "inputs_of_pages", lambda: works.inputs)
    monkeypatch.setattr(unchanged, "of_project", lambda: works.project)
    monkeypatch.setattr(html, "run_jupyter_book", works.build)
    return works


class Works:
    """Stands for the builder, and for the files that a book is made from."""

    def __init__(self):
        self.inputs, self.project, self.built = "inputs 1", "project 1", 0

    def build(self):
        self.built += 1
        folder = html.STAGING / "_build" / "html"
        (folder / "notebooks").mkdir(parents=True, exist_ok=True)
        for name in ("index.html", "notebooks/budget.html"):
            (folder / name).write_text(f"build {self.built}", "utf-8")
        (folder / "searchindex.js").write_text("index", "utf-8")


def shown() -> str:
    return (paths.HTML / "index.html").read_text("utf-8")


def test_the_first_build_puts_its_pages_in_place_and_counts_them(works, capsys):
    assert html.build_html() == paths.HTML / "index.html"
    assert shown() == "build 1" and (paths.HTML / "notebooks" / "budget.html").is_file()
    assert not (paths.HTML / "searchindex.js").exists()
    assert "(2 pages, " in capsys.readouterr().out
    assert unchanged.book_stands(paths.HTML)
    works.project = "project 2"
    assert not unchanged.book_stands(paths.HTML)


def test_pages_are_built_again_when_what_they_are_made_from_changed_and_only_then(works, capsys):
    html.build_html()
    capsys.readouterr()
    assert html.build_html() == paths.HTML / "index.html"
    assert works.built == 1 and "(nothing changed)" in capsys.readouterr().out
    works.inputs = "inputs 2"
    html.build_html()
    assert works.built == 2 and shown() == "build 2"
    # A stamp without its pages stands for nothing.
    (paths.HTML / "index.html").unlink()
    html.build_html()
    assert works.built == 3 and shown() == "build 3"


def test_a_build_that_fails_is_tried_again(works, monkeypatch):
    html.build_html()
    works.inputs = "inputs 2"

    def fails():
        raise html.BuildError("the pages could not be built")

    with monkeypatch.context() as broken:
        broken.setattr(html, "run_jupyter_book", fails)
        with pytest.raises(html.BuildError):
            html.build_html()
    assert shown() == "build 1"
    html.build_html()
    assert shown() == "build 2"


def test_a_file_changed_during_the_build_is_not_taken_for_built(works, monkeypatch):
    hashes = iter(["as it began", "changed meanwhile"])
    with monkeypatch.context() as busy:
        busy.setattr(unchanged, "of_project", lambda: next(hashes))
        html.build_html()
    assert shown() == "build 1" and not unchanged.book_stands(paths.HTML)


def test_a_page_that_names_no_result_stops_the_book(works, monkeypatch):
    monkeypatch.setattr(sources, "check_names", missing)
    with pytest.raises(DataError, match="no fact is published as 'x'"):
        html.build_html()
    assert works.built == 0 and not paths.HTML.exists()


def missing(items):
    raise DataError("no fact is published as 'x'.", file="index.md")


def explore(monkeypatch, sentences, items):
    """Set the build to try another assumption, under which these are the bound sentences."""
    monkeypatch.setenv(claims.EXPLORE, "1")
    monkeypatch.setattr(html, "bound_texts", lambda known: sentences)
    monkeypatch.setattr(stored, "load", lambda: {item["name"]: item for item in items})


def test_exploring_builds_beside_the_book_and_says_what_falls(works, monkeypatch, capsys):
    html.build_html()
    explore(monkeypatch, html.bound.of_items([PROSE]), [FALSE, PROSE])
    page = html.build_html()
    assert page == paths.HTML.with_name("explored") / "index.html"
    assert page.read_text("utf-8") == "build 2" and shown() == "build 1"
    assert "1 of 1 bound sentences no longer hold" in capsys.readouterr().out
    assert "most rose" in claims.PAGE.read_text("utf-8")
    # It is never taken for a book that stands: another assumption may be tried next.
    assert not unchanged.book_stands(page.parent)
    # Nothing changed since: what falls is said again, without building.
    html.build_html()
    said = capsys.readouterr().out
    assert works.built == 2 and "nothing changed" in said and "1 of 1 bound" in said


def test_exploring_what_has_no_answer_builds_no_book_of_two_assumptions(
    works, monkeypatch, capsys
):  # fmt: skip
    explore(monkeypatch, [], [])
    monkeypatch.setattr(sources, "check_names", missing)
    assert html.build_html() == claims.PAGE
    assert works.built == 0 and not paths.HTML.with_name("explored").exists()
    assert "no answer under this assumption: 1" in capsys.readouterr().out
    assert "no fact is published as &#x27;x&#x27;" in claims.PAGE.read_text("utf-8")


def test_sentences_of_pages_come_before_those_that_code_wrote(monkeypatch):
    monkeypatch.setattr(words, "bound_sentences", lambda: ["of a page"])
    first, second = html.bound_texts({"probe-text": PROSE})
    assert first == "of a page"
    assert (second.words, second.claims) == ("most rose", ("probe-most",))
    assert second.place == "notebooks/probe.md, 'probe-text'"


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_a_build_that_ends_ends_its_builder(tmp_path, monkeypatch, error):
    """Left alone, the builder would go on for minutes, and the build would wait for it."""
    monkeypatch.setattr(paths, "BUILD", tmp_path)
    monkeypatch.setattr(html, "LOG", tmp_path / "build.log")
    started = []
    true_popen = subprocess.Popen

    def popen(command, **more):
        code = "import time; print('writing output... [ 10%]', flush=True); time.sleep(600)"
        started.append(true_popen([sys.executable, "-S", "-c", code], **more))
        return started[-1]

    def stop(*given, **more):
        raise error

    monkeypatch.setattr(html.subprocess, "Popen", popen)
    monkeypatch.setattr("builtins.print", stop)
    with pytest.raises(error):
        html.run_jupyter_book()
    assert started[0].poll() == -9


def test_progress_is_said_once_a_quarter(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(paths, "BUILD", tmp_path)
    monkeypatch.setattr(html, "LOG", tmp_path / "build.log")
    true_popen = subprocess.Popen
    code = (
        "for part in (3, 9, 26, 30, 60, 100): print(f'reading sources... [{part:3}%] a page')\n"
        "print('build succeeded, 1 warning: Warning, treated as error')"
    )
    monkeypatch.setattr(
        html.subprocess, "Popen",
        lambda command, **more: true_popen([sys.executable, "-S", "-c", code], **more),
    )  # fmt: skip
    html.run_jupyter_book()
    said = capsys.readouterr().out.split("\n")
    assert said == [f"  reading sources {part} %" for part in (0, 25, 50, 100)] + [""]
    assert html.LOG.read_text("utf-8").count("\n") == 7


def test_running_one_notebook_prints_what_it_published_and_what_falls(
    tmp_path, monkeypatch, capsys
):  # fmt: skip
    probe.project(tmp_path, monkeypatch)
    monkeypatch.setattr(words, "_pages", list)
    fact = {"name": "probe-one", "kind": "fact", "notebook": "probe", "text": "1"}
    of_others = {**FALSE, "name": "other-most", "notebook": "other"}
    theirs = {
        **PROSE, "name": "other-text", "notebook": "other",
        "body": "[Least]{.claim .claim--other-most}.",
    }  # fmt: skip

    def runs(notebook):
        for name, items in (("probe", (fact, FALSE, PROSE)), ("other", (of_others, theirs))):
            folder = paths.RESULTS / name
            folder.mkdir(parents=True)
            lines = "".join(stored.as_line(item) for item in items)
            (folder / "items.jsonl").write_text(lines, "utf-8")
        return 1.26

    monkeypatch.setattr(run, "run_one", runs)
    html.run_single(probe.notebook(tmp_path, probe.page(probe.ONE)).path)
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "fact    probe-one: 1"
    assert "3 results, 1.3 s" in said
    assert said[-1] == (
        "notebooks/probe.md, 'probe-text': “most rose” no longer holds: "
        "probe-most is n > 16, but n = 9"
    )
    assert "Least" not in "".join(said)
