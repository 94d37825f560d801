"""Tests of ``cohesion/pages/page_checks.py``."""

from __future__ import annotations

from docutils import nodes

from cohesion.checking import pages
from cohesion.pages import counted, page_checks
from tests.checking.small_page import PAGE, faults
from tests.pages.builds import FakeApp
from tests.pages.directives import placed

# ── the table in the quality-control chapter ─────────────────────────────────────────────────────


def test_open_cells_are_filled_and_filled_anew(tmp_path):
    assert faults(tmp_path, PAGE.replace('scope="col"', "")) != []
    cells = page_checks.cell_texts(pages.inspect(tmp_path))
    assert cells["links-counted"] == "2" and cells["links-faults"] == "none"
    assert cells["header-cells-faults"] == "1"
    page = '<td><span class="page-check" data-check="links-counted">–</span></td>'
    filled = counted.filled(page, cells)
    assert filled == page.replace("–", "2")
    assert counted.filled(filled, {"links-counted": "17"}) == page.replace("–", "17")


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
    assert counted.kept_counts(FakeApp(folder, "singlehtml"))["pages-counted"] == "2"
    monkeypatch.setattr(counted, "_inputs", lambda: "tomorrow")
    assert counted.kept_counts(FakeApp(folder, "singlehtml")) == {}


def test_faults_fail_the_build_also_without_strict_warnings(kept):
    folder = kept / "html"
    folder.mkdir()
    faults(folder, PAGE.replace('alt="A line."', ""))
    app = FakeApp(folder)
    page_checks.check_and_fill(app, None)
    assert app.statuscode == 1


def test_a_build_that_failed_or_makes_no_pages_counts_nothing(kept):
    for app, error in ((FakeApp(kept, "typst"), None), (FakeApp(kept), ValueError("failed"))):
        page_checks.check_and_fill(app, error)
        assert not pages.COUNTS.exists() and app.statuscode == 0


# ── the table on its page ────────────────────────────────────────────────────────────────────────


def test_each_check_has_a_row_with_two_open_cells():
    [block], _ = placed(page_checks.PageChecks)
    [table] = block.findall(nodes.table)
    assert table["names"] == [pages.LABEL]
    head, *rows = table.findall(nodes.row)
    assert [cell.astext() for cell in head] == list(page_checks._HEADS)
    assert [row.children[0].astext() for row in rows] == [one.what for one in pages.ALL_CHECKS]
    keys = [node["key"] for node in table.findall(counted.Counted)]
    outcomes = [pages.Outcome(check, 7, ()) for check in pages.ALL_CHECKS]
    assert keys == list(page_checks.cell_texts(outcomes)), "every open cell is filled"
