"""Tables in the page: the width that their words need, heads and totals in view, cards on a phone.

The browser knows the width of the window, this module the words: it marks columns by the room
that their longest cell needs, tables by the room of all columns, and tables of text so that a
phone can show each row as a card. Sorting and the head that stays in sight are switched on by
``tables.js``; without it a table is complete and in its printed order.
"""

from __future__ import annotations

import re
from itertools import pairwise

from lxml.html import HtmlElement

#: Longest cell (characters) → class of its column; the style sheet gives each its least width.
WIDTHS = ((14, ""), (34, "c-short"), (90, "c-text"), (220, "c-long"), (10_000, "c-essay"))
#: Characters that a column of a class takes on the page, when its lines are broken.
_TAKES = {"c-short": 15, "c-text": 22, "c-long": 32, "c-essay": 40}
#: Characters that fit beside each other in the text column, and in the column and its margin.
IN_COLUMN, IN_MARGIN = 92, 128
#: The last column of these names is what a reader looks for: it stays in view.
KEPT_IN_VIEW = re.compile(r"^(total.*|verdict|result|reading)$", re.IGNORECASE)
#: With so many rows the head leaves the window, and an order of one's own is worth a click.
SORTABLE_FROM = 6
#: A cell with this much text makes its table one of text: on a phone its rows become cards.
_TEXT_CELL = 40


def arrange(table: HtmlElement) -> None:
    """Mark a table's columns and the table itself by the room they need."""
    heads = table.xpath("./thead/tr[1]/th")
    rows = table.xpath("./tbody/tr")
    if not heads or not rows or any(len(row) != len(heads) for row in rows):
        return
    columns = [[_words(row[place]) for row in rows] for place in range(len(heads))]
    classes = [_column_class(_words(head), cells)
               for head, cells in zip(heads, columns, strict=True)]  # fmt: skip
    for place, name in enumerate(classes):
        if name:
            for cell in (heads[place], *(row[place] for row in rows)):
                cell.classes.add(name)
    takes = sum(_takes(name, _words(head), cells)
                for name, head, cells in zip(classes, heads, columns, strict=True))  # fmt: skip
    if takes > IN_MARGIN:
        table.classes.add("widest")
    elif takes > IN_COLUMN:
        table.classes.add("wider")
    _keep_last(table, heads, rows)
    _cards(table, heads, rows, columns)
    _merge_repeats(table, rows, columns)
    ordered = table.xpath("./tbody/tr[contains(@class, 'same-head')]")
    if len(rows) >= SORTABLE_FROM and not ordered and not table.xpath(".//*[@rowspan]"):
        table.set("data-sortable", "")
    block = table.xpath("ancestor::div[contains(@class, 'table-block')][1]")
    for name in ("wider", "widest"):
        if block and name in table.classes:
            block[0].classes.add(name)


def _column_class(head: str, cells: list[str]) -> str:
    longest = max(len(text) for text in cells)
    return next(name for limit, name in WIDTHS if longest <= limit)


def _takes(name: str, head: str, cells: list[str]) -> int:
    if name in _TAKES:
        return _TAKES[name]
    words = [len(word) for text in (head, *cells) for word in (text.split() or [""])]
    return max(*words, *(len(text) for text in cells)) + 3


def _keep_last(table: HtmlElement, heads: list[HtmlElement], rows: list[HtmlElement]) -> None:
    if len(heads) > 3 and KEPT_IN_VIEW.match(_words(heads[-1])):
        for cell in (heads[-1], *(row[-1] for row in rows)):
            cell.classes.add("kept")
    last = rows[-1]
    if re.match(r"total\b", _words(last[0]), re.IGNORECASE):
        last.classes.add("total")


def _cards(
    table: HtmlElement,
    heads: list[HtmlElement],
    rows: list[HtmlElement],
    columns: list[list[str]],
) -> None:
    """Say in each cell what its column is called, where a phone shows a row as a card."""
    texts = sum(max(map(len, cells)) >= _TEXT_CELL for cells in columns[1:])
    if len(heads) < 3 or not texts:
        return
    table.classes.add("cards")
    names = [_words(head) for head in heads]
    for row in rows:
        for name, cell in zip(names[1:], row[1:], strict=True):
            if _words(cell):
                cell.set("data-label", name)


def _merge_repeats(table: HtmlElement, rows: list[HtmlElement], columns: list[list[str]]) -> None:
    """Print a row head that repeats the one above it once, pale where it repeats."""
    for (_, above), (row, text) in pairwise(zip(rows, columns[0], strict=True)):
        if text and text == above:
            row.classes.add("same-head")


def _words(cell: HtmlElement) -> str:
    return " ".join(cell.text_content().split())
