"""The menu: parts that fold, arrows with names, each page its own."""

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


#: As the theme makes it for the first page: a chapter, and one with pages below it.
MENU = """\
<ul class="nav bd-sidenav">
<li class="toctree-l1"><a class="reference internal" href="book/one.html">One</a></li>
<li class="toctree-l1 has-children"><a class="reference internal" href="notebooks/two.html">Two</a>\
<details><summary><i></i></summary><ul>
<li class="toctree-l2"><a class="reference internal" href="book/states/a.html">A</a></li>
</ul></details></li>
<li class="toctree-l1"><a class="reference external" href="https://example.org/one.html">Out</a></li>
</ul>"""


def test_the_menu_of_a_page_marks_the_way_to_it():
    """Lists, entries and folds around the link, which leads nowhere; the rest is led to."""
    assert (
        menu.of_page(MENU, "book/states/a.html")
        == """\
<ul class="current nav bd-sidenav">
<li class="toctree-l1"><a class="reference internal" href="../one.html">One</a></li>
<li class="toctree-l1 current active has-children">\
<a class="reference internal" href="../../notebooks/two.html">Two</a>\
<details open="open"><summary><i></i></summary><ul class="current">
<li class="toctree-l2 current active"><a class="current reference internal" href="#">A</a></li>
</ul></details></li>
<li class="toctree-l1"><a class="reference external" href="https://example.org/one.html">Out</a></li>
</ul>"""
    )


def test_the_fold_of_the_page_itself_is_open_and_what_is_below_is_not_marked():
    shown = menu.of_page(MENU, "notebooks/two.html")
    assert '<li class="toctree-l1 current active has-children"><a class="current' in shown
    assert '<details open="open"><summary><i></i></summary><ul>\n<li class="toctree-l2">' in shown


def test_a_page_that_is_in_no_menu_marks_nothing():
    assert menu.of_page(MENU, "search.html") == MENU
