"""Tests of ``cohesion/readers/inegi/speakers.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers.inegi import speakers
from tests.tools.spoilt import values, written

TEXT = (
    "cve_ent,anio,hablantes_5mas,pct_hablantes_5mas\n00,2010,30,3.0\n01,2010,10,1.0\n02,2010,20,9\n"
)


def test_persons_and_shares(tmp_path):
    frame = speakers.speakers_states(written(tmp_path, speakers.FILE, TEXT))
    found = values(frame, "state_code", "indicator")
    assert found["02", "indigenous_speakers_5_plus"] == 20
    assert found["02", "indigenous_speakers_5_plus_share"] == 9
    assert len(found) == 6


def test_states_must_add_up_to_the_nation_exactly(tmp_path):
    spoilt = TEXT.replace("01,2010,10", "01,2010,11")
    with pytest.raises(DataError, match="do not add up"):
        speakers.speakers_states(written(tmp_path, speakers.FILE, spoilt))
