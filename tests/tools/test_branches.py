"""Coverage is counted module by module, also in processes that a test forks or starts."""

from __future__ import annotations

import pytest

from tests.tools import branches
from tests.tools.branches import Reached

MODULE = """\
def sign(number):
    if number > 0:
        return 1
    if number < 0:
        return -1
    return 0
"""
#: One side is reached by the test itself, one by a forked process, one by a process that it starts.
TEST = """\
import os, subprocess, sys
sys.path.insert(0, {root!r})
from room.inner import signs
def test_sign():
    assert signs.sign(1) == 1 and not os.path.exists(os.environ["SOURCES"])
    if os.fork() == 0:
        signs.sign(-1)
        os._exit(0)
    os.wait()
    subprocess.run([sys.executable, "-c", "from room.inner import signs; signs.sign(0)"],
                   check=True, cwd={root!r})
"""


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A package with one room: a module that is tested, and one that no test imports."""
    package, tests = tmp_path / "package", tmp_path / "tests"
    (package / "room" / "inner").mkdir(parents=True)
    (tests / "room").mkdir(parents=True)
    for folder in ("room", "room/inner"):
        (package / folder / "__init__.py").touch()
    (package / "room" / "inner" / "signs.py").write_text(MODULE, "utf-8")
    (package / "room" / "alone.py").write_text("ONE = 1\n", "utf-8")
    (tests / "room" / "test_signs.py").write_text(TEST.format(root=str(package)), "utf-8")
    monkeypatch.setattr(branches, "_PACKAGE", package)
    monkeypatch.setattr(branches, "_TESTS", tests)
    monkeypatch.setattr(branches, "_DATA", tmp_path / "data")
    return tests / "room" / "test_signs.py"


@pytest.mark.dear
def test_forked_and_started_processes_count_and_an_unknown_module_has_nothing(room):
    assert branches.rooms() == ["room", branches.TOP]
    assert branches.modules("room") == ["room/alone", "room/inner/signs"]
    alone, signs = branches.measure("room")
    assert alone == Reached("room/alone", 0.0, "no test imports it")
    assert signs == Reached("room/inner/signs", 100.0, "")


@pytest.mark.dear
def test_what_no_test_reaches_is_named_by_line_and_branch(room):
    text = room.read_text("utf-8")
    room.write_text(text[: text.index("    if os.fork")], "utf-8")
    _, found = branches.measure("room")
    # Six lines and four ways: three lines and one way are reached besides the head.
    assert found.share == pytest.approx(100 * 4 / 10) and found.missed.startswith("4 5 6")


@pytest.mark.dear
def test_a_room_whose_tests_fail_is_not_counted(room):
    room.write_text("def test_x():\n    assert 1 == 2\n", "utf-8")
    with pytest.raises(RuntimeError, match="the tests of room do not pass"):
        branches.measure("room")


def test_a_module_below_the_floor_needs_a_reason_and_no_other_has_one():
    found = [Reached("a/low", 60.0, "4 5->7"), Reached("a/high", 85.0, "")]
    assert branches.faults(found, {"a/low": "why", "b/elsewhere": "not measured now"}) == []
    assert branches.faults(found, {})[0].startswith("a/low: 60 % is reached")
    assert branches.faults(found, {"a/low": "why", "a/high": "why"})[0].startswith("a/high: enough")
    assert branches.told("a", found, {"a/low": "slow"}).splitlines() == [
        "a: 2 modules, at least 60 % (a/low)", "  a/low 60 % (slow): 4 5->7"]  # fmt: skip


def test_reasons_are_read_by_module_and_an_empty_file_has_none(tmp_path):
    file = tmp_path / "reasons.csv"
    file.write_text("module,reason\n", "utf-8")
    assert branches.reasons(file) == {}
    file.write_text('module,reason\na/low,"It draws, and a picture is looked at."\n', "utf-8")
    assert branches.reasons(file) == {"a/low": "It draws, and a picture is looked at."}


def test_every_reason_is_of_a_module_that_exists():
    names = {name for room in branches.rooms() for name in branches.modules(room)}
    assert set(branches.reasons()) <= names
    assert all(len(reason) > 30 for reason in branches.reasons().values())


@pytest.mark.parametrize(("share", "code"), [(90.0, 0), (10.0, 1)])
def test_the_command_fails_only_below_the_floor(monkeypatch, capsys, share, code):
    monkeypatch.setattr(branches, "measure", lambda room: [Reached(f"{room}/one", share, "")])
    assert branches.main(["x", "y"]) == code
    assert ("no module below" in capsys.readouterr().out) == (code == 0)
