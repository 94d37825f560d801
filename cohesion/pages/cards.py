"""Where a number comes from: the card of each number, table and figure that a page names.

Without JavaScript a number is a link to its row in the list at the foot of the page, which a
browser unfolds by itself. With it, `card.js` shows the same as a card beside the number.
"""

from __future__ import annotations

import functools
import html
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from docutils import nodes

from cohesion import formats, paths
from cohesion.pages import placing
from cohesion.publishing import cells, described, observed
from cohesion.publishing.readable import plain_text, readable
from cohesion.tables import catalogue, manifest, vintage

#: So many rows and columns of a table are shown on its card.
FIRST_ROWS, FIRST_COLUMNS = 4, 4
#: So many values of a quantity with many are written out.
FEW = 4

_CELL = re.compile(r'<div class="cell(?= |")')
_REFERENCE = re.compile(r'<a class="reference internal" href="([^"]*)#((?:tab|fig)-[a-z0-9-]+)"')
#: A number that stands in a cell of a table: its address has slashes, no name of a fact has.
_CELLS = re.compile(r'data-fact="(tab-[^"/]+/[^"]+)"')
_CLAIM = re.compile(r"\bclaim--([a-z0-9-]+)")


# ── the number in the text ──────────────────────────────────────────────────────────────────────
def visit_fact(self: Any, node: nodes.Element) -> None:
    """Open a number: a link to where it comes from, or plain text where a link may not stand."""
    key = node.get("cell") or node["fact"]
    name, slug = html.escape(key, quote=True), slug_of(key)
    if self.builder.name != "html" or _inside_link(node):
        node["closing"] = "</span>"
        self.body.append(f'<span class="fact" data-fact="{name}">')
        return
    seen = self.__dict__.setdefault("cohesion_facts", set())
    place = "" if slug in seen else f' id="fact-{slug}"'
    seen.add(slug)
    node["closing"] = "</a>"
    self.body.append(f'<a class="fact" href="#src-{slug}" data-fact="{name}"{place}>')


def depart_fact(self: Any, node: nodes.Element) -> None:
    """Close a number."""
    self.body.append(node["closing"])


def slug_of(key: str) -> str:
    """Return what stands in addresses for a number: its name, or the address of a cell.

    >>> slug_of("tab-x/State of Mexico/First 4, %")
    'tab-x-state-of-mexico-first-4'
    """
    return re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")


def _inside_link(node: nodes.Element) -> bool:
    """Whether a link, or a heading (which menus repeat as a link), holds the number."""
    around = node.parent
    while around is not None:
        if isinstance(around, (nodes.reference, nodes.title)) and not isinstance(
            around.parent, (nodes.table, nodes.figure)
        ):
            return True
        around = around.parent
    return False


# ── what a card says ────────────────────────────────────────────────────────────────────────────
class Sources:
    """The sources of one page, each once; cards name them by their number."""

    def __init__(self, hindsight: bool) -> None:
        self.hindsight = hindsight
        self.listed: list[dict[str, Any]] = []
        self._places: dict[str, int] = {}

    def place(self, source: str) -> int:
        """Return the number of a source on the page, counted from 0."""
        if source not in self._places:
            self._places[source] = len(self.listed)
            self.listed.append(source_entry(source, hindsight=self.hindsight))
        return self._places[source]


def source_entry(source: str, *, hindsight: bool = False) -> dict[str, Any]:
    """Return what a reader is told of one source of a published item.

    Returns
    -------
    dict
        ``text``; where they exist ``published`` (day in words), ``note`` on that day, ``late``
        (published after the day of the book), ``url`` of the publisher, ``file`` beside the pages.
    """
    if source.startswith("{cite"):
        return {"text": plain_text(source).replace("*", "")}
    if source.startswith("programme/"):
        return {"text": f"the mission's own design, {source.split('/')[-1]}",
                "file": f"_data/{source}"}  # fmt: skip
    table, _, edition = source.partition("@")
    file = {"file": f"_data/{table}.csv"}
    if not edition:
        described_table = manifest.load(table)
        return {
            "text": f"{described_table['publisher']}, {described_table['publication']}",
            "url": described_table.get("url", ""),
            **file,
        }
    row = catalogue.editions().loc[edition]
    late = row["published"] > pd.Timestamp(vintage.as_of()) and not hindsight
    return {
        "text": f"{row['publisher']}, {row['title']}",
        "published": f"{row['published'].day} {row['published']:%B %Y}",
        **({"note": row["date_note"]} if row["date_note"] else {}),
        **({"late": 1} if late else {}),
        "url": row["url"],
        **file,
        "edition": edition,
    }


def fact_card(
    item: Mapping[str, Any],
    sources: Sources,
    titles: Mapping[str, str],
    intervals: Mapping[str, str],
) -> dict[str, Any]:
    """Return what the card of a number says, ready for JSON; what is not known is left out."""
    name, unit = item["name"], item["unit"]
    said = described.describe(item)
    # A value that is written with all its digits needs no second writing.
    whole = isinstance(item["value"], str) or float(item["value"]).is_integer()
    exact = "" if whole else _exact(item["value"])
    plain = formats.number(item["value"], item["digits"]) if exact else ""
    same = plain.replace(formats.NBSP, "").replace(formats.MINUS, "-") == exact
    card = {
        "text": item["text"],
        "label": said.label,
        "unit": unit,
        "year": said.year,
        "of": said.place,
        "interval": item.get("interval_text") or intervals.get(name, ""),
        "exact": "" if same else exact,
        "row": {key: item["row"][key] for key in ("table", "line")} if "row" in item else "",
        "made": made(item, titles),
        "sources": [sources.place(source) for source in item["sources"]],
    }
    return {key: value for key, value in card.items() if value not in ("", None, [])}


def cell_card(
    address: str, item: Mapping[str, Any], text: str, sources: Sources, titles: Mapping[str, str]
) -> dict[str, Any]:
    """Return what the card of a number says that the text takes from a cell of a table."""
    _, *place = address.split("/")
    return {
        "text": text,
        "label": f"{', '.join(place)} – {_plain(item['caption'])}",
        "table": item["name"],
        "made": made(item, titles),
        "sources": [sources.place(source) for source in item["sources"]],
    }


def claim_card(item: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    """Return what the card of a sentence says: its condition and the quantities it rests on."""
    return {
        "says": item["says"],
        "condition": item["condition"],
        "holds": int(item["holds"]),
        "quantities": [
            [name.replace("_", " "), _told(stored["value"])]
            for name, stored in item["quantities"].items()
        ],
        "breaks": "; ".join(f"{name.replace('_', ' ')} {_told(value)}"
                            for name, value in item.get("breaks", {}).items()),
        "made": made(item, titles),
    }  # fmt: skip


def _told(value: Any) -> str:
    """Write a quantity of a claim: a number, or the first of many with their labels."""
    if not isinstance(value, Mapping):
        return f"{value:.5g}"
    parts = [f"{label} {number:.5g}" for label, number in list(value.items())[:FEW]]
    more = len(value) - len(parts)
    return ", ".join(parts) + (f" and {more} more" if more > 0 else "")


def exhibit_card(
    item: Mapping[str, Any],
    address: str,
    image: str,
    items: Mapping[str, Any] | None = None,
    facts: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return what the card of a table or figure says: caption and first rows, or the picture.

    ``facts`` are the texts of the facts among ``items``, for who asks for many cards.
    """
    if facts is None and items is not None:
        facts = _facts(items)
    plain = functools.partial(_plain, items=items, facts=facts)
    card: dict[str, Any] = {"caption": plain(item["caption"]), "href": address}
    if item["kind"] == "figure":
        return {**card, "image": image, "alt": plain(item["alt"])}
    columns = item["columns"][:FIRST_COLUMNS]
    rows = list(zip(*[column["cells"][:FIRST_ROWS] for column in columns], strict=True))
    count = len(item["columns"][0]["cells"])
    return {
        **card,
        "heads": [plain(column["head"]) for column in columns],
        "rows": [[plain(cell) for cell in row] for row in rows],
        "more": [max(0, count - FIRST_ROWS), max(0, len(item["columns"]) - FIRST_COLUMNS)],
        "csv": f"_tables/{item['name']}.csv",
    }


def _facts(items: Mapping[str, Any]) -> dict[str, str]:
    return {name: item["text"] for name, item in items.items() if item["kind"] == "fact"}


def _plain(
    text: str,
    items: Mapping[str, Any] | None = None,
    facts: Mapping[str, str] | None = None,
) -> str:
    """Return a text of an item as a reader sees it: no markup, roles resolved."""
    return formats.unbroken(readable(text, facts=facts, items=items))


def _exact(value: float) -> str:
    """Write a number with the digits that it carries, at most ten."""
    return f"{value:.10g}"


def made(item: Mapping[str, Any], titles: Mapping[str, str]) -> list[Any]:
    """Return where an item was published: address from the book's root, title, number of cell."""
    page = f"notebooks/{item['notebook']}"
    cell = item.get("cell")
    place = f"#cell-{cell}" if cell else ""
    return [f"{page}.html{place}", titles.get(page, item["notebook"]), cell or 0]


# ── the foot of a page ──────────────────────────────────────────────────────────────────────────
def page_foot(app: Any, page: str, body: str) -> str:
    """Return the list of a page's numbers with their sources, and the same as data for the card."""
    if app.builder.name != "html":
        return ""
    items = app.cohesion_items
    used = placing.uses(app.env).get(page, {})
    facts = sorted(n for n in used if n in items and items[n]["kind"] == "fact")
    claims = sorted(
        name for name in set(_CLAIM.findall(body))
        if name in items and items[name]["kind"] == "claim"
    )  # fmt: skip
    exhibits = _exhibits_named(body, items)
    named = sorted(set(map(html.unescape, _CELLS.findall(body))))
    if not (facts or claims or exhibits or named):
        return ""
    root = "../" * page.count("/")
    titles = {name: title.astext() for name, title in app.env.titles.items()}
    sources = Sources(hindsight="hindsight" in page)
    intervals = observed.with_companions(items)
    texts = _facts(items)
    told = {name: fact_card(items[name], sources, titles, intervals) for name in facts}
    for address in named:
        table = items[address.partition("/")[0]]
        told[address] = cell_card(address, table, cells.text(items, address), sources, titles)
    data = {
        "root": root,
        "page": titles.get(page, ""),
        "book": str(app.config.html_title or app.config.project),
        "base": (app.config.html_baseurl or "").rstrip("/"),
        "address": f"{page}.html",
        "day": f"{vintage.as_of().day} {vintage.as_of():%B %Y}",
        "facts": told,
        "claims": {name: claim_card(items[name], titles) for name in claims},
        "exhibits": {
            name: exhibit_card(items[name], address, f"_images/{name}.svg", items, texts)
            for name, address in exhibits.items()
        },
        "sources": sources.listed,
    }
    return _list(data) + island("card-data", data)


def island(name: str, data: Any) -> str:
    """Return data as an element of the page that scripts can parse."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # Nothing in the data can end the element early, nor keep it open ("<!-- <script>" would).
    safe = text.replace("<", "\\u003c")
    return f'<script type="application/json" id="{name}">{safe}</script>'


def _exhibits_named(body: str, items: Mapping[str, Any]) -> dict[str, str]:
    """Return the tables and figures that the page refers to, with the address it uses."""
    return {
        name: f"{address}#{name}"
        for address, name in _REFERENCE.findall(body)
        if name in items and items[name]["kind"] in ("table", "figure")
    }


def _list(data: Mapping[str, Any]) -> str:
    """Return the folded list: numbers by the chapter that made them, sentences, sources."""
    facts, claims, root = data["facts"], data["claims"], data["root"]
    if not facts and not claims:
        return ""
    order = sorted(facts, key=lambda name: (facts[name]["made"][1], facts[name]["label"], name))
    rows = "".join(_fact_row(name, facts[name], root) for name in order)
    parts = []
    if facts:
        parts.append(
            '<div class="pst-scrollable-table-container" role="region" tabindex="0" '
            'aria-label="Where the numbers come from"><table class="table" data-plain '
            'aria-label="Where the numbers come from"><thead><tr><th scope="col">Number</th>'
            '<th scope="col">What it is</th><th scope="col">Where from</th>'
            f'<th scope="col">Sources</th></tr></thead><tbody>{rows}</tbody></table></div>'
        )
    if claims:
        parts.append(
            '<p class="fact-list-head" id="src-claims">Sentences that a condition on the data '
            "guards</p><dl>"
            + "".join(_claim_row(name, card, root) for name, card in claims.items())
            + "</dl>"
        )
    listed = "".join(
        f'<li id="src-{number}">{source_html(source, root)}</li>'
        for number, source in enumerate(data["sources"], start=1)
    )
    if listed:
        parts.append(f'<ol class="fact-sources" aria-label="Sources">{listed}</ol>')
    if any(source.get("late") for source in data["sources"]):
        parts.append(f"<p>† {dagger(data['day'])}</p>")
    count = len(facts) + len(claims)
    return (
        f'<details class="fact-list"><summary>Where the numbers on this page come from ({count})'
        f"</summary>{''.join(parts)}</details>"
    )


def dagger(day: str) -> str:
    """Return what the dagger says."""
    return (
        f"Published after {day}, the day of this report: a later re-publication stands in for the "
        "edition of the time."
    )


def _fact_row(name: str, card: Mapping[str, Any], root: str) -> str:
    escape = html.escape
    detail = ", ".join(str(card[key]) for key in ("of", "year") if key in card)
    if "interval" in card:
        detail += f"{'; ' if detail else ''}95 % interval {card['interval']}"
    where = made_html(card["made"], root)
    if "table" in card:
        file = html.escape(card["table"])
        where = f'<a href="{root}_tables/{file}.csv">{file}.csv</a>; {where}'
    elif "row" in card:
        table, line = card["row"]["table"], card["row"]["line"]
        where = (
            f'<a href="{root}_data/{escape(table)}.csv">{escape(table)}.csv</a>, line {line}; '
            f"{where}"
        )
    sources = ", ".join(
        f'<a href="#src-{place + 1}" aria-label="Source {place + 1}">S{place + 1}</a>'
        for place in card.get("sources", [])
    )
    return (
        f'<tr id="src-{slug_of(name)}"><th scope="row">{escape(card["text"])}</th>'
        f"<td>{escape(card['label'])}"
        f"{'<br>' if detail else ''}{escape(detail)}</td><td>{where}</td><td>{sources}</td></tr>"
    )


def made_html(made: list[Any], root: str) -> str:
    """Return the link to the notebook cell that published an item."""
    address, title, cell = made
    words = f"{title}, cell {cell}" if cell else title
    return f'<a href="{root}{html.escape(address)}">{html.escape(words)}</a>'


def _claim_row(name: str, card: Mapping[str, Any], root: str) -> str:
    told = "; ".join(f"{label} = {value}" for label, value in card["quantities"])
    breaks = f"; it would fall with {card['breaks']}" if card["breaks"] else ""
    return (
        f'<dt id="src-claim-{html.escape(name)}">{html.escape(card["says"])}</dt>'
        f"<dd><code>{html.escape(card['condition'])}</code>, with {html.escape(told)}"
        f"{html.escape(breaks)} ({made_html(card['made'], root)})</dd>"
    )


def source_html(source: Mapping[str, Any], root: str) -> str:
    """Return one source as a line: publisher and title, day, dagger, link to its table."""
    text = html.escape(source["text"])
    if source.get("url", "").startswith("http"):
        text = f'<a href="{html.escape(source["url"], quote=True)}">{text}</a>'
    if "published" in source:
        text += f", {html.escape(source['published'])}{'†' if source.get('late') else ''}"
    if "file" in source:
        file = source["file"]
        name = file.split("/")[-1]
        text += f' (<a href="{root}{html.escape(file)}">{html.escape(name)}</a>)'
    return text


# ── cells and tables that cards lead to ─────────────────────────────────────────────────────────
def number_cells(body: str) -> str:
    """Give each code cell of a notebook's page the address ``cell-1``, ``cell-2`` and so on."""
    number = 0

    def numbered(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return f'<div id="cell-{number}" class="cell'

    return _CELL.sub(numbered, body)


def data_files(folder: Path = paths.DATA) -> Iterable[tuple[Path, str]]:
    """Yield every table of ``data/`` that pages lead to, with its address below ``_data/``."""
    for file in sorted([*folder.glob("*.csv"), *folder.glob("*.csv.yml")]):
        yield file, file.name
    for part in ("programme", "catalogue"):
        for file in sorted((folder / part).rglob("*.*")):
            yield file, f"{part}/{file.relative_to(folder / part).as_posix()}"
