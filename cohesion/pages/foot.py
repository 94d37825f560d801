"""The foot of a page: its notebook, how to run it, how to cite, licence, version, what changed."""

from __future__ import annotations

import datetime
import functools
import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from cohesion import paths
from cohesion.checking import sources
from cohesion.files.yaml import read as read_yaml
from cohesion.translation import numbers

#: The place of the PDF edition beside the pages; its links are filled in once the files are there.
PDF_SLOT = '<span class="pdf-slot"></span>'
#: The class of the place of its button on the first page.
PDF_BUTTON = "pdf-button"
_PDF_SLOT = re.compile(r'<span class="pdf-slot">.*?</span>', re.DOTALL)
_PDF_BUTTON = re.compile(rf'<span class="{PDF_BUTTON}">.*?</span>', re.DOTALL)
CODE_LICENCE, TEXT_LICENCE = "MIT", "CC BY 4.0"


@functools.cache
def citation() -> Mapping[str, Any]:
    """Return what CITATION.cff says of the report."""
    return read_yaml(paths.ROOT / "CITATION.cff")


def bibtex(entry: Mapping[str, Any]) -> str:
    """Return an entry for BibTeX of a citation in the Citation File Format.

    >>> print(bibtex({"title": "A", "authors": [{"name": "B"}], "version": "1",
    ...               "date-released": "2026-01-02"}))
    @techreport{report2026,
      author = {{B}},
      title = {{A}},
      year = {2026},
      note = {Version 1}
    }
    """
    people = " and ".join(
        f"{{{person['name']}}}" if "name" in person
        else f"{person.get('family-names', '')}, {person.get('given-names', '')}"
        for person in entry["authors"]
    )  # fmt: skip
    year = str(entry["date-released"])[:4]
    fields = {
        "author": people,
        "title": f"{{{entry['title']}}}",
        "year": year,
        "note": f"Version {entry['version']}",
    }
    lines = ",\n".join(f"  {key} = {{{value}}}" for key, value in fields.items())
    return f"@techreport{{report{year},\n{lines}\n}}"


def foot(page: str, title: str, root: str, repository: str, day: str) -> str:
    """Return the foot of a page as markup.

    Parameters
    ----------
    page : str
        Name of the page, such as ``notebooks/selection``.
    title : str
        Its heading, for the citation.
    root : str
        Path from the page to the folder of the book.
    repository : str
        Address of the repository, or '' where there is none.
    day : str
        The day whose knowledge the report uses, as it is written.
    """
    entry = citation()
    version, released = str(entry["version"]), str(entry["date-released"])
    authors = ", ".join(
        person.get("name") or f"{person['given-names']} {person['family-names']}"
        for person in entry["authors"]
    )
    issued, year = numbers.day(datetime.date.fromisoformat(released), "en"), released[:4]
    parts: list[tuple[str, str]] = []
    if sources.runs(page):
        name = page.removeprefix("notebooks/")
        parts.append(("This page", _notebook(name, root, repository)))
    # Each text in an element of its own: the pages of another language put it into theirs.
    parts.append((
        "Cite",
        f"{_said(authors)} ({year}). {_said(title)}. {_said('In:')} {_said(entry['title'])}, "
        f"{_said('version')} {html.escape(version)}. "
        f'<details class="cite"><summary>BibTeX and CFF</summary>'
        f"<pre>{html.escape(bibtex(entry))}</pre>"
        f'<p><a href="{root}_files/CITATION.cff">CITATION.cff</a></p></details>',
    ))  # fmt: skip
    parts.append((
        "Edition",
        f"{_said('Version')} {html.escape(version)} ({_said(issued)}); "
        f"{_said('knowledge of')} {html.escape(day)}. "
        f'<a href="{root}book/about.html#changes">What changed</a>',
    ))  # fmt: skip
    parts.append((
        "Take away",
        f'<a href="{root}book/downloads.html">All files</a>, <a href="{root}results.json">all '
        f"numbers (JSON)</a>{PDF_SLOT}",
    ))  # fmt: skip
    parts.append((
        "Licence",
        f"{_said('Text and figures')} {TEXT_LICENCE}, {_said('code')} {CODE_LICENCE}; "
        f"{_said('the data belong to their publishers.')} "
        f'<a href="{root}book/about.html">About this report</a>',
    ))  # fmt: skip
    parts.append(("Contact", _contact(entry, root)))
    rows = "".join(f"<div><dt>{name}</dt><dd>{text}</dd></div>" for name, text in parts)
    return (
        '<section class="page-foot web-only" aria-label="About this page">'
        f"<dl>{rows}</dl></section>"
    )


def _said(text: str) -> str:
    return f"<span>{html.escape(text)}</span>"


def _notebook(name: str, root: str, repository: str) -> str:
    links = [
        f'<a href="{root}_notebooks/{name}.ipynb" download>notebook with its outputs (.ipynb)</a>'
    ]
    if repository:
        place = repository.rstrip("/").removeprefix("https://github.com/")
        if place != repository.rstrip("/"):
            links.append(
                f'<a href="https://mybinder.org/v2/gh/{place}/HEAD?urlpath=lab/tree/notebooks/'
                f'{name}.md">run it in Binder</a>'
            )
    links.append(f'<a href="{root}book/check.html">run it in JupyterLab</a>')
    return ", ".join(links)


def _contact(entry: Mapping[str, Any], root: str) -> str:
    """Return where it says who is asked, and their address if one is given."""
    how = f'<a href="{root}book/about.html#contact">whom to tell of a fault</a>'
    for person in entry.get("contact", entry["authors"]):
        address = person.get("email") or person.get("website")
        if address:
            target = f"mailto:{address}" if "@" in address else address
            return f'<a href="{html.escape(target)}">{html.escape(address)}</a>, {how}'
    return how


def with_pdf(text: str, root: str, files: Sequence[tuple[str, str, str]]) -> str:
    """Return a page that leads to the PDF edition; places filled before are filled anew.

    Parameters
    ----------
    text, root : str
        The page, and the path from it to the folder of the book.
    files : sequence of (name, words, megabytes)
        What there is; the first is what the button of the first page leads to.
    """
    links = [
        f'<a href="{root}_files/{html.escape(name)}">{words} ({megabytes} MB)</a>'
        for name, words, megabytes in files
    ]
    text = _PDF_SLOT.sub(
        lambda _: f'<span class="pdf-slot">{"".join(f", {link}" for link in links)}</span>', text
    )
    words = files[0][1]
    button = links[0].replace(words, f"{words[0].upper()}{words[1:]}")
    return _PDF_BUTTON.sub(lambda _: f'<span class="{PDF_BUTTON}">{button}</span>', text)
