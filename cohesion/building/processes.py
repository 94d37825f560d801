"""Processes of a build: they end with the build that started them, and they end at once."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import NoReturn, TypeVar

from cohesion.errors import FailedBuildError

_PR_SET_PDEATHSIG = 1
_Result = TypeVar("_Result")


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


def apart(work: Callable[[], _Result]) -> _Result:
    """Do some work in a process of its own and return its result, or raise its error.

    What the work imports, reads and remembers is gone from memory when it is done, which Python
    seldom gives back otherwise. The process begins as a copy of this one (Linux; elsewhere the
    work is done here), so that nothing is imported twice; this one should have no other threads.

    Raises
    ------
    FailedBuildError
        The process ended before the work was done.
    """
    if not sys.platform.startswith("linux"):
        return work()
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(work, sender))
    process.start()
    sender.close()
    try:
        done, found = receiver.recv()
    except EOFError:
        raise FailedBuildError(
            "a process of the build ended before it was done: it was killed, or memory is short. "
            "Cure: run again."
        ) from None
    finally:
        process.join()
        receiver.close()
    if not done:
        raise found
    return found


def _send(work: Callable[[], object], sender: Connection) -> None:
    """Do the work and send what it returned or raised; an error by its message if it must."""
    end_with_parent()
    try:
        answer = True, work()
    except BaseException as error:
        # Where it was raised cannot be sent on, but it can be told.
        error.add_note("".join(traceback.format_exception(error)))
        answer = False, error
    try:
        sender.send(answer)
    except Exception as error:
        sender.send((False, RuntimeError(f"{answer[1]!r} cannot be sent on: {error}")))
