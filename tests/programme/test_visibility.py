"""Tests of ``cohesion/programme/visibility.py``."""

from __future__ import annotations

from cohesion.programme import visibility


def test_a_list_has_one_line_for_each_text():
    assert visibility.listed(("one", "two")) == "- one\n- two"
