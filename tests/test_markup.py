"""Tests of ``cohesion/markup.py``."""

from __future__ import annotations

from cohesion.markup import blocks, runs


def test_blocks_and_runs_by_hand():
    text = "One\ntwo.\n\n- a\n- b\n  c\n\n### Head"
    assert list(blocks(text)) == [("p", "One two."), ("li", "a"), ("li", "b c"), ("h", "Head")]
    assert list(blocks("EUR\u00a020\u00a0000 now")) == [("p", "EUR\u00a020\u00a0000 now")]
    assert list(runs("a **b** *c*")) == [("a ", ""), ("b", "bold"), (" ", ""), ("c", "italic")]
