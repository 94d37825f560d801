"""The tags: heads of rows and columns, links into the other file."""

from __future__ import annotations

import pikepdf
import pytest

from cohesion.errors import DataError
from cohesion.paper import front, tags
from cohesion.paper.write import Shape


def _cells(file, kind: str) -> list[tuple[str, ...]]:
    """Return the scopes of the cells of a kind."""
    with pikepdf.open(file) as pdf:
        return [
            tuple(str(entry["/Scope"]) for entry in tags._attributes(cell) if "/Scope" in entry)
            for cell in tags._elements(pdf.Root.StructTreeRoot.K, kind)
        ]


def test_heads_of_rows_and_columns_have_their_scope(book):
    heads = _cells(book.folder / "whole.pdf", "/TH")
    # Document control: 8 rows; release: 4 columns and 3 rows; two tables of 2 columns; 2 stubs.
    assert heads.count(("/Row",)) == 8 + 3 + 2
    assert heads.count(("/Column",)) == 4 + 2 + 2
    assert set(heads) == {("/Row",), ("/Column",)}
    with pikepdf.open(book.folder / "whole.pdf") as pdf:
        cells = tags._elements(pdf.Root.StructTreeRoot.K, "/TD")
        assert not [c for c in cells if any("/Headers" in a for a in tags._attributes(c))]


@pytest.mark.parametrize("change", ["one fewer", "a row more", "a column more"])
def test_a_table_of_another_shape_stops_the_build(book, tmp_path, change):
    names = front.pages_of(front.WHOLE, book.contents)
    shapes = front.shapes_of_front(front.WHOLE, book.contents) + tags.shapes_of(names, book.pages)
    first = shapes[2]
    if change == "one fewer":
        del shapes[2]
    else:
        shapes[2] = Shape(first.columns + ("column" in change), first.rows + ("row" in change), 1)
    with pikepdf.open(book.folder / "whole.pdf") as pdf, pytest.raises(DataError, match="fault of"):
        tags.mark_rows(pdf, shapes)


def test_spanish_is_told_and_the_rest_is_english(book):
    with pikepdf.open(book.folder / "whole.pdf") as pdf:
        assert str(pdf.Root.Lang).startswith("en")
        told = []
        waiting = [pdf.Root.StructTreeRoot.K]
        while waiting:
            item = waiting.pop()
            if isinstance(item, pikepdf.Array):
                waiting += list(item)
            elif isinstance(item, pikepdf.Dictionary):
                if "/Lang" in item:
                    told.append(str(item.Lang))
                if "/K" in item:
                    waiting.append(item.K)
    # Two cells and a span.
    assert told == ["es"] * 3


def test_the_report_leads_into_the_annexes_and_back(book):
    places = book.places
    for which, other, inside in (
        (front.REPORT, "formulation-report-annexes.pdf", "two#tab-second"),
        (front.ANNEX, "formulation-report.pdf", "one#tab-first"),
    ):
        file = book.set(which, places)
        with pikepdf.open(file) as pdf:
            links = [
                link.A for page in pdf.pages for link in page.get("/Annots", []) if "/A" in link
            ]
            out = {str(a.D): str(a.F.UF) for a in links if a.get("/S") == "/GoToR"}
            assert out[inside] == other
            assert set(out.values()) == {other}
            addresses = [str(a.URI) for a in links if "/URI" in a]
            assert not [address for address in addresses if address.startswith(tags.ELSEWHERE)]
    for which, inside in ((front.REPORT, "one#tab-first"), (front.ANNEX, "two#tab-second")):
        with pikepdf.open(book.folder / f"{which}.pdf") as pdf:
            names = pikepdf.NameTree(pdf.Root.Names.Dests)
            pages = [page.objgen for page in pdf.pages]
            assert names[inside][0].objgen in pages
    with pikepdf.open(book.folder / "annexes.pdf") as pdf:
        labels = pikepdf.NumberTree(pdf.Root.PageLabels)
        goal = pikepdf.NameTree(pdf.Root.Names.Dests)["annexes"][0].objgen
        first = int(labels[[page.objgen for page in pdf.pages].index(goal)]["/St"])
    assert first == places["annexes"], "the annexes go on with the page numbers of the report"
