"""Once installed, building needs no network: tried with every way out blocked."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from cohesion import paths
from tests.tools import probe

#: Imported by every Python process of the build: a connection to another machine ends it.
GUARD = """\
import os, sys

def _refuse(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        name = arguments[0]
        if name not in (None, "", "localhost", "127.0.0.1", "::1", b"localhost"):
            _tell(event, name)
    elif event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        if isinstance(address, tuple) and not str(address[0]).startswith(("127.", "::1")):
            _tell(event, address)
    elif event == "urllib.Request":
        _tell(event, arguments[0])

def _tell(event, what):
    with open(os.environ["COHESION_GUARD_LOG"], "a", encoding="utf-8") as log:
        log.write(f"{event} {what}\\n")
    raise OSError(101, f"no network in this test: {event} {what}")

sys.addaudithook(_refuse)
"""
PROBE = probe.page(
    """\
from cohesion.charts import maps, theme
from cohesion.publishing import publish
from cohesion.tables import store
chosen = store.select("gini_income", years=[2010])
publish.fact("offline-gini", chosen.nation("gini_income", 2010), digits=3, source=chosen)
fig, ax = theme.new_figure()
maps.state_map(chosen.wide(2010)["gini_income"], ax)
publish.figure("fig-offline", fig, caption="A map.", alt="The states of Mexico.", source=chosen)
"""
)


@pytest.fixture
def guarded(tmp_path):
    """Environment of a process that cannot leave this machine, and the log of its attempts."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD, "utf-8")
    log = tmp_path / "attempts.log"
    environment = {
        **os.environ,
        "PYTHONPATH": f"{tmp_path / 'guard'}{os.pathsep}{paths.ROOT}",
        "COHESION_GUARD_LOG": str(log),
        "COHESION_BUILD": str(tmp_path / "build"),
    }
    environment.pop("COHESION_PAGES_ONLY", None)
    return environment, log


def run(code: str, environment: dict, folder=paths.ROOT) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=folder, capture_output=True, text=True,
        timeout=300,
    )  # fmt: skip


def test_the_guard_sees_a_way_out_and_lets_loopback_pass(guarded):
    environment, log = guarded
    out = run("import urllib.request; urllib.request.urlopen('http://198.51.100.7/', timeout=2)",
              environment)  # fmt: skip
    assert out.returncode != 0 and "no network in this test" in out.stderr
    out = run("import socket; socket.create_connection(('198.51.100.7', 80), 2)", environment)
    assert out.returncode != 0 and log.read_text("utf-8").count("\n") == 2
    log.unlink()
    inside = (
        "import socket; s = socket.create_server(('127.0.0.1', 0)); "
        "socket.create_connection(s.getsockname(), 2)"
    )
    assert run(inside, environment).returncode == 0 and not log.exists()


@pytest.mark.dear
def test_a_notebook_with_a_map_runs_without_network(guarded, tmp_path):
    environment, log = guarded
    (tmp_path / "offline.md").write_text(PROBE, "utf-8")
    # The kernel inherits the guard: only the build fixes the rest of its environment.
    code = (
        "import os; from pathlib import Path; from cohesion import paths\n"
        "from cohesion.building import environment, html, run\n"
        "environment.KERNEL_ENVIRONMENT['PYTHONPATH'] = os.environ['PYTHONPATH']\n"
        f"paths.NOTEBOOKS = Path({str(tmp_path)!r})\n"
        f"html.run_single(Path({str(tmp_path / 'offline.md')!r}))\n"
    )
    out = run(code, environment)
    assert out.returncode == 0, out.stderr[-2000:]
    assert "offline-gini" in out.stdout and "fig-offline" in out.stdout
    assert not log.exists(), log.read_text("utf-8")


@pytest.mark.dear
def test_pages_are_built_without_network(guarded, tmp_path):
    """The builder with the book's own settings and theme, on two pages of text."""
    environment, log = guarded
    source = tmp_path / "book"
    source.mkdir()
    settings = (paths.ROOT / "_config.yml").read_text("utf-8")
    settings = settings.replace("    - cohesion.pages\n", "    []\n", 1)
    settings = settings.replace("extra_extensions:\n    []", "extra_extensions: []")
    settings = settings.replace("html_static_path: [book/static]", "html_static_path: []")
    settings = settings.replace("html_css_files: [book.css]", "html_css_files: []")
    settings = settings.replace("[book/bib/legal.bib]", "[references.bib]")
    settings = settings.replace("[book/templates]", f"[{str(paths.BOOK / 'templates')!r}]")
    (source / "_config.yml").write_text(settings, "utf-8")
    (source / "references.bib").touch()
    (source / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n- file: two\n")
    (source / "index.md").write_text("# One\n\n$x^2$ and [a link](https://example.org/x).\n")
    (source / "two.md").write_text("# Two\n\nText.\n", "utf-8")
    code = "from jupyter_book.cli.main import main; main(['build', '.', '--path-output', 'out'])"
    out = run(code, environment, source)
    assert (source / "out" / "_build" / "html" / "two.html").is_file(), out.stderr[-3000:]
    assert not log.exists(), log.read_text("utf-8")


@pytest.mark.slow
def test_the_whole_book_is_built_without_network(guarded):
    environment, log = guarded
    environment.pop("COHESION_BUILD")
    code = (
        "import os, sys; from cohesion.__main__ import main\n"
        "from cohesion.building import environment, notebooks, run\n"
        "environment.KERNEL_ENVIRONMENT['PYTHONPATH'] = os.environ['PYTHONPATH']\n"
        "for notebook in notebooks.notebooks_of_book()[:6]: run.run_one(notebook)\n"
        "sys.exit(main(['book']))\n"
    )
    out = subprocess.run([sys.executable, "-c", code], env=environment, cwd=paths.ROOT,
                         capture_output=True, text=True, timeout=3000)  # fmt: skip
    assert out.returncode == 0, out.stderr[-3000:]
    assert not log.exists(), log.read_text("utf-8")
