"""``states``: one page for each state, and the profiles after the first."""

from __future__ import annotations

import argparse

from cohesion.commands import states


def test_pages_are_counted(monkeypatch, capsys):
    monkeypatch.setattr(states, "write_stubs", lambda: ["x"] * 32)
    monkeypatch.setattr(states, "write_profiles", lambda: ["x"] * 3)
    assert states.command(argparse.Namespace()) == 0
    assert capsys.readouterr().out == (
        "32 pages written to book/states/\n3 profiles written from notebooks/profile-first.md\n"
    )
