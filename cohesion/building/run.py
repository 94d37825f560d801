"""Running notebooks: in parallel, each one only when something it depends on changed.

A notebook's record holds the code it ran, every file of ``data/`` and every module of the package
it used, the results of earlier stages it read, and the lock of the environment. If all of these
are as they were, its results stand. Executed notebooks go into a jupyter-cache, from which MyST-NB
takes the outputs when it reads the pages, so nothing is executed twice.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import re
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any

import nbformat

from cohesion import paths
from cohesion.building import environment, kernels, words
from cohesion.building.freshness import damage, read_record, why_stale
from cohesion.building.notebooks import Notebook, recorded_seconds
from cohesion.errors import DataError, FailedBuildError
from cohesion.files import hashes
from cohesion.publishing import stored

CACHE = paths.BUILD / "jupyter-cache"
TIMEOUT = 900
#: How often a kernel is started before it counts as one that does not start: its ports are chosen
#: before it runs, and on a busy machine another program may have taken one meanwhile.
STARTS = 3

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_FIRST_CELL = "import cohesion.files.tracking as _tracking; _tracking.start()"
_LAST_CELL = """\
import json as _json, os as _os, pathlib as _pathlib
from cohesion.files import tracking as _tracking
from cohesion.publishing import stored as _results
_pathlib.Path(_os.environ["COHESION_OUT"], "inputs.json").write_text(
    _json.dumps({"files": _tracking.inputs(), "notes": _tracking.notes(),
                 "facts": _results.facts_read(), "cpu": sum(_os.times()[:4])}, sort_keys=True)
)
"""


#: The notebooks that run at this moment.
_running: set[Any] = set()


class NotebookError(FailedBuildError):
    """One or more notebooks failed; the message names file, cell and error of each."""


def run_all(
    notebooks: list[Notebook],
    *,
    workers: int | None = None,
    say: Callable[[str], None] = print,
    force: bool = False,
    unable: list[str] | None = None,
) -> dict[str, float]:
    """Run what is stale, stage by stage, side by side; return the seconds of each notebook run.

    Parameters
    ----------
    unable : list of str, optional
        Takes the message of every notebook that fails, which then stops nothing: under another
        assumption a part of the book may have no answer. What it published before stays.

    Raises
    ------
    NotebookError
        With every failure of the stage; results of notebooks that ran are kept.
    """
    workers = workers or max(2, os.cpu_count() or 2)
    seconds: dict[str, float] = {}
    start = time.perf_counter()
    _forget_removed(notebooks)
    _forget_damaged(notebooks, say)
    given = words.of_book(notebook.path for notebook in notebooks)
    nursery = None
    try:
        for stage in sorted({notebook.stage for notebook in notebooks}):
            items = stored.load()
            here = [notebook for notebook in notebooks if notebook.stage == stage]
            reasons = {nb.name: "asked for" if force else why_stale(nb, items) for nb in here}
            stale = [notebook for notebook in here if reasons[notebook.name]]
            if stale:
                say(f"stage {stage}: {len(stale)} notebooks to run, "
                    f"{len(here) - len(stale)} unchanged")  # fmt: skip
                nursery = nursery or _nursery(len(stale))
                seconds |= _run_stage(stale, reasons, workers, say, unable, nursery)
                stages = {notebook.name: notebook.stage for notebook in notebooks}
                _refuse_later(stale, stages, items)
            # Only now: what a page says about a result decides nothing about its run.
            words.give(((notebook.name, notebook.path) for notebook in here), given)
    finally:
        if nursery is not None:
            nursery.close()
    ran = len(seconds)
    total = time.perf_counter() - start
    say(
        f"notebooks: {ran} run, {len(notebooks) - ran} unchanged, {total:.1f} s "
        f"({sum(seconds.values()):.1f} s of notebook time)"
    )
    try:
        words.check_names(given, stored.load())
    except DataError as error:
        if unable is None:
            raise
        unable.append(str(error))
    fill_cache(notebooks)
    return seconds


def _run_stage(
    stale: list[Notebook], reasons: dict[str, str], workers: int, say: Callable[[str], None],
    unable: list[str] | None = None, nursery: kernels.Nursery | None = None,
) -> dict[str, float]:  # fmt: skip
    seconds: dict[str, float] = {}
    failures: list[str] = []
    stop = threading.Event()
    # The longest first, as far as earlier runs tell, so that no long one is left to the end.
    recorded = recorded_seconds()
    queue = sorted(stale, key=lambda notebook: -_last_seconds(notebook, recorded))
    with ThreadPoolExecutor(workers) as pool, _kernels_end_with_the_build(stop):
        jobs = {pool.submit(_run_unless, stop, nb, nursery): nb for nb in queue}
        for job in as_completed(jobs):
            notebook = jobs[job]
            try:
                took = job.result()
            except NotebookError as error:
                failures.append(str(error))
                if unable is None:
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
    if unable is not None:
        unable += sorted(failures)
    elif failures:
        raise NotebookError("\n".join(failures))
    return seconds


def _refuse_later(ran: list[Notebook], stages: dict[str, int], items: dict[str, Any]) -> None:
    """Refuse what rests on a result of its own stage or a later one: it was an earlier build's.

    Raises
    ------
    NotebookError
        The notebook, the result and both stages; its results are gone, so that it runs again.
    """
    for notebook in ran:
        record = read_record(notebook.folder)
        for name in sorted(record["facts"]) if record else ():
            other = items.get(name, {}).get("notebook", "")
            if other != notebook.name and stages.get(other, 0) >= notebook.stage:
                shutil.rmtree(notebook.folder)
                raise NotebookError(
                    f"notebooks/{notebook.name}.md (stage {notebook.stage}) reads '{name}', which "
                    f"notebooks/{other}.md publishes at stage {stages[other]}: what it read was "
                    "left from an earlier build. Cure: give it a later stage in its first block."
                )


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


def _nursery(notebooks: int) -> kernels.Nursery | None:
    """Return a parent for warm kernels where one can be had.

    It takes as long to start as one ordinary kernel, and what one notebook changed, others mostly
    rest on: it serves all stages.
    """
    return kernels.Nursery(environment.for_kernels(), notebooks) if kernels.available() else None


def _run_unless(
    stop: threading.Event, notebook: Notebook, nursery: kernels.Nursery | None
) -> float | None:
    return None if stop.is_set() else run_one(notebook, nursery, stop)


def run_one(
    notebook: Notebook,
    nursery: kernels.Nursery | None = None,
    stop: threading.Event | None = None,
) -> float:
    """Run one notebook in a fresh kernel, keep its results, and return the seconds it took.

    Parameters
    ----------
    stop : Event, optional
        Set when the build is to end: then no other kernel is started.
    """
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    start = time.perf_counter()
    partial = paths.RESULTS / f".{notebook.name}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    content = _with_bookkeeping(notebook.content)
    settings = environment.for_kernels(COHESION_OUT=str(partial), COHESION_NOTEBOOK=notebook.name)
    # Which kernel "python3" is, a description in the user's home does not decide either.
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    try:
        _execute(content, settings, nursery, stop or threading.Event())
    except CellExecutionError as error:
        raise NotebookError(_explain(notebook, content, error)) from None
    except (CellTimeoutError, DeadKernelError, kernels.NurseryError) as error:
        raise NotebookError(f"notebooks/{notebook.name}.md: {error}") from None
    except RuntimeError as error:
        # nbclient's word for a kernel that ended while it started.
        raise NotebookError(
            f"notebooks/{notebook.name}.md: the kernel did not start ({error}). Cure: run again "
            "with COHESION_COLD_KERNELS=1; if that fails too, make the environment anew."
        ) from None
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
    try:
        used = json.loads((partial / "inputs.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise NotebookError(
            f"notebooks/{notebook.name}.md: its last cell left no list of what it used. Cure: run "
            "again; nothing else may write into the build folder, nor end the notebook's kernel."
        ) from None
    (partial / "inputs.json").unlink()
    took = time.perf_counter() - start
    items = partial / "items.jsonl"
    items.touch()
    record = {
        "code": notebook.code_hash,
        "environment": environment.fingerprint(),
        "files": used["files"],
        "notes": used["notes"],
        "facts": used["facts"],
        # So that a file which was cut between two lines is seen.
        "results": len(items.read_bytes().splitlines()),
        "seconds": round(took, 1),
        # Of the kernel and what it started: the clock tells more of the machine than of the work.
        "cpu": round(used["cpu"], 1),
    }
    nbformat.write(content, partial / "executed.ipynb")
    (partial / "record.json").write_text(json.dumps(record, indent=1, sort_keys=True), "utf-8")
    shutil.rmtree(notebook.folder, ignore_errors=True)
    partial.rename(notebook.folder)
    return took


def _execute(
    content: Any,
    settings: dict[str, str],
    nursery: kernels.Nursery | None,
    stop: threading.Event,
) -> None:
    """Execute a notebook in a fresh kernel; one that ends while it starts is started again."""
    from nbclient import NotebookClient
    from nbclient.exceptions import DeadKernelError

    manager = {} if nursery is None else {"kernel_manager_class": kernels.manager_class(nursery)}
    for left in reversed(range(STARTS)):
        client = NotebookClient(
            content, timeout=TIMEOUT, kernel_name="python3", record_timing=False,
            extra_arguments=["--log-level=ERROR"],
            resources={"metadata": {"path": str(paths.NOTEBOOKS)}},
            **manager,
        )  # fmt: skip
        _running.add(client)
        try:
            client.execute(env=settings)
            return
        except RuntimeError as error:
            # Of this kind alone no cell has run yet.
            some_ran = isinstance(error, (DeadKernelError, kernels.NurseryError))
            if some_ran or stop.is_set() or not left:
                raise
        finally:
            _running.discard(client)
            # Of a kernel that did not start nothing is left to clean when this process ends.
            atexit.unregister(client._cleanup_kernel)


def fill_cache(notebooks: list[Notebook]) -> None:
    """Put the executed notebooks where MyST-NB looks for them."""
    stamp = CACHE / "filled.json"
    wanted = {nb.name: hashes.file_hash(nb.folder / "executed.ipynb") for nb in notebooks}
    with contextlib.suppress(OSError, json.JSONDecodeError):
        if json.loads(stamp.read_text(encoding="utf-8")) == wanted:
            return
    # Only now: what it imports takes a second, and mostly nothing is new.
    from jupyter_cache import get_cache
    from jupyter_cache.base import CacheBundleIn

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
            place = f"notebooks/{notebook.name}.md, code cell {number} (`{line}`):"
            if failed[0].ename == "DataError":
                # It names file, place and cure itself; where the code stood helps nobody.
                return f"{place}\n    {message}"
            tail = "\n".join(f"      {text}" for text in trace.splitlines()[-14:])
            return f"{place}\n{tail}\n    {message}"
    return f"notebooks/{notebook.name}.md: {_ANSI.sub('', str(error))[-2000:]}"


def _last_seconds(notebook: Notebook, recorded: Mapping[str, float]) -> float:
    record = read_record(notebook.folder) or {}
    # Unknown: between the short and the long ones.
    return record.get("seconds", recorded.get(notebook.name, 10.0))


def _forget_removed(notebooks: list[Notebook]) -> None:
    """Drop the results of notebooks that left the book, and what a killed build left behind."""
    names = {notebook.name for notebook in notebooks}
    paths.RESULTS.mkdir(parents=True, exist_ok=True)
    for folder in paths.RESULTS.iterdir():
        if folder.is_dir() and folder.name not in names:
            shutil.rmtree(folder, ignore_errors=True)


def _forget_damaged(notebooks: list[Notebook], say: Callable[[str], None]) -> None:
    """Drop results that are not whole, in one message, so that they are made again."""
    found = {notebook.name: damage(notebook.folder) for notebook in notebooks}
    told = [f"{name} ({what})" for name, what in found.items() if what]
    for notebook in notebooks:
        if found[notebook.name]:
            shutil.rmtree(notebook.folder)
    if told:
        say(f"damaged results are made again: {', '.join(told)}")
