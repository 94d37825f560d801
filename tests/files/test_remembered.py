"""Tests of ``cohesion/files/remembered.py``."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion import paths
from cohesion.files.remembered import Remembered


@pytest.fixture(autouse=True)
def build(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "BUILD", tmp_path)
    return tmp_path


def counting():
    """Return a maker and the list of its calls."""
    calls = []

    def make():
        calls.append(1)
        return {"n": len(calls)}

    return make, calls


def test_a_text_is_looked_at_once_until_it_or_the_code_changes():
    make, calls = counting()
    for text, maker, expected in (
        (b"a", "1", 1), (b"a", "1", 1), (b"b", "1", 2), (b"b", "1", 2), (b"b", "2", 3),
    ):  # fmt: skip
        kept = Remembered("x", maker)
        assert kept.of(text, make) == kept.of(text, make)
        kept.keep()
        assert len(calls) == expected


def test_what_was_not_asked_for_is_forgotten(build):
    make, calls = counting()
    for texts in ((b"a", b"b"), (b"b",), (b"a", b"b")):
        kept = Remembered("x", "1")
        for text in texts:
            kept.of(text, make)
        kept.keep()
    assert len(calls) == 3


@pytest.mark.parametrize("left", [b"", b"{", b"[]", b'{"maker": "1"}', b"\xff"])
def test_a_damaged_file_means_to_look_again(build, left):
    make, calls = counting()
    kept = Remembered("x", "1")
    kept.of(b"a", make)
    kept.keep()
    (build / "remembered" / "x.json").write_bytes(left)
    assert Remembered("x", "1").of(b"a", make) == {"n": 2}


def test_a_folder_that_cannot_be_written_only_costs_time(build):
    (build / "remembered").write_text("a file where the folder should be")
    kept = Remembered("x", "1")
    assert kept.of(b"a", lambda: 7) == 7
    kept.keep()


@given(st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x) | st.tuples(x)))
def test_what_is_new_and_what_is_kept_are_the_same(value):
    kept = Remembered("y", "1")
    new = kept.of(b"a", lambda: value)
    kept.keep()
    again = Remembered("y", "1").of(b"a", lambda: pytest.fail("it was kept"))
    assert new == again and type(new) is type(again)
