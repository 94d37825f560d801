"""``python -m cohesion COMMAND``: the one command line, and how every failure reads.

Each command is a module of :mod:`cohesion.commands` with ``add_arguments`` and ``command``. Only
the module that was asked for is imported, so that a command starts quickly.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import shutil
import signal
import sys
from types import ModuleType

from cohesion import paths
from cohesion.building import lock
from cohesion.errors import DataError, FailedBuildError

COMMANDS = {
    "book": "build the HTML book and the files to take away",
    "pdf": "build the PDF edition from the same sources",
    "files": "build only the files to take away",
    "translate": "bring the texts to translate up to date, or check one file",
    "verify": "rerun everything from nothing and compare with the published results",
    "check": "check the programme design",
    "data": "rebuild data/ from the official files",
    "audit": "compare every row of data/ with the official files",
    "terms": "write DATA-TERMS.md from the manifests",
    "states": "write the pages of the thirty-two states",
}
#: Commands that write into the build folder: one of them at a time.
WRITES = ("book", "pdf", "files", "verify")


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit code; whatever fails ends in one message."""
    arguments = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        # A console that knows no UTF-8 shows a question mark, and the work goes on.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    parser = argparse.ArgumentParser(
        prog="python -m cohesion",
        description="\n".join(f"{name:9} {what}" for name, what in COMMANDS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND")
    name = parser.parse_args(arguments[:1]).command
    parser = argparse.ArgumentParser(prog=f"python -m cohesion {name}", description=COMMANDS[name])
    _end_like_an_interrupt()
    try:
        # What is imported reads the day of the book, which may be the fault.
        module = _module(name)
        module.add_arguments(parser)
        options = parser.parse_args(arguments[1:])
        with lock.exclusive(paths.BUILD) if name in WRITES else contextlib.nullcontext():
            code = module.command(options)
        # Here, where it can be told, and not when Python ends.
        print(end="", flush=True)
        return code
    except (DataError, FailedBuildError) as error:
        return _failed(name, str(error))
    except BrokenPipeError:
        # Who read what is printed has stopped reading, as `head` does: no one is left to tell.
        _print_nowhere()
        return 1
    except OSError as error:
        return _failed(name, _told(error))
    except KeyboardInterrupt:
        print(
            f"\n{name} stopped. Run it again: what was finished is kept, and the last good book "
            "is untouched.",
            file=sys.stderr,
        )
        return 130


def _end_like_an_interrupt() -> None:
    """End on a signal of the system or a closed terminal as on Ctrl-C: with everything started."""

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", None)):
        # One that is ignored on purpose, as under nohup, stays ignored.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, interrupt)


def _module(name: str) -> ModuleType:
    # Written out, so that every tool that reads imports sees them.
    match name:
        case "book":
            from cohesion.commands import book as module
        case "pdf":
            from cohesion.commands import pdf as module
        case "files":
            from cohesion.commands import files as module
        case "translate":
            from cohesion.commands import translate as module
        case "verify":
            from cohesion.commands import verify as module
        case "check":
            from cohesion.commands import check as module
        case "data":
            from cohesion.commands import data as module
        case "audit":
            from cohesion.commands import audit as module
        case "terms":
            from cohesion.commands import terms as module
        case "states":
            from cohesion.commands import states as module
    return module


def _failed(name: str, message: str) -> int:
    print(f"\n{name} failed: {message}", file=sys.stderr)
    if name in ("book", "files") and paths.HTML.exists():
        print("The last good book is still in _build/html.", file=sys.stderr)
    if name == "pdf" and paths.PDF.exists():
        print("The last good PDF is still in _build/pdf.", file=sys.stderr)
    return 1


def _told(error: OSError) -> str:
    """Say what the system refused, and the cure."""
    if isinstance(error, shutil.Error):
        # Copying a folder collects the failures of its files: the first one tells enough.
        _, target, reason = error.args[0][0]
        error = OSError(0, str(reason).split(": ")[0], str(target))
    cure = (
        "restore the file"
        if isinstance(error, FileNotFoundError)
        else "free space, or make the folder writable"
    )
    place = str(error.filename or "").replace(f"{paths.ROOT}/", "")
    if not place and _output_is_lost():
        place, cure = "standard output", "print to a place that has room"
    return f"{error.strerror}{f' ({place})' if place else ''}. Cure: {cure}, and run again."


def _output_is_lost() -> bool:
    """Whether nothing more can be printed; a failed write does not name what it wrote to."""
    try:
        print(flush=True)
    except OSError:
        _print_nowhere()
        return True
    return False


def _print_nowhere() -> None:
    """Let what is still to be printed go nowhere, so that the end of Python does not fail on it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
