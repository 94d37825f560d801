"""A page's tree made ready for paper: what only a screen can show goes, wide tables move.

Everything that paper adds to a page or takes from it happens here, on the tree. What leaves this
module is what must be read in the PDF, word by word (see ``complete.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docutils import nodes
from sphinx import addnodes

from cohesion.checking import sources
from cohesion.paper import tables
from cohesion.paper.sources import list_sources
from cohesion.paper.trees import SILENT, has_class, kind, words

#: Classes of what only makes sense on a screen, and of code, which the notebook holds.
_SCREEN_ONLY = ("web-only", "cover", "compare-states", "notebook-link", "cell_input",
                "toctree-wrapper")  # fmt: skip
_SCREEN_KINDS = SILENT - {"label", "colspec", "target"} | {"HideCodeCellNode", "HideInputCells"}
_ATTACHED = "On paper: these files are attached to the PDF edition, beside results.json."
_MOVED = " stands on a landscape page at the end of this chapter."


def prepare(
    document: nodes.document, page: str, counts: Mapping[str, int], fignumbers: Mapping[str, Any]
) -> None:
    """Change a resolved tree into what is set.

    Parameters
    ----------
    document : the tree; it is changed in place.
    page : the page's name.
    counts : how many results of each kind the page's notebook published; empty for other pages.
    fignumbers : the numbers of the page's tables and figures as Sphinx gave them.
    """
    drop_screen_only(document)
    ends: list[nodes.Node] = []
    for table in list(document.findall(nodes.table)):
        layout = tables.layout_of(table)
        if layout is None:
            continue
        table["layout"] = layout
        number = number_of(table, "table", fignumbers)
        if layout.landscape and number:
            ends.append(_move(table, number))
        elif any(kind(node) == "FileLink" for node in table.findall(nodes.inline)):
            _say_where_the_files_are(table)
    section = document.next_node(nodes.section)
    listed = list_sources(document)
    if sources.runs(page):
        # Before the list, which breaks over pages: after it the line could stand on a page alone.
        section += nodes.paragraph("", pointer(page, counts), classes=["pointer"])
    for node in listed:
        section += node
    if ends:
        section += nodes.container("", *ends, classes=["landscape"])


def drop_screen_only(document: nodes.document) -> None:
    """Remove code cells, links to downloads, scripts and what else paper cannot show."""
    for node in list(document.findall(nodes.Element)):
        if node.parent is None or node is document:
            continue
        if kind(node) in _SCREEN_KINDS or has_class(node, *_SCREEN_ONLY):
            node.parent.remove(node)
    for node in list(document.findall(nodes.Element))[::-1]:
        if kind(node) in ("container", "compound") and not node.children and not node.get("ids"):
            node.parent.remove(node)
        elif _bare(node):
            node.parent.remove(node)


def _bare(node: nodes.Element) -> bool:
    """Return whether nothing is left of a section below the page's own but its title."""
    return (
        isinstance(node, nodes.section)
        and isinstance(node.parent, nodes.section)
        and all(isinstance(child, nodes.title) for child in node.children)
    )


def words_of_title(table: nodes.table) -> str:
    """Return the caption of a table."""
    title = next((child for child in table.children if isinstance(child, nodes.title)), None)
    return words(title) if title is not None else ""


def pointer(page: str, counts: Mapping[str, int]) -> str:
    """Return the sentence at a chapter's end that names the notebook and what it published."""
    told = [
        f"{counts[kind]} {kind}{'' if counts[kind] == 1 else 's'}"
        for kind in ("fact", "table", "figure")
        if counts.get(kind)
    ]
    return f"Computed in {page}.md" + (f"; {', '.join(told)}." if told else ".")


def number_of(node: nodes.Element, what: str, fignumbers: Mapping[str, Any]) -> str:
    """Return the number of a table or figure as it is read ("Table 3.2"), '' for one without."""
    numbers = fignumbers.get(what, {}).get(node["ids"][0]) if node.get("ids") else None
    return f"{what.capitalize()} {'.'.join(map(str, numbers))}" if numbers else ""


def _move(table: nodes.table, number: str) -> nodes.Node:
    """Put a line in the place of a table with all that belongs to it; return what stood there."""
    block = table.parent if has_class(table.parent, "table-block") else table
    link = addnodes.number_reference("", "", internal=True, refid=table["ids"][0])
    link += nodes.inline("", number, classes=["std-numref"])
    caption = words_of_title(table)
    line = nodes.paragraph("", f"{caption} " if caption else "", link, nodes.Text(_MOVED))
    line["classes"] = ["moved"]
    line.line, line.source = block.line, block.source
    block.parent.replace(block, line)
    return block


def _say_where_the_files_are(table: nodes.table) -> None:
    place = table.parent.index(table)
    note = nodes.paragraph("", _ATTACHED, classes=["notes"])
    block = nodes.container("", classes=["table-block"])
    table.parent[place] = block
    block += [table, note]
