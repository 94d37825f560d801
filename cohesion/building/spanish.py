"""Building the book in Spanish: beside the English pages, in the folder ``es`` of the same book.

The notebooks run once, for both languages. A page is built in Spanish when its translation has
begun; all others stay one click away in English.
"""

from __future__ import annotations

import copy
import functools
import shutil
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from cohesion import paths
from cohesion.building import html
from cohesion.checking import pages as checked
from cohesion.checking import sources
from cohesion.errors import shown_path
from cohesion.files import myst
from cohesion.files.yaml import read as read_yaml
from cohesion.tables.geography import STATES
from cohesion.translation import catalogue as catalogues
from cohesion.translation import pages as texts
from cohesion.translation import results
from cohesion.translation import shares as counted
from cohesion.translation.catalogue import Catalogue

#: The po files of the pages: one for each page, and what results and the frame say.
PAGES = paths.LOCALE / "pages"
EXHIBITS, FRAME = "words-of-results", "frame"
STAGING = paths.BUILD / "staging-es"
#: What the Spanish pages set otherwise.
_SETTINGS = {
    "language": "es",
    "html_title": "Informe de formulación del LCS II",
    "numfig_format": {
        "figure": "Gráfica %s", "table": "Cuadro %s", "code-block": "Código %s",
        "section": "Sección %s",
    },
}  # fmt: skip
_SITE = "Laboratorio de Cohesión Social II: informe de formulación"
_SEARCH = "Buscar en este informe"
_AUTHOR = "Misión de formulación"
#: What the Spanish pages share with the English ones, or need not have.
_NOT_OURS = (
    "_images", "_tables", "_files", "_notebooks", "_data", "results.json", "searchindex.js",
    "objects.inv", ".buildinfo",
)  # fmt: skip
_BUTTONS = '<div class="article-header-buttons">'


def catalogue() -> Catalogue:
    """Return the Spanish catalogue of pages and results."""
    same = STATES["name_en"].eq(STATES["name_es"])
    names = [*STATES.loc[same, "name_en"], *STATES["short"]]
    return catalogues.spanish(pages=PAGES, names=names, kept=catalogues.kept_messages())


def frame() -> Catalogue:
    """Return the catalogue of what stands around the text of every page."""
    return catalogues.spanish(PAGES, only=FRAME)


def family(page: str) -> str:
    """Return the name of the po file of a page: its own, without its folder.

    >>> family("notebooks/selection")
    'selection'
    """
    return page.rpartition("/")[2]


@functools.cache
def page_texts(page: str) -> tuple[str, ...]:
    """Return the texts of a page, each once: those that stand on it and beside its exhibits."""
    found = texts.passages(sources.read(paths.ROOT / f"{page}.md"))
    return tuple(dict.fromkeys(passage.english for passage in found))


def begun(pages: Iterable[str] | None = None) -> list[str]:
    """Return the pages whose translation has begun, and those that are in Spanish anyway."""
    pages = sources.toc_files() if pages is None else pages
    return [page for page in pages if has_catalogue(page) or _is_spanish(page)]


def has_catalogue(page: str) -> bool:
    """Whether the translation of a page has begun."""
    return _file(page).is_file()


def _is_spanish(page: str) -> bool:
    """Whether a page of the English book is written in Spanish."""
    blocks = myst.blocks(sources.read(paths.ROOT / f"{page}.md"))
    return any(block.name == "div" and block.argument == texts.SPANISH for block in blocks)


def _file(page: str) -> Path:
    return PAGES / f"{family(page)}.po"


def placed(page: str, items: Mapping[str, dict[str, Any]]) -> list[str]:
    """Return the results that a page shows: those it names, and those of its own notebook."""
    source = sources.read(paths.ROOT / f"{page}.md")
    named = {block.argument for block in myst.directives(source, "published")}
    named |= {name.partition("/")[0] for name in results.names_in(source)}
    own = page.removeprefix("notebooks/")
    shown = {name for name, item in items.items() if name in named or item["notebook"] == own}
    shown |= {name for first in shown for name in results.names_in(_words_of(items[first]))}
    return [name for name in items if name in shown]


def _words_of(item: Mapping[str, Any]) -> str:
    """Return the texts of a result that may name others."""
    cells = [cell for column in item.get("columns", ()) for cell in column["cells"]]
    return " ".join([*(item.get(key) or "" for key in ("caption", "notes", "body")), *cells])


def translated(items: Mapping[str, dict[str, Any]], words: Catalogue) -> dict[str, dict[str, Any]]:
    """Return all results, those in Spanish that a page shows whose translation has begun."""
    shown = {name for page in begun() for name in placed(page, items)}
    return {
        name: results.translated(item, words) if name in shown else item
        for name, item in items.items()
    }


def shares(words: Catalogue) -> dict[str, counted.Share]:
    """Return the share of every page of the book, in reading order."""
    pages = set(begun())
    return {
        page: counted.of_page(page_texts(page), words, begun=page in pages)
        for page in sources.toc_files()
    }


def build() -> Path:
    """Build the Spanish pages into the book and return the first of them.

    Raises
    ------
    DataError, NotebookError, BuildError
        Whatever failed; the last good book is left in place.
    """
    start = time.perf_counter()
    book = html.build_html().parent
    STAGING.mkdir(parents=True, exist_ok=True)
    settings = STAGING / "_config.yml"
    settings.write_text(
        yaml.safe_dump(settings_of(read_yaml(paths.ROOT / "_config.yml")), allow_unicode=True),
        encoding="utf-8",
    )
    html.run_jupyter_book(STAGING, settings)
    place, fresh = book / "es", book / "es.new"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(
        STAGING / "_build" / "html", fresh, ignore=shutil.ignore_patterns(*_NOT_OURS)
    )  # fmt: skip
    faults = checked.check_pages(fresh)
    if faults:
        raise html.BuildError("the Spanish pages have faults:\n" + "\n".join(faults[:40]))
    shutil.rmtree(place, ignore_errors=True)
    fresh.rename(place)
    _offer(book)
    page = place / "index.html"
    print(
        f"book: {shown_path(page)} "
        f"({len(list(place.rglob('*.html')))} pages, {time.perf_counter() - start:.1f} s)"
    )
    return page


def settings_of(english: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of the Spanish pages, from those of the book."""
    found = copy.deepcopy(english)
    found["author"] = _AUTHOR
    config = found["sphinx"]["config"]
    config.update(_SETTINGS)
    config["html_context"]["site_name"] = _SITE
    config["html_theme_options"]["search_bar_text"] = _SEARCH
    return found


def _offer(book: Path) -> None:
    """Lead from every English page that has a twin to it."""
    for page in begun():
        file = book / f"{page}.html"
        address = "../" * page.count("/") + f"es/{page}.html"
        text = file.read_text(encoding="utf-8")
        file.write_text(with_switch(text, address, "es", "Español"), encoding="utf-8")


def with_switch(text: str, address: str, language: str, name: str) -> str:
    """Return a page that leads to the same page in another language, once.

    The way is told in its head, for search engines, and stands above its text.
    """
    if "language-switch" in text:
        return text
    link = f'<link rel="alternate" hreflang="{language}" href="{address}"/>\n</head>'
    button = (
        f'{_BUTTONS}\n<a class="btn btn-sm language-switch" href="{address}" '
        f'hreflang="{language}" lang="{language}">{name}</a>'
    )
    return text.replace("</head>", link, 1).replace(_BUTTONS, button, 1)
