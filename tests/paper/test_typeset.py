"""Typst: its messages name the page's file; a sign without a glyph stops the build."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.paper import fonts, typeset


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("typst")
    fonts.copy_fonts(made / "fonts")
    return made


def _main(folder, body: str) -> None:
    head = '#set document(title: "x")\n#set text(font: ("Source Sans Pro", "DejaVu Sans"))\n'
    (folder / "main.typ").write_text(f"{head}= Title\n{body}\n", "utf-8")


def test_a_sign_that_no_font_has_is_named_with_its_page(folder):
    (folder / "pages").mkdir()
    (folder / "pages" / "page.typ").write_text(
        '#{\n//@ notebooks/x.md:12\npar("a \U00013000 b")\n}\n', "utf-8"
    )
    _main(folder, '#include "pages/page.typ"')
    with pytest.raises(DataError, match=r"notebooks/x\.md:12"):
        typeset.typeset(folder, "main.typ", folder / "out.pdf", 0)
    assert not (folder / "out.pdf").exists()


def test_only_nine_fonts_of_packages_are_there(folder):
    names = sorted(file.name for file in (folder / "fonts").iterdir())
    assert len(names) == 9 and all(name.endswith(".ttf") for name in names)
    assert not [name for name in names if "LastResort" in name]


def test_the_same_pages_give_the_same_bytes_with_any_zone_locale_and_threads(folder, monkeypatch):
    _main(folder, 'Words.\n#link("https://example.org")[a link]\n- a\n- b\n')
    made = []
    for zone, locale, threads in (("UTC", "C", "1"), ("America/Mexico_City", "es_MX.UTF-8", "2")):
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("LC_ALL", locale)
        monkeypatch.setenv("RAYON_NUM_THREADS", threads)
        typeset.typeset(folder, "main.typ", folder / "out.pdf", 1341014400)
        made.append((folder / "out.pdf").read_bytes())
    assert made[0] == made[1]
    assert str(folder).encode() not in made[0]


def test_nothing_outside_the_folder_is_read(folder, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    for path in (str(secret), "../secret.txt", "/../../etc/hostname"):
        _main(folder, f'#read("{path}")')
        with pytest.raises(DataError, match="Typst cannot set"):
            typeset.typeset(folder, "main.typ", folder / "out.pdf", 0)
