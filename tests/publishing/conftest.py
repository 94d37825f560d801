"""A results folder as the build gives one to a notebook."""

from __future__ import annotations

import pytest

from cohesion.publishing import publish


@pytest.fixture
def out(tmp_path, monkeypatch):
    """The folder; nothing was published and no source is named for all results."""
    monkeypatch.setenv("COHESION_OUT", str(tmp_path))
    monkeypatch.setenv("COHESION_NOTEBOOK", "probe")
    monkeypatch.delenv("COHESION_PAGES_ONLY", raising=False)
    monkeypatch.setattr(publish, "_published", set())
    monkeypatch.setattr(publish, "_rests_on", [])
    return tmp_path


@pytest.fixture
def by_hand(out, monkeypatch):
    """Let a person run the notebook: nothing is written; the published results may be changed."""
    monkeypatch.delenv("COHESION_OUT")
    monkeypatch.delenv("COHESION_NOTEBOOK")
    before: dict[str, dict] = {}
    monkeypatch.setattr(publish.stored, "_loaded", lambda folder: before)
    return before
