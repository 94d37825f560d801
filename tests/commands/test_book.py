"""Accidents of a build: each ends with a clear message, and the last good book is never lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from cohesion import paths
from cohesion.publishing import stored
from tests.tools import probe

SLOW = probe.page(
    """\
import pathlib, time
from cohesion.publishing import publish
publish.fact("probe-one", 1, source="programme/edition.yml", digits=0)
pathlib.Path("started").touch()
while not pathlib.Path("go-on").exists():
    time.sleep(0.05)
"""
)


def test_a_killed_build_starts_again_cleanly(tmp_path):
    """The build is ended without warning in the middle of a notebook, and then run again."""
    (tmp_path / "probe.md").write_text(SLOW, "utf-8")
    script = (
        "from pathlib import Path; from cohesion import paths; "
        "from cohesion.building import notebooks, run\n"
        # The words of the book's pages belong to results that are not made here.
        "run.words.of_book = lambda files: {}\n"
        f"paths.NOTEBOOKS = Path({str(tmp_path)!r})\n"
        "run.run_all([notebooks.read_notebook(paths.NOTEBOOKS / 'probe.md')])\n"
    )
    environment = {**os.environ, "COHESION_BUILD": str(tmp_path / "build")}
    environment.pop("COHESION_PAGES_ONLY", None)
    with subprocess.Popen(
        [sys.executable, "-c", script], env=environment, cwd=paths.ROOT, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        limit = time.monotonic() + 60
        while not (tmp_path / "started").exists() and time.monotonic() < limit:
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGKILL)
    folder = tmp_path / "build" / "results"
    assert (tmp_path / "started").exists() and not (folder / "probe").exists()
    assert stored.load(folder) == {}
    (tmp_path / "go-on").touch()
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, cwd=paths.ROOT, timeout=120,
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-1500:]
    assert set(stored.load(folder)) == {"probe-one"}
    assert not list(folder.glob(".*"))
