"""Processes of a build: they end with the build that started them, and they end at once."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from typing import NoReturn

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


def leave(code: object) -> NoReturn:
    """End this process with the code of a :class:`SystemExit`.

    Python takes itself apart at its end, object by object: for the trees of a book that is a third
    of all its work, and nobody needs them any more.
    """
    if isinstance(code, str):
        print(code, file=sys.stderr)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


def at_start() -> Callable[[], None] | None:
    """Return what ``preexec_fn`` takes here: None where the system has no such call."""
    return end_with_parent if sys.platform.startswith("linux") else None
