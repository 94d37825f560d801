"""A page is finished: answer, hindsight, limits, foot."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement

from cohesion import paths
from cohesion.pages import article
from tests.pages.trees import tree, words

ITEMS = {
    "data-day": {"kind": "fact", "text": "30 June 2012", "sources": []},
    "selection-state-1-code": {"kind": "fact", "value": "12", "sources": []},
    "selection-state-1-name": {"kind": "fact", "value": "Guerrero", "sources": []},
    "selection-state-2-code": {"kind": "fact", "value": "07", "sources": []},
    "selection-state-2-name": {"kind": "fact", "value": "Chiapas", "sources": []},
    "fig-x": {"kind": "figure", "notebook": "risks", "sources": []},
}


def finished(body: str, page: str) -> HtmlElement:
    return tree(article.finish(body, page, article.Setting(ITEMS)).body)


def related(page: str) -> dict[str, str]:
    found = finished("<section><h1>x</h1></section>", page).xpath("//p[@class='related']/a")
    return {link.text: link.get("href") for link in found}


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


def test_a_proposed_state_leads_from_profile_to_sheet_to_comparison():
    assert related("notebooks/profile-second") == {
        "Fact sheet of this state": "../book/states/state-07.html",
        "Compare with other states": "../notebooks/compare-states.html#chiapas",
        "How it was chosen": "../notebooks/selection.html",
    }
    sheet = related("book/states/state-12")
    assert list(sheet)[0] == "Profile: why this state is proposed"
    assert sheet["Profile: why this state is proposed"] == "../../notebooks/profile-first.html"
    assert sheet["Compare with other states"].endswith("#guerrero")
    assert list(related("book/states/state-01")) == ["Compare with other states", "All states"]
    assert related("notebooks/risks") == {}


def test_the_comparison_begins_with_the_first_two_of_the_ranking():
    page = finished(
        "<section><h1>x</h1><form id='compare-states'></form><table id='tab-compare-states'>"
        "<tbody><tr><th>Nuevo León</th></tr></tbody></table></section>", "notebooks/compare-states",
    )  # fmt: skip
    [form] = page.xpath("//form")
    assert (form.get("data-first"), form.get("data-second")) == ("Guerrero", "Chiapas")
    assert page.xpath("//tr/@id") == ["nuevo-leon"], "where the sheets of states lead to"


@pytest.mark.parametrize(
    ("count", "told"),
    [(219, []), (220, ["About a minute · 1 table"]), (441, ["About 3 minutes · 1 table"])],
)
def test_time_to_read_is_rounded_up(count, told):
    body = (
        "<section><h1>x</h1><table><caption>Not counted as text</caption><tbody><tr><td>1</td></tr>"
        f"</tbody></table><p>{'word ' * count}</p></section>"
    )
    notes = finished(body, "book/x").xpath("//p[@class='reading-time']")
    assert [words(note) for note in notes] == told


def test_the_answer_ends_before_it_grows_long():
    paragraphs = "".join(f"<p>{name} {'word ' * 99}</p>" for name in ("One", "Two"))
    body = f"<section><h1>x</h1><p>Zero {'word ' * 80}</p>{paragraphs}</section>"
    [box] = finished(body, "notebooks/risks").xpath("//div[@class='answer']")
    assert [words(part).split()[0] for part in box] == ["In", "Zero", "One"], "81 + 100, not + 100"
    assert not finished(body, "book/x").xpath("//div[@class='answer']")


def test_the_description_leaves_out_the_question_and_is_cut_between_words():
    question = f"<p>The question. {'Why? ' * 20}</p>"
    done = article.finish(
        f"<section><h1>x</h1><p>Short.</p>{question}<p>{'Answered ' * 40}</p></section>",
        "book/x", article.Setting(ITEMS),
    )  # fmt: skip
    assert done.description == "Answered " * 22 + "…"
    nothing = article.finish("<section><p>Short.</p></section>", "book/x", article.Setting(ITEMS))
    assert nothing.description == ""


def test_a_figure_is_drawn_on_the_page_with_its_other_files(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "RESULTS", tmp_path)
    folder = tmp_path / "risks" / "figures"
    folder.mkdir(parents=True)
    (folder / "fig-x.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90pt" height="45pt" viewBox="0 0 90 45">'
        '<path d="M 0 0 L 9 9" style="stroke: #00588f"/></svg>', "utf-8",
    )  # fmt: skip
    (folder / "fig-x.png").touch()
    (folder / "fig-x.csv").touch()
    body = (
        "<section><h1>x</h1><figure class='published'><a href='#'><img src='_images/fig-x.svg' "
        "alt='A line.'></a><figcaption>It rises.</figcaption></figure><p class='source'>Source: x. "
        "<a href='../_images/fig-x.svg' aria-label='y'>Full size</a></p></section>"
    )
    done = article.finish(body, "notebooks/risks", article.Setting(ITEMS))
    page = tree(done.body)
    assert done.colours == {"#00588f"} and not page.xpath("//img") and not page.xpath("//figure/a")
    [box] = page.xpath("//figure/div[@role='region']")
    assert box.get("aria-labelledby") == page.xpath("//figcaption/@id")[0] == "fig-x-caption"
    assert page.xpath("//svg/@aria-label") == ["A line."]
    links = {link.text: link.get("href") for link in page.xpath("//a[starts-with(@title, 'This')]")}
    assert links == {"SVG": "../_images/fig-x.svg", "CSV": "../_tables/fig-x.csv",
                     "PNG": "../_images/fig-x.png"}  # fmt: skip


def test_each_file_of_the_design_leads_to_the_chapter_that_rests_on_it_most():
    items = {
        "a": {"notebook": "risks", "sources": ["programme/risks.yml"]},
        "b": {"notebook": "budget", "sources": ["programme/risks.yml", "programme/budget.yml",
                                                "coneval@2010"]},
        "c": {"notebook": "budget", "sources": ["programme/risks.yml", "programme/budget.yml"]},
    }  # fmt: skip
    # By hand: risks.yml has 1 from its own chapter, 1/3 + 1/2 from that of the budget.
    assert article.chapters_of_design(items, {"notebooks/risks": "5 Risks"}) == {
        "programme/risks.yml": ("notebooks/risks", "5 Risks"),
        "programme/budget.yml": ("notebooks/budget", "budget"),
    }


def test_short_names_of_a_page_are_explained_at_its_foot():
    page = finished(
        "<section><h1>x</h1><p>CONEVAL measures, and CONEVAL says.</p></section>", "b/x"
    )
    [box] = page.xpath("//details[@class='abbreviations']")
    assert words(box.find("summary")) == "Abbreviations of this page (1)"
    assert [words(term) for term in box.iter("dt")] == ["CONEVAL"]
    assert "Consejo Nacional de Evaluación" in words(box)
