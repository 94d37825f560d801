"""A body chapter is read in one sitting: a limit of words."""

from __future__ import annotations

import yaml
from lxml import html

from cohesion import paths
from cohesion.pages.names import words_of

LIMIT = 2_200


def body_chapters() -> list[str]:
    """The chapters that the paper edition does not set as annexes."""
    toc = yaml.safe_load((paths.ROOT / "_toc.yml").read_text("utf-8"))
    annex = set(toc.get("meta", {}).get("annex", ()))
    chapters = [chapter["file"] for part in toc["parts"] for chapter in part["chapters"]]
    return [name for name in chapters if name.startswith("notebooks/") and name not in annex]


def test_no_body_chapter_is_too_long(pages):
    long = {}
    for name in body_chapters():
        file = pages / f"{name}.html"
        tree = html.document_fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        words = words_of(tree.xpath("//article")[0])
        assert words > 100, f"{name}: the words could not be counted"
        if words > LIMIT:
            long[name] = words
    assert not long, f"chapters with more words than they may have: {long}"


def test_the_body_still_holds_what_is_decided():
    """Chapters become annexes to keep the body short: those that carry the decision stay."""
    kept = {"selection", "logical-framework", "budget", "timetable", "problems-and-objectives"}
    assert {f"notebooks/{name}" for name in kept} <= set(body_chapters())
