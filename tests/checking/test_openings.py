"""The first paragraph of a chapter answers, and carries few numbers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cohesion import paths
from cohesion.checking import typed_numbers
from tests.tools.each import each

MOST = 3
GOLDEN = Path(__file__).parents[1] / "golden"
_FACT = re.compile(r"\{fact\}`([^`]+)`")
#: A chapter may put its question first; the answer follows it.
_QUESTION = re.compile(r"\*\*(?:The )?[Qq]uestion\.\*\*|\*\*[^*]+\?\*\*\s*\Z")
#: A text that code writes: its own test counts its numbers (see the profiles' narrative).
_WRITTEN = re.compile(r"```\{published\} (?!tab-|fig-)")


def opening(text: str) -> str:
    """Return the first paragraph after the title that is no question."""
    body = f"\n{text}".split("\n# ", 1)[1].split("\n", 1)[1]
    for paragraph in re.split(r"\n\s*\n", body):
        words = paragraph.strip()
        if _WRITTEN.match(words):
            return ""
        if words and not words.startswith(("```", ":::", "#")) and not _QUESTION.match(words):
            return words
    return ""


def numbers(words: str, texts: dict[str, str]) -> int:
    """Return how many facts of a text show a number; a fact that is new is taken for one."""
    shown = (texts.get(name, "0") for name in _FACT.findall(words))
    return sum(bool(typed_numbers.typed_quantities(text)) for text in shown)


@pytest.fixture(scope="module")
def texts():
    found = {}
    for file in GOLDEN.glob("*.json"):
        facts = json.loads(file.read_text("utf-8")).get("facts", {})
        found |= {name: fact["text"] for name, fact in facts.items()}
    return found


def test_numbers_are_counted_and_names_and_days_are_not():
    known = {"day": "30 June 2012", "who": "Chiapas and Oaxaca", "range": "0.4 to 0.8"}
    page = "---\nx: 1\n---\n# Title\n\n**Question.** What?\n\n"
    page += "{fact}`day`, {fact}`who`, {fact}`range`\n"
    assert numbers(opening(page), known) == 1
    assert numbers(opening(page.replace("`who`", "`new`")), known) == 2


@each(sorted(paths.NOTEBOOKS.glob("*.md")), name=lambda file: file.stem)
def test_a_first_paragraph_has_at_most_three_numbers(file, texts):
    assert numbers(opening(file.read_text("utf-8")), texts) <= MOST
