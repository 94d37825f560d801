"""Accidents of a build: each ends with a clear message, and the last good book is never lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cohesion import paths
from cohesion.__main__ import main
from cohesion.building import html, notebooks, run, spanish, unchanged
from cohesion.checking import claims
from cohesion.pages import assets
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


@pytest.mark.dear
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


@pytest.fixture
def done(tmp_path, monkeypatch):
    """What the command does instead of building, in order."""
    steps = []

    def step(name: str):
        return lambda *given: steps.append((name, *given))

    monkeypatch.setattr(paths, "HTML", tmp_path / "html")
    monkeypatch.setattr(unchanged, "book_stands", lambda place: False)
    monkeypatch.setattr(html, "build_html", step("pages"))
    monkeypatch.setattr(html, "run_single", step("one"))
    monkeypatch.setattr(run, "run_all", step("all"))
    monkeypatch.setattr(notebooks, "notebooks_of_book", lambda: ["a", "b"])
    monkeypatch.setattr(spanish, "build", step("both languages"))
    monkeypatch.setattr(assets, "offer_pdf", step("way to the PDF"))
    # Set first, so that what the command sets is taken back.
    monkeypatch.setenv(claims.EXPLORE, "")
    return steps


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], [("pages",)]),
        (["--explore"], [("pages",)]),
        (["--notebooks"], [("all", ["a", "b"])]),
        (["--run", "notebooks/x.md"], [("one", Path("notebooks/x.md"))]),
        (["--language", "es"], [("both languages",), ("way to the PDF", "html")]),
    ],
)
def test_each_option_builds_what_it_says_and_nothing_else(done, arguments, expected):
    assert main(["book", *arguments]) == 0
    # The folder of the book is one of the test's own.
    told = [
        (name, *("html" if one == paths.HTML else one for one in given)) for name, *given in done
    ]
    assert told == expected
    assert (os.environ[claims.EXPLORE] == "1") == ("--explore" in arguments)


def test_a_book_that_stands_is_left_alone_unless_more_is_asked_for(done, monkeypatch, capsys):
    monkeypatch.setattr(unchanged, "book_stands", lambda place: True)
    monkeypatch.setattr(paths, "HTML", paths.ROOT / "_build" / "html")
    assert main(["book"]) == 0 and done == []
    assert "_build/html/index.html (nothing changed)" in capsys.readouterr().out
    assert main(["book", "--explore"]) == 0 and done == [("pages",)]


def test_the_last_good_book_is_put_back_before_anything_is_built(done, tmp_path):
    (tmp_path / "html.old").mkdir()
    (tmp_path / "html.old" / "index.html").write_text("good", "utf-8")
    assert main(["book"]) == 0
    assert (tmp_path / "html" / "index.html").read_text("utf-8") == "good"
