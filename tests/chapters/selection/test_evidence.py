"""Tests of ``cohesion/chapters/selection/evidence.py``."""

from __future__ import annotations

import pytest

from cohesion.chapters.selection import evidence
from cohesion.errors import DataError
from tests.tools.design import spoilt


def test_mission_evidence_is_neutral_and_checked(tmp_path):
    table = evidence.mission_evidence()
    assert (table == 50).all().all() and len(table) == 32
    entry = {"state": "07", "score": 75, "date": "2012-03-15", "source": "letter of the governor"}

    def answered(score: int):
        return lambda form: form["criteria"]["political_will"].update(
            entries=[entry | {"score": score}]
        )

    file = spoilt(tmp_path, "mission_evidence", answered(75)) / "mission_evidence.yml"
    assert evidence.mission_evidence(file).at["07", "political_will"] == 75
    spoilt(tmp_path, "mission_evidence", answered(175))
    with pytest.raises(DataError, match="political_will, entry 1"):
        evidence.mission_evidence(file)
