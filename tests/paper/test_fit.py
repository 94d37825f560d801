"""Filling the pages of the PDF edition: what floats, what stays, what is refused."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from cohesion.paper import check, fit, sources

PAGE = 240.0


def chapter(blocks: list[tuple[str, float]]) -> html.HtmlElement:
    """A chapter of blocks: p and h3, or figure and table, each with its height in mm."""
    parts = []
    for kind, height in blocks:
        if kind in ("figure", "table"):
            inner = (
                f'<figure><img data-height="{height - 20}"></figure>' if kind == "figure" else ""
            )
            parts.append(f'<div class="{kind}-block" h="{height}">{inner}</div>')
        else:
            parts.append(f'<{kind} h="{height}">words</{kind}>')
    made = html.fragment_fromstring(f'<section class="chapter">{"".join(parts)}</section>')
    fit.number_blocks(made)
    return made


def simple_setter(made: html.HtmlElement) -> list[fit.Page]:
    """Fill pages block by block: text is divided, figures and tables are not."""
    pages: list[list[fit.Block]] = [[]]
    top = 0.0
    scale = {"tight": 0.96, "tighter": 0.92}.get(made.get("class").split()[-1], 1.0)
    for block in made.xpath(".//*[@data-block]"):
        height, number = float(block.get("h")), int(block.get("data-block"))
        limited = block.xpath(".//img/@style")
        if limited:
            height = float(limited[0].split(":")[1].removesuffix("mm")) + 20
        height *= scale
        if "-block" in block.get("class", "") and top + height > PAGE and top > 0:
            pages.append([])
            top = 0.0
        while height > 0:
            part = min(height, PAGE - top)
            pages[-1].append(fit.Block(number, top, top + part))
            height, top = height - part, top + part
            if height > 0:
                pages.append([])
                top = 0.0
    return [fit.Page(PAGE, True, tuple(blocks)) for blocks in pages]


def order(made: html.HtmlElement, *kinds: str) -> list[int]:
    return [
        int(block.get("data-block"))
        for block in made.xpath(".//*[@data-block]")
        if block.tag in kinds or set(kinds) & set(block.get("class", "").split())
    ]


def test_a_tall_figure_floats_past_the_text_behind_it():
    made = chapter([("p", 100), ("figure", 200), ("p", 60), ("p", 60), ("h3", 10), ("p", 90)])
    fitted = fit.fit(made, simple_setter)
    assert order(made, "p", "figure-block") == [0, 1, 2, 3, 5], "the given chapter stays"
    assert order(fitted, "p", "figure-block") == [0, 2, 3, 1, 5]
    empty = [[round(page.empty) for page in simple_setter(x)] for x in (made, fitted)]
    assert empty == [[140, 0, 60], [20, 0, 180]], "the gap goes to the chapter's end"


def test_a_figure_that_nearly_fits_is_made_smaller_instead():
    made = chapter([("p", 100), ("figure", 150), ("p", 200)])
    fitted = fit.fit(made, simple_setter)
    assert order(fitted, "p", "figure-block") == [0, 1, 2]
    style = fitted.xpath(".//img/@style")
    assert style and 0.86 * 130 < float(style[0].split(":")[1].removesuffix("mm")) < 130


def test_a_short_last_page_is_drawn_in():
    made = chapter([("p", 470), ("p", 30)])
    assert [len(simple_setter(x)) for x in (made, fit.fit(made, simple_setter))] == [3, 2]


def test_a_full_chapter_is_left_alone():
    made = chapter([("p", 100), ("figure", 130), ("p", 150)])
    fitted = fit.fit(made, simple_setter)
    assert html.tostring(fitted) == html.tostring(made)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["p", "p", "p", "h3", "figure", "table"]),
            st.floats(min_value=15, max_value=220),
        ),
        min_size=1, max_size=14,
    )
)  # fmt: skip
def test_nothing_is_lost_and_every_kind_keeps_its_order(blocks):
    made = chapter([(kind, 12.0 if kind == "h3" else height) for kind, height in blocks])
    before = copy.deepcopy(made)
    fitted = fit.fit(made, simple_setter)
    assert html.tostring(made) == html.tostring(before)
    assert sorted(order(fitted, "p", "h3", "figure-block", "table-block")) == list(
        range(len(blocks))
    )
    for kinds in (("p", "h3"), ("figure-block",), ("table-block",)):
        assert order(fitted, *kinds) == order(made, *kinds)
    assert fit.cost(simple_setter(fitted)) <= fit.cost(simple_setter(made))


def test_unchanged_chapters_are_not_set_again(tmp_path, monkeypatch):
    weasyprint = pytest.importorskip("weasyprint", exc_type=OSError)
    assert weasyprint
    sheet = tmp_path / "print.css"
    sheet.write_text("@page { size: A4 }", "utf-8")
    text = '<div><section class="chapter"><p>One.</p><div class="toctree-wrapper"><section '
    text += 'class="sheet"><p>Two.</p></section></div></section></div>'
    for attempt in range(2):
        body = html.fragment_fromstring(text)
        if attempt:
            monkeypatch.setattr(fit, "_fit_text", None)
        fit.fit_chapters(
            body.xpath(".//section"), faces="", stylesheet=sheet, base=tmp_path / "x.html",
            kept=tmp_path / "kept",
        )  # fmt: skip
        assert body.xpath(".//section[@class='chapter']/div/section/p/text()") == ["Two."]
        assert not body.xpath(".//*[@data-block]")
    assert len(list((tmp_path / "kept").iterdir())) == 2


# Faults of set pages ---------------------------------------------------------------------------


def faults_of(body: str) -> list[str]:
    weasyprint = pytest.importorskip("weasyprint", exc_type=OSError)
    page = "<style>@page { size: 200px 120px; margin: 10px } body { margin: 0; font: 10px sans } "
    page += "p, h2, table { margin: 0 } .n { white-space: nowrap }</style>"
    return check.faults(weasyprint.HTML(string=page + body).render())


def test_text_off_the_page_is_found():
    (fault,) = faults_of(f'<p class="n">{"wide " * 30}</p>')
    assert fault.startswith("page 1: 'wide wide") and "page's text area" in fault


def test_text_over_the_next_cell_is_found():
    cells = f'<td class="n">{"cell " * 12}</td><td>x</td>'
    style = '<table style="table-layout: fixed; width: 100%"><tr>'
    (fault,) = faults_of(f"{style}{cells}</tr></table>")
    assert "stands outside" in fault and "cell cell" in fault


def test_a_heading_that_ends_a_page_is_found():
    (fault,) = faults_of('<p style="height: 80px">x</p><h2 style="font-size: 10px">Alone</h2>')
    assert fault == "page 1: the heading 'Alone' ends the page"


def test_good_pages_have_no_fault():
    assert faults_of("<h2>Title</h2><p>Some words that fit.</p>") == []


# Sources ---------------------------------------------------------------------------------------


def test_numbers_and_publishers_are_written_short():
    assert sources.spans([3, 1, 2, 5, 8, 9]) == "S1–S3, S5, S8–S9"
    names = ["INEGI, Censo (2011)", "CONEVAL, A (2019)†", "CONEVAL, B (2011)",
             "programme design (data/programme/x.yml)"]  # fmt: skip
    assert sources.publishers(names) == "INEGI, CONEVAL†, programme design"


def test_long_source_lines_refer_to_a_list_that_names_each_source_once():
    def line(*names: str) -> str:
        spans = "; ".join(f'<span class="one-source">{name}</span>' for name in names)
        return f'<div><p class="source">Source: {spans}.</p></div>'

    made = html.fragment_fromstring(
        '<section class="chapter">'
        + line("A, one", "B, <em>two</em>†", "C, three", "D, four")
        + line("A, one", "E, five", "C, three", "F, six")
        + line("A, one")
        + '<p class="pointer">end</p></section>'
    )
    sources.list_sources(made, number=7, before=made.xpath("./p")[0])
    lines = [" ".join(p.text_content().split()) for p in made.xpath(".//p[@class='source']")]
    assert lines[0] == "Source: A, B†, C, D (S1–S4, see list)."
    assert lines[1] == "Source: A, E, C, F (S1, S3, S5–S6, see list)."
    assert lines[2] == "Source: A, one."
    entries = [li.text_content() for li in made.xpath(".//ol/li")]
    assert entries == ["A, one", "B, two†", "C, three", "D, four", "E, five", "F, six"]
    assert made.xpath(".//a/@href") == ["#sources-7"] * 2
    assert made.xpath(".//p[@id='sources-7']") and made[-1].get("class") == "pointer"
