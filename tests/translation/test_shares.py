"""Tests of ``cohesion/translation/shares.py``."""

from __future__ import annotations

from cohesion.translation import shares
from cohesion.translation.catalogue import Catalogue
from cohesion.translation.pieces import Cutter

TEXTS = {"Poverty fell": "La pobreza bajó"}
WORDS = Catalogue("es", TEXTS, {}, Cutter(TEXTS, ["Oaxaca"]))


def test_names_and_numbers_do_not_count_and_a_page_not_begun_has_nothing():
    texts = ["Poverty fell", "Poverty rose", "Oaxaca", "1 204.5"]
    assert shares.of_page(texts, WORDS, begun=True) == shares.Share(2, 1)
    assert shares.of_page(texts, WORDS, begun=False) == shares.Share(2, 0)


def test_a_page_without_text_needs_no_translation():
    assert shares.Share(0, 0).part == 1 and shares.Share(4, 3).part == 0.75
