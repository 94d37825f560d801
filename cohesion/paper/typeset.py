"""Typst sets a main file as PDF/UA-1, in a process of its own, whose memory is free afterwards.

Run as a command: ``python -m cohesion.paper.typeset FOLDER MAIN OUTPUT SECONDS``.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from cohesion.errors import DataError

_PLACE = re.compile(r"([\w./-]+\.typ):(\d+)")
#: Typst tells a sign without a glyph, but not where it stands.
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_MOST_SHOWN = 8


class Place(NamedTuple):
    """Where a place stands: page (from 1), distance from left and top in points."""

    page: int
    x: float
    y: float


def typeset(folder: Path, main: str, output: Path, moment: int) -> dict[str, Place]:
    """Set ``folder/main``, write the PDF, and return the places that it tells by their names.

    Parameters
    ----------
    folder : Typst reads nothing outside it; its fonts are in ``folder/fonts``.
    main : name of the main file.
    output : the PDF.
    moment : seconds since 1970 that the file gives as its time of creation.

    Raises
    ------
    DataError
        What Typst refused or warned of, with the place of the page it comes from.
    """
    command = [sys.executable, "-m", "cohesion.paper.typeset", str(folder), main, str(output),
               str(moment)]  # fmt: skip
    done = subprocess.run(
        command, text=True, capture_output=True, errors="replace", cwd=folder,
        # Threads wait for each other more than they help: one is as fast and uses a quarter less.
        env={**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", "RAYON_NUM_THREADS": "1",
             "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )  # fmt: skip
    if done.returncode != 0:
        raise DataError("Typst cannot set the pages:\n" + placed(done.stderr, folder))
    return {name: Place(*rest) for name, *rest in json.loads(done.stdout or "[]")}


def placed(message: str, folder: Path) -> str:
    """Return a message of Typst with the places of the sources in the place of generated code."""
    found: list[str] = []
    for sign in _UNSHOWN.findall(message):
        found += [f"{place}: the sign {sign!r} is in none of the report's fonts"
                  for place in _places_of(sign, folder)]  # fmt: skip
    for line in message.splitlines():
        shown = line[:300]
        for name, number in _PLACE.findall(line):
            source = _source(folder / name.lstrip("/"), int(number))
            if source:
                shown = f"{source}: {shown}"
        if shown.strip():
            found.append(shown)
    return "\n".join(found[: _MOST_SHOWN * 4])


def _places_of(sign: str, folder: Path) -> list[str]:
    """Return the places of the sources from which a sign comes."""
    found = []
    for file in sorted((folder / "pages").glob("*.typ")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            if sign in line and not line.startswith("//@"):
                found.append(_source(file, number))
    return found


def _source(file: Path, line: int) -> str:
    """Return the last place that the generated code names before one of its lines."""
    if not file.is_file():
        return ""
    for text in reversed(file.read_text(encoding="utf-8").splitlines()[:line]):
        if text.startswith("//@ "):
            return text.removeprefix("//@ ")
    return ""


def main(arguments: list[str]) -> int:
    """Set one file; print what Typst says and return 1 if it says anything."""
    import typst

    folder, name, output, moment = arguments
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[f"{folder}/fonts"]
    )
    compiler = typst.Compiler(input=str(Path(folder, name)), root=folder, font_paths=fonts)
    try:
        content, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=["ua-1"], timestamp=int(moment)
        )
    except typst.TypstError as error:
        print(error.diagnostic or error.message, file=sys.stderr)
        for hint in error.hints:
            print(f"hint: {hint}", file=sys.stderr)
        return 1
    for warning in warnings:
        print(warning.diagnostic or warning.message, file=sys.stderr)
    if warnings:
        return 1
    Path(output).write_bytes(content)
    told = json.loads(compiler.query("<places>", field="value"))
    print(json.dumps(told[0] if told else []))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
