"""Tests of ``cohesion/translation/words.py``."""

from __future__ import annotations

from cohesion.translation.words import ENGLISH, SPANISH, agreeing


def test_no_word_is_taken_for_both_languages():
    assert not ENGLISH & SPANISH
    assert not {"a", "no", "me", "son", "once", "sin", "he"} & ENGLISH


def test_grades_agree_with_the_noun_above_them():
    grades = ["alto", "medio", "bajo", "AMEXCID"]
    assert [agreeing("Likelihood", grade) for grade in grades] == [
        "alta", "media", "baja", "AMEXCID"]  # fmt: skip
    assert [agreeing("Impact", grade) for grade in grades] == grades


def test_a_name_that_begins_in_english_is_no_spanish_name():
    assert "first" in ENGLISH
