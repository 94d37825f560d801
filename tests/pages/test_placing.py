"""Words beside the code on a page: placed once, bound, in the catalogue without numbers."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from cohesion.pages import cards, finishing, placing
from cohesion.publishing import bodies, claims, stored

PAGE = """# Probe

In {fact}`n` [poverty *rose* in {fact}`n`]{.claim .claim--rose}. {cell}`tab-x/Chiapas/Poor` %.

:::{published} tab-x
:wide:
[Poverty rose in {fact}`n` states]{.claim .claim--rose}, says *one*
caption

Notes: Per cent; {cell}`tab-x/Chiapas/Poor` in one.
:::

:::{published} fig-x
A figure of {fact}`n` states

In words: Dots for {fact}`n` states, [all above]{.claim .claim--rose} zero.
:::
"""
FACT = {"name": "n", "kind": "fact", "text": "26", "value": 26}
CLAIM = {
    "name": "rose",
    "kind": "claim",
    **claims.record("n > 16", {"n": claims.count(26, of=32)}, "most states rose"),
}
TABLE = {
    "name": "tab-x",
    "kind": "table",
    "words": "page",
    "stub": 1,
    "wide": False,
    "columns": [
        {"head": "State", "numeric": False, "cells": ["Chiapas"]},
        {"head": "Poor", "numeric": True, "cells": ["78.5"]},
    ],
}
FIGURE = {"name": "fig-x", "kind": "figure", "words": "page"}


def book(folder: Path, page: str = PAGE, builder: str = "html", **changed) -> tuple[Sphinx, str]:
    """Build one page with published results; return the application and its warnings."""
    source = folder / "source"
    source.mkdir(exist_ok=True)
    (source / "index.md").write_text(page, "utf-8")
    (source / "_build/results/probe/figures").mkdir(parents=True, exist_ok=True)
    (source / "_build/results/probe/figures/fig-x.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "utf-8"
    )
    words = bodies.by_name(bodies.of_page(page, source / "index.md"))
    items = {}
    published = (FACT, {**CLAIM, **changed.get("claim", {})}, TABLE, FIGURE)
    for item in (*published, *changed.get("more", ())):
        whole = {**item, "notebook": "probe", "sources": ["t"], "source_lines": ["Source of all"]}
        items[item["name"]] = bodies.complete(whole, words.get(item["name"]))
    log = folder / "warnings.txt"
    with patch_docutils(), docutils_namespace(), log.open("w", encoding="utf-8") as warning:
        app = Sphinx(
            str(source), None, str(folder / builder), str(folder / "doctrees"), builder,
            confoverrides={"extensions": ["myst_parser"], "project": "probe", "numfig": True,
                           "myst_enable_extensions": ["colon_fence", "attrs_inline"],
                           "exclude_patterns": ["_build"], "gettext_compact": "book"},
            status=None, warning=warning, freshenv=True,
        )  # fmt: skip
        app.cohesion_items = items
        app.cohesion_prints = {name: stored.fingerprint(item) for name, item in items.items()}
        app.add_node(placing.Fact, html=(cards.visit_fact, cards.depart_fact))
        app.add_role("fact", placing.fact_role)
        app.add_role("cell", placing.cell_role)
        app.add_directive("published", placing.Published)
        app.add_post_transform(placing.ResolveAlt)
        app.connect("doctree-read", placing.note_claims)
        app.connect("html-page-context", _bind)
        app.build()
    return app, log.read_text("utf-8")


def _bind(app, page, template, context, doctree) -> None:
    """Do what finishing does to bound sentences, and nothing else."""
    context["body"] = finishing._BOUND.sub(
        lambda match: finishing.bound_sentence(match[1].split(), app.cohesion_items),
        context.get("body", ""),
    )


@pytest.fixture
def at_root(tmp_path, monkeypatch):
    from cohesion import paths

    monkeypatch.setattr(paths, "ROOT", tmp_path / "source")
    monkeypatch.setattr(paths, "RESULTS", tmp_path / "source/_build/results")
    return tmp_path


def test_a_body_is_placed_where_it_stands_with_facts_cells_and_bound_words(at_root):
    app, warnings = book(at_root)
    assert warnings == ""
    page = (at_root / "html/index.html").read_text("utf-8")
    assert page.count('id="tab-x"') == 1 and page.count('id="fig-x"') == 1
    assert page.count('class="claim claim--rose" data-claim="rose"') == 2
    assert re.search(r"78\.5</(?:span|a)> ?%", page) and "26 states, all above zero." in page
    assert "]{" not in page and ".claim" not in page.replace("data-claim", "")
    assert placing.uses(app.env)["index"].keys() == {"n", "rose", "tab-x", "fig-x"}


def test_the_catalogue_of_texts_holds_names_and_no_number(at_root):
    _, warnings = book(at_root, builder="gettext")
    assert warnings == ""
    catalogue = next((at_root / "gettext").rglob("*.pot")).read_text("utf-8")
    texts = [
        "".join(re.findall(r'"(.*)"', part))
        for part in re.findall(r"msgid ((?:\".*\"\n?)+)", catalogue)
    ]
    for text in (
        "[Poverty rose in {fact}`n` states]{.claim .claim--rose}, says *one* caption",
        "Per cent; {cell}`tab-x/Chiapas/Poor` in one.",
        "A figure of {fact}`n` states",
        "Dots for {fact}`n` states, [all above]{.claim .claim--rose} zero.",
    ):
        assert texts.count(text) == 1, texts
    assert not [text for text in texts if "26" in text]
    # The line that a translator is led to is the line of the text.
    assert re.search(r'index\.md:7\nmsgid "\[Poverty rose', catalogue), catalogue


def test_texts_that_a_result_brings_itself_are_left_to_the_list_of_results(at_root):
    """With their numbers they would be another entry for every figure that moves."""
    own = {"name": "tab-state-07", "words": "", "caption": "Poverty rose in 31 states",
           "notes": "Of 31 states."}  # fmt: skip
    page = f"{PAGE}\n```{{published}} tab-state-07\n```\n"
    _, warnings = book(at_root, page, builder="gettext", more=({**TABLE, **own},))
    assert warnings == ""
    catalogue = next((at_root / "gettext").rglob("*.pot")).read_text("utf-8")
    assert '"Probe"' in catalogue and "31 states" not in catalogue and "78.5" not in catalogue


def test_a_sentence_that_no_longer_holds_is_marked(at_root):
    book(at_root, claim={"holds": False})
    page = (at_root / "html/index.html").read_text("utf-8")
    assert page.count("[no longer holds]") == 2


@pytest.mark.parametrize(
    ("page", "warned"),
    [
        (PAGE.replace("claim--rose}.", "claim--fell}."), "no claim is published as 'fell'"),
        (PAGE.replace("Chiapas/Poor` %", "Oaxaca/Poor` %"), "no cell 'Oaxaca/Poor'"),
        ("<div>[It rose]{.claim .claim--rose}</div>\n" + PAGE, "1 arrived|2 sentences"),
    ],
)
def test_what_does_not_arrive_warns_and_so_fails_the_build(at_root, page, warned):
    _, warnings = book(at_root, page)
    assert re.search(warned, warnings), warnings


PROSE = {
    "name": "said", "kind": "prose", "words": "",
    "body": "### What {fact}`n` means\nA **bold** and\n*soft* text with 1 000 of them.\n\n"
            "- one of {cell}`tab-x/Chiapas/Poor`\n- two\n  goes on\n\n### Alone\n",
}  # fmt: skip


def test_a_text_of_results_has_headings_paragraphs_and_lists(at_root):
    page = f"{PAGE}\n```{{published}} said\n```\n\n```{{published}} n\n```\n"
    _, warnings = book(at_root, page, more=(PROSE,))
    assert warnings == ""
    shown = (at_root / "html/index.html").read_text("utf-8")
    plain = " ".join(re.sub(r"<[^>]+>", "", shown).split())
    assert "What 26 means A bold and soft text with 1 000 of them." in plain
    assert "1\u00a0000" in shown and "<strong>bold</strong>" in shown and "<em>soft</em>" in shown
    headings = re.findall(r'<p class="prose rubric">(.*?)</p>', shown)
    assert [re.sub(r"<[^>]+>", "", text) for text in headings] == ["What 26 means", "Alone"]
    items = [re.sub(r"<[^>]+>", "", text) for text in re.findall(r"<li>(.*?)</li>", shown, re.S)]
    assert [text.strip() for text in items][:2] == ["one of 78.5", "two goes on"]
    # A fact that is placed as a result stands in a paragraph of its own.
    assert re.search(r"<p>(<[^>]+>)*26(<[^>]+>)*</p>", shown)


@pytest.mark.parametrize(
    ("placed", "warned"),
    [
        ("```{published} tab-y\n```", "no result is published as 'tab-y'.*tab-x"),
        ("{cell}`tab-y/Chiapas/Poor`", "no table is published as 'tab-y'"),
        ("{fact}`tab-x`", "no fact is published as 'tab-x'"),
    ],
)
def test_what_is_not_published_warns_and_leaves_a_mark(at_root, placed, warned):
    app, warnings = book(at_root, f"{PAGE}\n{placed}\n")
    assert re.search(warned, warnings), warnings
    assert "?]" in (at_root / "html/index.html").read_text("utf-8")
    name = re.search(r"tab-[xy]", placed)[0]
    assert name in placing.uses(app.env)["index"], "the page is read again once it is there"


def test_a_page_with_every_result_is_read_again_when_any_changed():
    env = SimpleNamespace(docname="index", app=SimpleNamespace(cohesion_prints={"a": "1"}))
    placing.uses_everything(env)
    kept = placing.uses(env)["index"][placing.EVERYTHING]
    assert kept == placing.everything_print({"a": "1"}) != placing.everything_print({"a": "2"})
    both = {"a": "1", "b": "2"}
    assert placing.everything_print(both) == placing.everything_print(dict(reversed(both.items())))
