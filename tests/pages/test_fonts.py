"""The fonts of the pages: few letters, the same bytes every time, icons by their names."""

from __future__ import annotations

from pathlib import Path

import font_source_sans_pro
import pytest
from fontTools.ttLib import TTFont

from cohesion import paths
from cohesion.pages import fonts

REGULAR = Path(font_source_sans_pro.font_directory) / "SourceSansPro-Regular.ttf"


def letters(file: Path) -> set[int]:
    return set(TTFont(file).getBestCmap())


def test_a_font_keeps_the_letters_that_are_asked_for_and_its_bytes(tmp_path, monkeypatch):
    for name in ("a", "b"):
        # Each in a build of its own, so that the second is not the copy of the first.
        monkeypatch.setattr(paths, "BUILD", tmp_path / f"build-{name}")
        fonts.reduce(REGULAR, tmp_path / f"{name}.woff2", [ord("ñ"), ord("A"), 0x1F600])
    one, two = (tmp_path / f"{name}.woff2" for name in "ab")
    assert one.read_bytes() == two.read_bytes() and one.read_bytes()[:4] == b"wOF2"
    assert letters(one) == {ord("ñ"), ord("A")}


def test_every_letter_of_the_report_is_in_the_face(tmp_path):
    fonts.reduce(REGULAR, tmp_path / "x.woff2", fonts.LETTERS, fonts.FEATURES)
    have = letters(tmp_path / "x.woff2")
    assert set(map(ord, "áéíóúñÑü¿¡§†–—“”…−×≥≤²³€%")) <= have
    assert (tmp_path / "x.woff2").stat().st_size < REGULAR.stat().st_size / 3


def small_icons(folder: Path) -> Path:
    """A folder as the theme's, whose icon font has only letters."""
    webfonts = folder / "vendor" / "fontawesome" / "webfonts"
    webfonts.mkdir(parents=True)
    (webfonts / "fa-solid-900.ttf").write_bytes(REGULAR.read_bytes())
    (webfonts / "fa-brands-400.ttf").write_bytes(b"x")
    scripts = folder / "scripts"
    scripts.mkdir()
    for name in ("fontawesome.js", "fontawesome.js.map", "other.js"):
        (scripts / name).write_text("x", "utf-8")
    return webfonts


def test_icons_are_reduced_to_those_shown_and_the_rest_is_dropped(tmp_path, monkeypatch):
    webfonts = small_icons(tmp_path)
    monkeypatch.setattr(fonts, "ICONS", ("A", "ntilde"))
    fonts.reduce_icons(tmp_path)
    assert [file.name for file in webfonts.iterdir()] == ["fa-solid-900.woff2"]
    assert letters(webfonts / "fa-solid-900.woff2") == {ord("A"), ord("ñ")}
    assert [file.name for file in (tmp_path / "scripts").iterdir()] == ["other.js"]
    # Once more: what is left stays.
    fonts.reduce_icons(tmp_path)
    assert letters(webfonts / "fa-solid-900.woff2") == {ord("A"), ord("ñ")}


def test_an_icon_that_the_font_lacks_is_an_error():
    assert fonts.icon_codes(REGULAR, ["B", "A"]) == [65, 66]
    with pytest.raises(KeyError, match="sparkles"):
        fonts.icon_codes(REGULAR, ["sparkles"])


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
