"""Text from data and YAML is shown as it is: no markup, no script, no formula gets through."""

from __future__ import annotations

import csv

import pytest
from lxml import html
from openpyxl import Workbook, load_workbook
from sphinx.application import Sphinx

from cohesion import execute, publish, results
from cohesion.export import excel, fresh
from cohesion.sphinxext import deliverables
from cohesion.sphinxext.html import write_csv

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
        item("prose-x", "prose", body="\n\n".join(["### " + HOSTILE["script"], *texts,
                                                  "- " + HOSTILE["image"]])),
    ]  # fmt: skip
    return {entry["name"]: entry for entry in items}


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> str:
    """A page of a tiny book, made by the project's own extension from hostile results."""
    source = tmp_path_factory.mktemp("book")
    (source / "conf.py").write_text(
        "extensions = ['myst_nb', 'sphinxcontrib.bibtex', 'cohesion.sphinxext']\n"
        "project = 'probe'\nhtml_theme = 'basic'\nbibtex_bibfiles = []\nnumfig = True\n"
        "smartquotes = False\n", "utf-8"
    )  # fmt: skip
    (source / "index.md").write_text(
        "# Probe\n\nText {fact}`fact-x` and {fact}`fact-q`.\n\n```{published} tab-x\n```\n\n"
        "```{published} prose-x\n```\n", "utf-8"
    )  # fmt: skip
    patch = pytest.MonkeyPatch()
    patch.setattr(execute, "run_all", lambda notebooks: {})
    patch.setattr(execute, "notebooks_of_book", list)
    patch.setattr(results, "load", lambda folder=None: hostile_items())
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
    assert not body.xpath(".//script") and not body.xpath(".//img") and not body.xpath(".//b")
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
        excel.put(book.active, row, 1, text)
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
