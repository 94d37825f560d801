"""``python -m cohesion files``: build every file to take away into ``_build/deliverables``."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cohesion import paths
from cohesion.errors import DataError
from cohesion.office import (
    archive,
    budget_workbook,
    datapackage,
    timetable_workbook,
    word,
    workbooks,
)
from cohesion.programme.design import Design, load_design, state_targets
from cohesion.translation.catalogue import Catalogue, english, spanish

ZIP = "laboratorio-cohesion-social-ii.zip"
Writer = Callable[[Design, Path, Catalogue], Path]
#: Word documents in Spanish, by the name of their text.
_SPANISH = {
    "fiche": "ficha-resumen.docx",
    "taps": "disposiciones-tecnicas-administrativas.docx",
    "tor": "terminos-de-referencia.docx",
    "applicants": "guia-para-solicitantes.docx",
    "summary": "resumen.docx",
    "profile_pages": "perfiles-estatales.docx",
}


def _document(name: str) -> Writer:
    return lambda design, target, words: word.write(name, target, words)


#: Documents in both languages: English file → Spanish file and what writes either.
BOTH: dict[str, tuple[str, Writer]] = {
    **{file: (_SPANISH[name], _document(name)) for name, file in word.FILES.items()},
    "logical-framework.xlsx": (
        "marco-logico.xlsx",
        lambda design, target, words: workbooks.logical_framework(target, words),
    ),
    "budget.xlsx": ("presupuesto.xlsx", budget_workbook.write),
    "timetable.xlsx": ("cronograma.xlsx", timetable_workbook.write),
    "risk-register.xlsx": ("matriz-de-riesgos.xlsx", workbooks.risk_register),
}


def export(folder: Path = paths.DELIVERABLES) -> list[Path]:
    """Build every file; the last good set stays until the new one is complete.

    Returns
    -------
    list of Path
        The files, the zip last.
    """
    fresh = folder.with_name(folder.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    design = load_design()
    files = [write(design, fresh / name, english()) for name, (_, write) in BOTH.items()]
    files.append(
        workbooks.indicators(design, state_targets(design), fresh / "indicators.xlsx"),
    )
    files += in_spanish(design, fresh)
    files += datapackage.write(design, fresh / "data")
    members = {path.relative_to(fresh).as_posix(): path.read_bytes() for path in files}
    archive.pack(members, fresh / ZIP)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return [folder / path.relative_to(fresh) for path in files] + [folder / ZIP]


def in_spanish(design: Design, folder: Path) -> list[Path]:
    """Write the Spanish documents of which every text is translated; say which are not."""
    files, words = [], spanish()
    for name in BOTH:
        try:
            files.append(write_spanish(name, design, folder, words))
        except DataError as error:
            print(f"not built in Spanish: {error}", file=sys.stderr)
    return files


def write_spanish(name: str, design: Design, folder: Path, words: Catalogue) -> Path:
    """Write the Spanish twin of a document, with a look-up that has heard nothing of the others.

    Raises
    ------
    DataError
        A text of it has no translation that passes the checks: names the file and the text.
    """
    words = replace(words, heard={})
    target, write = BOTH[name]
    path = write(design, folder / target, words)
    try:
        words.require_complete(target)
    except DataError:
        path.unlink()
        raise
    return path
