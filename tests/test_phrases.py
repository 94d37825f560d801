"""Wording that depends on a number is right for every number, in both languages."""

from __future__ import annotations

import doctest
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion import paths, phrases
from cohesion.chapters import words
from cohesion.methods import association

LANGUAGES = st.sampled_from(["en", "es"])


def test_the_examples_in_the_descriptions_are_true():
    found = doctest.testmod(phrases)
    assert found.attempted > 15 and found.failed == 0


@given(st.integers(0, 40), st.integers(1, 40), LANGUAGES, st.booleans())
def test_a_part_is_never_written_with_a_bare_zero_or_a_plural_one(n, of, language, feminine):
    if n > of:
        with pytest.raises(ValueError, match="cannot be"):
            phrases.out_of(n, of, language, feminine=feminine)
        return
    text = phrases.out_of(n, of, language, feminine=feminine)
    words = text.split()
    assert "0" not in words and text == text.strip()
    assert words[0] not in ("1", "2", "3", "4")
    if n == of and language == "en":
        assert words[0] in ("all", "both", "the")


@given(st.integers(0, 400), LANGUAGES)
def test_nouns_agree_with_their_number(n, language):
    text = phrases.counted(n, "ONE", "SEVERAL", language)
    assert text.endswith("ONE") is (n < 2)
    assert phrases.agree(n, "is", "are") == ("is" if n < 2 else "are")


@given(st.floats(-1e6, 1e6), LANGUAGES)
def test_a_direction_and_its_mirror_are_opposite(change, language):
    one, other = (phrases.direction(sign * change, "past", language) for sign in (1, -1))
    assert (one == other) is (change == 0)


@given(st.floats(-100, 100), st.floats(-100, 100), st.floats(-100, 100))
def test_an_interval_that_holds_the_number_is_never_called_apart(a, b, other):
    low, high = sorted((a, b))
    clear = phrases.against(low, high, other) != "no clear difference"
    assert clear is not (low <= other <= high)
    assert (phrases.verdict(low, high) == "no clear change") is (low <= 0 <= high)


def test_each_verdict_has_one_wording_in_tables_and_texts():
    unclear = phrases.UNCLEAR["en"]
    assert words.READING[0] == unclear["change"] == phrases.verdict(-1, 1)
    assert words.SIDE[0] == unclear["difference"] == phrases.against(-1, 1, 0)
    assert association.verdict(0.1, 0.5, "+") == unclear["association"]
    assert phrases.UNCLEAR["es"].keys() == unclear.keys()


def test_texts_use_no_other_wording_for_a_verdict():
    other = re.compile(
        r"not apart|not different|did not change|not clearly (?:apart|different)|told apart from"
        r"|\bnot told\b|cannot be told"
        r"|no (?:association|difference)[^.;]{0,40}? is (?:found|established)"
    )
    files = [*paths.NOTEBOOKS.glob("*.md"), *paths.BOOK.rglob("*.md"), paths.ROOT / "index.md",
             *(paths.DATA / "programme").glob("*.yml"), *(paths.BOOK / "static").glob("*.js"),
             *(paths.ROOT / "cohesion" / "chapters").rglob("*.py")]  # fmt: skip
    found = {
        f"{file.name}: {match.group()}"
        for file in files
        for match in other.finditer(re.sub(r"\s+", " ", file.read_text("utf-8")))
    }
    assert not found


@given(st.integers(1, 40), st.integers(1, 40), LANGUAGES)
def test_places_are_counted_from_the_nearer_end(n, of, language):
    if n > of:
        with pytest.raises(ValueError, match="no place"):
            phrases.place_from(n, of, language)
        return
    text = phrases.place_from(n, of, language)
    mirrored = phrases.place_from(of + 1 - n, of, language)
    assert (text == mirrored) is (2 * n == of + 1)


@pytest.mark.parametrize(
    ("n", "written"),
    [(2, "second"), (10, "tenth"), (12, "12th"), (21, "21st"), (23, "23rd"), (111, "111th")],
)
def test_ordinals(n, written):
    assert phrases.ordinal(n) == written


@pytest.mark.parametrize("bad", [-1, 1.5])
def test_what_is_no_number_of_things_is_refused(bad):
    with pytest.raises(ValueError, match="no number of things"):
        phrases.word(bad)


def test_missing_changes_and_turned_intervals_are_refused():
    with pytest.raises(ValueError, match="missing"):
        phrases.direction(float("nan"))
    with pytest.raises(ValueError, match="no interval"):
        phrases.verdict(2.0, 1.0)


LETTERS = st.text(st.characters(categories=["L"]), min_size=1, max_size=8)


@given(st.lists(LETTERS, max_size=6), LANGUAGES)
def test_every_name_of_a_list_stands_in_it_once(names, language):
    text = phrases.listed(names, language)
    joint = {"en": (" and ",), "es": (" y ", " e ")}[language]
    assert sum(text.count(word) for word in joint) == (1 if len(names) > 1 else 0)
    assert text.count(", ") == max(0, len(names) - 2)
