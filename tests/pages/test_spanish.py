"""Tests of ``cohesion/pages/spanish.py``."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest
from docutils import nodes
from lxml import html

from cohesion import paths
from cohesion.building import spanish as building
from cohesion.checking import sources
from cohesion.pages import fonts, placing, spanish
from cohesion.tables.geography import STATES
from cohesion.translation.catalogue import Catalogue
from cohesion.translation.pieces import Cutter
from cohesion.translation.shares import Share

FRAME = {
    "In short": "En breve", "About {1} minutes": "Unos {1} minutos", "Copy link": "Copiar",
    "{1} tables": "{1} cuadros", "Source": "Fuente", "more publishers": "editores más",
}  # fmt: skip
FIGURES = {"Poverty": "Pobreza"}
PAGE = """<!DOCTYPE html><html lang="en"><head><title>x</title></head><body>
<nav><a href="../notebooks/budget.html#a">Budget</a><a href="selection.html">Selección</a>
<a href="../search.html">s</a></nav>
<article><h1>Título</h1><p class="box-label">In short</p><p>About 5 minutes · 3 tables</p>
<p><span class="untranslated">Not yet</span></p>
<svg class="drawing"><text transform="translate(1 2)">Poverty</text>
<text transform="translate(9 2)">1\u00a0200</text></svg>
<p class="source">Source: INEGI 2010, 2 more publishers <a href="../_tables/t.csv">CSV</a></p>
<a href="https://x.mx/a.html">fuera</a></article></body></html>"""


@pytest.fixture
def page():
    words = spanish.Words(Catalogue("es", FIGURES, {}, Cutter(FIGURES)),
                          Catalogue("es", FRAME, {}, Cutter(FRAME)),
                          frozenset({"notebooks/selection"}))  # fmt: skip
    return html.document_fromstring(spanish.finished(PAGE, "notebooks/x", words, whole=False))


def test_frame_figures_and_sources_speak_spanish(page):
    words = page.text_content()
    for shown in ("En breve", "Unos 5 minutos · 3 cuadros", "Pobreza", "1,200",
                  "Fuente: INEGI 2010, 2 editores más"):  # fmt: skip
        assert shown in words
    assert page.get("lang") == "es-MX"


def test_what_is_not_translated_is_marked(page):
    assert page.find_class("untranslated")[0].get("lang") == "en"
    assert page.find_class("untranslated-note")[0].text == spanish.IN_PART


def test_links_lead_to_spanish_pages_where_there_are_and_to_english_ones_else(page):
    links = {link.text_content(): link for link in page.iter("a")}
    assert links["Selección"].get("href") == "selection.html"
    assert links["Budget"].get("href") == "../../notebooks/budget.html#a"
    assert links["Budget"].get("hreflang") == "en"
    assert links["s"].get("href") == "../search.html"
    assert links["CSV"].get("href") == "../../_tables/t.csv"
    assert links["fuera"].get("href") == "https://x.mx/a.html"


def test_the_menu_says_which_pages_are_in_english(page):
    frame = Catalogue("es", FRAME | {"Budget": "Presupuesto"}, {}, Cutter([*FRAME, "Budget"]))
    words = spanish.Words(Catalogue("es"), frame, frozenset({"notebooks/selection"}))
    menu = PAGE.replace("<nav>", '<nav class="bd-links">')
    shown = html.document_fromstring(spanish.finished(menu, "notebooks/x", words))
    titles = [link.text_content() for link in shown.iter("a")]
    assert titles[:2] == ["Presupuesto (en inglés)", "Selección"]
    assert "lang" not in shown.find(".//nav/a").attrib


def test_short_names_are_explained_by_the_glossary():
    words = spanish.Words(Catalogue("es", {"National Census": "Censo oficial"}),
                          Catalogue("es"), frozenset())  # fmt: skip
    text = (
        '<html><body><article><p><abbr title="Censo: National Census">CN</abbr></p></article>'
        '<details class="abbreviations"><p><b>CN</b> <i>Censo</i>: National Census</p></details>'
        "</body></html>"
    )
    shown = spanish.finished(text, "notebooks/x", words)
    assert 'title="Censo: Censo oficial"' in shown and "<i>Censo</i>: Censo oficial<" in shown


def test_every_title_of_the_menu_is_in_spanish():
    frame, begun = building.frame(), set(building.begun())
    same = set(STATES.loc[STATES["name_en"].eq(STATES["name_es"]), "name_en"])
    for page in set(sources.toc_files()) - begun:
        title = re.search("^# (.*)$", sources.read(paths.ROOT / f"{page}.md"), re.MULTILINE)[1]
        assert title in frame.texts or title in same, f"{page}: {title}"


def test_scripts_say_words_of_the_frame_and_keep_everything_else():
    frame = Catalogue("es", FRAME, {}, Cutter(FRAME))
    assert spanish.spoken('a("Copy link: "); b("Copy link", "copy")', frame) == (
        'a("Copy link: "); b("Copiar", "copy")'
    )


def test_what_finishes_the_english_book_is_left_out(monkeypatch):
    called = []
    app = type("App", (), {"config": type("C", (), {"language": "es"})})()
    spanish.not_in_spanish(lambda *_: called.append(1))(app, None)
    app.config.language = "en"
    spanish.not_in_spanish(lambda *_: called.append(2))(app, None)
    assert called == [2]


# ── while pages are read ─────────────────────────────────────────────────────────────────────────

TEXTS = {"Title": "Título", "Read this page.": "Lea esta página.", "Old": "Viejo"}
SOURCE = "# Title\n\nRead this\npage.\n\nNobody did.\n"


@pytest.fixture
def app(tmp_path, monkeypatch):
    """A Spanish build of two pages, of which ``book/x`` alone is translated."""
    for page in ("x", "y"):
        (tmp_path / f"{page}.md").write_text(SOURCE, "utf-8")
    monkeypatch.setattr(building, "begun", lambda: ["book/x"])
    monkeypatch.setattr(building, "catalogue", lambda: Catalogue("es", TEXTS, {}, Cutter(TEXTS)))
    monkeypatch.setattr(building, "frame", lambda: Catalogue("es", FRAME, {}, Cutter(FRAME)))
    env = SimpleNamespace(
        found_docs={"book/x", "book/y"}, doc2path=lambda page: tmp_path / f"{page[-1]}.md"
    )
    return SimpleNamespace(
        config=SimpleNamespace(language="es"), env=env, outdir=str(tmp_path / "out"),
        builder=SimpleNamespace(name="html", load_indexer=print),
    )  # fmt: skip


def read(app, page: str) -> str:
    source = [SOURCE]
    spanish.translate_page(app, page, source)
    return source[0]


def test_a_page_is_translated_before_it_is_read_and_the_rest_of_it_marked(app):
    wanted = "# Título\n\nLea esta página.\n\n[Nobody did.]{.untranslated}\n"
    assert read(app, "book/x") == wanted
    assert read(app, "book/y") == SOURCE, "its translation has not begun"
    assert list(placing.uses(app.env)) == ["book/x"]
    app.config.language = "en"
    assert read(app, "book/x") == SOURCE


def test_a_page_is_read_again_when_a_word_of_it_is_translated_otherwise(app):
    read(app, "book/x")
    before = placing.uses(app.env)["book/x"]["words:book/x"]
    assert spanish.words_print(app, "book/x") == before
    app.cohesion_catalogue = Catalogue("es", {**TEXTS, "Old": "Antiguo"}, {}, Cutter(TEXTS))
    assert spanish.words_print(app, "book/x") == before, "no word of this page"
    app.cohesion_catalogue = Catalogue("es", {**TEXTS, "Title": "Titular"}, {}, Cutter(TEXTS))
    assert spanish.words_print(app, "book/x") != before


def test_only_pages_that_are_translated_are_written(app):
    written = []
    app.builder.write = lambda pages, updated, method: written.append((pages, updated, method))
    spanish.write_begun_pages_only(app)
    app.builder.write(None, [], "all")
    app.builder.write(["book/y"], [])
    app.builder.write(["book/y"], ["book/x"])
    assert written == [(["book/x"], [], "all"), ([], [], "update"), (["book/x"], [], "update")]
    assert app.builder.load_indexer(["book/x"]) is None


@pytest.mark.parametrize(("language", "builder"), [("en", "html"), ("es", "gettext")])
def test_another_build_writes_every_page(app, language, builder):
    app.config.language, app.builder.name = language, builder
    write = app.builder.write = object()
    spanish.write_begun_pages_only(app)
    assert app.builder.write is write


def test_results_that_pages_show_are_translated_with_the_catalogue_of_the_build(app, monkeypatch):
    monkeypatch.setattr(building, "translated", lambda items, words: {**items, "w": words.texts})
    app.cohesion_items = {"x": 1}
    spanish.translate_results(app)
    assert app.cohesion_items == {"x": 1, "w": TEXTS}


def test_numbers_of_a_spanish_passage_are_written_as_in_mexico():
    def passage(*classes: str) -> nodes.container:
        fact = placing.Fact("", "EUR\u00a01\u00a0250\u00a0000.5")
        return nodes.container("", nodes.paragraph("", "", fact), classes=list(classes))

    tree = nodes.section("", passage("spanish"), passage("box"))
    spanish.write_as_mexicans_do(None, tree)
    shown = [fact.astext() for fact in tree.findall(placing.Fact)]
    assert "1,250,000.5" in shown[0] and shown[1] == "EUR\u00a01\u00a0250\u00a0000.5"


# ── when all pages are written ───────────────────────────────────────────────────────────────────


@pytest.fixture
def out(app, tmp_path, monkeypatch):
    """The written pages: one of the book, one that is no longer translated, parts of the theme."""
    folder = tmp_path / "out"
    for name, text in {
        "book/x.html": PAGE, "book/y.html": PAGE, "search.html": PAGE,
        "_static/webpack-macros.html": "<p>In short</p>",
    }.items():  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "_static" / "say.js").write_text('say("Copy link", "id")', "utf-8")
    monkeypatch.setattr(building, "shares", lambda words: {"book/x": Share(4, 3)})
    monkeypatch.setattr(fonts, "reduce_icons", lambda static: None)
    return folder


def test_the_written_pages_are_finished_and_those_left_over_go(app, out):
    spanish.finish_book(app, None)
    page = (out / "book/x.html").read_text("utf-8")
    assert "En breve" in page and 'lang="es-MX"' in page
    assert spanish.IN_PART in page, "three of its four texts are translated"
    assert spanish.IN_PART not in (out / "search.html").read_text("utf-8")
    assert not (out / "book/y.html").exists()
    assert (out / "_static/webpack-macros.html").read_text("utf-8") == "<p>In short</p>"
    assert (out / "_static/say.js").read_text("utf-8") == 'say("Copiar", "id")'
    index = (out / "_static/search-index.js").read_text("utf-8")
    assert json.dumps("book/x.html") in index and "book/y.html" not in index


@pytest.mark.parametrize(
    ("language", "builder", "error"),
    [("en", "html", None), ("es", "gettext", None), ("es", "html", ValueError("failed"))],
)
def test_other_builds_and_failed_ones_are_not_finished(app, out, language, builder, error):
    app.config.language, app.builder.name = language, builder
    spanish.finish_book(app, error)
    assert (out / "book/x.html").read_text("utf-8") == PAGE and (out / "book/y.html").exists()


def test_what_repeats_names_of_the_code_is_marked_as_english():
    words = spanish.Words(Catalogue("es"), Catalogue("es", FRAME), frozenset())
    folded = '<details class="fact-list"><summary>x</summary><table><td>y</td></table></details>'
    page = html.document_fromstring(
        spanish.finished(PAGE.replace("<article>", f"<article>{folded}"), "a/b", words)
    )
    [details] = page.find_class("fact-list")
    assert details.find("table").get("lang") == "en" and details.find("summary").get("lang") is None
    assert not page.find_class("untranslated-note"), "a page that is whole says nothing"


def test_titles_and_sources_of_the_design_are_said_in_spanish():
    frame = {"Copy link": "Copiar", "Source": "Fuente",
             "other parts of the design": "otras partes del diseño"}  # fmt: skip
    line = html.fragment_fromstring(
        '<p class="source">Source: <a class="design" title="Copy link">other parts of the design'
        "</a> Source</p>"
    )
    spanish._say(line[0], Catalogue("es", frame, {}, Cutter(frame)))
    assert line[0].get("title") == "Copiar"
    spanish._say_source(line, Catalogue("es", frame, {}, Cutter(frame)))
    assert line.text_content() == "Fuente: otras partes del diseño Fuente"


def test_bodies_are_named_in_spanish_wherever_a_page_cites_them():
    terms = {"European Commission": "Comisión Europea", "Press of Chiapas": "Prensa de Chiapas"}
    words = spanish.Words(Catalogue("es", terms=terms), Catalogue("es"), frozenset())
    body = (
        '<p>[<a href="../book/references.html#id1">European Commission and Ruiz, 2004a</a>]; '
        '<a href="x.html">European Commission, 2004</a>; '
        '<a href="../book/references.html#id2">European Commission, n.d.</a>'
        '[<a href="../book/references.html#id2">n.d.</a>]</p>'
        '<p class="source">Sources: INEGI, Press of Chiapas 2008, Ruiz 2009 <a>[S1]</a></p>'
    )
    page = html.document_fromstring(
        spanish.finished(PAGE.replace("<article>", f"<article>{body}"), "a/b", words)
    )
    cited, other, undated, of_source = page.xpath("//article/p[1]/a")
    assert cited.text == "Comisión Europea y Ruiz, 2004a"
    assert other.text == "European Commission, 2004", "a link to something else stays"
    assert (undated.text, of_source.text) == ("Comisión Europea, s. f.", "s. f.")
    assert page.find_class("source")[0].text.strip() == (
        "Sources: INEGI, Prensa de Chiapas 2008, Ruiz 2009"
    )


def test_the_day_of_the_edition_is_written_as_in_mexico():
    words = spanish.Words(Catalogue("es"), Catalogue("es"), frozenset())
    foot = '<section class="page-foot"><span>25 November 2026</span> <span>May we</span></section>'
    page = html.document_fromstring(
        spanish.finished(PAGE.replace("<article>", f"<article>{foot}"), "a/b", words)
    )
    [section] = page.find_class("page-foot")
    assert section.text_content() == "25 de noviembre de 2026 May we"
