"""Numbers of tables and figures by chapter."""

from __future__ import annotations

from types import SimpleNamespace

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.domains.std import StandardDomain

from cohesion.pages import numbering
from cohesion.pages.numbering import chapters_of_pages, outline


def test_every_page_of_a_chapter_has_its_number():
    below = {"index": ["one", "two", "last"], "two": ["sheet-a", "sheet-b"], "sheet-b": ["deep"]}
    numbers = {"one": (1,), "two": (2,), "last": (3,)}
    assert chapters_of_pages("index", below, numbers) == {
        "one": 1, "two": 2, "sheet-a": 2, "sheet-b": 2, "deep": 2, "last": 3,
    }  # fmt: skip


def test_pages_without_a_chapter_have_no_number():
    assert chapters_of_pages("index", {"index": ["front"]}, {}) == {}


def test_a_page_that_is_named_twice_is_counted_once():
    below = {"index": ["one", "two"], "one": ["shared"], "two": ["shared"]}
    assert chapters_of_pages("index", below, {"one": (1,), "two": (2,)})["shared"] == 1


def test_tables_are_counted_through_the_pages_of_a_chapter(tmp_path, monkeypatch):
    """Under a section and on a page below, where Sphinx alone would count through the book."""
    from tests.paper import small

    table = (
        "\n```{{list-table}} Finding {0}.\n:header-rows: 1\n:name: tab-{0}\n\n* - A\n* - b\n```\n"
    )
    pages = {
        **small.PAGES,
        "one": small.ONE + table.format("more"),
        "two": small.TWO.replace("```{toctree}", table.format("third") + "\n```{toctree}"),
        "sheet": small.SHEET + table.format("below"),
    }
    made = small.make(tmp_path, monkeypatch, pages)
    numbers = {
        label.split("#")[1]: number
        for page in made.pages.values()
        for _, label, number, _ in page["captions"]
    }
    assert numbers == {
        "tab-first": "Table 1.1", "tab-more": "Table 1.2", "tab-second": "Table 2.1",
        "tab-third": "Table 2.2", "tab-below": "Table 2.3",
    }  # fmt: skip
    assert ["chapter", "2"] == [made.pages["two"]["role"], made.pages["two"]["number"]]


def standard_domain() -> StandardDomain:
    app = SimpleNamespace(registry=SimpleNamespace(enumerable_nodes={}))
    return StandardDomain(SimpleNamespace(
        domaindata={}, app=app, srcdir="", config=SimpleNamespace(numfig_format={}),
        _registry=None, get_domain=None,
    ))  # fmt: skip


def test_an_outline_holds_what_is_counted_and_nothing_else():
    """Sections, lists of pages and what has a caption, in their order; paragraphs are gone."""
    env = SimpleNamespace(domains={"std": standard_domain()})
    page = new_document("x")
    section = nodes.section(ids=["first"])
    section += nodes.title("", "First")
    section += nodes.paragraph("", "Words.")
    table = nodes.table("", nodes.title("", "A caption"), nodes.tgroup(), ids=["tab-a"])
    section += nodes.container("", table, classes=["table-block"])
    section += nodes.table("", nodes.tgroup(), ids=["tab-without-caption"])
    page += section
    page += addnodes.toctree(entries=[(None, "below")])
    found = outline(env, page)
    assert [type(node).__name__ for node in found.findall(nodes.Element)] == [
        "document", "section", "table", "title", "toctree",
    ]  # fmt: skip
    [kept] = found.findall(nodes.table)
    assert kept["ids"] == ["tab-a"] and kept.astext() == "A caption"
    assert next(found.findall(addnodes.toctree))["entries"] == [(None, "below")]
    assert len(list(page.findall(nodes.paragraph))) == 1, "the page itself is left as it was"


def test_an_outline_keeps_no_other_tree():
    """What is kept with the environment would hold the trees of all pages otherwise."""
    env = SimpleNamespace(domains={"std": standard_domain()})
    page = new_document("x")
    page += nodes.table("", nodes.title("", "A caption"), ids=["tab-a"])
    page[0][0].document = page[0].document = page
    found = outline(env, page)
    assert all(node.document is found for node in found.findall())


def test_what_is_counted_is_noted_and_forgotten_with_its_page():
    env = SimpleNamespace(domains={"std": standard_domain()}, docname="a")
    app = SimpleNamespace(env=env)
    page = new_document("x")
    page += nodes.table("", nodes.title("", "A caption"), ids=["tab-a"])
    numbering.note(app, page)
    other = SimpleNamespace(cohesion_counted={"b": page, "c": page})
    numbering.merge(app, env, ["b"], other)
    assert set(numbering.outlines(env)) == {"a", "b"}
    numbering.forget(app, env, "a")
    numbering.forget(app, env, "never-read")
    assert set(numbering.outlines(env)) == {"b"}
