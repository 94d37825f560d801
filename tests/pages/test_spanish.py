"""Tests of ``cohesion/pages/spanish.py``."""

from __future__ import annotations

import pytest
from lxml import html

from cohesion.pages import spanish
from cohesion.translation.catalogue import Catalogue
from cohesion.translation.pieces import Cutter

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
