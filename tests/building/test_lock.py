"""Two builds in one folder: the second is told, and nothing is mixed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from cohesion.building import lock

HOLD = """\
import pathlib, sys, time
from cohesion.building import lock
file = lock.acquire(pathlib.Path(sys.argv[1]))
print("held" if file else "under the lock of the parent", flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def no_lock_of_a_parent(monkeypatch):
    monkeypatch.delenv(lock.HELD, raising=False)


def holder(folder, **environment):
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], text=True, env={**os.environ, **environment},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip


def test_a_second_build_is_told_and_may_go_on_when_the_first_ended(tmp_path):
    first = holder(tmp_path)
    assert first.stdout.readline() == "held\n"
    with pytest.raises(lock.AnotherBuildError, match="another build is running"):
        lock.acquire(tmp_path)
    first.kill()
    first.wait()
    file = lock.acquire(tmp_path)
    assert file is not None
    file.close()


def test_what_a_build_starts_works_under_its_lock(tmp_path):
    with lock.exclusive(tmp_path):
        child = holder(tmp_path)
        assert child.stdout.readline() == "under the lock of the parent\n"
        child.communicate("")
        # Another folder is another matter.
        other = holder(tmp_path / "other")
        assert other.stdout.readline() == "held\n"
        other.communicate("")
    assert lock.HELD not in os.environ


def test_ten_pairs_of_builds_never_overlap(tmp_path):
    """Of two that start together exactly one gets in, each time."""
    for _ in range(10):
        first = lock.acquire(tmp_path)
        with pytest.raises(lock.AnotherBuildError):
            lock.acquire(tmp_path)
        first.close()
