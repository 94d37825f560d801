"""Pages are written for paper from a copy of the trees, and what Sphinx says is kept."""

from __future__ import annotations

import subprocess
from types import SimpleNamespace

import pytest

from cohesion.errors import DataError
from cohesion.paper import resolve


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Let a test say how Sphinx ends; return a function that resolves and the commands it ran."""
    trees, output = tmp_path / "trees", tmp_path / "out"
    trees.mkdir()
    (trees / "a.doctree").write_text("tree", "utf-8")
    (output / "trees").mkdir(parents=True)
    (output / "trees" / "old.doctree").touch()
    monkeypatch.setattr(resolve, "LOG", tmp_path / "log" / "pdf.log")
    commands = []

    def resolved(code: int = 0, said: str = ""):
        def ended(command, **options):
            commands.append((command, options))
            return SimpleNamespace(returncode=code, stdout=said, stderr="")

        monkeypatch.setattr(subprocess, "run", ended)
        resolve.resolve(trees, output)

    return SimpleNamespace(go=resolved, commands=commands, trees=trees, output=output)


def test_the_trees_of_the_pages_are_copied_and_not_touched(run):
    run.go()
    copy = run.output / "trees"
    assert [file.name for file in copy.iterdir()] == ["a.doctree"]
    ((command, options),) = run.commands
    assert command[-2:] == [str(copy), str(run.output)]
    # The notebooks are not run again.
    assert options["env"]["COHESION_PAGES_ONLY"] == "1"
    assert [file.name for file in run.trees.iterdir()] == ["a.doctree"]


def test_a_failure_tells_the_last_warnings_and_keeps_the_whole_log(run):
    said = "\n".join(["reading", *(f"x.md:{n}: WARNING: bad {n}" for n in range(30)), "Error: end"])
    with pytest.raises(DataError, match="cannot be written for paper") as error:
        run.go(1, said)
    told = str(error.value)
    assert "bad 29" in told and "Error: end" in told and "bad 9:" not in told
    assert "reading" not in told and "bad 10" not in told
    assert resolve.LOG.read_text("utf-8") == said


def test_sphinx_is_asked_to_take_warnings_as_errors(monkeypatch):
    from jupyter_book import sphinx

    asked = {}
    monkeypatch.setattr(sphinx, "build_sphinx", lambda *places, **options: asked.update(options))
    import gc

    try:
        assert resolve.main(["trees", "out"]) == 1  # no exit code is no success
    finally:
        gc.enable()
    assert (
        asked["builder"] == "typst" and asked["warningiserror"] and asked["doctreedir"] == "trees"
    )
