import pytest
from lxml import html

from cohesion.pages import article, code, menu, names, source_lines, tables

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


def tree(markup):
    return html.fragment_fromstring(markup, create_parent="div")


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


def test_states_are_linked_where_they_stand():
    page = tree(
        "<h2>Oaxaca</h2><p>Oaxaca and Baja California Sur, and Oaxaca again; "
        "<code>Puebla</code>.</p><table><tbody><tr><th><p>México</p></th><td>Oaxaca</td></tr>"
        "<tr><th>Guerrero</th><td>1</td></tr></tbody></table>"
    )
    names.link_states(page, "notebooks/x", "../")
    links = [(link.text, link.get("href")) for link in page.iter("a")]
    assert links == [
        ("Oaxaca", "../book/states/state-20.html"),
        ("Baja California Sur", "../book/states/state-03.html"),
        ("Oaxaca", "../book/states/state-20.html"),
        ("Guerrero", "../book/states/state-12.html"),
    ]
    assert " ".join(page.xpath("./p")[0].text_content().split()) == (
        "Oaxaca and Baja California Sur, and Oaxaca again; Puebla."
    )


def test_a_state_page_does_not_link_to_itself():
    page = tree("<p>Oaxaca and Puebla.</p>")
    names.link_states(page, "book/states/state-20", "../../")
    assert [link.text for link in page.iter("a")] == ["Puebla"]


def test_codes_lead_to_their_rows():
    items = {
        "tab-risks-register": {"columns": [{"cells": ["RK01 Change of government", "RK02 X"]}]},
    }
    names.know(items)
    home = tree(
        "<table id='tab-risks-register'><tbody><tr><th>RK01 Change</th><td>high</td></tr></tbody>"
        "</table>"
    )
    names.link_codes(home, "notebooks/risks-and-lessons", "../")
    assert home.xpath("//tr/@id") == ["rk01"] and not home.xpath("//a")
    other = tree("<p>See RK01, RK99 and R1-2-3.</p>")
    names.link_codes(other, "notebooks/x", "../")
    assert other.xpath("//a/@href") == ["../notebooks/risks-and-lessons.html#rk01"]
    assert other.text_content() == "See RK01, RK99 and R1-2-3."


@pytest.mark.parametrize(
    ("text", "spanish"),
    [
        ("cifra negra", True),
        ("Ley General de Desarrollo Social", True),
        ("Medición de la pobreza, serie 2008-2018", True),
        ("marginación", True),
        ("Mortality statistics of Mexico", False),
        ("Chicago", False),
        ("et al.", False),
        ("With hindsight", False),
        ("Journal of Latin American Studies", False),
    ],
)
def test_spanish_is_told_from_english(text, spanish):
    assert names.is_spanish(text) is spanish


def test_short_names_are_explained_once():
    page = tree("<p>CONEVAL and AMEXCID; CONEVAL again.</p><h2>SETEC</h2>")
    assert names.explain_abbreviations(page) == ["CONEVAL", "AMEXCID"]
    assert len(page.xpath("//abbr[@title]")) == 2
    assert "CONEVAL and AMEXCID; CONEVAL again." in page.text_content()


def test_small_headings_become_headings_with_addresses():
    page = tree(
        "<section><h1>A</h1><section><h2>B</h2><p class='prose rubric'>Secretaría de Salud</p>"
        "<p class='prose rubric'>Secretaría de Salud</p></section></section>"
    )
    names.headings_for_rubrics(page)
    found = page.xpath("//h3")
    assert [head.get("id") for head in found] == ["secretaria-de-salud", "secretaria-de-salud-2"]


def test_code_that_only_places_text_is_left_out():
    cell = (
        '<div class="cell"><details class="hide above-input"><summary><p>Show</p></summary>'
        "<pre>{}</pre></details><div class='cell_output'>{}</div></div>"
    )
    page = tree(
        cell.format('publish.prose("a", text.section("1").text, source="programme/x.yml")', "t")
        + cell.format("found = table.loc[1]\npublish.table(found)",
                      '<span class="caption-number">Table 9 </span>')
    )  # fmt: skip
    assert code.label(page) == 1
    assert [summary.text for summary in page.iter("summary")] == ["Code of Table 9"]


def test_only_the_part_of_the_page_is_open():
    part = (
        '<p aria-level="2" class="caption" role="heading"><span class="caption-text">{}</span></p>'
    )
    folded = menu.folded(
        part.format("One") + '<ul class="nav"><li>a</li></ul>'
        + part.format("Two") + '<ul class="current nav"><li>b</li></ul></div>'
    )  # fmt: skip
    assert folded.count("<details") == 2
    assert folded.count('<details class="part" open') == 1
    assert folded.index("One") < folded.index("open")
    assert folded.endswith("</details></div>")


def test_tables_say_how_much_room_they_need():
    def made(long):
        rows = "".join(
            f"<tr><th>{n}</th><td>{'word ' * long}</td><td>{'word ' * long}</td><td>1</td></tr>"
            for n in range(8)
        )
        heads = "<th>No.</th><th>What</th><th>Why</th><th>Total</th>"
        table = tree(f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>")[0]
        tables.arrange(table)
        return table

    assert "widest" not in made(3).classes and "cards" not in made(3).classes
    wide = made(60)
    assert "cards" in wide.classes and wide.xpath(".//td[@data-label='Why']")
    assert wide.xpath(".//td[contains(@class, 'kept')]")
    assert wide.get("data-sortable") is not None


def test_a_whole_page_is_finished():
    items = {"data-day": {"kind": "fact", "text": "30 June 2012", "sources": []}}
    body = (
        "<section id='x'><h1>With hindsight: x</h1><p>The answer stands in this sentence, which is "
        "long enough to describe the page.</p><section><h2>Limits of the data</h2><p>None.</p>"
        "</section></section>"
    )
    done = article.finish(body, "notebooks/hindsight-x", article.Setting(items))
    page = tree(done.body)
    assert page.xpath("//div[@class='answer']/p/text()")[0] == "In short"
    assert "30 June 2012" in page.xpath("//p[@class='hindsight']")[0].text_content()
    assert page.xpath("//section[contains(@class, 'limits')]/h2")
    assert done.description.startswith("The answer stands") and not done.has_code
    assert page.xpath("//section[@class='page-foot web-only']")
