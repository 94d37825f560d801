"""What pages are made from: one hash that follows every file, and a check that is not repeated."""

from __future__ import annotations

import pytest

from cohesion import paths
from cohesion.building import inputs
from cohesion.checking import declared, sources
from cohesion.tables import catalogue, editions, geo


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of a few files."""
    for name in ("PROGRAMME", "CATALOGUE", "DATA", "GEO", "BOOK", "NOTEBOOKS", "RESULTS", "BUILD"):
        folder = tmp_path / name.lower()
        folder.mkdir()
        monkeypatch.setattr(paths, name, folder)
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(inputs.environment, "LOCK", tmp_path / "requirements.txt")
    (tmp_path / "cohesion").mkdir()
    # Not in another process: a test sees what is asked there.
    monkeypatch.setattr(inputs.processes, "apart", lambda work: work())
    return tmp_path


def test_every_kind_of_input_changes_the_hash(project):
    before = {inputs.inputs_of_pages()}
    for name in ("index.md", "_toc.yml", "requirements.txt", "book/static/x.css", "notebooks/a.md",
                 "programme/risks.yml", "cohesion/a/b.py", "results/a/items.jsonl",
                 "results/a/executed.ipynb"):  # fmt: skip
        file = project / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x", "utf-8")
        now = inputs.inputs_of_pages()
        assert now not in before, name
        before.add(now)
        file.write_text("y", "utf-8")
        assert inputs.inputs_of_pages() not in before, name
        before.add(inputs.inputs_of_pages())


def test_what_is_no_input_changes_nothing(project):
    before = inputs.inputs_of_pages()
    for name in ("notes.txt", "results/.old/items.jsonl", "build/x.md"):
        file = project / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x", "utf-8")
    assert inputs.inputs_of_pages() == before


def test_the_design_is_checked_again_only_when_something_changed(project, monkeypatch):
    asked = []
    monkeypatch.setattr(sources, "check_sources", lambda: asked.append("sources"))
    monkeypatch.setattr(sources, "toc_files", lambda: ["index"])
    for module, name in ((catalogue, "check"), (editions, "comparable"), (geo, "check"),
                         (declared, "check_files")):  # fmt: skip
        monkeypatch.setattr(module, name, lambda name=name: asked.append(name))
    inputs.check_inputs()
    assert asked == ["sources", "check", "comparable", "check", "check_files"]
    inputs.check_inputs()
    assert asked[5:] == ["sources"]
    (project / "programme" / "risks.yml").write_text("x", "utf-8")
    inputs.check_inputs()
    assert asked[6:] == ["sources", "check", "comparable", "check", "check_files"]
    monkeypatch.setattr(sources, "toc_files", lambda: ["index", "more"])
    inputs.check_inputs()
    assert len(asked) == 16


def test_a_design_that_fails_is_checked_again(project, monkeypatch):
    monkeypatch.setattr(sources, "check_sources", lambda: None)
    monkeypatch.setattr(sources, "toc_files", list)
    for module, name in ((catalogue, "check"), (editions, "comparable"), (geo, "check")):
        monkeypatch.setattr(module, name, lambda: None)

    def refuse():
        raise ValueError("wrong")

    monkeypatch.setattr(declared, "check_files", refuse)
    for _ in range(2):
        with pytest.raises(ValueError, match="wrong"):
            inputs.check_inputs()
