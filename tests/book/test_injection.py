"""Text from data and YAML is shown as it is: no markup, no script, no formula gets through."""

from __future__ import annotations

import csv
import datetime
import importlib
import io
import zipfile
from pathlib import Path

import pytest
import yaml
from lxml import etree, html
from openpyxl import Workbook, load_workbook
from sphinx.application import Sphinx

from cohesion import paths
from cohesion.building import notebooks as building_notebooks
from cohesion.building import run
from cohesion.errors import DataError
from cohesion.office import fresh, sheets, word
from cohesion.pages import deliverables
from cohesion.pages.downloads import write_csv
from cohesion.paper import front, pages, pdf
from cohesion.programme import documents
from cohesion.publishing import publish, stored

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "image": '<img src=x onerror="alert(2)">',
    "quote": "\" onmouseover=\"alert(3)' x='",
    "entity": "&lt;b&gt; &amp; &#x3C;i&#x3E;",
    "raw-role": "{raw}`html <b>x</b>` {eval-rst}`x` {math}`x`",
    "link": "[click](javascript:alert(4)) <javascript:alert(5)> ![x](https://evil.example/x.png)",
    "directive": "```{raw} html\n<b>x</b>\n```",
    "rst": "`x <javascript:alert(6)>`__ .. raw:: html",
    "address": "https://evil.example/track",
    "formula": "=cmd|'/C calc'!A0",
    "plus": "+1+cmd|'/C calc'!A0",
    "at": "@SUM(1+1)*cmd",
    "tab": "\t=1+1",
    "template": "{{ 7+7 }} {% raw %} ${7+7} %(x)s",
}

#: A drawing with nothing in it.
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" width="72pt" height="72pt"/>'


def item(name: str, kind: str, **more) -> dict:
    return {"name": name, "kind": kind, "notebook": "probe", "sources": ["programme/edition.yml"],
            "source_lines": [HOSTILE["script"] + " " + HOSTILE["link"]], **more}  # fmt: skip


def hostile_items() -> dict[str, dict]:
    texts = list(HOSTILE.values())
    items = [
        item("fact-x", "fact", value=1, text=HOSTILE["script"], unit="", digits=0),
        item("fact-q", "fact", value=1, text=HOSTILE["quote"], unit="", digits=0),
        item("tab-x", "table", caption=HOSTILE["image"], notes=HOSTILE["raw-role"], wide=False,
             stub=1,
             columns=[{"head": HOSTILE["script"], "numeric": False, "cells": texts},
                      {"head": HOSTILE["link"], "numeric": False, "cells": texts}],
             raw={"heads": [HOSTILE["script"], HOSTILE["formula"]],
                  "rows": [[text, text] for text in texts]}),
        item("fig-x", "figure", caption=HOSTILE["script"], alt=HOSTILE["quote"],
             notes=HOSTILE["image"], wide=False),
        item("prose-x", "prose", body="\n\n".join(["### " + HOSTILE["script"], *texts,
                                                  "- " + HOSTILE["image"]])),
    ]  # fmt: skip
    return {entry["name"]: entry for entry in items}


def hostile_fiche(folder: Path) -> documents.Document:
    """The Action Fiche, read from a YAML file whose every text is hostile."""
    content = yaml.safe_load((paths.PROGRAMME / "fiche.yml").read_text("utf-8"))
    texts = list(HOSTILE.values())
    content.update(title=HOSTILE["script"], subtitle=HOSTILE["quote"], subject=HOSTILE["image"],
                   keywords=[HOSTILE["link"]])  # fmt: skip
    for number, section in enumerate(content["sections"]):
        section["heading"] = texts[number % len(texts)].strip()
        section["tables"] = ["tab-x"] if number == 0 else []
        section["text"] = "\n\n".join(["### " + HOSTILE["image"], *texts, "- " + HOSTILE["link"]])
    folder.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, explicit_end=True)
    (folder / "fiche.yml").write_text(text, "utf-8")
    return documents.load_document("fiche", folder)


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> str:
    """A page of a tiny book, made by the project's own extension from hostile results."""
    source = tmp_path_factory.mktemp("book")
    (source / "conf.py").write_text(
        "extensions = ['myst_nb', 'sphinxcontrib.bibtex', 'cohesion.pages']\n"
        "project = 'probe'\nhtml_theme = 'basic'\nbibtex_bibfiles = []\nnumfig = True\n"
        "smartquotes = False\n", "utf-8"
    )  # fmt: skip
    (source / "index.md").write_text(
        "# Probe\n\nText {fact}`fact-x` and {fact}`fact-q`.\n\n```{published} tab-x\n```\n\n"
        "```{published} prose-x\n```\n\n```{published} fig-x\n```\n\n"
        "## Fiche\n\n```{published} fiche-x\n```\n", "utf-8"
    )  # fmt: skip
    figure = source / paths.RESULTS.relative_to(paths.ROOT) / "probe" / "figures" / "fig-x.svg"
    figure.parent.mkdir(parents=True)
    figure.write_text(DRAWN, "utf-8")
    items = hostile_items()
    fiche = hostile_fiche(tmp_path_factory.mktemp("programme"))
    items["fiche-x"] = item("fiche-x", "prose", body=fiche.section("2.1").text)
    patch = pytest.MonkeyPatch()
    patch.setattr(run, "run_all", lambda notebooks: {})
    patch.setattr(building_notebooks, "notebooks_of_book", list)
    patch.setattr(stored, "load", lambda folder=None: items)
    patch.setattr(fresh, "ensure", lambda items: None)
    patch.setattr(deliverables, "copy_beside_pages", lambda out: None)
    patch.setenv("COHESION_PAGES_ONLY", "1")
    out = source / "out"
    try:
        app = Sphinx(str(source), str(source), str(out), str(source / "trees"), "html",
                     status=None, warning=None, freshenv=True)  # fmt: skip
        app.build()
    finally:
        patch.undo()
    return (out / "index.html").read_text("utf-8")


def test_the_texts_stand_on_the_page_letter_by_letter(page):
    document = html.fromstring(page)
    shown = " ".join(document.xpath("//div[@class='body']//text()"))
    plain = " ".join(shown.split())
    for label in ("script", "image", "entity", "raw-role", "link", "rst", "address", "template"):
        assert " ".join(HOSTILE[label].split()) in plain, label


def test_no_text_becomes_markup(page):
    document = html.fromstring(page)
    body = document.xpath("//div[@class='body']")[0]
    assert not body.xpath(".//script") and not body.xpath(".//b")
    # The one picture is the published figure.
    (picture,) = body.xpath(".//img")
    assert picture.get("src") == "_images/fig-x.svg" and picture.get("alt") == HOSTILE["quote"]
    attributes = {name.lower() for element in document.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on")}
    for address in document.xpath("//@href | //@src"):
        assert not address.lower().startswith("javascript:") and "evil" not in address


def test_a_fact_cannot_leave_its_attribute(page):
    spans = html.fromstring(page).xpath("//span[@data-fact='fact-q']")
    assert spans and set(spans[0].attrib) == {"class", "data-fact", "title"}
    assert spans[0].text_content() == HOSTILE["quote"]


def test_no_cell_of_a_csv_file_starts_a_formula(tmp_path):
    file = tmp_path / "x.csv"
    write_csv(hostile_items()["tab-x"], file)
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert len(rows) == 1 + len(HOSTILE)
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r" and cell]
    assert any(cell == "'" + HOSTILE["formula"] for row in rows for cell in row)


def test_no_text_of_a_workbook_is_a_formula(tmp_path):
    """openpyxl takes a text that starts with '=' for a formula, unless told otherwise."""
    book = Workbook()
    for row, text in enumerate(HOSTILE.values(), start=1):
        sheets.put(book.active, row, 1, text)
    book.save(tmp_path / "x.xlsx")
    for cells in load_workbook(tmp_path / "x.xlsx").active.iter_rows():
        for cell in cells:
            assert cell.data_type != "f", cell.value


def test_what_a_person_at_work_sees_of_a_table_is_escaped(monkeypatch):
    monkeypatch.delenv("COHESION_OUT", raising=False)
    monkeypatch.delenv("COHESION_PAGES_ONLY", raising=False)
    import pandas as pd

    frame = pd.DataFrame({"a": [HOSTILE["script"]]}, index=[HOSTILE["image"]])
    placed = publish.table("tab-hostile", frame, caption="C.", source="programme/edition.yml")
    shown = placed._repr_mimebundle_()["text/html"]
    assert "<script" not in shown and "<img" not in shown


# ── Word files ───────────────────────────────────────────────────────────────────────────────────

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def word_file(tmp_path_factory) -> zipfile.ZipFile:
    """The Action Fiche as a Word file, made from hostile texts and a hostile table."""
    fiche = hostile_fiche(tmp_path_factory.mktemp("programme"))
    patch = pytest.MonkeyPatch()
    patch.setattr(stored, "item", lambda name: hostile_items()[name])
    buffer = io.BytesIO()
    try:
        word.build(fiche).save(buffer)
    finally:
        patch.undo()
    return zipfile.ZipFile(buffer)


def test_the_texts_stand_in_the_word_file_letter_by_letter(word_file):
    document = etree.fromstring(word_file.read("word/document.xml"))
    paragraphs = [
        " ".join("".join(paragraph.itertext(f"{_WORD}t")).split())
        for paragraph in document.iter(f"{_WORD}p")
    ]
    for label, text in HOSTILE.items():
        assert " ".join(text.split()) in paragraphs, label
    properties = etree.fromstring(word_file.read("docProps/core.xml"))
    assert HOSTILE["script"] in "".join(properties.itertext())


def test_no_text_of_a_word_file_becomes_a_field_a_link_or_another_part(word_file):
    """A field or an external part would run a command or call an address when opened."""
    document = etree.fromstring(word_file.read("word/document.xml"))
    fields = {text.strip().split()[0] for text in document.itertext(f"{_WORD}instrText")}
    assert fields == {"TOC", "SEQ"}
    for link in document.iter(f"{_WORD}hyperlink"):
        assert set(link.attrib) == {f"{_WORD}anchor"}
    related = [name for name in word_file.namelist() if name.endswith(".rels")]
    assert related
    for name in related:
        assert b"External" not in word_file.read(name), name
    kinds = {element.tag for element in document.iter(etree.Element)}
    foreign = {"altChunk", "object", "drawing", "pict", "subDoc", "fldSimple", "script"}
    assert not kinds & {f"{_WORD}{name}" for name in foreign}


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\ufffe", "\uffff", "\ud800"])
def test_a_sign_that_a_word_file_cannot_hold_is_left_out(sign):
    shown = word.new_document().add_paragraph(word.clean(f"a{sign}b")).text
    assert shown == "ab"


# ── the print edition ────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def printed(page) -> str:
    """The HTML that is set as PDF, made from the hostile page and hostile titles."""
    settings = {
        "as_of": datetime.date(2012, 6, 30), "date": datetime.date(2012, 6, 30),
        "title": f"</title>{HOSTILE['script']}", "subtitle": f"{HOSTILE['quote']}>",
        "edition": HOSTILE["image"], "version": f"</p>{HOSTILE['script']}",
    }  # fmt: skip
    body = html.fromstring(page).xpath("//div[@class='body']")[0]
    items = {**hostile_items(), "fiche-x": item("fiche-x", "prose", body="x")}
    patch = pytest.MonkeyPatch()
    for module in (pdf, front):
        patch.setattr(module, "edition_settings", lambda: settings)
    try:
        body = pages.prepare_body(body, [], items)
        return pdf._whole_page(front.front_matter(body), body)
    finally:
        patch.undo()


def test_no_text_becomes_markup_in_print(printed):
    document = html.fromstring(printed)
    assert not document.xpath("//script") and not document.xpath("//b | //base | //iframe | //link")
    assert [picture.get("src") for picture in document.xpath("//img")] == ["_images/fig-x.svg"]
    names = {name.lower() for element in document.iter() for name in element.attrib}
    assert not {name for name in names if name.startswith("on")}
    for address in document.xpath("//@href | //@src"):
        assert address.startswith(("#", "_images/")), address
    assert [len(document.xpath(f"//{tag}")) for tag in ("head", "title", "style")] == [1, 1, 1]


def test_the_texts_stand_in_print_letter_by_letter(printed):
    document = html.fromstring(printed)
    title = f"</title>{HOSTILE['script']}: {HOSTILE['quote']}>"
    assert document.xpath("string(//title)") == title
    (described,) = document.xpath("//meta[@name='description']/@content")
    assert described == f"{HOSTILE['quote']}>, {HOSTILE['image']}"
    assert document.xpath("string(//h1[@class='cover-title'])") == f"</title>{HOSTILE['script']}"
    assert HOSTILE["image"] in document.xpath("string(//table[@class='control'])")
    lists = "".join(document.xpath("//section[contains(@class, 'captions')]//text()"))
    assert HOSTILE["image"] in lists and HOSTILE["script"] in lists
    shown = " ".join(" ".join(document.xpath("//body//text()")).split())
    for label in ("script", "image", "entity", "raw-role", "link", "rst", "address", "template"):
        assert " ".join(HOSTILE[label].split()) in shown, label


@pytest.fixture
def fetch():
    """What WeasyPrint may open; skipped where Pango is not there."""
    pytest.importorskip("weasyprint", exc_type=OSError)

    return importlib.import_module("cohesion.paper.fetch")


def test_setting_hostile_pages_asks_for_nothing_but_the_figure(printed, fetch, tmp_path):
    import weasyprint

    asked = []

    class Listening(fetch.LocalFetcher):
        def fetch(self, url, headers=None):
            asked.append(url)
            return weasyprint.urls.URLFetcherResponse(url, DRAWN, {"Content-Type": "image/svg+xml"})

    plain = printed.replace(pdf.font_faces(), "")
    base = str(tmp_path / "x.html")
    source = weasyprint.HTML(string=plain, base_url=base, url_fetcher=Listening())
    assert source.render().pages
    assert asked == [(tmp_path / "_images" / "fig-x.svg").as_uri()]


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/x.png", "http://127.0.0.1:9/x", "ftp://evil.example/x",
     "//evil.example/x", "file:///etc/hostname", "FILE:///etc/hostname",
     "file://evil.example/etc/hostname", "../../../../../../../etc/hostname",
     "file:///etc/../etc/hostname?x", "gone.png"],
)  # fmt: skip
@pytest.mark.parametrize(
    "form",
    ['<img src="{}">', '<p style="background: url({})">x</p>', "<style>@import url({});</style>",
     '<link rel="stylesheet" href="{}">', '<object data="{}"></object>',
     '<a rel="attachment" href="{}">x</a>',
     '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
     '<image href="{}" width="9" height="9"/></svg>'],
)  # fmt: skip
def test_what_is_not_of_the_project_is_never_opened(address, form, fetch, monkeypatch):
    """Neither the network nor a file elsewhere; the build ends and says what was asked for."""
    import weasyprint

    def opened(*arguments, **named):
        raise AssertionError(f"opened {arguments}")

    monkeypatch.setattr("urllib.request.OpenerDirector.open", opened)
    base = (paths.ROOT / "book" / "x.html").as_uri()
    fetcher = fetch.LocalFetcher()
    source = weasyprint.HTML(string=form.format(address), base_url=base, url_fetcher=fetcher)
    with pytest.raises(DataError, match="print edition asks for") as told, fetch.refusals_told():
        source.write_pdf()
        fetcher.check()
    assert told.value.cure and str(paths.ROOT.parent) not in str(told.value)


def test_files_of_the_project_and_of_packages_may_be_opened(fetch):
    import matplotlib

    font = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    for address in (font.as_uri(), pdf.STYLESHEET.as_uri(), "data:text/plain,x"):
        assert fetch.refusal(address) == ""
    assert fetch.LocalFetcher().fetch(pdf.STYLESHEET.as_uri()).read() == pdf.STYLESHEET.read_bytes()
