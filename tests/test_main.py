"""The one command line: every command is there, and every failure is one message."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cohesion import __main__ as line
from cohesion import paths
from cohesion.building import lock
from cohesion.errors import DataError, FailedBuildError


class Command:
    """A command that does what a test wants."""

    def __init__(self, act):
        self.act = act

    def add_arguments(self, parser):
        parser.add_argument("--folder")

    def command(self, options):
        return self.act()


def run(monkeypatch, act, *arguments):
    monkeypatch.setattr(line, "_module", lambda name: Command(act))
    return line.main(list(arguments))


def raising(error):
    def act():
        raise error

    return act


@pytest.mark.parametrize("name", line.COMMANDS)
def test_every_command_is_a_module_and_explains_itself(name, capsys):
    assert callable(line._module(name).command)
    with pytest.raises(SystemExit) as ended:
        line.main([name, "--help"])
    assert ended.value.code == 0
    assert line.COMMANDS[name].split()[0] in capsys.readouterr().out


def test_an_unknown_command_names_those_that_exist(capsys):
    with pytest.raises(SystemExit):
        line.main(["bok"])
    assert "book" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            DataError("bad", file="data/x.csv", row=3, cure="Mend it."),
            "data/x.csv, row 3: bad Cure: Mend it.",
        ),
        (FailedBuildError("a notebook"), "a notebook"),
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x"), "free space"),
        (FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "x"), "restore the file"),
        # Of a write that fails the system names no file.
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "left on device. Cure: free space"),
    ],
)  # fmt: skip
def test_a_failure_is_one_message(monkeypatch, capsys, error, told):
    assert run(monkeypatch, raising(error), "check") == 1
    said = capsys.readouterr().err
    assert said.startswith("\ncheck failed: ") and told in said and "Traceback" not in said


def test_an_interrupt_says_what_to_do(monkeypatch, capsys):
    assert run(monkeypatch, raising(KeyboardInterrupt), "check") == 130
    assert "Run it again" in capsys.readouterr().err


def test_a_second_build_is_told(monkeypatch, tmp_path, capsys):
    monkeypatch.delenv(lock.HELD, raising=False)
    monkeypatch.setattr(paths, "BUILD", tmp_path)
    held = lock.acquire(tmp_path)
    assert run(monkeypatch, lambda: 0, "book") == 1
    assert "another build is running" in capsys.readouterr().err
    assert run(monkeypatch, lambda: 0, "check") == 0
    held.close()
    assert run(monkeypatch, lambda: 0, "book") == 0


#: A process of its own that runs the command line: a command that prints, and nothing else.
PRINTS = """
import sys, types
from cohesion import __main__ as line
command = types.SimpleNamespace(
    add_arguments=lambda parser: None, command=lambda options: print("all is right: \u2713") or 0
)
line._module = lambda name: command
sys.exit(line.main(["check"]))
"""


def printing(**options):
    return subprocess.run(
        [sys.executable, "-c", PRINTS], stderr=subprocess.PIPE, cwd=paths.ROOT, check=False,
        **options,
    )  # fmt: skip


def test_a_command_prints():
    done = printing(stdout=subprocess.PIPE, encoding="utf-8")
    assert (done.returncode, done.stdout, done.stderr) == (0, "all is right: \u2713\n", "")


def test_who_stops_reading_gets_no_traceback():
    reads, writes = os.pipe()
    os.close(reads)
    done = printing(stdout=writes, text=True)
    os.close(writes)
    assert done.returncode == 1 and done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("buffered", ["", "1"], ids=["buffered", "unbuffered"])
def test_an_output_that_takes_nothing_is_called_by_its_name(buffered):
    environment = {**os.environ, "PYTHONUNBUFFERED": buffered}
    with Path("/dev/full").open("w") as full:
        done = printing(stdout=full, text=True, env=environment)
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 2, done.stderr
    assert "(standard output). Cure: print to a place that has room" in done.stderr


def test_a_console_without_utf8_is_no_reason_to_stop():
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = printing(stdout=subprocess.PIPE, env=environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"all is right: ?\n", b"")


@pytest.mark.sampled(1)
@pytest.mark.parametrize("day", ["2012-13-40", "31.12.2011", "''"])
def test_a_day_that_is_none_is_one_message_of_every_command_that_reads_it(day, tmp_path):
    """The day is read where modules are imported, before a command begins."""
    programme = tmp_path / "programme"
    programme.mkdir()
    text = (paths.PROGRAMME / "edition.yml").read_text("utf-8")
    changed = re.sub(r"(?m)^as_of: .*$", f"as_of: {day}", text)
    (programme / "edition.yml").write_text(changed, "utf-8")
    code = (
        "import pathlib, sys; from cohesion import paths\n"
        f"paths.PROGRAMME = pathlib.Path({str(programme)!r})\n"
        "from cohesion.__main__ import main; sys.exit(main(['verify']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=paths.ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "verify failed:" in done.stderr and "edition.yml" in done.stderr
    assert "Cure:" in done.stderr
