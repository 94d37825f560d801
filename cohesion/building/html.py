"""Building the HTML book: run the notebooks, build the pages, keep the last good book.

The pages are built in a staging folder. Only when every notebook ran, no warning was given and
the pages pass their checks does the new book take the place of the last one.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cohesion import paths
from cohesion.building import environment, notebooks, processes, run, unchanged, words
from cohesion.building.inputs import check_inputs, inputs_of_pages
from cohesion.checking import claims, sources
from cohesion.errors import DataError, FailedBuildError, shown_path
from cohesion.files import stamps
from cohesion.publishing import bound, stored

STAGING = paths.BUILD / "staging"
LOG = paths.BUILD / "build.log"

#: The trees of pages are large and kept: Python's usual looks for garbage take a quarter of the
#: time. It looks less often here, so that memory still stays within bounds.
_BUILDER = """\
import gc
gc.set_threshold(200_000, 20, 50)
from cohesion.building.processes import leave
from jupyter_book.cli.main import main
try:
    main()
except SystemExit as ended:
    leave(ended.code)
"""
_PERCENT = re.compile(r"(reading sources|writing output)\.\.\.\s*\[\s*(\d+)%\]")
_TROUBLE = re.compile(r"WARNING|ERROR|CRITICAL|Exception|error:", re.IGNORECASE)
_HARMLESS = re.compile(
    r"Warning, treated as error|build succeeded|build finished|MdParserConfig\(|NbParserConfig\("
)


def build_html() -> Path:
    """Build the HTML book and return its first page.

    Raises
    ------
    DataError, NotebookError, BuildError
        Whatever failed; the last good book is left in place.
    """
    start = time.perf_counter()
    project = unchanged.of_project()
    check_inputs()
    unable: list[str] | None = [] if claims.exploring() else None
    run.run_all(notebooks.notebooks_of_book(), unable=unable)
    items = stored.load()
    try:
        sources.check_names(items)
    except DataError as error:
        if unable is None:
            raise
        # Under another assumption fewer states may be chosen than pages speak of.
        unable.append(str(error))
    said = claims.settle(items, bound_texts(items), unable)
    if unable:
        # Pages of two assumptions at once would be no book.
        print(said)
        return claims.PAGE
    page = place() / "index.html"
    inputs = inputs_of_pages()
    if page.is_file() and stamps.stands(_stamp(), inputs):
        print(f"book: {shown_path(page)} (nothing changed)")
        _told(said, project)
        return page
    run_jupyter_book()
    built = STAGING / "_build" / "html"
    # Faults of pages failed the builder, which looks at all of them when they are written.
    if not (built / page.name).is_file():
        raise BuildError(f"{built.name}: no page was written")
    _take_the_place(built, page.parent)
    stamps.put(_stamp(), inputs)
    print(
        f"book: {shown_path(page)} "
        f"({len(list(page.parent.rglob('*.html')))} pages, {time.perf_counter() - start:.1f} s)"
    )
    _told(said, project)
    return page


def _told(said: str, project: str) -> None:
    """End a build: say what fell under another assumption, or note that all of it stands."""
    if said:
        print(said)
    elif not claims.exploring():
        unchanged.note(place(), project)


def place() -> Path:
    """Return where the pages go: an exploring build leaves the book of the mission alone."""
    return paths.HTML.with_name("explored") if claims.exploring() else paths.HTML


def _stamp() -> Path:
    """Return the file that remembers from what the book in place was built."""
    return place().with_name(f"{place().name}.stamp")


class BuildError(FailedBuildError):
    """The pages could not be built; the message holds what the builder said."""


def run_jupyter_book(staging: Path | None = None, settings: Path | None = None) -> None:
    """Run ``jupyter-book build`` with warnings as errors, showing its progress.

    Parameters
    ----------
    staging : Path, optional
        Where the pages are built, if not where those of the book are.
    settings : Path, optional
        A file of settings in the place of ``_config.yml``.
    """
    paths.BUILD.mkdir(exist_ok=True)
    command = [
        sys.executable, "-c", _BUILDER,
        "build", str(paths.ROOT),
        "--path-output", str(staging or STAGING), "-W", "--keep-going",
        *(["--config", str(settings)] if settings else []),
    ]  # fmt: skip
    # The notebooks were looked after a moment ago, under the lock that still holds.
    settings = environment.for_kernels(PYTHONUNBUFFERED="1", COHESION_PAGES_ONLY="1")
    trouble: list[str] = []
    shown: set[str] = set()
    with (
        LOG.open("w", encoding="utf-8") as log,
        subprocess.Popen(
            command, cwd=paths.ROOT, env=settings, text=True, errors="replace",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=processes.at_start(),
        ) as process,
        _ended_on_failure(process),
    ):  # fmt: skip
        for line in process.stdout:
            log.write(line)
            progress = _PERCENT.search(line)
            if progress:
                step = f"  {progress[1]} {int(progress[2]) // 25 * 25} %"
                if step not in shown:
                    shown.add(step)
                    print(step, flush=True)
            elif _TROUBLE.search(line) and not _HARMLESS.search(line):
                trouble.append(_relative(line.rstrip()))
    if process.returncode != 0:
        tail = LOG.read_text(encoding="utf-8").splitlines()[-12:]
        message = "\n".join(trouble[-30:] or [_relative(line) for line in tail])
        raise BuildError(f"the pages could not be built (see {LOG.name}):\n{message}")


@contextlib.contextmanager
def _ended_on_failure(process: subprocess.Popen) -> Iterator[None]:
    """End a process that the build would wait for, when the build itself is to end."""
    try:
        yield
    except BaseException:
        process.kill()
        raise


def _relative(text: str) -> str:
    return text.replace(f"{paths.ROOT}/", "")


def _take_the_place(new: Path, place: Path) -> None:
    """Put a copy of ``new`` where ``place`` is; ``place`` is whole at every moment but one."""
    fresh, old = place.with_name(place.name + ".new"), place.with_name(place.name + ".old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(new, fresh)
    # Sphinx needs its own index to write a few pages again; the book's search has another.
    (fresh / "searchindex.js").unlink(missing_ok=True)
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def put_back(place: Path) -> None:
    """Put the last good book back if a build was killed in the middle of the exchange."""
    old = place.with_name(place.name + ".old")
    if old.exists() and not place.exists():
        old.rename(place)


def bound_texts(items: dict[str, dict[str, Any]]) -> list[bound.Sentence]:
    """Return the bound sentences of all pages and of the texts that code made."""
    return [*words.bound_sentences(), *bound.of_items(items.values())]


def run_single(file: Path) -> None:
    """Run one notebook and print what it published."""
    notebook = notebooks.read_notebook(file.resolve())
    took = run.run_one(notebook)
    given = words.of_book([notebook.path])
    words.give([(notebook.name, notebook.path)], given)
    items = stored.load()
    own = [item for item in items.values() if item["notebook"] == notebook.name]
    for item in own:
        shown = item.get("text") or item.get("caption") or ""
        print(f"{item['kind']:7} {item['name']}: {shown[:110]}")
    print(f"{len(own)} results, {took:.1f} s")
    mine = {item["name"]: item for item in own}
    for one in claims.fallen(mine, bound_texts(items)):
        print(one.line())
