"""What must be read on paper: the texts of a prepared page, block by block, in their order.

These come from the tree alone and know nothing of the code that sets it, so that they can bear
witness against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from docutils import nodes

from cohesion.paper.prepare import number_of
from cohesion.paper.sources import HEADING
from cohesion.paper.trees import SILENT, has_class, kind, place, words


class Block(NamedTuple):
    """A text with the place of the page it comes from."""

    words: str
    file: str
    line: int


_BLOCKS = (nodes.title, nodes.paragraph, nodes.caption, nodes.rubric, nodes.term,
           nodes.literal_block)  # fmt: skip


def blocks(
    document: nodes.document, role: str, number: str, fignumbers: Mapping[str, Any],
    counts: Mapping[str, str],
) -> list[Block]:  # fmt: skip
    """Return the texts of a prepared page in the order in which they are read."""
    found: list[Block] = []
    start = document
    if role == "summary":
        start = document.next_node(nodes.section)

    def add(node: nodes.Node, text: str) -> None:
        if text.strip():
            found.append(Block(text, *place(node)))

    first = role != "summary"
    for node in _in_order(start):
        text = _with_counts(node, counts)
        if isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
            if node.parent is start:
                continue
            add(node, f"{number if first else ''} {text}")
            first = False
        elif isinstance(node, (nodes.title, nodes.caption)):
            what = "table" if isinstance(node, nodes.title) else "figure"
            add(node, f"{number_of(node.parent, what, fignumbers)} {text}")
        elif kind(node) == "SourceList":
            add(node, f"{HEADING} {node['note']}")
        elif kind(node) == "NotCounted" and counts:
            continue
        elif kind(node) == "label":
            add(node, text)
        else:
            add(node, f"{_mark(node)} {node.get('key', '')} {text}")
    return found


def _mark(node: nodes.Node) -> str:
    """Return the sign or number before the first text of a list item."""
    item = node.parent
    if not isinstance(item, nodes.list_item) or item.children[0] is not node:
        return ""
    if isinstance(item.parent, nodes.enumerated_list):
        return f"{item.parent.index(item) + int(item.parent.get('start', 1))}."
    return "•"


def _in_order(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield the nodes that hold a text of their own; a figure's caption stands above it."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            if child.astext().strip():
                yield child.parent
                return
        elif isinstance(child, nodes.citation):
            yield from (part for part in child.children if isinstance(part, _CITED))
        elif isinstance(child, _BLOCKS):
            yield child
        elif kind(child) == "SourceList":
            yield child
            yield from child.children
        elif kind(child) not in SILENT and not has_class(child, "cover"):
            yield from _in_order(child)


_CITED = (nodes.label, nodes.paragraph)


def _with_counts(node: nodes.Node, counts: Mapping[str, str]) -> str:
    cells = [child for child in node.findall(nodes.inline) if kind(child) == "Counted"]
    if cells:
        return " ".join(counts.get(cell["key"], "–") for cell in cells)
    if kind(node) == "label":
        return node.astext()
    return words(node)
