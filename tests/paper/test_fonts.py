"""The fonts of the paper edition: exactly nine files, and nothing that was there before."""

from __future__ import annotations

from fontTools.ttLib import TTFont

from cohesion.paper import fonts


def test_a_folder_holds_these_fonts_and_nothing_else(tmp_path):
    folder = tmp_path / "fonts"
    folder.mkdir()
    (folder / "LastResort.otf").touch()
    assert fonts.copy_fonts(folder) == folder
    names = {file.name for file in folder.iterdir()}
    assert names == {file.name for file in fonts.font_files()} and len(names) == 9
    for file in folder.iterdir():
        assert (
            file.read_bytes()
            == next(one for one in fonts.font_files() if one.name == file.name).read_bytes()
        )


def test_both_languages_can_be_set_and_signs_have_a_second_font():
    letters = [set(TTFont(file).getBestCmap()) for file in fonts.font_files()]
    sans = [one for one, file in zip(letters, fonts.font_files(), strict=True)
            if file.name.startswith("SourceSans")]  # fmt: skip
    assert len(sans) == 6
    for known in sans:
        assert set(map(ord, "áéíóúüñÑ¿¡€–—†")) <= known
    assert any(ord("→") in known for known in letters)
