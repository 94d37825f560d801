"""Bytes as text: a byte that is not UTF-8 is named with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.errors import DataError
from cohesion.files import text


@given(st.text())
def test_what_is_utf8_comes_back(words):
    assert text.decoded(words.encode("utf-8"), "x.md") == words


@pytest.mark.parametrize(
    ("content", "row", "byte"),
    [
        (b"\xff", 1, "0xff"),
        ("a\nb\nç\n".encode("latin-1"), 3, "0xe7"),
        ("é\n".encode() + b"\xc3", 2, "0xc3"),
    ],
)
def test_the_first_wrong_byte_is_named_with_its_line_and_a_cure(content, row, byte):
    with pytest.raises(DataError, match=f"the byte {byte} is not UTF-8") as caught:
        text.decoded(content, "x.md", "Mend it.")
    assert (caught.value.file, caught.value.row, caught.value.cure) == ("x.md", row, "Mend it.")
