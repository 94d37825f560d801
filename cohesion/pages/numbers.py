"""The page that looks every number of the book up: each has a row, and each row an address."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx import addnodes

from cohesion.pages import cards, placing
from cohesion.publishing import described, observed

#: Stands in the page until it is finished: only then the titles of all chapters are known.
PLACE = "<!-- all-numbers -->"


class AllNumbers(Directive):
    """Place the list of all numbers: ```` ```{all-numbers} ````."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the place that :func:`fill` fills; on paper a line says where the list is."""
        placing.uses_everything(self.state.document.settings.env)
        elsewhere = addnodes.only(expr="not html")
        elsewhere += nodes.paragraph("", "The list stands on the pages of the web edition.")
        return [nodes.raw("", PLACE, format="html"), elsewhere]


#: Name of a number → the page and the sentence in which it is read first.
Readings = Mapping[str, tuple[str, str]]


def fill(
    body: str, items: Mapping[str, Any], titles: Mapping[str, str], root: str, readings: Readings
) -> str:
    """Put the list of all numbers and guarded sentences into the page that holds its place."""
    if PLACE not in body:
        return body
    return body.replace(PLACE, table(items, titles, root, readings))


def table(
    items: Mapping[str, Any], titles: Mapping[str, str], root: str, readings: Readings
) -> str:
    """Return the list: one row for each published number or guarded sentence, by chapter."""
    intervals = observed.with_companions(items)
    facts = [item for item in items.values() if item["kind"] == "fact"]
    claims = [item for item in items.values() if item["kind"] == "claim"]
    order = sorted(facts, key=lambda item: (_title(item, titles), _label(item), item["name"]))
    rows = "".join(_row(item, titles, root, intervals, readings) for item in order)
    rows += "".join(
        f'<tr id="{html.escape(item["name"])}"><th scope="row">a sentence</th>'
        f"<td>{html.escape(item['says'])}: <code>{html.escape(item['condition'])}</code></td><td>"
        f"{_made(item, titles, root)}</td><td><code>{html.escape(item['name'])}</code></td></tr>"
        for item in sorted(claims, key=lambda item: item["name"])
    )
    return (
        # Filled by the script; its place is kept, so that nothing moves when it comes.
        '<p class="numbers-tools web-only"></p>'
        '<div class="pst-scrollable-table-container all-numbers" role="region" tabindex="0" '
        'aria-label="All numbers"><table class="table" data-plain aria-label="All numbers" '
        'id="all-numbers"><thead><tr><th scope="col">Number</th><th scope="col">What it is</th>'
        '<th scope="col">Made in</th><th scope="col">Name</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(
    item: Mapping[str, Any],
    titles: Mapping[str, str],
    root: str,
    intervals: Mapping[str, str],
    readings: Readings,
) -> str:
    said = described.describe(item)
    interval = item.get("interval_text") or intervals.get(item["name"], "")
    detail = [said.place, said.year, f"95 % interval {interval}" if interval else ""]
    words = ", ".join([_label(item), *filter(None, detail)])
    read = ""
    if item["name"] in readings:
        page, sentence = readings[item["name"]]
        read = (
            f'<br><a href="{root}{page}.html#fact-{cards.slug_of(item["name"])}">'
            f"{html.escape(sentence)}</a>"
        )
    return (
        f'<tr id="{html.escape(item["name"])}"><th scope="row">{html.escape(item["text"])}</th>'
        f"<td>{html.escape(words)}{read}</td><td>{_made(item, titles, root)}</td>"
        f"<td><code>{html.escape(item['name'])}</code></td></tr>"
    )


def _label(item: Mapping[str, Any]) -> str:
    return described.describe(item).label


def _title(item: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    page = f"notebooks/{item['notebook']}"
    return titles.get(page, item["notebook"])


def _made(item: Mapping[str, Any], titles: Mapping[str, str], root: str) -> str:
    return cards.made_html(cards.made(item, titles), root)
