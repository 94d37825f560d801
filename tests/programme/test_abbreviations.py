"""Tests of ``cohesion/programme/abbreviations.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.programme import abbreviations
from tests.tools.design import copied


def test_short_forms_of_the_file_and_acronyms_of_actors_are_known():
    known = abbreviations.load_abbreviations()
    assert all(item.short == short and item.en and item.es for short, item in known.items())
    listed = {item.short for item in abbreviations.load(
        abbreviations.Abbreviations, abbreviations.FILE).abbreviations}  # fmt: skip
    assert listed < set(known), "actors add theirs"


def test_only_whole_words_of_a_text_count_in_order_of_the_alphabet():
    known = sorted(abbreviations.load_abbreviations(), key=str.casefold)
    first, second = known[0], known[1]
    found = abbreviations.used(f"Of {second}, and of {first}; not x{first}x.")
    assert [item.short for item in found] == [first, second]
    assert abbreviations.used("nothing of the kind") == []


def test_a_short_form_that_stands_twice_is_refused(tmp_path):
    folder = copied(tmp_path)
    file = folder / abbreviations.FILE
    short = next(iter(abbreviations.load_abbreviations()))
    text = file.read_text("utf-8").replace(
        "abbreviations:\n", f"abbreviations:\n  - {{short: {short}, en: Other, es: Otro}}\n", 1
    )
    file.write_text(text, "utf-8")
    with pytest.raises(DataError, match=f"the id '{short}' is used twice"):
        abbreviations.load_abbreviations(folder)


def test_spanish_texts_are_searched_for_spanish_forms():
    found = abbreviations.used("La UE y la AT; EU y TA son inglés.", "es")
    assert [(item.short, item.es) for item in found] == [
        ("AT", "asistencia técnica"), ("UE", "Unión Europea"),
    ]  # fmt: skip
