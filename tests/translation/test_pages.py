"""Tests of ``cohesion/translation/pages.py``."""

from __future__ import annotations

import pytest

from cohesion import paths
from cohesion.checking import sources
from cohesion.publishing import stored
from cohesion.translation import pages

PAGE = """\
---
file_format: mystnb
---
# {fact}`x`: profile

:::{div} answer
A first
paragraph.
:::

- one
  item
- another

| Head | Two |
| --- | --- |
| a cell | {doc}`b` |

```{code-cell}
# no text
```

:::{published} tab-x
:wide:
The caption
of a table

Notes: A note.
:::

:::{glossary}
Term
  What it
  means.

  And more.
:::

:::{div} spanish
Ya está en español.
:::
"""


def test_every_text_of_a_page_is_found_and_nothing_else():
    found = pages.passages(PAGE)
    assert [passage.english for passage in found] == [
        "{fact}`x`: profile", "A first paragraph.", "one item", "another", "Head", "Two", "a cell",
        "{doc}`b`", "The caption of a table", "A note.", "Term", "What it means.", "And more.",
    ]  # fmt: skip
    assert [p.english for p in found if not p.placed] == ["The caption of a table", "A note."]


def test_a_page_is_translated_where_its_texts_stand():
    words = {"A first paragraph.": "Un primer párrafo.", "one item": "un punto", "Head": "Cabeza",
             "a cell": "una celda", "Term": "Término", "What it means.": "Lo que significa.",
             "The caption of a table": "no se toca"}  # fmt: skip
    shown = pages.translated(PAGE, lambda text: words.get(text, text))
    for line in ("Un primer párrafo.", "- un punto", "- another", "| Cabeza | Two |",
                 "| una celda | {doc}`b` |", "Término", "  Lo que significa.", "# no text",
                 "Ya está en español.", "of a table"):  # fmt: skip
        assert line in shown.split("\n")
    assert "A first" not in shown and "no se toca" not in shown


def test_a_page_without_translation_keeps_its_texts():
    for name in ("index", "notebooks/selection", "book/glossary"):
        source = sources.read(paths.ROOT / f"{name}.md")
        before = [passage.english for passage in pages.passages(source)]
        after = [p.english for p in pages.passages(pages.translated(source, lambda text: text))]
        assert before == after and len(before) > 20


def test_two_cells_of_a_row_that_read_alike_are_both_translated():
    shown = pages.translated(
        "| a | b |\n| - | - |\n| One | One |\n", lambda text: text.replace("One", "Uno")
    )
    assert "| Uno | Uno |" in shown


@pytest.mark.parametrize("notebook", ["selection", "risks-and-lessons"])
def test_words_beside_exhibits_are_those_of_the_stored_results(notebook):
    source = sources.read(paths.NOTEBOOKS / f"{notebook}.md")
    beside = {passage.english for passage in pages.passages(source) if not passage.placed}
    captions = {item["caption"] for item in stored.items().values()
                if item["notebook"] == notebook and item.get("words") == "page"}  # fmt: skip
    assert captions and captions <= beside
