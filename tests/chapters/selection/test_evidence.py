"""Tests of ``cohesion/chapters/selection/evidence.py``."""

from __future__ import annotations

import pytest
import yaml

from cohesion.chapters.selection import evidence
from cohesion.errors import DataError


def test_mission_evidence_is_neutral_and_checked(tmp_path):
    table = evidence.mission_evidence()
    assert (table == 50).all().all() and len(table) == 32
    form = yaml.safe_load(evidence.MISSION_FILE.read_text("utf-8"))
    form["criteria"]["political_will"]["entries"] = [
        {"state": "07", "score": 75, "date": "2012-03-15", "source": "letter of the governor"}
    ]
    file = tmp_path / "mission_evidence.yml"
    file.write_text(yaml.safe_dump(form), encoding="utf-8")
    assert evidence.mission_evidence(file).at["07", "political_will"] == 75
    form["criteria"]["political_will"]["entries"][0]["score"] = 175
    file.write_text(yaml.safe_dump(form), encoding="utf-8")
    with pytest.raises(DataError, match="political_will, entry 1"):
        evidence.mission_evidence(file)
