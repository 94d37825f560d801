"""Tests of ``cohesion/programme/lessons.py``."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from cohesion.programme import (
    lessons,
)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_lessons_are_those_of_the_time():
    assert max(lesson.known_by for lesson in lessons.load_lessons()).year <= 2012


def test_inferences_are_counted_among_the_lessons():
    found = lessons.load_lessons()
    numbers = lessons.numbers(found)
    shown = lessons.lesson_table(found)["Standing"]
    assert numbers == {
        "lessons-number": len(shown), "lessons-inference": (shown == "inference").sum()
    }  # fmt: skip
