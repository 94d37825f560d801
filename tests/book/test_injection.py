"""Text from data and YAML is shown as it is: no markup, no script, no formula gets through."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree, html
from openpyxl import Workbook, load_workbook
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from cohesion import pages, paths
from cohesion.building import notebooks as building_notebooks
from cohesion.building import run
from cohesion.office import fresh, sheets, word
from cohesion.pages import deliverables
from cohesion.pages.downloads import write_csv
from cohesion.paper import builder, front
from cohesion.paper.contents import Chapter, Contents, Part
from cohesion.programme import documents
from cohesion.publishing import publish, stored
from tests.tools.design import content_of, dumped

#: Small books are built and disturbed: minutes, not seconds.
pytestmark = pytest.mark.slow

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
    content = content_of(paths.PROGRAMME / "fiche.yml")
    texts = list(HOSTILE.values())
    content.update(title=HOSTILE["script"], subtitle=HOSTILE["quote"], subject=HOSTILE["image"],
                   keywords=[HOSTILE["link"]])  # fmt: skip
    for number, section in enumerate(content["sections"]):
        section["heading"] = texts[number % len(texts)].strip()
        section["tables"] = ["tab-x"] if number == 0 else []
        section["text"] = "\n\n".join(["### " + HOSTILE["image"], *texts, "- " + HOSTILE["link"]])
    folder.mkdir(parents=True, exist_ok=True)
    text = dumped(content, explicit_end=True)
    (folder / "fiche.yml").write_text(text, "utf-8")
    return documents.load_document("fiche", folder)


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> tuple[Path, dict[str, dict]]:
    """A tiny book and its hostile results; the project's own extension makes pages of them."""
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
    return source, items


@pytest.fixture(scope="module")
def page(source) -> str:
    """The page as HTML."""
    folder, items = source
    patch = pytest.MonkeyPatch()
    out = folder / "out"
    try:
        _build(folder, items, "html", out, patch)
    finally:
        patch.undo()
    return (out / "index.html").read_text("utf-8")


def _build(
    source: Path, items: dict[str, dict], kind: str, out: Path, patch: pytest.MonkeyPatch
) -> None:
    """Let Sphinx write the hostile page."""
    patch.setattr(run, "run_all", lambda notebooks: {})
    patch.setattr(building_notebooks, "notebooks_of_book", list)
    patch.setattr(stored, "load", lambda folder=None: items)
    patch.setattr(fresh, "ensure", lambda items: None)
    # The tiny book lies in a folder of its own, with the project's extension.
    patch.setattr(pages, "_belongs_here", lambda app: None)
    patch.setattr(pages.claims, "settle", lambda items, texts: "")
    patch.setattr(pages.lock, "acquire", lambda folder: None)
    patch.setattr(pages.downloads, "write_downloads", lambda app, error: None)
    patch.setattr(pages.assets, "write", lambda app, error: None)
    patch.setattr(deliverables, "copy_beside_pages", lambda out: None)
    patch.setenv("COHESION_PAGES_ONLY", "1")
    with docutils_namespace(), patch_docutils(str(source)):
        app = Sphinx(str(source), str(source), str(out), str(source / f"trees-{kind}"), kind,
                     status=None, warning=None, freshenv=True)  # fmt: skip
        app.build()


def test_the_texts_stand_on_the_page_letter_by_letter(page):
    document = html.fromstring(page)
    shown = " ".join(document.xpath("//div[@class='body']//text()"))
    plain = " ".join(shown.split())
    for label in ("script", "image", "entity", "raw-role", "link", "rst", "address", "template"):
        assert " ".join(HOSTILE[label].split()) in plain, label


def test_no_text_becomes_markup(page):
    document = html.fromstring(page)
    body = document.xpath("//div[@class='body']")[0]
    # What the page knows of its numbers is data, and holds no sign that a browser takes for a tag.
    scripts = body.xpath(".//script")
    assert all(script.get("type") == "application/json" for script in scripts)
    assert not any("<" in script.text for script in scripts) and not body.xpath(".//b")
    # The one picture is the published figure.
    (picture,) = body.xpath(".//img")
    assert picture.get("src") == "_images/fig-x.svg" and picture.get("alt") == HOSTILE["quote"]
    attributes = {name.lower() for element in document.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on")}
    for address in document.xpath("//@href | //@src"):
        assert not address.lower().startswith("javascript:") and "evil" not in address


def test_a_fact_cannot_leave_its_attribute(page):
    (link,) = html.fromstring(page).xpath("//a[@data-fact='fact-q']")
    assert dict(link.attrib) == {"class": "fact", "href": "#src-fact-q", "data-fact": "fact-q",
                                 "id": "fact-fact-q"}  # fmt: skip
    assert link.text_content() == HOSTILE["quote"]


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
    shown = docx.Document().add_paragraph(word.clean(f"a{sign}b")).text
    assert shown == "ab"


# ── the paper edition ────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def printed(source) -> str:
    """The Typst code of the hostile page: calls and string literals, nothing else."""
    folder, items = source
    patch = pytest.MonkeyPatch()
    contents = Contents("index", (Part("P", (Chapter("index"),)),), ())
    patch.setattr(builder, "read_contents", lambda: contents)
    try:
        _build(folder, items, "typst", folder / "paper", patch)
    finally:
        patch.undo()
    return (folder / "paper" / "pages" / "index.typ").read_text("utf-8")


#: A string literal of Typst.
_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"')


def _read(inside: str) -> str:
    """Return what Typst reads in a literal."""
    inside = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), inside)
    return re.sub(r"\\(.)", r"\1", inside)


def test_no_text_becomes_code_on_paper(printed):
    code = _LITERAL.sub('""', re.sub(r"(?m)^//@ .*$", "", printed))
    # What is left are names of the template, numbers and brackets.
    assert not re.search(r"[<>@$`\\]|//|/\*|https?:|#(?!import|\{)", code)
    names = set(re.findall(r"[a-z][a-z-]*(?=\()", code))
    template = (paths.BOOK / "print" / "report.typ").read_text("utf-8")
    defined = set(re.findall(r"(?m)^#let ([a-z-]+)\(", template))
    assert names <= defined | {"par", "strong", "emph", "table", "text", "h", "cell"}


def test_the_texts_stand_on_paper_letter_by_letter(printed):
    shown = " ".join(_read(part[1:-1]) for part in _LITERAL.findall(printed))
    shown = " ".join(shown.replace("\u200b", "").split())
    for label in ("script", "image", "entity", "raw-role", "link", "rst", "address", "template"):
        assert " ".join(HOSTILE[label].split()) in shown, label


def test_hostile_titles_are_literals():
    settings = {
        "title": HOSTILE["template"], "subtitle": HOSTILE["quote"], "edition": HOSTILE["image"],
        "version": HOSTILE["formula"], "date": datetime.date(2012, 6, 30),
    }  # fmt: skip
    page = {"headings": [[2, "index", "1", HOSTILE["script"]]], "number": "1", "labels": ["index"],
            "captions": [["table", "index#tab-x", "Table 1.1", HOSTILE["link"]]]}  # fmt: skip
    contents = Contents("root", (Part(HOSTILE["directive"], (Chapter("index"),)),), ())
    root = {"headings": [[1, "root", "", "Summary"]], "number": "", "labels": [], "captions": []}
    code = front.main_file("whole", contents, {"index": page, "root": root}, settings,
                           datetime.date(2012, 6, 30), [])  # fmt: skip
    rest = _LITERAL.sub('""', code)
    for sign in ("<", "$", "`", "@", "onerror", "alert", "evil"):
        assert sign not in rest, sign
