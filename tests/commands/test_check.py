"""``check``: the whole design is loaded and one line says so."""

from __future__ import annotations

import argparse

import pytest

from cohesion.commands import check
from cohesion.errors import DataError


def test_what_the_check_says_is_printed_and_its_error_passes(monkeypatch, capsys):
    monkeypatch.setattr(check, "check", lambda: "40 files agree")
    assert check.command(argparse.Namespace()) == 0
    assert capsys.readouterr().out == "40 files agree\n"

    def refuse():
        raise DataError("it does not agree.", file="risks.yml", cure="Mend it.")

    monkeypatch.setattr(check, "check", refuse)
    with pytest.raises(DataError, match="does not agree"):
        check.command(argparse.Namespace())
