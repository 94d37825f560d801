"""Processes that end with the build that started them, however it ends."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Let the system kill this process when its parent ends (Linux; elsewhere nothing happens).

    To be called in the process itself, or given to :class:`subprocess.Popen` as ``preexec_fn``.
    A parent that was killed cannot end its children; only the system can.
    """
    if not sys.platform.startswith("linux"):
        return
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        # It ended between the two calls.
        os._exit(1)


def at_start() -> Callable[[], None] | None:
    """Return what ``preexec_fn`` takes here: None where the system has no such call."""
    return end_with_parent if sys.platform.startswith("linux") else None
