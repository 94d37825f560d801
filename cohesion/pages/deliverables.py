"""The list of files to take away, with their sizes, and the files beside the pages."""

from __future__ import annotations

import html
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive

from cohesion import paths
from cohesion.files import hashes
from cohesion.pages import placing

#: File → what it is, in the order of the list.
DESCRIPTIONS = {
    "action-fiche.docx": "Action Fiche",
    "technical-administrative-provisions.docx": "Technical and Administrative Provisions (TAPs)",
    "terms-of-reference.docx": "Terms of reference in outline: technical assistance and calls",
    "guidelines-for-applicants.docx": "Guidelines for applicants in outline",
    "summary.docx": "Summary of the report, four pages",
    "state-profiles.docx": "The proposed states in brief",
    "logical-framework.xlsx": "Logical framework, in the form of 2004 and in today's form",
    "budget.xlsx": "Budget, with live formulas",
    "timetable.xlsx": "Indicative timetable",
    "risk-register.xlsx": "Risk register",
    "indicators.xlsx": "Indicator sheets and the sheet ready for encoding",
    "ficha-resumen.docx": "Ficha resumen (Action Fiche in Spanish)",
    "disposiciones-tecnicas-administrativas.docx": "Disposiciones Técnicas y Administrativas",
    "terminos-de-referencia.docx": "Términos de referencia (terms of reference)",
    "guia-para-solicitantes.docx": "Guía para solicitantes (guidelines for applicants)",
    "resumen.docx": "Resumen del informe (summary)",
    "perfiles-estatales.docx": "Perfiles de los estados propuestos (state profiles)",
    "marco-logico.xlsx": "Marco lógico (logical framework)",
    "presupuesto.xlsx": "Presupuesto (budget)",
    "cronograma.xlsx": "Cronograma (timetable)",
    "matriz-de-riesgos.xlsx": "Matriz de riesgos (risk register)",
}

#: Documents in Spanish, in the order of the list, as Mexican readers call them.
SPANISH = {
    "resumen.docx": "Resumen del informe, cuatro páginas",
    "ficha-resumen.docx": "Ficha resumen del programa",
    "disposiciones-tecnicas-administrativas.docx": "Disposiciones Técnicas y Administrativas",
    "marco-logico.xlsx": "Marco lógico",
    "presupuesto.xlsx": "Presupuesto, con fórmulas",
    "cronograma.xlsx": "Cronograma indicativo",
    "matriz-de-riesgos.xlsx": "Matriz de riesgos",
    "terminos-de-referencia.docx": "Esbozo de los términos de referencia",
    "guia-para-solicitantes.docx": "Esbozo de la guía para los solicitantes",
    "perfiles-estatales.docx": "Los estados propuestos en breve",
}

#: What a page with the list uses, beside published results.
FILES = "files to take away"
_HEADS = {"en": ("File", "What it is", "Size"), "es": ("Archivo", "Qué es", "Tamaño")}


class Deliverables(Directive):
    """List the files to take away: ```` ```{deliverables} ````; with ``es``, the Spanish ones."""

    has_content = False
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a table with a link to each file."""
        env = self.state.document.settings.env
        placing.uses(env).setdefault(env.docname, {})[FILES] = files_print()
        language = self.arguments[0] if self.arguments else "en"
        told = SPANISH if language == "es" else DESCRIPTIONS
        order = list(told)
        files = sorted(
            (
                file
                for file in paths.DELIVERABLES.iterdir()
                if file.is_file() and (language == "en" or file.name in told)
            ),
            key=lambda file: (order.index(file.name) if file.name in order else 99, file.name),
        )
        table = nodes.table(classes=["published"])
        group = nodes.tgroup(cols=len(_HEADS))
        for width, stub in ((30, 1), (60, 0), (8, 0)):
            group += nodes.colspec(colwidth=width, **({"stub": 1} if stub else {}))
        head = nodes.row(
            "", *(_entry(nodes.Text(text), n == 2) for n, text in enumerate(_HEADS[language]))
        )
        body = nodes.tbody()
        for file in files:
            link = FileLink("", file.name)
            link["file"] = file.name
            cells = (link, nodes.Text(_description(file, told)), nodes.Text(_size(file)))
            body += nodes.row("", *(_entry(cell, n == 2) for n, cell in enumerate(cells)))
        group += [nodes.thead("", head), body]
        table += group
        return [table]


def files_print() -> str:
    """Return one hash of the names and sizes that the lists show."""
    files = sorted(file for file in paths.DELIVERABLES.iterdir() if file.is_file())
    return hashes.sha256("".join(f"{file.name} {_size(file)}\n" for file in files).encode())


def _size(file: Path) -> str:
    return f"{max(1, round(file.stat().st_size / 1000))} kB"


def _entry(content: nodes.Node, numeric: bool) -> nodes.entry:
    return nodes.entry("", nodes.paragraph("", "", content), classes=["number"] if numeric else [])


class FileLink(nodes.inline):
    """The name of a file to take away; on a page it leads to the file beside the pages."""


def visit_link(self: Any, node: FileLink) -> None:
    """Open the link."""
    name = html.escape(node["file"], quote=True)
    self.body.append(f'<a href="@@root@@_files/{name}" download>')


def depart_link(self: Any, node: FileLink) -> None:
    """Close the link."""
    self.body.append("</a>")


def _description(file: Path, told: Mapping[str, str]) -> str:
    if file.suffix == ".zip":
        return "All of these files, with the tables as CSV and JSON"
    return told.get(file.name, "")


def copy_beside_pages(out: Path) -> None:
    """Copy the files to take away into the built book."""
    folder = out / "_files"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for file in sorted(paths.DELIVERABLES.iterdir()):
        if file.is_file():
            shutil.copyfile(file, folder / file.name)
