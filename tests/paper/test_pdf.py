"""The PDF edition, read back: text, numbers, structure, outline and attachments."""

from __future__ import annotations

import builtins
import hashlib
import json
import re
from pathlib import Path

import pytest
from lxml import html

from cohesion import paths
from cohesion.errors import DataError
from cohesion.paper import front as paper_front
from cohesion.paper import pages as paper_pages
from cohesion.paper import pdf, tables
from cohesion.publishing import stored as publishing_stored
from cohesion.tables.vintage import edition_settings

pypdf = pytest.importorskip("pypdf")

needs_pdf = pytest.mark.skipif(
    not pdf.OUTPUT.is_file(), reason="_build/pdf is not there: run `make pdf` first"
)
SMALL = """
<div class="body"><section id="book"><h1>Book</h1><div class="cover docutils">Cover</div>
<section id="summary"><h2>Summary</h2><p>See <a href="#document-notebooks/one"><span class="doc">
One</span></a>.</p></section>
<div class="toctree-wrapper compound"><span id="document-notebooks/one"></span>
<section id="one"><h2><span class="section-number">1. </span>One</h2>
<section id="limits"><h3>Limits</h3><p>Text <a href="index.html#tab-x"><span class="std std-numref">
Table 1</span></a><a class="web-only" href="_tables/x.csv">CSV</a></p></section>
<details>hidden code</details>
<div class="table-block wide"><table class="published wide" id="tab-x"><caption>
<span class="caption-number">Table 1 </span><span class="caption-text">A finding.</span></caption>
<thead><tr><th class="head"><p>State</p></th><th class="head number"><p>Share</p></th></tr></thead>
<tbody><tr><th class="stub"><p>Chiapas</p></th><td class="number"><p>78.5</p></td></tr></tbody>
</table></div></section></div>
<div class="toctree-wrapper compound"><span id="document-book/two"></span>
<section id="two"><h2><span class="section-number">2. </span>Two</h2>
<section id="limits"><h3>Limits</h3><p>Other.</p></section></section></div>
</section></div>
"""
ITEMS = {
    "a": {"notebook": "one", "kind": "fact"},
    "b": {"notebook": "one", "kind": "fact"},
    "tab-x": {"notebook": "one", "kind": "table"},
    "c": {"notebook": "other", "kind": "fact"},
}


@pytest.fixture()
def small() -> html.HtmlElement:
    return paper_pages.prepare_body(html.fragment_fromstring(SMALL), ["First", "Second"], ITEMS)


def test_ids_are_unique_and_every_link_has_a_target(small):
    ids = small.xpath(".//@id")
    assert len(ids) == len(set(ids))
    targets = {link[1:] for link in small.xpath(".//a/@href") if link.startswith("#")}
    assert targets and targets <= set(ids)


def test_references_to_tables_and_chapters_carry_pages(small):
    marked = {a.get("href") for a in small.xpath(".//a[contains(@class, 'page-reference')]")}
    assert marked == {"#tab-x", "#one"}


def test_screen_only_parts_are_gone(small):
    text = small.text_content()
    assert "hidden code" not in text and "CSV" not in text and "Cover" not in text


def test_parts_stand_before_their_chapters_and_list_them(small):
    pages = small.xpath(".//section[@class='part-page']")
    assert [page.xpath("string(h1)") for page in pages] == ["Part I First", "Part II Second"]
    assert [link.get("href") for link in pages[1].iter("a")][0].startswith("#")
    assert "Two" in pages[1].text_content() and "One" not in pages[1].text_content()


def test_a_notebook_chapter_ends_with_its_pointer(small):
    pointers = [line.text_content() for line in small.xpath(".//p[@class='pointer']")]
    assert pointers == ["Computed in notebooks/one.md; 2 facts, 1 table."]
    assert small.xpath(".//section[@id='one']/*")[-1].get("class") == "pointer"


def test_header_cells_get_their_scope(small):
    assert small.xpath(".//thead//th/@scope") == ["col", "col"]
    assert small.xpath(".//tbody//th/@scope") == ["row"]


def test_contents_and_lists(small):
    front = html.fragment_fromstring(f"<div>{paper_front.front_matter(small)}</div>")
    contents = [li.text_content() for li in front.xpath(".//*[contains(@class,'contents')]//li")]
    assert small.xpath(".//section[@id='summary']/@class") == ["chapter summary"]
    assert contents == ["Summary", "Part I First", "1. One", "Part II Second", "2. Two"]
    listed = front.xpath("string(.//*[contains(@class,'captions')]//li)")
    assert listed == "Table 1 A finding."
    assert edition_settings()["title"] in front.text_content()


def test_a_part_without_pages_is_refused():
    with pytest.raises(DataError, match="2 parts, the table of contents 3"):
        paper_pages.prepare_body(html.fragment_fromstring(SMALL), ["A", "B", "C"], {})


def test_a_link_that_leads_nowhere_is_refused():
    broken = SMALL.replace("index.html#tab-x", "index.html#tab-y")
    with pytest.raises(DataError, match="leads to nothing"):
        paper_pages.prepare_body(html.fragment_fromstring(broken), ["A", "B"], {})


def test_numbers_and_words_are_never_cut():
    heads = ["State", "Definition", *(f"Number {year}" for year in range(2000, 2010))]
    rows = [
        ["Veracruz de Ignacio de la Llave", "A long text " * 12, *(["20 000 000"] * 10)],
        ["Mexico", "short", *(["1"] * 10)],
    ]
    layout = tables.plan(heads, rows, [False, False, *([True] * 10)])
    page = tables.LANDSCAPE if layout.landscape else tables.UPRIGHT
    assert sum(layout.widths) == pytest.approx(100, abs=0.1)
    number = tables.text_width("20 000 000", layout.size)
    assert all(share / 100 * page > number + 2 for share in layout.widths[2:])


def test_a_short_table_stays_upright_and_many_columns_turn_the_page():
    short = tables.plan(["A", "B"], [["x", "1"]], [False, True])
    assert not short.landscape and short.size == 8.4
    many = [f"{1000 + i} 000 000" for i in range(19)]
    assert tables.plan(many, [many], [True] * 19).landscape


def test_text_width_agrees_with_hand_measure():
    # A row of equal letters is as wide as their number says; 10 pt is 3.53 mm.
    assert tables.text_width("nnnn") == pytest.approx(4 * tables.text_width("n"))
    one = tables.text_width("n")
    assert tables.text_width("n", 10) == pytest.approx(one * 10 * 25.4 / 72)
    assert tables.text_width("i") < tables.text_width("m")


def test_missing_pango_names_the_package(monkeypatch):
    real = builtins.__import__

    def without_pango(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(pdf.PdfError) as caught:
        pdf.load_weasyprint()
    for cure in ("apt-get install libpango-1.0-0", "brew install pango", "pacman"):
        assert cure in str(caught.value)


@pytest.mark.skipif(
    not (paths.BUILD / "print" / "out" / "index.html").is_file(),
    reason="the single page is not there: run `make pdf` first",
)
def test_the_print_source_is_deterministic():
    page = paths.BUILD / "print" / "out" / "index.html"
    items = publishing_stored.load()
    assert pdf.print_source(page, items) == pdf.print_source(page, items)


# The built file -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reader():
    found = pypdf.PdfReader(pdf.OUTPUT)
    held = json.loads(found.attachments["results.json"][0])
    if {item["name"]: item for item in held} != publishing_stored.load():
        pytest.skip("the PDF holds other results than the notebooks: run `make pdf` first")
    return found


@pytest.fixture(scope="module")
def page_texts(reader) -> list[str]:
    """Texts of all pages; reading them takes a while, so they are kept beside the PDF."""
    digest = hashlib.sha256(pdf.OUTPUT.read_bytes()).hexdigest()
    kept = pdf.OUTPUT.with_suffix(".texts.json")
    if kept.is_file():
        stored = json.loads(kept.read_text(encoding="utf-8"))
        if stored["sha256"] == digest:
            return stored["pages"]
    texts = [page.extract_text() for page in reader.pages]
    kept.write_text(json.dumps({"sha256": digest, "pages": texts}), encoding="utf-8")
    return texts


def _plain(text: str) -> str:
    """Text without spaces and line-end hyphens, to compare across line breaks."""
    return re.sub(r"[\s\u00a0\u00ad\u2010-]+", "", text)


@needs_pdf
def test_no_page_is_empty_and_the_count_is_sane(page_texts):
    assert 150 < len(page_texts) < 700
    empty = [number for number, text in enumerate(page_texts, 1) if len(text.strip()) < 60]
    assert not [number for number in empty if number > 1]


@needs_pdf
@pytest.mark.parametrize("mark", ["??", "@@", "{fact}", "{numref}", "{cite", "{doc}", "�"])
def test_nothing_is_unresolved(page_texts, mark):
    assert not [number for number, text in enumerate(page_texts, 1) if mark in text]


@needs_pdf
def test_every_chapter_is_in_the_outline_with_its_number(reader):
    def titles(entries, depth=1):
        for entry in entries:
            if isinstance(entry, list):
                yield from titles(entry, depth + 1)
            else:
                yield depth, " ".join(entry.title.split())

    found = list(titles(reader.outline))
    for number, part in enumerate(paper_pages.part_titles()):
        assert (1, f"Part {paper_pages._ROMAN[number]} {part}") in found
    chapters = [text for depth, text in found if depth == 2 and re.match(r"\d+\. ", text)]
    assert [int(text.split(".")[0]) for text in chapters] == list(range(1, len(chapters) + 1))
    pages = _html_pages()
    if pages:
        shown = {
            " ".join(page.xpath("string(//section/h1)").replace("#", "").split())
            for page in pages.values()
        }
        numbered = {text for text in shown if re.match(r"\d+\. ", text)}
        assert numbered == set(chapters)


def _html_pages() -> dict[str, html.HtmlElement]:
    """Return the pages of the HTML edition, or none if it was made from other results."""
    written = paths.HTML / "results.json"
    if not written.is_file():
        return {}
    items = {item["name"]: item for item in json.loads(written.read_text(encoding="utf-8"))}
    if items != publishing_stored.load():
        return {}
    return {
        file.stem: html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot()
        for folder in ("notebooks", "book")
        for file in sorted((paths.HTML / folder).glob("*.html"))
    }


@needs_pdf
def test_tables_and_figures_have_the_numbers_of_the_html(page_texts):
    pages = _html_pages()
    if not pages:
        pytest.skip("_build/html is not there or holds other results: run `make book` first")
    whole = _plain(" ".join(page_texts))
    captions = [
        _plain(
            caption.xpath("string(.//span[@class='caption-number'])")
            + caption.xpath("string(.//span[@class='caption-text'])")
        )
        for page in pages.values()
        for caption in page.xpath("//caption|//figcaption")
        if caption.xpath(".//span[@class='caption-number']")
    ]
    assert len(captions) > 200
    missing = [text for text in captions if text not in whole]
    assert not missing, missing[:5]


@needs_pdf
def test_the_summary_says_what_the_facts_say(page_texts):
    text = _plain(" ".join(page_texts))
    items = publishing_stored.load()
    used = re.findall(r"\{fact\}`([^`]+)`", (paths.ROOT / "index.md").read_text(encoding="utf-8"))
    assert used
    if not set(used) <= items.keys():
        pytest.skip("the summary is newer than the PDF: run `make pdf` first")
    missing = [name for name in used if _plain(items[name]["text"]) not in text]
    assert not missing


@needs_pdf
def test_signs_of_both_languages_survive(page_texts):
    text = " ".join(page_texts)
    for sign in "ñáéíóú–−†":
        assert sign in text, sign


@needs_pdf
def test_the_file_is_tagged_and_says_its_language(reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    kinds, without_alt = _structure(root["/StructTreeRoot"])
    assert {"/Table", "/TH", "/TD", "/Figure", "/H1", "/H2", "/H3", "/Link"} <= kinds.keys()
    figures = [item for item in publishing_stored.load().values() if item["kind"] == "figure"]
    assert kinds["/Figure"] >= 50 or kinds["/Figure"] >= len(figures)
    assert without_alt == 0


def _structure(tree) -> tuple[dict[str, int], int]:
    """Count the kinds of structure elements, and the figures without an alternative text."""
    kinds: dict[str, int] = {}
    without_alt = 0
    waiting = [tree["/K"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            kind = node.get("/S")
            if kind:
                kinds[kind] = kinds.get(kind, 0) + 1
            if kind == "/Figure" and not node.get("/Alt"):
                without_alt += 1
            if "/K" in node:
                waiting.append(node["/K"])
    return kinds, without_alt


@needs_pdf
def test_metadata_and_dates_are_those_of_the_edition(reader):
    settings = edition_settings()
    found = reader.metadata
    assert settings["title"] in found.title
    assert found.author == "Formulation mission"
    assert found.creation_date.date() == settings["date"]
    assert found.modification_date.date() == settings["date"]


@needs_pdf
def test_attachments_are_the_files_to_take_away(reader):
    attached = {name: contents[0] for name, contents in reader.attachments.items()}
    expected = {
        file.name: file
        for file in paths.DELIVERABLES.glob("*.*")
        if file.suffix in (".docx", ".xlsx", ".zip")
    }
    assert set(attached) == {*expected, "results.json"}
    for name, file in expected.items():
        assert attached[name] == Path(file).read_bytes(), name
    names = {item["name"] for item in json.loads(attached["results.json"])}
    assert names == set(publishing_stored.load())


@needs_pdf
def test_only_packaged_fonts_are_used(reader):
    fonts = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            fonts.add(font.get_object()["/BaseFont"].split("+")[-1])
    foreign = {name for name in fonts if not re.match("/?Report-(Sans|Signs|Mono)", name)}
    assert fonts and not foreign


def test_a_pdf_is_made_again_only_when_something_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "OUTPUT", tmp_path / "report.pdf")
    assert not pdf._is_made_from("inputs")
    pdf.OUTPUT.write_bytes(b"%PDF")
    pdf._stamp().write_text(f"inputs {hashlib.sha256(b'%PDF').hexdigest()}", "utf-8")
    assert pdf._is_made_from("inputs") and not pdf._is_made_from("other inputs")
    pdf.OUTPUT.write_bytes(b"%PD")
    assert not pdf._is_made_from("inputs"), "a damaged file is made again"
