"""The index of the search: what can be found on a page, and what is left out."""

from __future__ import annotations

import json

import pytest
from lxml import html

from cohesion.pages import searching

PAGE = """<html><body><article>
<h1>21. Fact sheets <a class="headerlink">#</a></h1><p>The lead.</p>
<p class="source">Source: no</p>
<section id="limits"><h2>Limits</h2><p>What it cannot do.</p><pre>code</pre>
<div class="table-block"><table id="tab-a"><caption>Table 1 Poverty</caption><thead><tr>
<th>State</th><th>Poor</th></tr></thead><tbody><tr id="rk01"><th>RK01</th><td>Change</td></tr>
<tr><th>RK02</th><td>78.4</td></tr></tbody></table></div>
<figure id="fig-a"><svg aria-label="Dots rise."></svg>
<figcaption>Figure 1 Dots</figcaption></figure>
<h3 class="rubric" id="small">Small head</h3><p>Its text.</p>
<dl class="glossary"><dt id="term-x">Baseline</dt>
<dd>Where it starts.</dd></dl></section>
<section id="bare"><p>no head</p></section></article></body></html>"""


def records(page: str = "notebooks/x.html", markup: str = PAGE) -> dict[str, searching.Record]:
    found = searching.records_of(page, html.document_fromstring(markup))
    return {record.address: record for record in found}


def test_everything_with_an_address_is_found_once():
    found = records()
    kinds = {address.partition("#")[2]: one.kind for address, one in found.items()}
    assert kinds == {
        "": "chapter", "tab-a": "table", "rk01": "term", "fig-a": "figure", "limits": "section",
        "small": "section", "term-x": "term",
    }  # fmt: skip
    chapter = found["notebooks/x.html"]
    assert (chapter.title, chapter.text.strip()) == ("Fact sheets", "The lead.")
    assert all(one.place == "Fact sheets" for address, one in found.items() if "#" in address)


def test_records_say_what_readers_read():
    found = records()
    table = found["notebooks/x.html#tab-a"]
    assert table.title == "Table 1 Poverty" and table.text == "State Poor RK01 RK02 Change 78.4"
    assert found["notebooks/x.html#rk01"].title == "RK01 Change"
    assert found["notebooks/x.html#fig-a"].text == "Dots rise."
    limits = found["notebooks/x.html#limits"].text
    assert limits == "What it cannot do. Its text. Baseline Where it starts."
    assert found["notebooks/x.html#small"].text == "Its text."
    assert found["notebooks/x.html#term-x"].text == "Where it starts."


def test_the_sheet_of_a_state_is_one_record_with_its_exhibits():
    found = records("book/states/state-20.html")
    assert {one.kind for one in found.values()} == {"state", "table", "term", "figure"}


@pytest.mark.parametrize(
    ("page", "markup"),
    [("search.html", PAGE), ("x.html", "<p>x</p>"), ("x.html", "<article><p>x</p></article>")],
)
def test_pages_without_anything_to_find(page, markup):
    assert records(page, markup) == {}


def test_a_long_text_ends_at_a_word():
    page = f"<article><h1>A</h1><p>{'word ' * 400}</p></article>"
    (one,) = records(markup=page).values()
    assert len(one.text) <= searching.KEPT and one.text.endswith("word")


def test_a_folder_is_read_without_the_parts_of_the_theme(tmp_path):
    for name in ("b.html", "a/c.html", "_static/d.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<article><h1>Título</h1><p>x</p></article>", "utf-8")
    found = searching.read(tmp_path)
    assert [record.address for record in found] == ["a/c.html", "b.html"]
    assert found[0].title == "Título"


def test_the_script_holds_the_records_and_cannot_be_ended_early():
    hostile = searching.Record("table", "a.html", "</script>\u2028", "", "x")
    script = searching.index_script([hostile], {"meta": ["target"], "a": ["b"]})
    assert "</script>" not in script and "\u2028" not in script
    data = json.loads(script.removeprefix("window.reportSearchIndex=").rstrip(";\n"))
    assert data["records"] == [[3, "a.html", "</script> ", "", "x"]]
    assert list(data["words"]) == ["a", "meta"]


def test_other_words_lead_to_those_of_the_report():
    glossary = (
        "Target\n  The value to reach (*meta*).\n\nGoal\n  What is reached (*meta*,\n  *fin*).\n\n"
        "| Short | Official | English |\n| SSA | *Secretaría de Salud* | Ministry of Health |\n"
    )
    assert searching.other_words(glossary) == {
        "meta": ["target", "goal"], "fin": ["goal"], "ssa": ["ministry of health"],
        "secretaría de salud": ["ssa"],
    }  # fmt: skip
