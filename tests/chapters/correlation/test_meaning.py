"""The consequences of the correlations: every answer is bound, every entry whole."""

from __future__ import annotations

import pytest

from cohesion import spans
from cohesion.chapters.correlation import meaning
from cohesion.errors import DataError
from tests.tools import design


def test_every_answer_is_bound_to_a_claim_and_says_what_to_do():
    table = meaning.consequences()
    assert list(table.columns) == ["What the figures say", "What to do"]
    assert all(spans.bound(text) for text in table["What the figures say"])
    assert table.index.is_unique and all(question.endswith("?") for question in table.index)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda c: c["consequences"][0].pop("figures"), "entry should have the fields"),
        (lambda c: c["consequences"][0].update(figures=" "), "each with a text"),
        (lambda c: c.pop("consequences"), "there is no part 'consequences'"),
    ],
)
def test_an_entry_that_is_not_whole_is_refused(tmp_path, change, problem):
    design.spoilt(tmp_path, "meaning", change)
    with pytest.raises(DataError, match=problem):
        meaning.consequences(tmp_path)
