"""Tests of ``cohesion/readers/coneval/transcribed.py``."""

from __future__ import annotations

from cohesion.readers.coneval import transcribed
from cohesion.tables.geography import STATE_CODES
from tests.tools.spoilt import values


def test_the_nation_as_first_published_is_coherent(tmp_path):
    found = values(transcribed.nation_as_published(tmp_path), "indicator", "year")
    assert len(found) == 12
    # Both years: the poor and the two vulnerable groups leave less than a fifth of the people.
    for year in (2008, 2010):
        share = found["poverty_as_published", year]
        rest = 100 - share - sum(
            found[f"vulnerable_{what}_as_published", year] for what in ("deprivation", "income")
        )  # fmt: skip
        assert 17.5 < rest < 20
        people = 1e-6 * 100 * found["poverty_persons_as_published", year] / share
        assert 109 < people < 114
        assert found["extreme_poverty_as_published", year] < share


def test_each_state_is_read_once_as_risen_fallen_or_unchanged(tmp_path):
    frame = transcribed.reading_of_change(tmp_path)
    assert frame["state_code"].tolist() == list(STATE_CODES)
    assert frame["value"].value_counts().to_dict() == {0: 21, 1: 9, -1: 2}
    assert values(frame, "state_code")["05"] == -1
    assert values(frame, "state_code")["30"] == 1
