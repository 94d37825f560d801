"""Tests of ``cohesion/translation/shares.py``."""

from __future__ import annotations

import pytest

from cohesion.translation import shares
from cohesion.translation.catalogue import Catalogue
from cohesion.translation.pieces import Cutter

TEXTS = {"Poverty fell": "La pobreza bajó"}
WORDS = Catalogue("es", TEXTS, {}, Cutter(TEXTS, ["Oaxaca"]))
FOUND = {"a": shares.Share(4, 3), "b": shares.Share(6, 0), "c": shares.Share(0, 0)}


def test_names_and_numbers_do_not_count_and_a_page_not_begun_has_nothing():
    texts = ["Poverty fell", "Poverty rose", "Oaxaca", "1 204.5"]
    assert shares.of_page(texts, WORDS, begun=True) == shares.Share(2, 1)
    assert shares.of_page(texts, WORDS, begun=False) == shares.Share(2, 0)


def test_a_page_without_text_needs_no_translation():
    assert shares.Share(0, 0).part == 1 and shares.Share(4, 3).part == 0.75


def test_the_numbers_of_the_quality_chapter_are_sums_of_the_shares():
    assert shares.numbers(FOUND) == {"spanish-pages": 1, "spanish-pages-of": 2,
                                     "spanish-texts": 3, "spanish-texts-of": 10}  # fmt: skip
    assert shares.total(FOUND) == pytest.approx(30)
    assert shares.total({}) == 0


def test_the_table_holds_the_pages_that_have_a_translation():
    table = shares.table(FOUND)
    assert list(table.index) == ["a"] and table.loc["a"].tolist() == [4, 3, 75]
