"""``states``: one page for each state."""

from __future__ import annotations

import argparse

from cohesion.commands import states


def test_pages_are_counted(monkeypatch, capsys):
    monkeypatch.setattr(states, "write_stubs", lambda: ["x"] * 32)
    assert states.command(argparse.Namespace()) == 0
    assert capsys.readouterr().out == "32 pages written to book/states/\n"
