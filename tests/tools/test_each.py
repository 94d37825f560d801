"""Every case is checked, and every fault is told with its case."""

from __future__ import annotations

import inspect

import pytest

from tests.tools.each import each


def test_every_case_is_tried_and_every_fault_is_told_by_its_case():
    seen = []

    @each([1, 2, 3, 4], name="case {}".format)
    def check(number, limit):
        seen.append(number)
        if number == 4:
            raise ValueError("four")
        assert number != limit, "at the limit"

    with pytest.raises(AssertionError) as caught:
        check(limit=2)
    assert seen == [1, 2, 3, 4]
    said = str(caught.value)
    assert "2 of 4" in said and "case 2: AssertionError: at the limit" in said
    assert "case 4: ValueError: four" in said and "case 1" not in said
    assert list(inspect.signature(check).parameters) == ["limit"]


def test_without_a_case_there_is_no_success():
    with pytest.raises(AssertionError, match="there is no case"):
        each([])(lambda case: None)()


@each("abc")
def test_a_test_made_so_gets_its_fixtures(letter, tmp_path):
    assert letter in "abc" and tmp_path.is_dir()
