"""What a build starts ends with it, even when it is killed."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from cohesion.building import processes
from cohesion.errors import DataError, FailedBuildError

PARENT = """\
import subprocess, sys
from cohesion.building import processes
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"],
                         preexec_fn=processes.at_start())
print(child.pid, flush=True)
child.wait()
"""


def lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="the system call exists on Linux only")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_child_ends_with_its_parent(number):
    # Tests that were started by nohup ignore a lost terminal, and so would their children.
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
    )  # fmt: skip
    child = int(parent.stdout.readline())
    assert lives(child)
    os.kill(parent.pid, number)
    parent.wait()
    end = time.monotonic() + 10
    while lives(child) and time.monotonic() < end:
        time.sleep(0.05)
    assert not lives(child)


@pytest.fixture
def asked(monkeypatch):
    """What the system is asked by a process that believes it runs on Linux; nothing is done."""
    calls: list[tuple[int, ...]] = []
    system = SimpleNamespace(prctl=lambda *given: calls.append(given))
    monkeypatch.setattr(ctypes, "CDLL", lambda *given, **more: system)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "_exit", lambda code: calls.append(("ended", code)))
    return calls


#: ``PR_SET_PDEATHSIG`` of <linux/prctl.h>, and the signal that no process can refuse.
REQUEST = (1, 9)


def test_the_system_is_asked_to_kill_and_the_process_goes_on(asked, monkeypatch):
    monkeypatch.setattr(os, "getppid", lambda: 77)
    processes.end_with_parent()
    assert asked == [REQUEST]


def test_a_parent_that_ends_before_the_system_was_asked_is_noticed(asked, monkeypatch):
    """Its child has another parent by then, whose end would not be the build's."""
    parents = iter([77, 1])
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    processes.end_with_parent()
    assert asked == [REQUEST, ("ended", 1)]


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_elsewhere_nothing_is_asked_and_nothing_given_to_a_new_process(
    asked, monkeypatch, platform
):
    monkeypatch.setattr(sys, "platform", platform)
    processes.end_with_parent()
    assert asked == [] and processes.at_start() is None


@pytest.mark.parametrize(("code", "ends", "said"), [
    (None, 0, ""), (0, 0, ""), (3, 3, ""), ("no page", 1, "no page\n"),
])  # fmt: skip
def test_a_process_leaves_with_its_code_and_its_words_and_takes_nothing_apart(code, ends, said):
    program = (
        "import atexit, sys; from cohesion.building import processes\n"
        "atexit.register(print, 'taken apart')\n"
        f"print('done', end=''); processes.leave({code!r})"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (ends, "done", said)


def test_work_is_done_apart_and_its_result_comes_back():
    here: list[int] = []

    def work() -> dict[str, int]:
        here.append(1)
        return {"process": os.getpid()}

    done_by = processes.apart(work)["process"]
    forked = sys.platform.startswith("linux")
    assert (done_by != os.getpid(), here) == (forked, [] if forked else [1])


def test_an_error_of_work_that_is_done_apart_comes_back_whole():
    def work() -> None:
        raise DataError("too many", file=Path("a.csv"), row=3, cure="Remove one.")

    with pytest.raises(DataError) as caught:
        processes.apart(work)
    assert str(caught.value) == "a.csv, row 3: too many Cure: Remove one."
    assert (caught.value.problem, caught.value.row) == ("too many", 3)
    if sys.platform.startswith("linux"):
        assert 'raise DataError("too many"' in caught.value.__notes__[0]


@pytest.mark.skipif(sys.platform != "linux", reason="work is done apart on Linux only")
def test_work_that_cannot_answer_is_told():
    with pytest.raises(RuntimeError, match="cannot be sent on"):
        processes.apart(lambda: lambda: None)
    with pytest.raises(FailedBuildError, match="ended before it was done"):
        processes.apart(lambda: os._exit(1))
