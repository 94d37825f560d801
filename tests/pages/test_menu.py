"""The menu: parts that fold, arrows with names."""

from __future__ import annotations

from cohesion.pages import menu


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


def test_arrows_are_named_after_their_chapter_once():
    plain = '<li><a href="x.html"> 21. Fact sheets </a><details><summary><i></i></summary>'
    named = menu.named_arrows(plain)
    assert '<summary aria-label="Pages of 21. Fact sheets">' in named
    assert menu.named_arrows(named) == named


def test_a_menu_without_parts_stays_as_it_is():
    assert menu.folded("<ul><li>a</li></ul>") == "<ul><li>a</li></ul>"
