"""What a build starts ends with it, even when it is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

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
