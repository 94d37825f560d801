"""Doubted figures and known limits: each once, each with its words."""

from __future__ import annotations

import pytest

from cohesion.checking import limits
from cohesion.errors import DataError
from tests.tools import design


def test_every_doubt_says_why_and_what_was_done():
    doubts = limits.load_doubts()
    assert len({doubt.figure for doubt in doubts}) == len(doubts) > 0
    assert all(len(doubt.why) >= 10 and len(doubt.handling) >= 10 for doubt in doubts)
    assert len(limits.load_limits()) > 0


@pytest.mark.parametrize(
    ("file", "loader", "change", "message"),
    [
        ("doubts", limits.load_doubts, lambda f: f.append(dict(f[0])), "stands twice"),
        ("doubts", limits.load_doubts,
         lambda f: f.append(dict(f[0]) | {"why": "for another reason"}), "used twice"),
        ("doubts", limits.load_doubts, lambda f: f[0].update(why="why"), "at least 10"),
        ("doubts", limits.load_doubts, lambda f: f[0].pop("handling"), "Field required"),
        ("doubts", limits.load_doubts, lambda f: f.clear(), "at least 1"),
        ("limits", limits.load_limits,
         lambda f: f.append(dict(f[0]) | {"meaning": "something else"}), "used twice"),
        ("limits", limits.load_limits, lambda f: f[0].update(limit=""), "at least 3"),
        ("limits", limits.load_limits, lambda f: f[0].update(cure="none"), "Extra inputs"),
    ],
)  # fmt: skip
def test_a_spoilt_file_is_refused_with_its_name(tmp_path, file, loader, change, message):
    design.spoilt(tmp_path, file, lambda content: change(content[file]))
    with pytest.raises(DataError, match=message) as error:
        loader(tmp_path)
    assert f"{file}.yml" in str(error.value)
