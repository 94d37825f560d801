"""A small book that the paper edition sets in a second: two chapters, a sheet, an annex."""

from __future__ import annotations

import datetime
import io
import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from cohesion import paths
from cohesion.pages import numbering
from cohesion.paper import builder, edition, fonts, front
from cohesion.paper.contents import Chapter, Contents, Part

CONF = """\
extensions = ["myst_parser", "tests.paper.small"]
myst_enable_extensions = ["colon_fence", "attrs_inline", "deflist"]
project, html_theme, smartquotes = "small", "basic", False
numfig, numfig_secnum_depth = True, 1
numfig_format = {"figure": "Figure %s", "table": "Table %s"}
"""
INDEX = """\
# The book

:::{container} cover
Only on the screen.
:::

## Summary

The first chapter is {doc}`one`; {numref}`tab-second` stands in an annex.

```{toctree}
:numbered: 1
one
two
```
"""
ONE = """\
# One

Words before the first section, with *names in Spanish* and `a_long/identifier`.

## Limits

```{list-table} A finding about states.
:header-rows: 1
:stub-columns: 1
:name: tab-first

* - State
  - Official name in Spanish
* - Chiapas
  - Índice de desarrollo humano
* - Oaxaca
  - Población con carencia
```

- A point that comes first.
- A second point, with [a span]{.claim .claim--yes} that says something.

1. Step one.
2. Step two.

[Línea de base]{.es} is what the programme starts from; it costs 5 €.
"""
TWO = """\
# Two

## Limits

Other limits. See {numref}`tab-first` and {doc}`sheet`.

```{list-table} Another finding.
:header-rows: 1
:name: tab-second

* - A
  - B
* - 1
  - 2
```

```{toctree}
sheet
```
"""
SHEET = """\
# A sheet

## Its section

Words of the sheet.
"""
PAGES = {"index": INDEX, "one": ONE, "two": TWO, "sheet": SHEET}
CONTENTS = Contents(
    "index", (Part("First part", (Chapter("one"),)),), (Chapter("two", ("sheet",)),)
)
SETTINGS = {"title": "Small", "subtitle": "A report", "edition": "Edition of the day",
            "version": "1.0", "date": datetime.date(2012, 6, 30)}  # fmt: skip


def setup(app: Sphinx) -> dict[str, bool]:
    """Give a small book the builder and the numbers of the real one."""
    app.add_builder(builder.PaperBuilder)
    app.connect("builder-inited", numbering.number_by_chapter)
    return {"parallel_read_safe": True}


@dataclass
class Small:
    """The folder in which the book is set, and what the builder wrote about its pages."""

    folder: Path
    pages: dict[str, Any]
    contents: Contents
    places: dict[str, int] = field(default_factory=dict)

    def set(self, which: str = front.WHOLE, places: dict[str, int] | None = None) -> Path:
        """Set one of the three files with all checks; return it."""
        target = self.folder / f"{which}.pdf"
        found = edition._one_file(which, self.contents, self.pages, [], places or {}, target)
        self.places = self.places or found
        return target


def resolve(source: Path, work: Path) -> None:
    """Let Sphinx write the pages as Typst code; a warning is an error."""
    said = io.StringIO()
    with docutils_namespace(), patch_docutils(str(source)):
        app = Sphinx(str(source), str(source), str(work), str(source.with_name("trees")), "typst",
                     status=None, warning=said)  # fmt: skip
        app.build()
    if said.getvalue():
        raise ValueError(said.getvalue())


def make(folder: Path, patch: pytest.MonkeyPatch, pages: dict[str, str] | None = None) -> Small:
    """Write a small book, let Sphinx resolve it, and lay out the folder for Typst."""
    source = folder / "source"
    source.mkdir(parents=True)
    (source / "conf.py").write_text(CONF, "utf-8")
    for name, text in (pages or PAGES).items():
        (source / f"{name}.md").write_text(text, "utf-8")
    work = folder / "work"
    patch.setattr(builder, "read_contents", lambda: CONTENTS)
    patch.setattr(edition, "WORK", work)
    patch.setattr(edition, "edition_settings", lambda: SETTINGS)
    patch.setattr(edition, "as_of", lambda: SETTINGS["date"])
    resolve(source, work)
    fonts.copy_fonts(work / "fonts")
    shutil.copyfile(paths.BOOK / "print" / "report.typ", work / "report.typ")
    book = json.loads((work / "book.json").read_text("utf-8"))
    return Small(work, book["pages"], CONTENTS)
