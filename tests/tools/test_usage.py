"""What the benchmarks count: also the work of a process that nobody waits for."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.usage import Usage

#: A forked process in a session of its own works for a while, then rests until it has been seen.
_FORKED = """
import os, signal, sys, time
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
until, held_open = os.pipe()
if os.fork() == 0:
    os.setsid()
    held = bytearray(60_000_000)
    while time.process_time() < 0.3:
        pass
    time.sleep(0.5)
    os._exit(0)
# However busy the machine is: nothing comes through the pipe, and it ends with the other process.
os.close(held_open)
os.read(until, 1)
"""


def test_a_forked_process_that_nobody_waits_for_is_counted():
    with subprocess.Popen([sys.executable, "-c", _FORKED]) as process:
        usage = Usage(process.pid)
        process.wait()
        usage.stop()
    assert usage.seconds > 0.2
    assert usage.gigabytes > 0.05
