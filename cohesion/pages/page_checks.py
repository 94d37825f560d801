"""The table of the checks of the pages: placed when a page is read, filled when all are written."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.util import logging

from cohesion import formats
from cohesion.checking import pages
from cohesion.pages import counted, translated_pages

logger = logging.getLogger(__name__)

_CAPTION = "What was counted on the written pages; a book with a single fault is not published."
_HEADS = {"On every page": 24, "What is checked": 40, "Counted": 8, "Faults": 8}
_SOURCE = (
    "Source: the pages of this book, read after they were written (cohesion/checking/pages.py)."
)
_MOST_SHOWN = 40


class PageChecks(Directive):
    """Place the table of the checks of the pages: ```` ```{page-checks} ````."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the table with open cells, and its source line."""
        rows = [
            (check.what, check.how, *map(counted.cell, _cells(check))) for check in pages.ALL_CHECKS
        ]
        return counted.counted_table(self, pages.LABEL, _CAPTION, _HEADS, rows, _SOURCE)


def _cells(check: pages.Check) -> tuple[str, str]:
    """Return the keys of the two open cells of a check."""
    return f"{check.key}-counted", f"{check.key}-faults"


def cell_texts(outcomes: list[pages.Outcome]) -> dict[str, str]:
    """Return what stands in each cell, by the cell's key."""
    cells: dict[str, str] = {}
    for outcome in outcomes:
        number, faults = _cells(outcome.check)
        cells[number] = formats.integer(outcome.counted)
        cells[faults] = formats.integer(len(outcome.faults)) if outcome.faults else "none"
    return cells


def check_and_fill(app: Sphinx, error: Exception | None) -> None:
    """Check the written pages, fill the table, keep the counts; faults fail the build."""
    if error is not None or app.builder.name != "html":
        return
    out = Path(app.outdir)
    outcomes = pages.inspect(out, pages.kept_looks())
    counted.fill(out, {**cell_texts(outcomes), **translated_pages.cell_texts()})
    faults = [fault for outcome in outcomes for fault in outcome.faults]
    for fault in faults[:_MOST_SHOWN]:
        logger.warning("%s", fault)
    if faults:
        # Pages with faults are no book, also where a builder was told to bear warnings.
        app.statuscode = 1
