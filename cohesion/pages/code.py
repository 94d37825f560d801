"""Code in the page: behind one switch, called after what it makes, none where it only places text.

Readers see results; a reviewer turns the switch of the page's head (``page.js``) and it stays so.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

#: Lines of a cell that computes nothing: it fetches written text and places it.
_PLACES = re.compile(r"publish\.(prose|document)\(|^\s*(?:from|import)\s|^\s*[)\]},]|^\s*#")


def label(article: HtmlElement) -> int:
    """Call each piece of code after the exhibit it makes; drop those that only place text.

    Returns how many pieces are left; without any, a page needs no switch.
    """
    left = 0
    for number, fold in enumerate(article.xpath(".//details[contains(@class, 'above-input')]"), 1):
        cell = fold.xpath("ancestor::div[contains(@class, 'cell')][1]")[0]
        if only_places_text(_source(fold)):
            fold.getparent().remove(fold)
            if not cell.text_content().strip():
                cell.getparent().remove(cell)
            continue
        left += 1
        made = [" ".join(mark.text_content().split())
                for mark in cell.xpath(".//span[@class='caption-number']")]  # fmt: skip
        summary = fold.find("summary")
        for child in list(summary):
            summary.remove(child)
        summary.text = f"Code of {', '.join(made)}" if made else f"Code, step {number}"
        cell.set("id", cell.get("id") or f"cell-{number}")
        if not made and not cell.xpath("./div[contains(@class, 'cell_output')]"):
            cell.classes.add("no-output")
    return left


def only_places_text(source: str) -> bool:
    """Whether a cell publishes written text and nothing else.

    >>> only_places_text('publish.prose("fiche-1", text.section("1").text, source=SOURCE)')
    True
    """
    statements = re.sub(r"\((?:[^()]|\([^()]*\))*\)", "()", source)
    lines = [line for line in statements.splitlines() if line.strip()]
    return bool(lines) and all(_PLACES.search(line) for line in lines) and "publish." in source


def _source(fold: HtmlElement) -> str:
    return "\n".join(pre.text_content() for pre in fold.iter("pre"))
