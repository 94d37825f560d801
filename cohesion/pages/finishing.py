"""The last touches on HTML pages: provenance, table headers, downloads, accessibility."""

from __future__ import annotations

import functools
import html
import re
from collections import Counter
from typing import Any

from sphinx.application import Sphinx

from cohesion.pages import article, placing
from cohesion.publishing import claims

_COLUMN_HEAD = re.compile(r'<th class="head( stub)?')
_ROW_HEAD = re.compile(r'<th class="stub')
_BOXED_TABLE = re.compile(
    r'<div class="pst-scrollable-table-container">'
    r"<table(?P<attributes>[^>]*)>(?P<rest>.*?</thead>)",
    re.DOTALL,
)
#: A cell that begins with this much text needs a wide column, or its row grows very tall.
_LONG_CELL = re.compile(r"<td>(?=<p>[^<]{60})")
_TAG = re.compile(r"<[^>]+>")
#: A sentence that is bound to claims.
_BOUND = re.compile(r'<span class="claim((?: claim--[a-z0-9-]+)+)">')


def visit_fact(self: Any, node: Any) -> None:
    """Open a fact: its provenance is shown when the pointer rests on it."""
    title = html.escape(node["provenance"], quote=True)
    name = html.escape(node["fact"], quote=True)
    self.body.append(f'<span class="fact" data-fact="{name}" title="{title}">')


def depart_fact(self: Any, node: Any) -> None:
    """Close a fact."""
    self.body.append("</span>")


def finish_page(app: Sphinx, page: str, template: str, context: dict, doctree: Any) -> None:
    """Give header cells their scope, resolve addresses, and list the page's facts at its foot."""
    body = context.get("body")
    if not body:
        return
    body = _COLUMN_HEAD.sub(lambda match: f'<th scope="col" class="head{match[1] or ""}', body)
    body = _ROW_HEAD.sub('<th scope="row" class="stub', body)
    body = _LONG_CELL.sub('<td class="long">', body)
    body = _BOXED_TABLE.sub(functools.partial(_named_table, Counter()), body)
    # The generated bibliography is a list whose entries have a role that may not stand in one.
    body = body.replace('role="doc-biblioentry"', 'role="listitem"')
    # A folded cell is called by the words that it shows.
    body = body.replace('<summary aria-label="Toggle hidden content">', "<summary>")
    body = body.replace("@@root@@", _path_to_root(page, app))
    items = app.cohesion_items
    body = _BOUND.sub(lambda match: bound_sentence(match[1].split(), items), body)
    if app.builder.name == "html":
        lists = _fact_list(app, page) + _claim_list(app, page)
        finished = article.finish(body + lists, page, app.cohesion_setting)
        body = finished.body
        context["has_code"], context["description"] = finished.has_code, finished.description
    context["body"] = body


def bound_sentence(classes: list[str], items: dict[str, dict[str, Any]]) -> str:
    """Return the opening tag of a bound sentence: what it rests on, and whether that still holds.

    A sentence that no longer holds can stand only in the pages of an exploring build.
    """
    names = [name.removeprefix("claim--") for name in classes]
    found = [items[name] for name in names if name in items]
    title = html.escape(" · ".join(map(_in_words, found)), quote=True)
    holds = all(item["holds"] for item in found)
    kind = " ".join(["claim", *classes, *([] if holds else ["claim-fallen"])])
    mark = "" if holds else '<strong class="claim-mark">[no longer holds] </strong>'
    return f'<span class="{kind}" data-claim="{" ".join(names)}" title="{title}">{mark}'


def _in_words(item: dict[str, Any]) -> str:
    return f"{item['says']}: {item['condition']}, with {_values(item)}"


def _values(item: dict[str, Any]) -> str:
    return claims.shown({key: claims.restored(q) for key, q in item["quantities"].items()})


def _claim_list(app: Sphinx, page: str) -> str:
    """Return a folded list of the conditions that the sentences of the page rest on."""
    items = app.cohesion_items
    names = sorted(
        name
        for name in placing.uses(app.env).get(page, {})
        if name in items and items[name]["kind"] == "claim"
    )
    if app.builder.name != "html" or not names:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{html.escape(item["says"])}</th>'
        f"<td><code>{html.escape(item['condition'])}</code></td>"
        f"<td>{html.escape(_values(item))}</td><td>{html.escape(_breaks(item))}</td></tr>"
        for item in map(items.__getitem__, names)
    )
    title = "What the sentences on this page rest on"
    return (
        f'<details class="fact-list claim-list"><summary>{title} ({len(names)})</summary>'
        '<div class="pst-scrollable-table-container" role="region" tabindex="0" '
        f'aria-label="{title}"><table class="table" aria-label="{title}"><thead><tr>'
        '<th scope="col">What is said</th><th scope="col">Condition</th><th scope="col">With</th>'
        '<th scope="col">It would fall with</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div></details>"
    )


def _breaks(item: dict[str, Any]) -> str:
    """Return the nearest values that would make a claim false, a few of them."""
    parts = []
    for name, change in item["breaks"].items():
        moved = change.items() if isinstance(change, dict) else [("", change)]
        parts += [f"{name} {label} = {value:.4g}".replace("  ", " ") for label, value in moved]
    return "; ".join(parts[:4]) + (f" and {len(parts) - 4} more" if len(parts) > 4 else "")


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


def _fact_list(app: Sphinx, page: str) -> str:
    """Return a folded list of the facts on the page with their sources, for every reader."""
    if app.builder.name != "html":
        return ""
    items = app.cohesion_items
    names = sorted(
        name
        for name in placing.uses(app.env).get(page, {})
        if name in items and items[name]["kind"] == "fact"
    )
    if not names:
        return ""
    rows = "".join(
        "<tr>"
        f'<th scope="row">{html.escape(name)}</th>'
        f"<td>{html.escape(items[name]['text'])}</td>"
        f'<td><a href="{"../" * page.count("/")}notebooks/{html.escape(items[name]["notebook"])}'
        f'.html">{html.escape(items[name]["notebook"])}</a></td>'
        f"<td>{html.escape(placing.plain_sources(items[name]))}</td>"
        "</tr>"
        for name in names
    )
    return (
        '<details class="fact-list"><summary>Where the numbers on this page come from '
        f'({len(names)})</summary><div class="pst-scrollable-table-container" role="region" '
        'tabindex="0" aria-label="Where the numbers come from">'
        '<table class="table" aria-label="Where the numbers come from"><thead><tr>'
        '<th scope="col">Fact</th><th scope="col">Value</th><th scope="col">Notebook</th>'
        '<th scope="col">Source</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div></details>"
    )
