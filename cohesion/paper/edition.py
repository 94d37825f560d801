"""The paper edition: the report, its annexes, and both in one file, from the pages of the book.

Sphinx writes the pages as Typst code, Typst sets them as PDF/UA-1, the tags get the heads of rows,
and the PDF is read back: no word may be lost, stand over another or off the page. Only then do the
new files take the place of the last good ones.
"""

from __future__ import annotations

import calendar
import json
import shutil
import time
from pathlib import Path
from typing import Any

from cohesion import paths
from cohesion.building import html
from cohesion.building.inputs import inputs_of_pages
from cohesion.errors import DataError, shown_path
from cohesion.files import hashes, stamps
from cohesion.paper import (
    attachments,
    check,
    complete,
    fonts,
    front,
    reading,
    resolve,
    tags,
    typeset,
)
from cohesion.paper.contents import Contents, read_contents
from cohesion.paper.words import Block
from cohesion.publishing import stored
from cohesion.tables.vintage import as_of, edition_settings

WORK = paths.BUILD / "paper"
TEMPLATE = paths.BOOK / "print" / "report.typ"
OUTPUT = {which: paths.PDF / name for which, name in front.FILES.items()}


def build_pdf(*, whole_only: bool = False) -> list[Path]:
    """Build the paper edition and return its files; the last good ones stay if anything fails.

    Parameters
    ----------
    whole_only : leave out the two files that hold the report and its annexes alone.
    """
    start = time.perf_counter()
    kinds = [front.WHOLE] if whole_only else [front.WHOLE, front.REPORT, front.ANNEX]
    wanted = [OUTPUT[which] for which in kinds]
    if _stamp().is_file() and stamps.stands(_stamp(), _made_from(wanted)):
        print("pdf: nothing changed")
        return wanted
    html.build_html()
    contents = read_contents()
    if not contents.annexes:
        kinds = [front.WHOLE]
    resolve.resolve(html.STAGING / "_build" / ".doctrees", WORK)
    print(f"  pages for paper: {time.perf_counter() - start:.1f} s", flush=True)
    pages = json.loads((WORK / "book.json").read_text(encoding="utf-8"))["pages"]
    shutil.copyfile(TEMPLATE, WORK / "report.typ")
    fonts.copy_fonts(WORK / "fonts")
    attached = attachments.lay_out(WORK, stored.load())
    partial = {which: WORK / f"{which}.pdf" for which in kinds}
    places: dict[str, int] = {}
    for which in kinds:
        found = _one_file(which, contents, pages, attached, places, partial[which])
        places = places or found
        print(f"  {OUTPUT[which].name}: {time.perf_counter() - start:.1f} s", flush=True)
    paths.PDF.mkdir(parents=True, exist_ok=True)
    _stamp().unlink(missing_ok=True)
    for which in kinds:
        partial[which].replace(OUTPUT[which])
    for which in OUTPUT.keys() - set(kinds):
        OUTPUT[which].unlink(missing_ok=True)
    files = [OUTPUT[which] for which in kinds]
    stamps.put(_stamp(), _made_from(files))
    for file in files:
        print(f"pdf: {shown_path(file)} ({_size(file)})")
    print(f"pdf: {time.perf_counter() - start:.1f} s")
    return files


def _one_file(
    which: str, contents: Contents, pages: dict[str, Any], attached: list[dict[str, str]],
    places: dict[str, int], target: Path,
) -> dict[str, int]:  # fmt: skip
    """Set, finish and check one file; return the pages of its places.

    ``places`` are those of the file that holds everything, empty while that one is made.
    """
    here = front.labels_of(which, contents, pages)
    elsewhere = {label: page for label, page in places.items() if label not in here}
    (WORK / "elsewhere.json").write_text(json.dumps(elsewhere, sort_keys=True), encoding="utf-8")
    first = places.get(front.ANNEXES.lower(), 1)
    main = front.main_file(
        which, contents, pages, edition_settings(), as_of(),
        attached if which != front.ANNEX else [], first,
    )  # fmt: skip
    (WORK / "main.typ").write_text(main, encoding="utf-8")
    raw = target.with_suffix(".raw")
    stand = typeset.typeset(WORK, "main.typ", raw, _moment())
    names = front.pages_of(which, contents)
    shapes = front.shapes_of_front(which, contents) + tags.shapes_of(names, pages)
    other = front.FILES[front.ANNEX if which == front.REPORT else front.REPORT]
    tags.finish(raw, target, shapes, other, stand)
    found = {name: place.page for name, place in stand.items()}
    if places:
        _same_pages(which, found, places, here)
    read, runs = reading.read(target)
    problems = check.faults(read) + complete.missing(
        [[Block(*block) for block in pages[name]["blocks"]] for name in names], runs
    )
    if problems:
        raise DataError(f"{OUTPUT[which].name} has faults:\n" + "\n".join(problems[:40]))
    raw.unlink()
    return found


def _same_pages(which: str, found: dict[str, int], places: dict[str, int], here: set[str]) -> None:
    """See that every place has the page number that it has in the file that holds everything."""
    shift = places["annexes"] - found["annexes"] if which == front.ANNEX else 0
    moved = [
        label for label in sorted(here & found.keys()) if found[label] + shift != places[label]
    ]
    if moved:
        raise DataError(
            f"{OUTPUT[which].name} has {len(moved)} places on other pages than the file with "
            f"everything, first '{moved[0]}'.",
            cure="This is a fault of the paper edition: report it.",
        )  # fmt: skip


def _moment() -> int:
    """Return the edition's day in seconds since 1970."""
    return calendar.timegm(edition_settings()["date"].timetuple())


def _size(file: Path) -> str:
    import pikepdf

    with pikepdf.open(file) as pdf:
        return f"{len(pdf.pages)} pages, {file.stat().st_size / 1e6:.1f} MB"


def _stamp() -> Path:
    """Return the file that remembers from what the PDF files were made, and their checksums."""
    return paths.PDF / "made-from.txt"


def _made_from(files: list[Path]) -> str:
    """Return one text that changes when anything did: inputs, data, code, or the files made."""
    data = [file for file in sorted(paths.DATA.rglob("*")) if file.is_file()]
    seen = [f"{file.relative_to(paths.DATA).as_posix()} {hashes.file_hash(file)}" for file in data]
    parts = {
        "inputs": inputs_of_pages(),
        "data": hashes.sha256("\n".join(seen).encode()),
        "counts": hashes.file_hash(paths.BUILD / "checks.json"),
        "book": hashes.file_hash(paths.HTML.with_name("html.stamp")),
        **{file.name: hashes.file_hash(file) for file in files},
    }
    return json.dumps(parts, indent=1, sort_keys=True)
