"""Pages as Typst code: what each node becomes, and what is refused."""

from __future__ import annotations

import pytest
from docutils import nodes

from cohesion.errors import DataError
from cohesion.paper import complete, reading
from cohesion.paper.prepare import prepare
from cohesion.paper.words import blocks
from cohesion.paper.write import Surroundings, label_of, write_page
from tests.paper import small
from tests.paper.trees import page


def _around(role: str = "chapter") -> Surroundings:
    return Surroundings(role, "7", {}, lambda page: {}, {}, lambda uri: (uri, 100.0, 50.0))


def _code(*content: nodes.Node) -> str:
    document = page(*content)
    prepare(document, "page", {}, {})
    return write_page(document, "page", _around()).code


class Unheard(nodes.General, nodes.Element):
    """A node that no edition knows."""


class Claim(nodes.inline):
    """An inline node made by somebody else."""


def test_an_unknown_node_stops_with_its_place():
    node = Unheard("", nodes.Text("some words"))
    node.line, node.source = 12, "/x/page.md"
    with pytest.raises(DataError, match="no form for 'Unheard'") as error:
        _code(node)
    assert "row 12" in str(error.value) and "some words" in str(error.value)


def test_an_unknown_inline_node_gives_its_words():
    code = _code(nodes.paragraph("", "One ", Claim("", "and two"), nodes.Text(" three.")))
    assert '"One and two three."' in code


def test_what_only_a_screen_shows_is_left_out():
    screen = [
        nodes.container("", nodes.paragraph("", "code"), classes=["cell_input"]),
        nodes.paragraph("", "cover", classes=["cover"]),
        nodes.raw("", "<b>raw</b>", format="html"),
        nodes.paragraph("", "kept ", nodes.inline("", "How it was made", classes=["web-only"])),
    ]
    code = _code(*screen)
    assert '"kept"' in code
    for gone in ("code", "cover", "raw", "How it was made"):
        assert f'"{gone}' not in code


def test_a_figure_without_words_for_it_is_refused():
    figure = nodes.figure("", nodes.image(uri="x.svg", alt=" "), ids=["fig-x"])
    with pytest.raises(DataError, match="cannot see it"):
        _code(nodes.container("", figure, classes=["figure-block"]))


def test_spanish_cells_and_spans_are_told():
    table = _table(["Term", "Official name (Spanish)"], [["Baseline", "línea de base"]])
    code = _code(table, nodes.paragraph("", "", nodes.inline("", "carencia", classes=["es"])))
    assert 'es("línea de base")' in code and 'es("carencia")' in code
    assert 'es("Baseline")' not in code


def test_a_reference_to_a_table_keeps_its_page_beside_it():
    reference = nodes.reference("", "", nodes.inline("", "Table 3.2", classes=["std-numref"]))
    reference["internal"], reference["refuri"] = True, "page:other#tab-x"
    document = page(nodes.paragraph("", "", reference))
    written = write_page(document, "page", _around())
    assert 'ref-to("other#tab-x", "Table\u00a03.2", page: true)' in written.code
    assert [wanted[0] for wanted in written.wanted] == ["other#tab-x"]


def test_labels_name_the_page_or_the_node():
    document = page(nodes.paragraph("", "x"))
    section = nodes.section("", nodes.title("", "Limits"), ids=["limits", "other-name"])
    document[0] += section
    ids = {"title": document[0], "limits": section, "other-name": section}
    assert label_of("page", "title", ids) == "page"
    assert label_of("page", "other-name", ids) == "page#limits"
    assert label_of("page", "", ids) == "page"


def test_a_table_too_wide_for_an_upright_page_moves_to_the_end_and_a_line_stays():
    heads = [f"{1000 + n}000000000" for n in range(19)]
    table = _table(heads, [heads])
    table["ids"] = ["tab-wide"]
    table.insert(0, nodes.title("", "A wide finding."))
    block = nodes.container("", table, nodes.paragraph("", "Source: x.", classes=["source"]),
                            classes=["table-block"])  # fmt: skip
    document = page(block, nodes.paragraph("", "After it."))
    prepare(document, "page", {}, {"table": {"tab-wide": (7, 3)}})
    section = document[0]
    assert "landscape" in section.children[-1]["classes"]
    texts = [block.words for block in blocks(document, "chapter", "7", {}, {})]
    assert (
        "  A wide finding. Table 7.3 stands on a landscape page at the end of this chapter."
        in texts
    )
    assert texts.index("  After it.") < texts.index(" A wide finding.")


def _table(heads: list[str], rows: list[list[str]]) -> nodes.table:
    table, group = nodes.table(classes=["published"]), nodes.tgroup(cols=len(heads))
    group += [nodes.colspec(colwidth=1) for _ in heads]
    group += nodes.thead("", _row(heads))
    group += nodes.tbody("", *[_row(row) for row in rows])
    table += group
    return table


def _row(cells: list[str]) -> nodes.row:
    return nodes.row("", *[nodes.entry("", nodes.paragraph("", cell)) for cell in cells])


# The small book -------------------------------------------------------------------------------


def test_the_words_of_the_small_book_are_in_the_pdf(book):
    _, runs = reading.read(book.folder / "whole.pdf")
    text = complete.plain(" ".join(run.words for run in runs))
    expected = (
        "1One", "Table1.1Afindingaboutstates.", "Índicededesarrollohumano", "•Asecondpoint",
        "2.Steptwo.", "Líneadebase", "itcosts5€.", "2.1Anotherfinding.", "Wordsofthesheet.",
    )  # fmt: skip
    for words in expected:
        assert words in text, words
    assert "Onlyonthescreen" not in text


def test_a_page_is_kept_until_something_changes(tmp_path, monkeypatch):
    """A changed page and those that lead to it are written again, no other."""
    made = small.make(tmp_path / "one", monkeypatch)
    kept = {file.name: file.stat().st_mtime_ns for file in (made.folder / "kept").iterdir()}
    assert len(kept) == 4
    source = tmp_path / "one" / "source"
    (source / "sheet.md").write_text(small.SHEET + "\nOne more.\n", "utf-8")
    small.resolve(source, made.folder)
    after = {file.name: file.stat().st_mtime_ns for file in (made.folder / "kept").iterdir()}
    assert {name for name in kept if kept[name] != after[name]} == {
        "sheet.pickle", "two.pickle"
    }  # fmt: skip


def test_a_link_that_leads_nowhere_stops_with_its_place(tmp_path, monkeypatch):
    pages = {**small.PAGES, "sheet": small.SHEET + "\n[Nowhere](#no-such-place)\n"}
    with pytest.raises(Exception, match="no-such-place"):
        small.make(tmp_path, monkeypatch, pages)
