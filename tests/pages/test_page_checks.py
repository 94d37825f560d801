"""Tests of ``cohesion/pages/page_checks.py``."""

from __future__ import annotations

import pytest

from cohesion.checking import pages
from cohesion.pages import page_checks
from tests.checking.small_page import PAGE, faults

# ── the table in the quality-control chapter ─────────────────────────────────────────────────────


def test_open_cells_are_filled_and_filled_anew(tmp_path):
    assert faults(tmp_path, PAGE.replace('scope="col"', "")) != []
    cells = page_checks.cell_texts(pages.inspect(tmp_path))
    assert cells["links-counted"] == "2" and cells["links-faults"] == "none"
    assert cells["header-cells-faults"] == "1"
    page = '<td><span class="page-check" data-check="links-counted">–</span></td>'
    filled = page_checks.fill(page, cells)
    assert filled == page.replace("–", "2")
    assert page_checks.fill(filled, {"links-counted": "17"}) == page.replace("–", "17")


class FakeApp:
    """As much of Sphinx as the end of a build needs."""

    def __init__(self, out, builder="html"):
        self.outdir, self.statuscode = str(out), 0
        self.builder = type("Builder", (), {"name": builder})()


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Counts kept in a folder of their own, for inputs that the test names."""
    monkeypatch.setattr(pages, "COUNTS", tmp_path / "checks.json")
    monkeypatch.setattr(page_checks, "_inputs", lambda: "today")
    return tmp_path


def test_the_end_of_a_build_counts_fills_and_keeps(kept, monkeypatch):
    folder = kept / "html"
    folder.mkdir()
    cell = '<span class="page-check" data-check="pages-counted">–</span>'
    faults(folder, PAGE.replace("Text", cell))
    app = FakeApp(folder)
    page_checks.check_and_fill(app, None)
    assert cell.replace("–", "2") in (folder / "index.html").read_text("utf-8")
    assert app.statuscode == 0
    # The PDF edition of the same inputs shows them, that of other inputs does not.
    assert page_checks.kept_counts(FakeApp(folder, "singlehtml"))["pages-counted"] == "2"
    monkeypatch.setattr(page_checks, "_inputs", lambda: "tomorrow")
    assert page_checks.kept_counts(FakeApp(folder, "singlehtml")) == {}


def test_faults_fail_the_build_also_without_strict_warnings(kept):
    folder = kept / "html"
    folder.mkdir()
    faults(folder, PAGE.replace('alt="A line."', ""))
    app = FakeApp(folder)
    page_checks.check_and_fill(app, None)
    assert app.statuscode == 1


def test_counts_that_cannot_be_read_are_no_counts(kept):
    pages.COUNTS.write_text("{", "utf-8")
    assert page_checks.kept_counts(FakeApp(kept, "typst")) == {}
