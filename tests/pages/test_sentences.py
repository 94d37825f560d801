"""The sentence in which a number is read: whole words, no names of tables without a number."""

from __future__ import annotations

from cohesion.pages.sentences import LONGEST, sentence_at


def at(text: str, number: str) -> str:
    return sentence_at(text, text.index(number), len(number))


def test_a_reference_is_told_in_words_and_begins_a_sentence():
    text = "The growth was great. tab-health shows 19.3 % of all, as does fig-health-map. More."
    assert at(text, "19.3 %") == "The table shows 19.3 % of all, as does the figure."
    assert at(text, "great") == "The growth was great."


def test_a_long_sentence_is_cut_around_its_number_between_words():
    text = "Before " + "these words " * 30 + "stand 19.3 % and " + "those words " * 30 + "after."
    told = at(text, "19.3 %")
    assert told.startswith("… ") and told.endswith(" …") and "stand 19.3 % and" in told
    assert len(told) <= LONGEST + 4
    assert set(told.strip("… ").split()) <= set(text.split())
