"""Tests of ``cohesion/building/html.py``."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys

import pytest

from cohesion import paths
from cohesion.__main__ import main
from cohesion.building import freshness, html, run
from cohesion.building import notebooks as building_notebooks
from cohesion.errors import DataError
from cohesion.publishing import stored
from tests.tools import probe

GOOD = probe.page(probe.ONE)
LAST = "the last good book"


@pytest.fixture
def project(tmp_path, monkeypatch, warm):
    """A build folder with a good book in it, and pages that would be built anew."""
    probe.book(tmp_path, monkeypatch)
    paths.HTML.mkdir()
    (paths.HTML / "index.html").write_text(LAST, "utf-8")
    built = tmp_path / "staging" / "_build" / "html"
    built.mkdir(parents=True)
    page = '<html lang="en"><head><title>New</title></head><body><p>new</p></body></html>'
    (built / "index.html").write_text(page, "utf-8")
    return tmp_path


def fails(capsys) -> str:
    """Run the build, see it fail and the last book stand; return what it said."""
    assert main(["book"]) == 1
    assert (paths.HTML / "index.html").read_text("utf-8") == LAST
    said = capsys.readouterr().err
    assert "book failed" in said and "last good book" in said
    return said


def test_a_failing_cell_leaves_the_book_and_is_named(project, monkeypatch, capsys):
    broken = probe.notebook(project, probe.page("x = 1\n", "1 / 0\n"))
    monkeypatch.setattr(building_notebooks, "notebooks_of_book", lambda: [broken])
    said = fails(capsys)
    assert "notebooks/probe.md, code cell 2 (`1 / 0`)" in said
    assert "ZeroDivisionError: division by zero" in said


def test_a_spoilt_table_met_by_a_notebook_names_file_row_and_cure(project, monkeypatch, capsys):
    code = (
        "from cohesion.errors import DataError\n"
        "raise DataError('not a number: 4b', file='data/x.csv', row=12, column='value',\n"
        "                cure='Correct the cell.')\n"
    )
    monkeypatch.setattr(
        building_notebooks, "notebooks_of_book", lambda: [probe.notebook(project, probe.page(code))]
    )
    said = fails(capsys)
    assert "data/x.csv, row 12, column 'value': not a number: 4b Cure: Correct the cell." in said


@pytest.mark.parametrize(
    ("code", "cure"),
    [(errno.ENOSPC, "free space"), (errno.EROFS, "writable"), (errno.EACCES, "writable")],
)
@pytest.mark.parametrize("step", ["notebooks", "pages", "exchange"])
def test_a_full_disk_or_read_only_folder(project, monkeypatch, capsys, code, cure, step):
    """Whichever step meets it: the message names the file and the cure."""

    def refuse(*arguments, **options):
        raise OSError(code, os.strerror(code), "_build/some-file")

    good = probe.notebook(project, GOOD)
    monkeypatch.setattr(building_notebooks, "notebooks_of_book", lambda: [good])
    monkeypatch.setattr(html, "run_jupyter_book", refuse if step == "pages" else lambda: None)
    monkeypatch.setattr(run, "run_all", refuse if step == "notebooks" else lambda nbs, **_: {})
    if step == "exchange":
        monkeypatch.setattr(html.shutil, "copytree", refuse)
    said = fails(capsys)
    assert os.strerror(code) in said and "_build/some-file" in said and cure in said


def test_a_full_disk_met_by_the_kernel(project, monkeypatch, capsys):
    """A real limit on the size of files, in the kernel itself."""
    code = (
        "import pathlib, resource, signal\n"
        "from cohesion.publishing import publish\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))\n"
        "publish.prose('probe-text', 'word ' * 500, source='programme/edition.yml')\n"
    )
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY
    monkeypatch.setattr(
        building_notebooks, "notebooks_of_book", lambda: [probe.notebook(project, probe.page(code))]
    )
    said = fails(capsys)
    assert "notebooks/probe.md, code cell 1" in said and "File too large" in said
    assert stored.load() == {}


@pytest.mark.dear
def test_a_page_that_misses_a_figure_is_not_published(project, monkeypatch, capsys):
    """The builder looks at the pages when it has written them; what it finds ends the build."""
    page = html.STAGING / "_build" / "html" / "index.html"
    page.write_text('<html><body><p>see <a href="_images/fig-x.svg">x</a></p></body></html>')
    builder = project / "builder.py"
    builder.write_text(
        "import pathlib, sys, types\n"
        "from cohesion.checking import pages\n"
        "from cohesion.pages import page_checks\n"
        f"pages.COUNTS = pathlib.Path({str(project / 'checks.json')!r})\n"
        f"app = types.SimpleNamespace(outdir={str(page.parent)!r}, statuscode=0,\n"
        "                            builder=types.SimpleNamespace(name='html'))\n"
        "page_checks.check_and_fill(app, None)\n"
        "sys.exit(app.statuscode)\n"
    )
    monkeypatch.setattr(building_notebooks, "notebooks_of_book", list)
    monkeypatch.setattr(run, "run_all", lambda notebooks, **_: {})
    true_popen = subprocess.Popen
    monkeypatch.setattr(
        html.subprocess, "Popen",
        lambda command, **more: true_popen([sys.executable, str(builder)], **more),
    )  # fmt: skip
    said = fails(capsys)
    assert "index.html: dead link: _images/fig-x.svg" in said


def test_a_builder_that_writes_no_page_replaces_no_book(project, monkeypatch, capsys):
    (html.STAGING / "_build" / "html" / "index.html").unlink()
    monkeypatch.setattr(building_notebooks, "notebooks_of_book", list)
    monkeypatch.setattr(run, "run_all", lambda notebooks, **_: {})
    monkeypatch.setattr(html, "run_jupyter_book", lambda: None)
    assert "no page was written" in fails(capsys)


def test_trouble_of_the_page_builder_is_told_with_its_place(project, monkeypatch, capsys):
    """A fact renamed in its notebook but not in a page: the builder warns, which is an error."""
    builder = project / "builder.py"
    builder.write_text(
        "import sys\nprint('reading sources... [ 50%] index')\n"
        f"print('{paths.ROOT}/index.md:12: WARNING: no fact is published as')\nsys.exit(1)\n"
    )
    monkeypatch.setattr(building_notebooks, "notebooks_of_book", list)
    monkeypatch.setattr(run, "run_all", lambda notebooks, **_: {})
    true_popen = subprocess.Popen
    monkeypatch.setattr(
        html.subprocess, "Popen",
        lambda command, **more: true_popen([sys.executable, str(builder)], **more),
    )  # fmt: skip
    said = fails(capsys)
    assert "index.md:12: WARNING: no fact is published as" in said
    assert str(paths.ROOT) not in said


def test_a_renamed_fact_is_named_with_the_nearest(project, warm):
    run.run_one(probe.notebook(project, GOOD), warm)
    with pytest.raises(DataError, match="did you mean 'probe-one'"):
        stored.fact("probe-won", paths.RESULTS)


def test_damaged_results_are_named_with_their_cure(project, warm):
    good = probe.notebook(project, GOOD)
    run.run_one(good, warm)
    with (good.folder / "items.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"name": "ha')
    with pytest.raises(DataError, match="row 2.*the results are damaged.*Run make book"):
        stored.load()


def test_a_damaged_record_means_a_new_run(project, warm, monkeypatch):
    # The words of the book's pages belong to results that are not made here.
    monkeypatch.setattr(run.words, "of_book", lambda files: {})
    good = probe.notebook(project, GOOD)
    run.run_one(good, warm)
    (good.folder / "record.json").write_text('{"code": "', "utf-8")
    assert freshness.damage(good.folder) == "the record of its run is not whole"
    said: list[str] = []
    assert set(run.run_all([good], say=said.append)) == {"probe"}
    assert "damaged results are made again: probe (the record of its run is not whole)" in said
    assert freshness.damage(good.folder) == ""


def test_the_exchange_of_books_survives_a_kill_before_it(tmp_path):
    """Leftovers of an exchange that was cut short are cleared by the next one."""
    new, place = tmp_path / "new", tmp_path / "html"
    for folder, text in ((new, "new"), (place, LAST), (tmp_path / "html.new", "half"),
                         (tmp_path / "html.old", "older")):  # fmt: skip
        folder.mkdir()
        (folder / "index.html").write_text(text, "utf-8")
    html._take_the_place(new, place)
    assert (place / "index.html").read_text("utf-8") == "new"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["html", "new"]


def test_a_book_lost_between_the_two_renames_is_found_again(tmp_path):
    """Killed at the worst moment, the last good book lies beside its place and is put back."""
    old, place = tmp_path / "html.old", tmp_path / "html"
    old.mkdir()
    (old / "index.html").write_text(LAST, "utf-8")
    html.put_back(place)
    assert (place / "index.html").read_text("utf-8") == LAST and not old.exists()
    html.put_back(place)
    assert (place / "index.html").read_text("utf-8") == LAST
