"""Real accidents of a small book: killed at several moments, stopped, no room, no right to write.

A copy of the project with three short notebooks and a table of contents of its own is built.
Whatever happens, the last good book can be read, and the next build gives the same bytes as one
that nothing disturbed. Slow tests.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest

from tests.tools.two_places import HERE, copy_of_the_project, differences, environment

#: Small books are built and disturbed: minutes, not seconds.
pytestmark = pytest.mark.slow

NOTEBOOK = """\
---
file_format: mystnb
kernelspec: {{name: python3, display_name: Python 3}}
cohesion: {{stage: {stage}}}
---
# Chapter {number}

The number is {{fact}}`small-{number}`; {{numref}}`tab-small-{number}` shows it.

```{{code-cell}}
import os, pathlib, time
import pandas as pd
from cohesion.publishing import publish, stored as results
from cohesion.tables import store
chosen = store.select("gini_income", years=[2010])
value = chosen.nation("gini_income", 2010) + {number}
publish.fact("small-{number}", value, digits=3, source=chosen)
publish.table("tab-small-{number}", pd.DataFrame({{"Value": [value]}}, index=["Nation"]), digits=3,
              caption="One number stands for the nation.", source=chosen)
```

```{{code-cell}}
pause = pathlib.Path(os.environ.get("COHESION_TEST_PAUSE", "nowhere"))
if pause.is_dir() and {number} <= 2 and not (pause / "go-on").exists():
    (pause / "notebook-{number}").touch()
    if (pause / "notebook-1").exists() + (pause / "notebook-2").exists() == int(
        os.environ["COHESION_TEST_STALE"]
    ):
        (pause / "notebooks").touch()
    time.sleep(600)
```
"""
TOC = """\
format: jb-book
root: index
chapters:
- file: notebooks/small-1
- file: notebooks/small-2
- file: notebooks/small-3
- file: book/about
- file: book/check
- file: book/downloads
"""
#: Pages that the frame of every page leads to, in their shortest form.
FRAME = {
    "about": "# About\n\n(contact)=\n## Contact\n\nNobody.\n\n(changes)=\n## Changes\n\nNone.\n",
    "check": "# Check\n\nNothing.\n",
    "downloads": "# Downloads\n\nNone.\n",
}
#: Starts the build so that it waits where the test wants to end it.
STARTER = """\
import os, pathlib, sys, time
from cohesion.__main__ import main
from cohesion.building import html as build

moment, pause = os.environ.get("COHESION_TEST_MOMENT", ""), os.environ.get("COHESION_TEST_PAUSE")

def wait(name):
    if moment == name:
        pathlib.Path(pause, name).touch()
        time.sleep(600)

copy, rename = build.shutil.copytree, pathlib.Path.rename
def slow_copy(new, fresh, *more, **options):
    if os.path.basename(fresh) == "html.new":
        fresh.mkdir()
        (fresh / "index.html").write_text("half")
        wait("copying")
        build.shutil.rmtree(fresh)
    return copy(new, fresh, *more, **options)
def slow_rename(self, target):
    if self.name == "html.new":
        wait("between the renames")
    return rename(self, target)
build.shutil.copytree, pathlib.Path.rename = slow_copy, slow_rename
sys.exit(main(["book"]))
"""
#: Seconds that a small build may take where much else runs.
BUSY = 1200
MOMENTS = ("notebooks", "pages", "copying", "between the renames")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A small project that was built once: the last good book, and the bytes of the next one."""
    place = tmp_path_factory.mktemp("small") / "project"
    copy_of_the_project(place)
    for number, stage in ((1, 1), (2, 1), (3, 2)):
        (place / "notebooks" / f"small-{number}.md").write_text(
            NOTEBOOK.format(number=number, stage=stage), "utf-8"
        )
    (place / "_toc.yml").write_text(TOC, "utf-8")
    for name, text in FRAME.items():
        (place / "book" / f"{name}.md").write_text(text, "utf-8")
    (place / "index.md").write_text("# A small book\n\nFirst {fact}`small-1`.\n", "utf-8")
    # The files to take away need the whole book; here there are none.
    (place / "cohesion" / "office" / "fresh.py").write_text(
        "from cohesion import paths\n\n\ndef ensure(items):\n"
        "    paths.DELIVERABLES.mkdir(parents=True, exist_ok=True)\n    return False\n", "utf-8"
    )  # fmt: skip
    run(place, check=True)
    # What the next build will make: the first page has another text.
    change(place)
    run(place, check=True)
    shutil.copytree(place / "_build" / "html", place.parent / "undisturbed")
    return place


def change(place: Path, text: str = "Then") -> None:
    file = place / "index.md"
    file.write_text(re.sub(r"\w+ \{fact\}", f"{text} {{fact}}", file.read_text("utf-8")), "utf-8")


def settings(place: Path, **more: str) -> dict[str, str]:
    return environment({**HERE, **more}, place.parent / "home")


def run(place: Path, check: bool = False, **more: str) -> subprocess.CompletedProcess:
    done = subprocess.run(
        [sys.executable, "-c", STARTER], cwd=place, env=settings(place, **more), text=True,
        capture_output=True, timeout=BUSY,
    )  # fmt: skip
    if check:
        assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-2500:]
    return done


def processes_with(mark: str) -> list[int]:
    """Return the processes whose environment holds a mark."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            content = (folder / "environ").read_bytes()
            if mark.encode() in content and b"State:\tZ" not in (folder / "status").read_bytes():
                found.append(int(folder.name))
    return found


def gone(mark: str, seconds: float = 30) -> bool:
    """Whether all processes with a mark have ended within some seconds."""
    limit = time.monotonic() + seconds
    while processes_with(mark) and time.monotonic() < limit:
        time.sleep(0.2)
    return not processes_with(mark)


def last_good(place: Path) -> None:
    """Start from the first book, with sources that ask for the second one."""
    shutil.rmtree(place / "_build")
    change(place, "First")
    run(place, check=True)
    change(place, "Then")


def _as_from_a_terminal() -> None:
    """Hear what a terminal tells: what runs in the background passes on that it does not."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def disturbed(
    place: Path, moment: str, number: int, kind: str = "", stale: tuple[int, ...] = (2,),
    group: bool = True,
) -> str:  # fmt: skip
    """Start a build, end it at a moment, and return the mark of its processes.

    Two stale notebooks or more run in warm kernels; without ``group`` only the build itself gets
    the signal, as from a service that gives up or a machine without memory.
    """
    pause = place.parent / f"pause-{uuid.uuid4().hex}"
    pause.mkdir()
    mark = f"COHESION_TEST_MARK={uuid.uuid4().hex}"
    if moment == "notebooks":
        # Without its results the notebook runs again, although its text did not change.
        for one in stale:
            shutil.rmtree(place / "_build" / "results" / f"small-{one}")
    more = {"COHESION_TEST_MOMENT": moment, "COHESION_TEST_PAUSE": str(pause),
            "COHESION_TEST_STALE": str(len(stale)),
            mark.split("=")[0]: mark.split("=")[1]}  # fmt: skip
    if kind:
        more["COHESION_COLD_KERNELS"] = kind
    if moment != "notebooks":
        (pause / "go-on").touch()
    log = pause / "log"
    pages = place / "_build" / "build.log"
    pages.unlink(missing_ok=True)
    with log.open("w") as out, subprocess.Popen(
        [sys.executable, "-u", "-c", STARTER], cwd=place, env=settings(place, **more),
        stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        preexec_fn=_as_from_a_terminal,
    ) as process:  # fmt: skip
        limit = time.monotonic() + BUSY
        while time.monotonic() < limit and process.poll() is None:
            reached = (pause / moment).exists() or (
                moment == "pages" and pages.is_file() and pages.stat().st_size > 0
            )
            if reached:
                break
            time.sleep(0.02)
        assert process.poll() is None, log.read_text()[-2000:]
        if number == signal.SIGKILL and group:
            os.killpg(process.pid, number)
        else:
            os.kill(process.pid, number)
        process.wait(timeout=60)
    (place.parent / "log").write_text(log.read_text())
    return mark


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_build_leaves_the_last_book_and_starts_again(small, moment):
    last_good(small)
    before = small.parent / "before"
    shutil.rmtree(before, ignore_errors=True)
    shutil.copytree(small / "_build" / "html", before)
    mark = disturbed(small, moment, signal.SIGKILL)
    assert gone(mark), processes_with(mark)
    html = small / "_build" / "html"
    # Between the two renames the book lies beside its place for a moment, whole.
    kept = html if html.exists() else html.with_name("html.old")
    assert moment == "between the renames" or kept == html
    assert differences(kept, before) == []
    run(small, check=True)
    assert differences(html, small.parent / "undisturbed") == []
    assert not html.with_name("html.old").exists() and not html.with_name("html.new").exists()
    assert not list((small / "_build" / "results").glob(".*"))


@pytest.mark.parametrize("cold", ["", "1"])
def test_ctrl_c_ends_the_kernels_and_says_what_to_do(small, cold):
    last_good(small)
    mark = disturbed(small, "notebooks", signal.SIGINT, cold)
    said = (small.parent / "log").read_text()
    assert "book stopped. Run it again" in said and "Traceback" not in said, said[-2000:]
    assert gone(mark), processes_with(mark)
    assert "First" in (small / "_build" / "html" / "index.html").read_text("utf-8")
    run(small, check=True)
    assert differences(small / "_build" / "html", small.parent / "undisturbed") == []


@pytest.mark.parametrize("cold", ["", "1"], ids=["warm", "cold"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_no_kernel_outlives_a_build_that_is_ended(small, number, cold):
    """Two notebooks run; only the build gets the signal, and its kernels end within ten seconds."""
    last_good(small)
    mark = disturbed(small, "notebooks", number, cold, stale=(1, 2), group=False)
    assert gone(mark, 10), processes_with(mark)
    assert "First" in (small / "_build" / "html" / "index.html").read_text("utf-8")
    run(small, check=True)
    assert differences(small / "_build" / "html", small.parent / "undisturbed") == []


def test_two_builds_at_once_never_spoil_each_other(small):
    """One builds, the other says so or waits for nothing; ten times, with equal results."""
    last_good(small)
    for turn in range(10):
        for one in (1, 2):
            shutil.rmtree(small / "_build" / "results" / f"small-{one}")
        change(small, ("Then", "First")[turn % 2])
        both = [
            subprocess.Popen(
                [sys.executable, "-c", STARTER], cwd=small, env=settings(small), text=True,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            )
            for _ in range(2)
        ]  # fmt: skip
        ended = [(*process.communicate(timeout=BUSY), process.returncode) for process in both]
        assert 0 in [code for *_, code in ended], ended
        for _, said, code in ended:
            assert code == 0 or "another build is running" in said, said[-1500:]
        if turn % 2 == 0:
            assert differences(small / "_build" / "html", small.parent / "undisturbed") == []


@contextlib.contextmanager
def mounted(place: Path, options: str):
    """Mount a small file system in memory, or skip where that is not allowed."""
    place.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    if os.geteuid() != 0 or shutil.which("mount") is None or subprocess.run(
        command, capture_output=True, check=False
    ).returncode:  # fmt: skip
        pytest.skip("mounting a small file system needs the rights of the administrator")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("size", ["300k", "2m"])
def test_a_full_disk_is_told_and_the_next_build_is_whole(small, size):
    """A build folder without room: for the notebooks, or for the pages."""
    last_good(small)
    good = small.parent / "good"
    shutil.rmtree(good, ignore_errors=True)
    (small / "_build").rename(good)
    with mounted(small / "_build", f"size={size}"):
        (small / "_build" / "html").mkdir()
        done = run(small)
        assert done.returncode == 1, done.stdout[-500:] + done.stderr[-1500:]
        assert "No space left on device" in done.stderr, done.stderr[-1500:]
        assert "ree space" in done.stderr, done.stderr[-1500:]
    (small / "_build").rmdir()
    good.rename(small / "_build")
    run(small, check=True)
    assert differences(small / "_build" / "html", small.parent / "undisturbed") == []


def test_a_read_only_build_folder_is_told(small):
    last_good(small)
    good = small.parent / "good"
    shutil.rmtree(good, ignore_errors=True)
    (small / "_build").rename(good)
    with mounted(small / "_build", "size=200m"):
        shutil.copytree(good, small / "_build", dirs_exist_ok=True)
        subprocess.run(["mount", "-o", "remount,ro", str(small / "_build")], check=True)
        done = run(small)
        assert done.returncode == 1
        assert "Read-only file system" in done.stderr and "writable" in done.stderr
        assert "First" in (small / "_build" / "html" / "index.html").read_text("utf-8")
    (small / "_build").rmdir()
    good.rename(small / "_build")
    run(small, check=True)
    assert differences(small / "_build" / "html", small.parent / "undisturbed") == []


# ── by hand: "Break something" in the chapter "Check this report" ────────────────────────────────


def test_a_letter_in_a_number_stops_the_build_as_the_chapter_says(small):
    """First the checksum disagrees; with the checksum corrected too, row and column are named."""
    last_good(small)
    before = small.parent / "whole"
    shutil.rmtree(before, ignore_errors=True)
    shutil.copytree(small / "_build" / "html", before)
    table = small / "data" / "coneval_gini_states.csv"
    described = table.with_name(f"{table.name}.yml")
    good, manifest = table.read_text("utf-8"), described.read_text("utf-8")
    lines = good.splitlines()
    row = next(n for n, line in enumerate(lines) if line.startswith("07,2010,"))
    cells = lines[row].split(",")
    cells[lines[0].split(",").index("value")] += "x"
    spoilt = "\n".join([*lines[:row], ",".join(cells), *lines[row + 1 :]]) + "\n"
    try:
        table.write_text(spoilt, "utf-8")
        first = run(small)
        sums = [hashlib.sha256(text.encode("utf-8")).hexdigest() for text in (good, spoilt)]
        assert sums[0] in manifest
        described.write_text(manifest.replace(*sums), "utf-8")
        second = run(small)
    finally:
        table.write_text(good, "utf-8")
        described.write_text(manifest, "utf-8")
    for done in (first, second):
        last = "\n".join(done.stderr.splitlines()[-6:])
        assert done.returncode == 1 and f"data/{table.name}" in last and "Cure:" in last, last
        assert "last good book" in last
    assert "checksum" in first.stderr and "checksum" not in second.stderr
    assert f"row {row + 1}, column 'value'" in second.stderr
    assert differences(small / "_build" / "html", before) == []
