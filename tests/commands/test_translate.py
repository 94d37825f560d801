"""Tests of ``cohesion/commands/translate.py``."""

from __future__ import annotations

from cohesion import paths
from cohesion.__main__ import main
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
