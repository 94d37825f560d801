"""The last touches on a page: scopes, names of scroll boxes, bound sentences."""

from __future__ import annotations

import types

import pytest

from cohesion.pages import finishing

ITEMS = {"rose": {"holds": True}, "fell": {"holds": False}}
BOX = '<div class="pst-scrollable-table-container"><table class="x"{}>{}<thead><tr>{}</tr></thead>'


def finished(body: str, page: str = "notebooks/x", builder: str = "singlehtml") -> str:
    app = types.SimpleNamespace(
        cohesion_items=ITEMS, builder=types.SimpleNamespace(name=builder), cohesion_setting=None
    )
    context = {"body": body}
    finishing.finish_page(app, page, "", context, None)
    return context["body"]


@pytest.mark.parametrize(
    ("classes", "opening"),
    [
        (["claim--rose"], '<span class="claim claim--rose" data-claim="rose">'),
        (["claim--gone"], '<span class="claim claim--gone" data-claim="gone">'),
        (["claim--rose", "claim--fell"],
         '<span class="claim claim--rose claim--fell claim-fallen" data-claim="rose fell">'
         '<strong class="claim-mark">[no longer holds] </strong>'),
    ],
)  # fmt: skip
def test_a_sentence_falls_with_any_of_its_claims(classes, opening):
    assert finishing.bound_sentence(classes, ITEMS) == opening


def test_bound_sentences_of_a_body_are_opened_by_their_claims():
    body = finished('<p><span class="claim claim--fell">So</span>, <span class="x">y</span></p>')
    assert 'data-claim="fell"' in body and '<span class="x">y' in body


def test_header_cells_say_what_they_head():
    body = finished('<th class="head">a</th><th class="head stub">b</th><th class="stub">c</th>')
    assert body == (
        '<th scope="col" class="head">a</th><th scope="col" class="head stub">b</th>'
        '<th scope="row" class="stub">c</th>'
    )


def test_a_box_is_named_by_the_caption_or_by_the_heads():
    titled = finished(BOX.format(' id="tab-a"', "<caption>Poverty</caption>", "<th>State</th>"))
    assert 'role="region" tabindex="0" aria-labelledby="tab-a-caption"' in titled
    assert '<caption id="tab-a-caption">' in titled
    plain = BOX.format("", "", "<th><p>State</p></th><th> </th><th>Poor</th>")
    both = finished(plain + plain)
    assert both.count('aria-label="Table: State, Poor"') == 2
    assert both.count('aria-label="Table (2): State, Poor"') == 2


@pytest.mark.parametrize(
    ("page", "builder", "root"),
    [("notebooks/x", "singlehtml", ""), ("book/states/x", "word", "../../"), ("x", "word", "")],
)
def test_addresses_start_at_the_folder_of_the_book(page, builder, root):
    assert finished('<a href="@@root@@y.html">', page, builder) == f'<a href="{root}y.html">'


def test_small_faults_of_the_theme_are_mended_and_an_empty_page_stays_empty():
    body = finished('<li role="doc-biblioentry"><summary aria-label="Toggle hidden content">')
    assert body == '<li role="listitem"><summary>'
    assert finished("") == ""
