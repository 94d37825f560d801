"""``make book`` and its relatives: run the notebooks, build the pages, keep the last good book.

The pages are built in a staging folder. Only when every notebook ran, no warning was given and
the pages pass their checks does the new book take the place of the last one.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from cohesion import execute, manifest, paths, results, sources, tracking
from cohesion.errors import DataError

STAGING = paths.BUILD / "staging"
LOG = paths.BUILD / "build.log"

_PERCENT = re.compile(r"(reading sources|writing output)\.\.\.\s*\[\s*(\d+)%\]")
_TROUBLE = re.compile(r"WARNING|ERROR|CRITICAL|Exception|error:", re.IGNORECASE)
_HARMLESS = re.compile(
    r"Warning, treated as error|build succeeded|build finished|MdParserConfig\(|NbParserConfig\("
)


def build_html() -> Path:
    """Build the HTML book and return its first page.

    Raises
    ------
    DataError, execute.NotebookError, BuildError
        Whatever failed; the last good book is left in place.
    """
    start = time.perf_counter()
    check_inputs()
    execute.run_all(execute.notebooks_of_book())
    sources.check_names(results.load())
    page = paths.HTML / "index.html"
    inputs = inputs_of_pages()
    if page.is_file() and _stamp().is_file() and _stamp().read_text("utf-8") == inputs:
        print(f"book: {page.relative_to(paths.ROOT).as_posix()} (nothing changed)")
        return page
    _run_jupyter_book()
    built = STAGING / "_build" / "html"
    from cohesion import checks

    problems = checks.check_pages(built)
    if problems:
        raise BuildError("the pages have faults:\n" + "\n".join(problems[:40]))
    _take_the_place(built, paths.HTML)
    _stamp().write_text(inputs, encoding="utf-8")
    print(
        f"book: {page.relative_to(paths.ROOT).as_posix()} "
        f"({len(list(paths.HTML.rglob('*.html')))} pages, {time.perf_counter() - start:.1f} s)"
    )
    return page


def check_inputs() -> None:
    """Check pages, notebooks and the programme design before anything runs: seconds, not minutes.

    The programme design is checked again when it, or what it refers to, changed.
    """
    sources.check_sources()
    parts = [
        *paths.PROGRAMME.rglob("*.yml"), *paths.CATALOGUE.glob("*.csv"),
        *paths.DATA.glob("*.csv.yml"), *paths.GEO.glob("*"), *paths.BOOK.rglob("*.bib"),
        *(paths.ROOT / "cohesion").rglob("*.py"), paths.ROOT / "Makefile",
    ]  # fmt: skip
    now = _hash_of(parts) + manifest.sha256(repr(sources.toc_files()).encode("utf-8"))
    stamp = paths.BUILD / "design.stamp"
    if stamp.is_file() and stamp.read_text("utf-8") == now:
        return
    from cohesion import catalogue, geo_files
    from cohesion.programme import files

    catalogue.check()
    geo_files.check()
    files.check_files()
    paths.BUILD.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now, encoding="utf-8")


def _hash_of(files: Iterable[Path]) -> str:
    """Return one hash of the names and contents of some files."""
    parts = [
        f"{os.path.relpath(file, paths.ROOT)} {tracking.file_hash(file)}"
        for file in sorted(files)
        if file.is_file()
    ]
    return manifest.sha256("\n".join(parts).encode("utf-8"))


def _stamp() -> Path:
    """Return the file that remembers from what the book in place was built."""
    return paths.HTML.with_name("html.stamp")


def inputs_of_pages() -> str:
    """Return one hash of everything the pages are made from: texts, results, code, settings."""
    files = [
        *paths.ROOT.glob("*.md"), *paths.ROOT.glob("_*.yml"), execute.LOCK,
        *paths.BOOK.rglob("*"), *paths.NOTEBOOKS.glob("*.md"), *paths.PROGRAMME.rglob("*.yml"),
        *(paths.ROOT / "cohesion").rglob("*.py"), *paths.RESULTS.glob("[!.]*/*.jsonl"),
        *paths.RESULTS.glob("[!.]*/executed.ipynb"),
    ]  # fmt: skip
    return _hash_of(files)


class BuildError(RuntimeError):
    """The pages could not be built; the message holds what the builder said."""


def _run_jupyter_book() -> None:
    """Run ``jupyter-book build`` with warnings as errors, showing its progress."""
    paths.BUILD.mkdir(exist_ok=True)
    command = [
        sys.executable, "-c", "from jupyter_book.cli.main import main; main()",
        "build", str(paths.ROOT),
        "--path-output", str(STAGING), "-W", "--keep-going",
    ]  # fmt: skip
    environment = {**os.environ, **execute.KERNEL_ENVIRONMENT, "PYTHONUNBUFFERED": "1"}
    trouble: list[str] = []
    shown: set[str] = set()
    with (
        LOG.open("w", encoding="utf-8") as log,
        subprocess.Popen(
            command, cwd=paths.ROOT, env=environment, text=True, errors="replace",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        ) as process,
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


def _relative(text: str) -> str:
    return text.replace(f"{paths.ROOT}/", "")


def _take_the_place(new: Path, place: Path) -> None:
    """Put a copy of ``new`` where ``place`` is; ``place`` is whole at every moment but one."""
    fresh, old = place.with_name(place.name + ".new"), place.with_name(place.name + ".old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(new, fresh)
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def put_back(place: Path) -> None:
    """Put the last good book back if a build was killed in the middle of the exchange."""
    old = place.with_name(place.name + ".old")
    if old.exists() and not place.exists():
        old.rename(place)


def run_single(file: Path) -> None:
    """Run one notebook and print what it published."""
    notebook = execute.read_notebook(file.resolve())
    took = execute.run_one(notebook)
    items = results.load()
    own = [item for item in items.values() if item["notebook"] == notebook.name]
    for item in own:
        shown = item.get("text") or item.get("caption") or ""
        print(f"{item['kind']:7} {item['name']}: {shown[:110]}")
    print(f"{len(own)} results, {took:.1f} s")


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m cohesion.build", description=__doc__)
    parser.add_argument("--run", type=Path, metavar="NOTEBOOK", help="run one notebook only")
    parser.add_argument("--notebooks", action="store_true", help="run the notebooks, no pages")
    options = parser.parse_args(arguments)
    try:
        put_back(paths.HTML)
        if options.run:
            run_single(options.run)
        elif options.notebooks:
            execute.run_all(execute.notebooks_of_book())
        else:
            build_html()
    except (DataError, execute.NotebookError, BuildError) as error:
        print(f"\nbuild failed: {error}", file=sys.stderr)
        if paths.HTML.exists():
            print("The last good book is still in _build/html.", file=sys.stderr)
        return 1
    except OSError as error:
        if isinstance(error, shutil.Error):
            # Copying a folder collects the failures of its files: the first one tells enough.
            _, target, reason = error.args[0][0]
            error = OSError(0, str(reason).split(": ")[0], str(target))
        cure = (
            "restore the file"
            if isinstance(error, FileNotFoundError)
            else "free space, or make the folder writable"
        )
        print(
            f"\nbuild failed: {error.strerror} ({_relative(str(error.filename))}). Cure: {cure}, "
            "and run again; the last good book is untouched.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print(
            "\nbuild stopped. Run it again: what was finished is kept, and the last good book is "
            "untouched.",
            file=sys.stderr,
        )
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
