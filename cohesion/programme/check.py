"""``python -m cohesion.programme.check``: load the whole design and report the first fault."""

from __future__ import annotations

import sys
from pathlib import Path

from cohesion import paths
from cohesion.errors import DataError
from cohesion.programme.design import figures, load_design
from cohesion.programme.documents import (
    DOCUMENTS,
    Document,
    cited_keys,
    facts_used,
    load_document,
    reference,
)

#: Quantities of the programme that need the selection of states or the experts' file.
ELSEWHERE = {"programme-states-proposed", "budget-one-more-state"}


def check(folder: Path = paths.PROGRAMME) -> str:
    """Check files, links, totals, documents and citations; return one line of summary.

    Raises
    ------
    DataError
        The first thing that is wrong.
    """
    design = load_design(folder)
    sections = 0
    for name in DOCUMENTS:
        document = load_document(name, folder)
        sections += len(document.sections)
        check_quantities(document, set(figures(design)) | ELSEWHERE, folder)
        for section in document.sections:
            for key in cited_keys(section.text):
                reference(key)
    return (
        f"programme design: {len(design.activities.ids)} activities, "
        f"{len(design.timetable.tasks)} tasks, {len(design.indicators.indicators)} indicators, "
        f"{len(design.budget.lines)} budget lines, {design.total} euros, "
        f"{sections} sections of documents, {len(figures(design))} quantities: no fault."
    )


def check_quantities(document: Document, known: set[str], folder: Path) -> None:
    """Check that a document names only quantities of the programme that are published."""
    for name in facts_used(document):
        if name.startswith(("budget-", "programme-")) and name not in known:
            raise DataError(
                f"unknown quantity '{name}'.",
                file=folder / f"{document.id}.yml",
                cure=f"Use one of {', '.join(sorted(known))}.",
            )


def main() -> int:
    """Run from the command line; return the exit code."""
    try:
        print(check())
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
