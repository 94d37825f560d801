"""A page in a language that nobody speaks: what is still English then, no translator can reach."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from cohesion import paths
from cohesion.building import spanish
from cohesion.checking import sources
from cohesion.pages.spanish import _look_up
from cohesion.publishing import stored
from cohesion.tables.geography import STATES
from cohesion.translation import pages, results
from cohesion.translation.catalogue import Catalogue

#: What a translation keeps: places for values, and roles.
KEPT = re.compile(r"\{\d+\}|\{[a-z:]+\}`[^`]*`")
#: What is no word of a text: a made-up one, marks of bound sentences, addresses.
NO_WORD = re.compile(r"«\d+»|\]\{[^}]*\}|\([^)]*\)")


@pytest.fixture(scope="module")
def made_up() -> Catalogue:
    """Every text that has a translation is a number, its places and roles are kept."""
    real = spanish.catalogue()
    said = {
        text: " ".join([f"«{number}»", *KEPT.findall(text)])
        for number, text in enumerate(real.texts)
    }
    return Catalogue("es", said, {}, real.cutter)


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", NO_WORD.sub("", KEPT.sub("", text))))


def shown(item: dict) -> Iterator[str]:
    """Yield every text of a result that a reader sees."""
    for key in ("caption", "notes", "alt", "body", "text"):
        yield str(item.get(key) or "")
    for column in item.get("columns", ()):
        yield from map(str, (column["head"], *column["cells"]))


def is_name(word: str) -> bool:
    """Whether a word is part of a state's name, or an abbreviation: it has two capitals."""
    of_states = {part for name in STATES["name_es"] for part in name.split()}
    return word in of_states or len(re.findall(r"[A-ZÁÉÍÓÚÑ]", word)) > 1


@pytest.mark.parametrize("page", ["notebooks/selection", "notebooks/risks-and-lessons"])
def test_no_english_is_left_on_a_page_in_a_made_up_language(made_up, page):
    items = stored.load()
    if not items:
        pytest.skip("make book first: there are no results to show")
    source = sources.read(paths.ROOT / f"{page}.md")
    assert any(words(passage.english) for passage in pages.passages(source))
    left = pages.passages(pages.translated(source, _look_up(made_up)))
    assert [one.english for one in left if one.placed and words(one.english)] == []
    placed = spanish.placed(page, items)
    assert len(placed) > 3
    rest = {
        word for name in placed for text in shown(results.translated(items[name], made_up))
        for word in words(text)
    }  # fmt: skip
    assert {word for word in rest if not is_name(word)} == set()
