"""The fonts of the pages: few letters, the same bytes every time, icons by their names."""

from __future__ import annotations

from pathlib import Path

import font_source_sans_pro
import pytest
from fontTools.ttLib import TTFont

from cohesion.pages import fonts

REGULAR = Path(font_source_sans_pro.font_directory) / "SourceSansPro-Regular.ttf"


def letters(file: Path) -> set[int]:
    return set(TTFont(file).getBestCmap())


def test_a_font_keeps_the_letters_that_are_asked_for_and_its_bytes(tmp_path):
    for name in ("a", "b"):
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
