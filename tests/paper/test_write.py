"""Pages as Typst code: what each node becomes, and what is refused."""

from __future__ import annotations

import dataclasses

import pytest
from docutils import nodes

from cohesion.errors import DataError
from cohesion.pages import counted, placing
from cohesion.paper import complete, reading, sources
from cohesion.paper.prepare import prepare
from cohesion.paper.words import blocks
from cohesion.paper.write import Surroundings, label_of, write_page
from tests.paper import small
from tests.paper.trees import page


def _around(role: str = "chapter") -> Surroundings:
    return Surroundings(
        role, "7", {}, lambda page: {}, {"pages": "61"}, lambda uri: (uri, 100.0, 50.0)
    )


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


def _para(text: str) -> nodes.paragraph:
    return nodes.paragraph("", text)


def _citation() -> nodes.citation:
    return nodes.citation("", nodes.label("", "3"), _para("A work."), ids=["key2010"])


def _definitions() -> nodes.definition_list:
    item = nodes.definition_list_item(
        "", nodes.term("", "", nodes.Text("Baseline"), ids=["term-baseline"]),
        nodes.definition("", _para("Where it starts.")),
    )  # fmt: skip
    return nodes.definition_list("", item)


@pytest.mark.parametrize(
    ("node", "wanted"),
    [
        (nodes.block_quote("", _para("quoted")), ["indented({", 'par("quoted")']),
        (nodes.note("", _para("heed")), ["answer({", 'par("heed")']),
        (nodes.rubric("", "aside"), ['rubric("aside")']),
        (nodes.literal_block("", 'x = "1"'), ['listing("x = \\"1\\"")']),
        (nodes.transition(), ["line(length: 100%"]),
        (nodes.container("", _para("first"), classes=["answer"]), ["answer({", 'par("first")']),
        (nodes.container("", _para("plain")), ['par("plain")']),
        (nodes.paragraph("", "below", classes=["notes"]), ['foot-note("below")']),
        (nodes.paragraph("", "of", classes=["source"]), ['foot-note("of")']),
        (nodes.paragraph("", ""), []),
        (_definitions(), ["glossary((", 'anchor("page#term-baseline")', "Where it starts."]),
        (_citation(), ['reference("3", "page#key2010"', "A work."]),
        (nodes.enumerated_list("", nodes.list_item("", _para("one")), start=4),
         ["numbered(start: 4, (true, {", 'par("one")']),
        (nodes.bullet_list("", nodes.list_item("", _para("long " * 700))), ["bullets((false, {"]),
    ],
)  # fmt: skip
def test_each_kind_of_block_has_its_form(node, wanted):
    code = _code(node)
    for part in wanted:
        assert part in code
    if not wanted:
        assert "par(" not in code


@pytest.mark.parametrize(
    ("node", "wanted"),
    [
        (nodes.emphasis("", "slanted"), 'emph("slanted")'),
        (nodes.strong("", "heavy"), 'strong("heavy")'),
        (nodes.superscript("", "2"), 'super("2")'),
        (nodes.subscript("", "i"), 'sub("i")'),
        (nodes.literal("", "name_of"), "code("),
        (placing.Fact("", "46.2 per cent"), 'fact("46.2 per cent")'),
        (placing.Fact("", "46.2"), '"46.2"'),
        (counted.Counted("", "–", key="pages"), '"61"'),
        (counted.Counted("", "–", key="other"), '"–"'),
        (nodes.reference("", "the site", refuri="https://example.org/a"),
         'web("https://example.org/a", "the site")'),
        (nodes.reference("", "a file", refuri="_files/x.csv"), '"a file"'),
    ],
)  # fmt: skip
def test_each_kind_of_word_has_its_form(node, wanted):
    assert wanted in _code(nodes.paragraph("", "", node))


def test_what_has_not_been_counted_yet_is_said_only_until_it_is():
    said = counted.NotCounted("", "Not counted in this build.")
    assert "Not counted" not in _code(said)
    document = page(counted.NotCounted("", "Not counted in this build."))
    uncounted = dataclasses.replace(_around(), counts={})
    assert "Not counted" in write_page(document, "page", uncounted).code


def test_sources_stand_in_two_columns_of_about_the_same_height():
    entries = [nodes.paragraph("", "x" * size, key=str(n)) for n, size in enumerate((190, 9, 9, 9))]
    code = _code(sources.SourceList("", *entries, note="† stands in"))
    assert f'"{sources.HEADING}", "† stands in", ((' in code
    shown = code[code.index("source-list(") :]
    # The first entry alone takes as many lines as the other three together.
    assert '(("0", "' in shown and '(("1", "' in shown
    short = sources.SourceList("", *[entry.deepcopy() for entry in entries[:3]], note="")
    assert '(("1", "' not in _code(short)


def test_a_heading_below_the_chapter_is_a_section_of_its_depth():
    inner = nodes.section("", nodes.title("", "Deep"), _para("x"), ids=["deep"])
    section = nodes.section("", nodes.title("", "Limits"), inner, ids=["limits"])
    document = page(section)
    prepare(document, "page", {}, {})
    written = write_page(document, "page", _around())
    assert 'chapter(2, "7", "Title", "page")' in written.code
    assert 'section(3, 1, "Limits", "page#limits")' in written.code
    assert 'section(4, 2, "Deep", "page#deep")' in written.code
    assert [heading.level for heading in written.headings] == [2, 3, 4]
    sheet = write_page(document, "page", _around("sheet")).code
    assert "sheet(3, " in sheet and "sheet-text({" in sheet
    summary = write_page(document, "page", _around("summary")).code
    # The title of the first page is the book's; its section is a chapter of the front.
    assert '"Title"' not in summary and 'chapter(1, "7", "Limits", "page"' in summary


def test_a_table_without_a_head_is_refused():
    document = page(_table(["A"], [["b"]]))
    with pytest.raises(DataError, match="without a head, or with joined cells"):
        write_page(document, "page", _around())


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
