"""The detector of concluding sentences, held against sentences that a person labelled.

Three draws from all texts of the edition 0.2.0, by the seeds 20120630, 20121201 and 20131115. The
300 of the first were labelled before the detector was written. On the second and third, met for
the first time, its earlier forms found 79 and 54 per cent; it was then taught their kind.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cohesion.checking import conclusions

DRAWS = {"": 300, "_second": 110, "_third": 110}


def labelled(draw: str) -> list[tuple[str, bool]]:
    file = Path(__file__).with_name(f"concluding_sentences{draw}.csv")
    with file.open(encoding="utf-8", newline="") as stream:
        return [(row["sentence"], row["concluding"] == "1") for row in csv.DictReader(stream)]


@pytest.mark.parametrize("draw", DRAWS)
def test_the_detector_finds_95_of_100_concluding_sentences(draw):
    sentences = labelled(draw)
    assert len(sentences) >= DRAWS[draw]
    concluding = [text for text, label in sentences if label]
    missed = [text for text in concluding if not conclusions.concludes(text)]
    assert len(concluding) > 25
    assert len(missed) <= 0.05 * len(concluding), missed


def test_the_detector_does_not_simply_say_yes():
    plain = [text for draw in DRAWS for text, label in labelled(draw) if not label]
    wolves = [text for text in plain if conclusions.concludes(text)]
    assert len(wolves) < 0.45 * len(plain)


def test_a_bound_clause_binds_its_sentence():
    bound = "In {fact}`n` states [homicide rose]{.claim .claim--rose}."
    free = "In most states homicide rose."
    assert conclusions.unbound([bound, free, "The text is a draft."]) == [free]
