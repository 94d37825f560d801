"""Sources in the page: short lines, one full list, numbers that lead from one to the other."""

from __future__ import annotations

import pytest

from cohesion.pages import source_lines
from tests.pages.trees import tree, words

SOURCE = (
    '<div class="table-block"><div class="pst-scrollable-table-container" role="region">'
    '<table class="published table" id="tab-a"><caption><span class="caption-number">Table 1 '
    "</span>Poverty rose.</caption><thead><tr><th>State</th><th>Poor</th></tr></thead>"
    "<tbody><tr><th><p>Oaxaca</p></th><td>67.0</td></tr></tbody></table></div>"
    '<p class="source">Source: <span class="one-source">CONEVAL, <em>Medición de la pobreza</em> '
    '(August 2019)†</span>; <span class="one-source">INEGI, <em>Censo</em> (March 2011)</span>; '
    '<span class="one-source">programme design (data/programme/budget.yml)</span>. † A later '
    're-publication stands in. <a class="web-only" href="_tables/tab-a.csv">CSV</a></p></div>'
)


def test_the_source_line_is_short_and_the_list_is_full():
    page = tree(SOURCE)
    sources = source_lines.shorten(
        page, {"programme/budget.yml": ("notebooks/budget", "34 Budget")}, "../"
    )
    line = " ".join(page.xpath("//p[@class='source']")[0].text_content().split())
    assert line == "Sources: CONEVAL 2019†, INEGI 2011, the mission’s design: 34 Budget [S1–S3] CSV"
    assert page.xpath("//a[@class='source-key']/@href") == ["#source-1"]
    full = source_lines.full_list(sources)
    assert [entry.get("id") for entry in full.iter("li")] == ["source-1", "source-2", "source-3"]
    assert "Medición de la pobreza" in full.text_content()
    assert "re-publication" in full.text_content()
    assert full.xpath(".//span[@class='used-by']/a/@href")[0] == "#tab-a"


def test_a_source_of_two_exhibits_has_one_number():
    page = tree(SOURCE + SOURCE.replace("tab-a", "tab-b").replace("Table 1", "Table 2"))
    sources = source_lines.shorten(page, {}, "")
    assert len(sources.lines) == 3
    full = source_lines.full_list(sources)
    assert full.xpath(".//li[1]//a/@href") == ["#tab-a", "#tab-b"]


def test_many_publishers_are_counted_not_listed():
    many = "; ".join(
        f'<span class="one-source">P{n}, <em>T</em> (May 201{n})</span>' for n in range(8)
    )
    page = tree(f'<div><p class="source">Source: {many}.</p></div>')
    source_lines.shorten(page, {}, "")
    line = page.text_content()
    assert "P3 2013" in line and "P4" not in line and "4 more publishers" in line


def line(*sources: str) -> str:
    spans = "; ".join(f'<span class="one-source">{one}</span>' for one in sources)
    return f'<div><p class="source">Source: {spans}.</p></div>'


@pytest.mark.parametrize(
    ("sources", "shown"),
    [
        (["INEGI, <em>Censo</em> (March 2011)"], "Source: INEGI 2011 [S1]"),
        (["INEGI, <em>Censo</em> (March 2011)", "INEGI, <em>Muertes</em> (2008)"],
         "Sources: INEGI 2008–2011 [S1–S2]"),
        (["INEGI, <em>Censo</em> (March 2011)†", "INEGI, <em>Muertes</em> (2011)"],
         "Sources: INEGI 2011† [S1–S2]"),
        (["INEGI, <em>Censo</em>"], "Source: INEGI [S1]"),
        (["own calculation"], "Source: own calculation [S1]"),
        (["x" * 61], f"Source: {'x' * 57}… [S1]"),
        (["programme design (data/programme/other.yml)"],
         "Source: the mission’s design: the data [S1]"),
    ],
)  # fmt: skip
def test_a_short_line_names_who_and_when(sources, shown):
    page = tree(line(*sources))
    source_lines.shorten(page, {}, "")
    assert words(page) == shown


def test_references_to_literature_give_each_author_once_with_the_year():
    page = tree(line(
        "[AMBERO Consulting, 2009, APRO, 2009, Press of Chiapas, 2008]", "[APRO, 2012]",
        "[Salmerón, 2011, European Union and United Mexican States, 2010]",
    ))  # fmt: skip
    source_lines.shorten(page, {}, "")
    assert words(page).startswith(
        "Sources: AMBERO Consulting 2009, APRO 2009–2012, Press of Chiapas 2008, Salmerón 2011, "
        "European Union and United Mexican States 2010"
    )


def test_a_page_of_the_design_does_not_link_to_itself_and_the_third_part_is_other_parts():
    files = [f"programme design (data/programme/{name}.yml)" for name in "abc"]
    chapters = {f"programme/{name}.yml": (f"notebooks/{name}", name.upper()) for name in "abc"}
    page = tree(line(*files))
    source_lines.shorten(page, chapters, "../", here="notebooks/a")
    assert page.xpath("//span[@class='design']//a/@href") == ["../notebooks/b.html"]
    assert words(page) == "Sources: the mission’s design, B, other parts of the design [S1–S3]"


def test_a_source_of_many_exhibits_names_six_and_counts_the_rest():
    page = tree("".join(SOURCE.replace("tab-a", f"tab-{n}") for n in range(8)))
    full = source_lines.full_list(source_lines.shorten(page, {}, ""))
    first = full.xpath(".//li[1]/span[@class='used-by']")[0]
    assert len(first) == 6 and words(first).endswith("and 2 more")


def test_a_page_without_sources_has_no_list_and_a_loose_line_belongs_to_the_page():
    assert source_lines.full_list(source_lines.shorten(tree("<p>x</p>"), {}, "")) is None
    plain = '<p class="source">Source: by hand.</p>'
    page = tree(plain)
    assert not source_lines.shorten(page, {}, "").lines and words(page) == "Source: by hand."
    loose = source_lines.shorten(tree(line("own calculation")), {}, "")
    assert loose.used_by["own calculation"] == [(source_lines.PLACE, "this page")]
