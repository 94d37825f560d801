"""Tests of ``cohesion/translation/words.py``."""

from __future__ import annotations

from cohesion.translation.words import ENGLISH, SPANISH


def test_no_word_is_taken_for_both_languages():
    assert not ENGLISH & SPANISH
    assert not {"a", "no", "me", "son", "once", "sin", "he"} & ENGLISH
