"""The last touches on HTML pages: provenance, table headers, downloads, accessibility."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import Any

from sphinx.application import Sphinx

from cohesion.pages import article, cards

_COLUMN_HEAD = re.compile(r'<th class="head( stub)?')
_ROW_HEAD = re.compile(r'<th class="stub')
_BOXED_TABLE = re.compile(
    r'<div class="pst-scrollable-table-container">'
    r"<table(?P<attributes>[^>]*)>(?P<rest>.*?</thead>)",
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]+>")
#: A sentence that is bound to claims.
_BOUND = re.compile(r'<span class="claim((?: claim--[a-z0-9-]+)+)">')


def finish_page(app: Sphinx, page: str, template: str, context: dict, doctree: Any) -> None:
    """Give header cells their scope and resolve addresses."""
    body = context.get("body")
    if not body:
        return
    body = _COLUMN_HEAD.sub(lambda match: f'<th scope="col" class="head{match[1] or ""}', body)
    body = _ROW_HEAD.sub('<th scope="row" class="stub', body)
    body = _BOXED_TABLE.sub(functools.partial(_named_table, Counter()), body)
    # The generated bibliography is a list whose entries have a role that may not stand in one.
    body = body.replace('role="doc-biblioentry"', 'role="listitem"')
    # A folded cell is called by the words that it shows.
    body = body.replace('<summary aria-label="Toggle hidden content">', "<summary>")
    body = body.replace("@@root@@", _path_to_root(page, app))
    items = app.cohesion_items
    body = _BOUND.sub(lambda match: bound_sentence(match[1].split(), items), body)
    if app.builder.name == "html":
        foot = cards.page_foot(app, page, body)
        finished = article.finish(body + foot, page, app.cohesion_setting)
        body = finished.body
        context["has_code"], context["description"] = finished.has_code, finished.description
    context["body"] = body


def bound_sentence(classes: list[str], items: dict[str, dict[str, Any]]) -> str:
    """Return the opening tag of a bound sentence, which says whether it still holds.

    A sentence that no longer holds can stand only in the pages of an exploring build.
    """
    names = [name.removeprefix("claim--") for name in classes]
    found = [items[name] for name in names if name in items]
    holds = all(item["holds"] for item in found)
    kind = " ".join(["claim", *classes, *([] if holds else ["claim-fallen"])])
    mark = "" if holds else '<strong class="claim-mark">[no longer holds] </strong>'
    return f'<span class="{kind}" data-claim="{" ".join(names)}">{mark}'


def _named_table(given: Counter[str], match: re.Match[str]) -> str:
    """Name a table's scroll box and let the keyboard reach it; a table without caption likewise.

    ``given`` counts the names that the page has given, so that two boxes can be told apart.
    """
    attributes, rest = match["attributes"], match["rest"]
    label = re.search(r'id="([^"]+)"', attributes)
    if label and "<caption>" in rest:
        name = f'aria-labelledby="{label[1]}-caption"'
        rest = rest.replace("<caption>", f'<caption id="{label[1]}-caption">', 1)
    else:
        heads = re.findall(r"<th[^>]*>(.*?)</th>", rest, re.DOTALL)
        words = ", ".join(filter(None, (_TAG.sub("", head).strip() for head in heads)))
        given[words] += 1
        number = f" ({given[words]})" if given[words] > 1 else ""
        name = f'aria-label="Table{number}: {words}"'
        attributes += f" {name}"
    return (
        f'<div class="pst-scrollable-table-container" role="region" tabindex="0" {name}>'
        f"<table{attributes}>{rest}"
    )


def _path_to_root(page: str, app: Sphinx) -> str:
    return "" if app.builder.name == "singlehtml" else "../" * page.count("/")
