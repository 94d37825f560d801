"""A small book with the theme, scripts and results of the real one: what its files hold."""

from __future__ import annotations

import pytest
from lxml import html

from cohesion.pages import fonts
from tests.pages import site

pytestmark = pytest.mark.dear


@pytest.fixture(scope="module")
def first(small_book):
    """The first page, read."""
    return html.parse(str(small_book / "index.html"), html.HTMLParser(encoding="utf-8")).getroot()


def test_facts_of_a_page_are_those_published(first):
    items = site.items()
    text = " ".join(first.text_content().split())
    for name in ("poverty-rural-2010", "selection-number", "budget-total"):
        assert " ".join(items[name]["text"].split()) in text
    assert not [word for word in ("{fact}", "{numref}", "{published}") if word in text]


def test_a_table_stands_with_its_number_and_caption(first):
    table = next(one for one in first.xpath("//table") if one.xpath("caption"))
    assert table.xpath("string(caption)").strip().startswith("Table")
    published = [str(row[0]) for row in site.items()["tab-selection-ranking"]["raw"]["rows"]]
    shown = [row.text_content().split("\n") for row in table.xpath(".//tbody/tr")]
    assert len(shown) == len(published)
    assert all(name in " ".join(cells) for name, cells in zip(published, shown, strict=True))


def test_the_styles_that_the_build_makes_hold_fonts_and_colours(small_book):
    static = small_book / "_static"
    sheet = (static / "fonts.css").read_text("utf-8")
    assert sheet.count("@font-face{") == len(fonts.FACES) and "url(data:font/woff2" in sheet
    assert "url(http" not in sheet and not (static / "fonts").exists()
    assert "{" in (static / "charts.css").read_text("utf-8")
    assert any((static / "explorer").iterdir())
