"""Files to take away are built when something they rest on changed, and not otherwise."""

from __future__ import annotations

import pytest

from cohesion import paths
from cohesion.office import build, fresh
from cohesion.publishing import stored

ITEM = {"name": "n", "kind": "fact", "value": 1, "text": "1"}


@pytest.fixture
def built(tmp_path, monkeypatch):
    """A project of its own; the list of what was built."""
    for name in ("PROGRAMME", "BOOK", "LOCALE", "BUILD"):
        (tmp_path / name.lower()).mkdir()
        monkeypatch.setattr(paths, name, tmp_path / name.lower())
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "DELIVERABLES", tmp_path / "deliverables")
    seen: list[str] = []

    def export(folder):
        folder.mkdir(exist_ok=True)
        (folder / "x.docx").touch()
        # What the files ask for: every file of this project asks for the one result.
        if "n" in stored.items():
            stored.item("n")
        seen.append(folder.name)

    monkeypatch.setattr(build, "export", export)
    monkeypatch.setattr(stored, "items", lambda folder=None: {"n": ITEM, "other": ITEM})
    return seen


def test_nothing_is_built_twice_from_the_same(built):
    assert fresh.ensure({"n": ITEM}) is True
    assert fresh.ensure({"n": ITEM}) is False
    assert built == ["deliverables"]


@pytest.mark.parametrize(
    "file", ["cohesion/formats.py", "cohesion/office/word.py", "cohesion/programme/x.py",
             "cohesion/translation/x.py", "programme/deep/x.yml", "book/bib/x.bib", "locale/x.po"],
)  # fmt: skip
def test_code_texts_and_translations_count(built, tmp_path, file):
    fresh.ensure({"n": ITEM})
    place = tmp_path / file
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("x", "utf-8")
    assert fresh.ensure({"n": ITEM}) is True
    assert fresh.ensure({"n": ITEM}) is False


def test_a_moved_result_and_lost_files_count(built, tmp_path):
    fresh.ensure({"n": ITEM})
    assert fresh.ensure({"n": ITEM | {"value": 2, "text": "2"}}) is True
    assert fresh.ensure({"n": ITEM}) is True
    (paths.DELIVERABLES / "x.docx").unlink()
    assert fresh.ensure({"n": ITEM}) is True
    assert len(built) == 4


def test_a_result_that_no_file_asks_for_builds_nothing(built):
    other = ITEM | {"name": "other"}
    fresh.ensure({"n": ITEM, "other": other})
    assert fresh.ensure({"n": ITEM, "other": other | {"value": 2}}) is False
    assert fresh.ensure({"n": ITEM | {"value": 2}, "other": other}) is True


def test_a_damaged_stamp_is_no_stamp(built):
    fresh.ensure({"n": ITEM})
    (paths.BUILD / "deliverables.stamp").write_text("{", "utf-8")
    assert fresh.ensure({"n": ITEM}) is True


def test_a_build_that_fails_leaves_no_stamp(built, monkeypatch):
    def fail(folder):
        raise OSError("disk full")

    monkeypatch.setattr(build, "export", fail)
    with pytest.raises(OSError, match="disk full"):
        fresh.ensure({"n": ITEM})
    assert not (paths.BUILD / "deliverables.stamp").exists()
