"""The electoral calendar: what it says of 2009, and entries that it refuses."""

from __future__ import annotations

import shutil

import pytest

from cohesion import paths
from cohesion.chapters.correlation import calendar
from cohesion.errors import DataError
from tests.tools import design


def test_states_that_elected_more_on_the_day_of_2009():
    same = calendar.same_day(2009)
    assert sorted(same.index[same["governor"] == 1]) == ["04", "06", "19", "22", "24", "26"]
    assert same["any_local"].sum() == 11 and len(same) == 32
    # Whoever elected a governor elected something local.
    assert (same["any_local"] >= same["governor"]).all()


def test_a_calendar_of_ones_own_is_used_and_a_year_without_one_refused():
    (first,) = calendar.load().elections
    other = first.model_copy(update={"governor": ("01",), "local": ("02",)})
    same = calendar.same_day(2009, calendar.Calendar(elections=(other,)))
    assert same.loc[["01", "02", "03"]].to_numpy().tolist() == [[1, 1], [0, 1], [0, 0]]
    with pytest.raises(DataError, match=r"calendar of 2003.*Add the election"):
        calendar.same_day(2003)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda e: e["local"].append("04"), "stands twice"),
        (lambda e: e["local"].append("33"), "unknown state '33'"),
        (lambda e: e["governor"].append("4"), "should match pattern"),
        (lambda e: e.update(governor=[]), "at least 1"),
        (lambda e: e.update(sources=["a newspaper"]), "should match pattern"),
        (lambda e: e.update(day="2009-07-35"), "day"),
    ],
)
def test_a_wrong_election_is_refused(tmp_path, change, message):
    design.spoilt(tmp_path, calendar.NAME, lambda content: change(content["elections"][0]))
    with pytest.raises(DataError, match=message) as error:
        calendar.load(tmp_path)
    assert "electoral_calendar.yml" in str(error.value)


def test_a_sound_copy_is_read_like_the_original(tmp_path):
    shutil.copy(paths.PROGRAMME / "electoral_calendar.yml", tmp_path)
    assert calendar.load(tmp_path) == calendar.load()
