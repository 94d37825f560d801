"""Tests of ``cohesion/commands/translate.py``."""

from __future__ import annotations

import pytest

from cohesion import paths
from cohesion.__main__ import main
from cohesion.building import spanish
from cohesion.office import texts
from cohesion.pages import translating
from cohesion.translation import po
from cohesion.translation.po import Message


def test_a_file_is_checked_and_its_faults_are_named(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(paths, "LOCALE", tmp_path)
    po.write([Message("One text.", "Un texto."), Message("Two.", "Two.")], tmp_path / "a.po")
    assert main(["translate", "a.po"]) == 1
    told = capsys.readouterr().out
    assert "50.0 %" in told and "“Two.”: the same as the English" in told
    po.write([Message("One text.", "Un texto.")], tmp_path / "a.po")
    assert main(["translate", "a"]) == 0


def test_an_unknown_file_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(paths, "LOCALE", tmp_path)
    assert main(["translate", "nothing"]) == 1
    assert "nothing.po" in capsys.readouterr().err


def test_a_page_that_is_not_in_the_book_is_named(capsys):
    assert main(["translate", "--page", "notebooks/nothing"]) == 1
    assert "no page 'notebooks/nothing'" in capsys.readouterr().err


@pytest.fixture
def wanted(tmp_path, monkeypatch):
    """Documents that want two texts and pages that want one, in folders of their own."""
    asked = []

    def of_pages(pages):
        asked.extend(pages)
        return {"selection": [Message("Three.", "")]}

    monkeypatch.setattr(paths, "LOCALE", tmp_path)
    monkeypatch.setattr(spanish, "PAGES", tmp_path / "pages")
    monkeypatch.setattr(spanish, "begun", lambda known: ["notebooks/selection"])
    monkeypatch.setattr(texts, "wanted", lambda: {"a": [Message("One.", ""), Message("Two.", "")]})
    monkeypatch.setattr(translating, "wanted", of_pages)
    (tmp_path / "pages").mkdir()
    return asked


def test_an_update_keeps_what_is_translated_and_drops_what_nothing_wants(wanted, tmp_path, capsys):
    po.write([Message("One.", "Uno."), Message("Gone.", "Ido.")], tmp_path / "a.po")
    po.write([Message("Old.", "Viejo.")], tmp_path / "old.po")
    assert main(["translate"]) == 0
    assert [(m.english, m.spanish) for m in po.read(tmp_path / "a.po")] == [
        ("One.", "Uno."), ("Two.", "")]  # fmt: skip
    assert not (tmp_path / "old.po").exists()
    assert [m.english for m in po.read(tmp_path / "pages" / "selection.po")] == ["Three."]
    told = capsys.readouterr().out
    assert "50.0 %" in told and "0.0 %" in told and "1 texts are not ready." in told


def test_a_page_is_begun_in_the_order_of_the_book(wanted):
    assert main(["translate", "--page", "index"]) == 0
    assert wanted == ["index", "notebooks/selection"]


def test_pages_are_checked_by_their_folder(wanted, tmp_path, capsys):
    po.write([Message("Three.", "Tres.")], tmp_path / "pages" / "selection.po")
    assert main(["translate", "pages/selection.po"]) == 0
    assert "pages/selection" in capsys.readouterr().out
    assert main(["translate", "--check"]) == 0
    po.write([Message("Three.", "")], tmp_path / "pages" / "selection.po")
    assert main(["translate", "--check"]) == 1
