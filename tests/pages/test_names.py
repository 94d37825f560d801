"""Names in finished text: what is linked, explained and marked, and what is left alone."""

from __future__ import annotations

import pytest

from cohesion.pages import names
from tests.pages.trees import tree, words


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


def test_a_publisher_called_after_a_state_is_no_link():
    page = tree('<p class="source one">Source: Press of Chiapas 2008</p><p>Chiapas</p>')
    assert names.link_states(page, "notebooks/x", "../") == 1
    assert page.xpath("./p[2]/a/text()") == ["Chiapas"] and not page.xpath("./p[1]/a")


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


def test_a_code_is_not_led_to_from_its_own_row_and_activities_have_addresses_without_a_dot():
    names.know({"tab-logframe-activities": {"columns": [{"cells": ["A1.3 Map", "A1.4 Plan"]}]}})
    home = tree(
        "<table id='tab-logframe-activities'><tbody><tr><th>A1.3 Map</th><td>A1.3 needs A1.4</td>"
        "</tr></tbody></table>"
    )
    names.link_codes(home, "notebooks/logical-framework", "../")
    assert home.xpath("//tr/@id") == ["a1-3"]
    assert home.xpath("//a/@href") == ["#a1-4"]


def test_words_of_links_code_and_headings_stay_as_they_are():
    closed = "<p><a href='#'>Oaxaca</a> <code>Puebla</code> </p><h2>Guerrero</h2>"
    page = tree(closed)
    assert names.link_states(page, "x", "") == 0
    assert words(page) == "Oaxaca Puebla Guerrero"


def test_the_country_is_no_state_in_running_text_and_names_end_where_words_end():
    page = tree("<p>México, New Oaxacan and Nuevo León-Coahuila, Chiapas.</p>")
    assert names.link_states(page, "x", "") == 1
    assert [link.text for link in page.iter("a")] == ["Chiapas"]


def test_only_spanish_passages_are_marked_and_a_mark_is_kept():
    page = tree("<p><em>cifra negra</em> <em>not so</em> <em lang='fr'>la vie</em></p>")
    names.mark_spanish(page)
    assert [passage.get("lang") for passage in page.iter("em")] == ["es", None, "fr"]


def test_text_around_a_wrapped_name_keeps_its_order():
    page = tree("<p>In <b>x</b> Oaxaca, Puebla and <i>y</i> Chiapas too.</p>")
    assert names.link_states(page, "x", "") == 3
    assert words(page) == "In x Oaxaca, Puebla and y Chiapas too."
    assert [link.text for link in page.iter("a")] == ["Oaxaca", "Puebla", "Chiapas"]


def test_words_of_running_text_leave_exhibits_and_sources_out():
    page = tree(
        "<p>one two</p><ul><li><p>three</p></li><li>four</li></ul><p class='source'>no no</p>"
        "<table><tr><td><p>no</p></td></tr></table><details><p>no</p></details>"
    )
    assert names.words_of(page) == 4


@pytest.mark.parametrize(
    ("heading", "address"),
    [("Secretaría de Salud (SSA)", "secretaria-de-salud-ssa"), ("¿?", ""), ("a" * 80, "a" * 60)],
)
def test_addresses_of_headings_are_plain_and_short(heading, address):
    assert names.slug(heading) == address


def test_a_small_heading_without_letters_has_an_address_too():
    page = tree("<p class='rubric'>¿?</p>")
    names.headings_for_rubrics(page)
    (head,) = page.xpath("//h1")
    assert head.get("id").startswith("part-") and head.xpath("./a/@href") == [f"#{head.get('id')}"]
