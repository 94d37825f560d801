"""Write the pages that LibreOffice counts for the contents of the Word files.

``python -m tests.tools.word_pages`` sets every Word file that the results at hand give, in both
languages, and notes on which page each heading of its contents begins. It needs LibreOffice; the
book does not.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf

from cohesion.errors import DataError
from cohesion.office import contents, word
from cohesion.programme.documents import load_document
from cohesion.translation.catalogue import Catalogue, english, spanish


def set_pages(file: Path) -> list[int]:
    """Return the page of each heading that the contents of a Word file list.

    Raises
    ------
    OSError, subprocess.CalledProcessError
        There is no LibreOffice, or it made nothing of the file.
    """
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "pdf", "--outdir", folder, str(file)],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
        reader = pypdf.PdfReader(Path(folder, f"{file.stem}.pdf"))
        return [
            reader.get_destination_page_number(heading) + 1
            for level, heading in _headings(reader.outline)
            if level in contents.LEVELS
        ]


def _headings(outline: list[Any], level: int = 1) -> Iterator[tuple[int, Any]]:
    for one in outline:
        if isinstance(one, list):
            yield from _headings(one, level + 1)
        else:
            yield level, one


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Yield the row of every document in both languages, skipping what is not translated."""
    for words in (english(), spanish()):
        for name in word.FILES:
            row = _row(name, words)
            if row is not None:
                yield row


def _row(name: str, words: Catalogue) -> tuple[str, str, str, str] | None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "document.docx")
        try:
            built, _ = word.without_pages(load_document(name), words)
            built.save(str(file))
        except DataError as error:
            print(f"left out: {error}", file=sys.stderr)
            return None
        pages = " ".join(map(str, set_pages(file)))
    return name, words.locale, contents.fingerprint(built), pages


def main() -> None:
    """Write the table."""
    found = sorted(rows())
    with contents.FILE.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerows([contents.COLUMNS, *found])
    print(f"{len(found)} documents in {contents.FILE.name}")


if __name__ == "__main__":
    main()
