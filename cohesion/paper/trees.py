"""Questions about nodes of a page's tree that several steps of the paper edition ask."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from cohesion.paper.strings import flowing

#: Nodes that are no part of the text, by the name of their class.
SILENT = frozenset({
    "raw", "index", "target", "comment", "substitution_definition", "toctree", "label",
    "meta", "colspec",
})  # fmt: skip
#: What references with a page number look like inside.
_WITH_PAGE = frozenset({"std-numref", "doc", "std-doc", "std-ref"})


def kind(node: nodes.Node) -> str:
    """Return the name of a node's class."""
    return type(node).__name__


def has_class(node: nodes.Node, *names: str) -> bool:
    """Whether a node carries one of some classes."""
    return isinstance(node, nodes.Element) and any(
        name in node.get("classes", ()) for name in names
    )


def words(node: nodes.Node) -> str:
    """Return the text of a node on one line, without what is silent."""
    return flowing("".join(_texts(node))).strip()


def _texts(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif kind(node) not in SILENT:
        for child in node.children:
            yield from _texts(child)


def place(node: nodes.Node) -> tuple[str, int]:
    """Return file and line of a node; of the nearest one before it that knows its line."""
    file, line, at = "", 0, node
    while at is not None:
        line = line or (getattr(at, "line", None) or 0)
        file = file or (getattr(at, "source", None) or "")
        parent = at.parent
        if parent is not None and not line:
            for before in reversed(parent.children[: parent.index(at)]):
                line = line or (getattr(before, "line", None) or 0)
        at = parent
    return file, line


def bears_page(reference: nodes.Node) -> bool:
    """Whether a reference within the book gets a page number: tables, figures and chapters do."""
    if kind(reference) == "number_reference":
        return True
    return bool(reference.get("internal")) and any(
        has_class(child, *_WITH_PAGE) for child in reference.findall(nodes.inline)
    )


def target(page: str, reference: nodes.Node) -> tuple[str, str] | None:
    """Return page and id that a reference leads to (id '' for the page itself), None outside."""
    if reference.get("refid"):
        return page, reference["refid"]
    address = reference.get("refuri", "")
    if address.startswith(PAGE):
        name, _, anchor = address.removeprefix(PAGE).partition("#")
        return name, anchor
    return None


#: An address within the book, as the builder writes it.
PAGE = "page:"
