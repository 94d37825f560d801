"""The list of files to take away, with their sizes, and the files beside the pages."""

from __future__ import annotations

import html
import shutil
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive

from cohesion import paths

#: File → what it is, in the order of the list.
DESCRIPTIONS = {
    "action-fiche.docx": "Action Fiche",
    "technical-administrative-provisions.docx": "Technical and Administrative Provisions (TAPs)",
    "terms-of-reference.docx": "Terms of reference in outline: technical assistance and calls",
    "logical-framework.xlsx": "Logical framework, in the form of 2004 and in today's form",
    "budget.xlsx": "Budget, with live formulas",
    "timetable.xlsx": "Indicative timetable",
    "risk-register.xlsx": "Risk register",
    "indicators.xlsx": "Indicator sheets and the sheet ready for encoding",
}


class Deliverables(Directive):
    """List the files to take away: ```` ```{deliverables} ````."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return a table with a link to each file."""
        files = sorted(
            (file for file in paths.DELIVERABLES.iterdir() if file.is_file()),
            key=lambda file: (list(DESCRIPTIONS).index(file.name) if file.name in DESCRIPTIONS
                              else 99, file.name),
        )  # fmt: skip
        rows = "".join(
            f'<tr><th scope="row" class="stub"><a href="@@root@@_files/{html.escape(file.name)}" '
            f"download>{html.escape(file.name)}</a></th>"
            f"<td>{html.escape(_description(file))}</td>"
            f'<td class="number">{max(1, round(file.stat().st_size / 1000))} kB</td></tr>'
            for file in files
        )
        head = (
            '<thead><tr><th scope="col" class="head">File</th><th scope="col" class="head">What it '
            'is</th><th scope="col" class="head number">Size</th></tr></thead>'
        )
        table = (
            '<div class="pst-scrollable-table-container"><table class="published table">'
            f"{head}<tbody>{rows}</tbody></table></div>"
        )
        return [nodes.raw("", table, format="html")]


def _description(file: Path) -> str:
    if file.suffix == ".zip":
        return "All of these files, with the tables as CSV and JSON"
    return DESCRIPTIONS.get(file.name, "")


def copy_beside_pages(out: Path) -> None:
    """Copy the files to take away into the built book."""
    folder = out / "_files"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for file in sorted(paths.DELIVERABLES.iterdir()):
        if file.is_file():
            shutil.copyfile(file, folder / file.name)
