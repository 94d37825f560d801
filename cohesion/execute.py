"""Running notebooks: in parallel, each one only when something it depends on changed.

A notebook's record holds the code it ran, every file of ``data/`` and every module of the package
it used, the results of earlier stages it read, and the lock of the environment. If all of these
are as they were, its results stand. Executed notebooks go into a jupyter-cache, from which MyST-NB
takes the outputs when it reads the pages, so nothing is executed twice.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from cohesion import manifest, paths, results, sources, tracking, warm

CACHE = paths.BUILD / "jupyter-cache"
LOCK = paths.ROOT / "requirements.txt"
TIMEOUT = 900

#: The same threads, hash seed, locale and clock in every kernel, whoever runs it and where.
KERNEL_ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "agg",
    "SOURCE_DATE_EPOCH": "1341014400",  # 30 June 2012, the day the book stands on
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "PYTHONPATH": str(paths.ROOT),
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}

_CELL_WITHOUT_OPTIONS = re.compile(r"^(`{3,}\{code-cell\}[^\n]*\n)(?!:|---)", re.MULTILINE)
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_FIRST_CELL = "import cohesion.tracking as _tracking; _tracking.start()"
_LAST_CELL = """\
import json as _json, os as _os, pathlib as _pathlib
from cohesion import results as _results, tracking as _tracking
_pathlib.Path(_os.environ["COHESION_OUT"], "inputs.json").write_text(
    _json.dumps({"files": _tracking.inputs(), "notes": _tracking.notes(),
                 "facts": _results.facts_read()}, sort_keys=True)
)
"""


#: The notebooks that run at this moment.
_running: set[Any] = set()


class NotebookError(RuntimeError):
    """One or more notebooks failed; the message names file, cell and error of each."""


@dataclass(frozen=True)
class Notebook:
    """A notebook of the book: its file, the stage at which it runs, and its parsed content."""

    name: str
    path: Path
    stage: int
    content: Any

    @property
    def code_hash(self) -> str:
        """Changes when a code cell changes; prose may change without a new run."""
        cells = [cell.source for cell in self.content.cells if cell.cell_type == "code"]
        return manifest.sha256(json.dumps(cells).encode())

    @property
    def folder(self) -> Path:
        """Where its results lie."""
        return paths.RESULTS / self.name


def read_notebook(path: Path) -> Notebook:
    """Parse a MyST Markdown notebook the way MyST-NB does.

    Raises
    ------
    DataError
        No UTF-8, or a first block without kernel or stage.
    """
    from myst_nb.core.read import read_myst_markdown_notebook
    from myst_parser.config.main import MdParserConfig

    text = sources.read(path)
    sources.check_front_matter(text, path, notebook=True)
    text = folded(text)
    content = read_myst_markdown_notebook(text, MdParserConfig(), add_source_map=True, path=path)
    stage = int(content.metadata.get("cohesion", {}).get("stage", 1))
    return Notebook(path.stem, path, stage, content)


def folded(text: str) -> str:
    """Return a notebook's text with every code cell marked to be folded on its page."""
    return _CELL_WITHOUT_OPTIONS.sub(r"\1:tags: [hide-input]\n\n", text)


def notebooks_of_book() -> list[Notebook]:
    """Return the notebooks that the table of contents names, in reading order."""
    files = [name for name in sources.toc_files() if name.startswith("notebooks/")]
    return [read_notebook(paths.ROOT / f"{name}.md") for name in files]


def why_stale(notebook: Notebook, items: dict[str, dict[str, Any]]) -> str:
    """Say what changed since a notebook's results were made; '' if nothing did."""
    file = notebook.folder / "record.json"
    if not file.is_file():
        return "no results yet"
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except json.JSONDecodeError:
        return "its record is damaged"
    if record["code"] != notebook.code_hash:
        return "its code changed"
    if record["lock"] != tracking.file_hash(LOCK):
        return "the environment changed"
    for name, before in record["files"].items():
        if tracking.file_hash(paths.ROOT / name) != before:
            return f"{name} changed"
    for name, before in record.get("notes", {}).items():
        if _noted(name) != before:
            return f"{name} changed"
    for name, before in record["facts"].items():
        if name not in items or results.fingerprint(items[name]) != before:
            return f"the result '{name}' changed"
    if not (notebook.folder / "executed.ipynb").is_file():
        return "its outputs are gone"
    return ""


def _noted(name: str) -> str:
    """Return the present fingerprint of something that notebooks note (see ``tracking.note``)."""
    from cohesion import store

    return {store.INDEX: store.index_fingerprint}[name]()


def run_all(
    notebooks: list[Notebook],
    *,
    workers: int | None = None,
    say: Callable[[str], None] = print,
    force: bool = False,
) -> dict[str, float]:
    """Run what is stale, stage by stage, side by side; return the seconds of each notebook run.

    Raises
    ------
    NotebookError
        With every failure of the stage; results of notebooks that ran are kept.
    """
    workers = workers or max(2, os.cpu_count() or 2)
    seconds: dict[str, float] = {}
    start = time.perf_counter()
    _forget_removed(notebooks)
    for stage in sorted({notebook.stage for notebook in notebooks}):
        items = results.load()
        here = [notebook for notebook in notebooks if notebook.stage == stage]
        reasons = {nb.name: "asked for" if force else why_stale(nb, items) for nb in here}
        stale = [notebook for notebook in here if reasons[notebook.name]]
        fresh = len(here) - len(stale)
        if stale:
            say(f"stage {stage}: {len(stale)} notebooks to run, {fresh} unchanged")
            seconds |= _run_stage(stale, reasons, workers, say)
    ran = len(seconds)
    total = time.perf_counter() - start
    say(
        f"notebooks: {ran} run, {len(notebooks) - ran} unchanged, {total:.1f} s "
        f"({sum(seconds.values()):.1f} s of notebook time)"
    )
    results.load()
    fill_cache(notebooks)
    return seconds


def _run_stage(
    stale: list[Notebook], reasons: dict[str, str], workers: int, say: Callable[[str], None]
) -> dict[str, float]:
    seconds: dict[str, float] = {}
    failures: list[str] = []
    stop = threading.Event()
    nursery = _nursery(len(stale))
    # The longest first, as far as earlier runs tell, so that no long one is left to the end.
    queue = sorted(stale, key=lambda notebook: -_last_seconds(notebook))
    with ThreadPoolExecutor(workers) as pool, _kernels_end_with_the_build(stop):
        jobs = {pool.submit(_run_unless, stop, nb, nursery): nb for nb in queue}
        for job in as_completed(jobs):
            notebook = jobs[job]
            try:
                took = job.result()
            except NotebookError as error:
                failures.append(str(error))
                stop.set()
                say(f"  FAILED notebooks/{notebook.name}.md")
                continue
            if took is None:
                continue
            seconds[notebook.name] = took
            say(
                f"  [{len(seconds)}/{len(stale)}] notebooks/{notebook.name}.md "
                f"{took:.1f} s ({reasons[notebook.name]})"
            )
    if nursery is not None:
        nursery.close()
    if failures:
        raise NotebookError("\n".join(failures))
    return seconds


@contextlib.contextmanager
def _kernels_end_with_the_build(stop: threading.Event) -> Iterator[None]:
    """On Ctrl-C end the kernels that run; the build would wait for their notebooks otherwise."""
    try:
        yield
    except BaseException:
        stop.set()
        for client in list(_running):
            pid = getattr(getattr(client.km, "provisioner", None), "pid", None)
            if pid:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        raise


def _nursery(notebooks: int) -> warm.Nursery | None:
    """Return a parent for warm kernels where one can be had and pays."""
    if notebooks < 2 or not warm.available():
        return None
    return warm.Nursery({**os.environ, **KERNEL_ENVIRONMENT})


def _run_unless(
    stop: threading.Event, notebook: Notebook, nursery: warm.Nursery | None
) -> float | None:
    return None if stop.is_set() else run_one(notebook, nursery)


def run_one(notebook: Notebook, nursery: warm.Nursery | None = None) -> float:
    """Run one notebook in a fresh kernel, keep its results, and return the seconds it took."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    start = time.perf_counter()
    partial = paths.RESULTS / f".{notebook.name}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    content = _with_bookkeeping(notebook.content)
    inherited = {key: value for key, value in os.environ.items() if key != "COHESION_PAGES_ONLY"}
    environment = {
        **inherited,
        **KERNEL_ENVIRONMENT,
        "COHESION_OUT": str(partial),
        "COHESION_NOTEBOOK": notebook.name,
    }
    manager = {} if nursery is None else {"kernel_manager_class": warm.manager_class(nursery)}
    client = NotebookClient(
        content, timeout=TIMEOUT, kernel_name="python3", record_timing=False,
        extra_arguments=["--log-level=ERROR"], resources={"metadata": {"path": str(paths.NOTEBOOKS)}},
        **manager,
    )  # fmt: skip
    _running.add(client)
    try:
        client.execute(env=environment)
    except CellExecutionError as error:
        raise NotebookError(_explain(notebook, content, error)) from None
    except (CellTimeoutError, DeadKernelError, warm.NurseryError) as error:
        raise NotebookError(f"notebooks/{notebook.name}.md: {error}") from None
    finally:
        _running.discard(client)
    content.cells = content.cells[1:-1]
    for number, cell in enumerate(content.cells, start=1):
        # Jupyter gives cells random names; the same notebook must be the same bytes.
        cell["id"] = f"cell-{number}"
        cell.pop("execution_count", None)
        if cell.cell_type == "code":
            cell["execution_count"] = None
            for output in cell.outputs:
                if "execution_count" in output:
                    output["execution_count"] = None
    used = json.loads((partial / "inputs.json").read_text(encoding="utf-8"))
    (partial / "inputs.json").unlink()
    took = time.perf_counter() - start
    record = {
        "code": notebook.code_hash,
        "lock": tracking.file_hash(LOCK),
        "files": used["files"],
        "notes": used["notes"],
        "facts": used["facts"],
        "seconds": round(took, 1),
    }
    items = partial / "items.jsonl"
    items.touch()
    nbformat.write(content, partial / "executed.ipynb")
    (partial / "record.json").write_text(json.dumps(record, indent=1, sort_keys=True), "utf-8")
    shutil.rmtree(notebook.folder, ignore_errors=True)
    partial.rename(notebook.folder)
    return took


def fill_cache(notebooks: list[Notebook]) -> None:
    """Put the executed notebooks where MyST-NB looks for them."""
    from jupyter_cache import get_cache
    from jupyter_cache.base import CacheBundleIn

    stamp = CACHE / "filled.json"
    wanted = {nb.name: tracking.file_hash(nb.folder / "executed.ipynb") for nb in notebooks}
    with contextlib.suppress(OSError, json.JSONDecodeError):
        if json.loads(stamp.read_text(encoding="utf-8")) == wanted:
            return
    shutil.rmtree(CACHE, ignore_errors=True)
    CACHE.parent.mkdir(parents=True, exist_ok=True)
    cache = get_cache(CACHE)
    for notebook in notebooks:
        executed = nbformat.read(notebook.folder / "executed.ipynb", as_version=4)
        bundle = CacheBundleIn(executed, str(notebook.path), data={"execution_seconds": 0.0})
        cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
    cache.db.dispose() if hasattr(cache.db, "dispose") else None
    stamp.write_text(json.dumps(wanted, sort_keys=True), "utf-8")


def _with_bookkeeping(content: Any) -> Any:
    copy = nbformat.from_dict(json.loads(json.dumps(content)))
    for cell in copy.cells:
        cell.metadata.pop("source_map", None)
    first = nbformat.v4.new_code_cell(_FIRST_CELL, id="bookkeeping-first")
    last = nbformat.v4.new_code_cell(_LAST_CELL, id="bookkeeping-last")
    copy.cells = [first, *copy.cells, last]
    copy.metadata.pop("source_map", None)
    return copy


def _explain(notebook: Notebook, content: Any, error: Any) -> str:
    """Name the notebook, the cell (number and first line) and the error."""
    number, line = 0, ""
    for cell in content.cells[1:-1]:
        if cell.cell_type != "code":
            continue
        number += 1
        failed = [out for out in cell.outputs if out.output_type == "error"]
        if failed:
            line = cell.source.strip().splitlines()[0]
            trace = _ANSI.sub("", "\n".join(failed[0].traceback[-3:]))
            message = f"{failed[0].ename}: {_ANSI.sub('', failed[0].evalue)}"
            tail = "\n".join(f"      {text}" for text in trace.splitlines()[-14:])
            return (
                f"notebooks/{notebook.name}.md, code cell {number} (`{line}`):\n{tail}\n"
                f"    {message}"
            )
    return f"notebooks/{notebook.name}.md: {_ANSI.sub('', str(error))[-2000:]}"


def _last_seconds(notebook: Notebook) -> float:
    try:
        return json.loads((notebook.folder / "record.json").read_text("utf-8"))["seconds"]
    except (OSError, KeyError, json.JSONDecodeError):
        # Unknown: between the short and the long ones.
        return 10.0


def _forget_removed(notebooks: list[Notebook]) -> None:
    """Drop the results of notebooks that left the book, and what a killed build left behind."""
    names = {notebook.name for notebook in notebooks}
    paths.RESULTS.mkdir(parents=True, exist_ok=True)
    for folder in paths.RESULTS.iterdir():
        if folder.is_dir() and folder.name not in names:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit("Run `python -m cohesion.build`.")
