"""What Typst cannot write yet: heads of rows in the tags, links into the other file.

Typst marks the heads of columns only. Here the first cells of each row become heads of the row,
as the list of tables that the builder wrote says; a table of another shape stops the build.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cohesion.errors import DataError
from cohesion.paper import smaller
from cohesion.paper.typeset import Place
from cohesion.paper.write import Shape

#: How an address into the other file begins, as ``book/print/report.typ`` writes it.
ELSEWHERE = "elsewhere:"


def finish(
    source: Path, target: Path, shapes: Sequence[Shape], other: str, places: Mapping[str, Place]
) -> None:
    """Write a PDF with heads of rows, links to the other file, and nothing that is not needed.

    Parameters
    ----------
    source, target : the PDF as Typst wrote it, and the finished one.
    shapes : the tables of the file in the order of its tags.
    other : the name of the file in which places stand that this one does not hold.
    places : the places of this file.
    """
    import pikepdf

    with pikepdf.open(source) as pdf:
        mark_rows(pdf, shapes)
        join_lists(pdf)
        _lead_to(pdf, other)
        _name_places(pdf, places)
        smaller.save(pdf, target)


def mark_rows(pdf: Any, shapes: Sequence[Shape]) -> None:
    """Make the first cells of each row its heads.

    Raises
    ------
    DataError
        If the tables of the PDF are not those that were written.
    """
    import pikepdf

    tables = list(_elements(pdf.Root.StructTreeRoot.K, "/Table"))
    if len(tables) != len(shapes):
        raise DataError(f"the PDF has {len(tables)} tables, the pages have {len(shapes)}.",
                        cure="This is a fault of the paper edition: report it.")  # fmt: skip
    for number, (table, shape) in enumerate(zip(tables, shapes, strict=True), start=1):
        bodies = list(_elements(table, "/TBody")) or [table]
        rows = [row for body in bodies for row in _elements(body, "/TR")]
        cells = [[cell for cell in _children(row) if cell.S in ("/TD", "/TH")] for row in rows]
        if len(rows) != shape.rows or any(len(row) != shape.columns for row in cells):
            widths = sorted({len(row) for row in cells})
            raise DataError(
                f"table {number} of the PDF has {len(rows)} rows of {widths} cells, the page has "
                f"{shape.rows} of {shape.columns}.",
                cure="This is a fault of the paper edition: report it.",
            )  # fmt: skip
        for row in cells:
            for place, cell in enumerate(row):
                # Scopes say it all in a table without joined cells; the lists of heads that Typst
                # writes would leave the heads of rows out.
                _without_lists_of_heads(cell)
                if place < shape.stub:
                    cell.S = pikepdf.Name.TH
                    attributes = _attributes(cell)
                    attributes.append(pikepdf.Dictionary(O=pikepdf.Name.Table,
                                                         Scope=pikepdf.Name.Row))  # fmt: skip
                    cell.A = pikepdf.Array(attributes)


def join_lists(pdf: Any) -> None:
    """Make one list of lists that follow each other (see ``one-item`` in the template)."""
    import pikepdf

    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        inside = element.get("/K")
        if isinstance(inside, pikepdf.Array):
            kept: list[Any] = []
            for child in inside:
                last = kept[-1] if kept else None
                if (
                    _is(child, "/L")
                    and _is(last, "/L")
                    and _kind_of_list(child) == _kind_of_list(last)
                ):
                    items = _children(child)
                    for item in items:
                        item.P = last
                    last.K = pikepdf.Array([*_children(last), *items])
                else:
                    kept.append(child)
            if len(kept) != len(inside):
                element.K = pikepdf.Array(kept)
        waiting += _children(element)


def _kind_of_list(element: Any) -> str:
    """Return how a list is numbered."""
    return "".join(str(entry.get("/ListNumbering", "")) for entry in _attributes(element))


def _without_lists_of_heads(cell: Any) -> None:
    kept = []
    for entry in _attributes(cell):
        if "/Headers" in entry:
            del entry["/Headers"]
        if set(entry.keys()) - {"/O"}:
            kept.append(entry)
    if kept:
        import pikepdf

        cell.A = pikepdf.Array(kept)
    elif "/A" in cell:
        del cell["/A"]


def _attributes(cell: Any) -> list[Any]:
    import pikepdf

    found = cell.get("/A")
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def _lead_to(pdf: Any, other: str) -> None:
    """Turn addresses of places in the other file into links that open it there."""
    import pikepdf

    for page in pdf.pages:
        for link in page.get("/Annots", []):
            action = link.get("/A")
            address = str(action.get("/URI", "")) if action is not None else ""
            if not address.startswith(ELSEWHERE):
                continue
            place = address.removeprefix(ELSEWHERE)
            link.A = pikepdf.Dictionary(
                Type=pikepdf.Name.Action,
                S=pikepdf.Name.GoToR,
                F=pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F=pikepdf.String(other),
                                     UF=pikepdf.String(other)),
                D=pikepdf.String(place),
            )  # fmt: skip


def _name_places(pdf: Any, places: Mapping[str, Place]) -> None:
    """Give every place of the file a name, by which the other file leads to it."""
    import pikepdf

    named = {}
    if "/Dests" in pdf.Root.get("/Names", {}):
        named = dict(pikepdf.NameTree(pdf.Root.Names.Dests).items())
    tree = pikepdf.NameTree.new(pdf)
    for name, goal in sorted(named.items()):
        tree[name] = goal
    for name, place in sorted(places.items()):
        page = pdf.pages[place.page - 1]
        height = float(page.mediabox[3])
        tree[name] = pikepdf.Array([page.obj, pikepdf.Name.XYZ, round(place.x, 2),
                                    round(height - place.y + 12, 2), 0])  # fmt: skip
    pdf.Root.Names.Dests = tree.obj


def outline(file: Path) -> list[tuple[int, str]]:
    """Return depth and words of each bookmark of a PDF."""
    import pikepdf

    def walk(entries: Any, depth: int) -> Iterator[tuple[int, str]]:
        for entry in entries:
            yield depth, " ".join(entry.title.split())
            yield from walk(entry.children, depth + 1)

    with pikepdf.open(file) as pdf, pdf.open_outline() as found:
        return list(walk(found.root, 1))


def _elements(node: Any, name: str) -> Iterator[Any]:
    """Yield the elements of a kind below a node in their order, not those inside one another."""
    waiting = [node]
    while waiting:
        item = waiting.pop()
        for child in reversed(list(_children(item))):
            waiting.append(child)
        if item is not node and _is(item, name):
            for _ in _children(item):
                waiting.pop()
            yield item


def _is(item: Any, name: str) -> bool:
    import pikepdf

    return isinstance(item, pikepdf.Dictionary) and item.get("/S") == name


def _children(item: Any) -> list[Any]:
    import pikepdf

    inside = item.get("/K") if isinstance(item, pikepdf.Dictionary) else item
    if inside is None or isinstance(inside, int):
        return []
    if isinstance(inside, pikepdf.Array):
        return [child for child in inside if isinstance(child, pikepdf.Dictionary)]
    return [inside] if isinstance(inside, pikepdf.Dictionary) else []


def shapes_of(names: Sequence[str], pages: Mapping[str, Any]) -> list[Shape]:
    """Return the tables of some pages of the book in their order."""
    return [Shape(*shape) for name in names for shape in pages[name]["shapes"]]
