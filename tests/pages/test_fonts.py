"""Tests of ``cohesion/pages/fonts.py``: what is kept of a font is made once and never mixed up."""

from __future__ import annotations

import pytest

from cohesion import paths
from cohesion.pages import fonts


@pytest.fixture
def made(tmp_path, monkeypatch):
    """The fonts that were really reduced; each holds what it was made from."""
    found: list[str] = []

    def reduced(source, target, letters, features):
        found.append(f"{source.read_text('utf-8')} {letters} {features}")
        target.write_text(found[-1], "utf-8")

    monkeypatch.setattr(paths, "BUILD", tmp_path / "build")
    monkeypatch.setattr(fonts, "_reduce", reduced)
    return found


def test_a_font_is_reduced_once_for_the_same_letters(tmp_path, made):
    source = tmp_path / "font.ttf"
    source.write_text("one", "utf-8")
    for name, letters in (("a", [66, 65]), ("b", (65, 66)), ("c", {65, 66})):
        fonts.reduce(source, tmp_path / name, letters, ("kern",))
        assert (tmp_path / name).read_text("utf-8") == "one [65, 66] ['kern']"
    assert len(made) == 1
    assert not list((paths.BUILD / "fonts").glob(".*"))


@pytest.mark.parametrize("change", ["font", "letters", "features"])
def test_another_font_letter_or_feature_is_another_file(tmp_path, made, change):
    source = tmp_path / "font.ttf"
    source.write_text("one", "utf-8")
    fonts.reduce(source, tmp_path / "a", [65], ("kern",))
    if change == "font":
        source.write_text("two", "utf-8")
    letters = [65, 66] if change == "letters" else [65]
    fonts.reduce(source, tmp_path / "b", letters, ("liga" if change == "features" else "kern",))
    assert len(made) == 2
    assert (tmp_path / "b").read_text("utf-8") == made[1] != made[0]
