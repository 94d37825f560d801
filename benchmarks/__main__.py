"""``make bench``: build times, memory, page sizes and throughput, printed in one run.

Every build happens in a folder of its own beside the last good book. Times are shown, not tested.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.memory import PeakMemory
from cohesion import paths

#: What the builds should keep to on two cores: seconds, and gigabytes of all processes together.
AIMS = {"cold HTML build": "≤ 150 s", "nothing changed": "≤ 10 s", "peak memory": "≤ 2 GB"}
FOLDER = "_build/bench"
RECORDED = Path(__file__).with_name("recorded.json")


class Measured(NamedTuple):
    """One run: seconds, peak memory in GB, notebooks run and the seconds they took side by side."""

    seconds: float
    gigabytes: float
    notebooks: int
    notebook_seconds: float


def run(command: list[str]) -> Measured:
    """Run a command with the bench's build folder; return its seconds, memory and words."""
    start = time.perf_counter()
    environment = {**os.environ, "COHESION_BUILD": FOLDER}
    with subprocess.Popen(
        [sys.executable, "-m", *command], cwd=paths.ROOT, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        memory = PeakMemory(process.pid)
        said = process.communicate()[0]
        gigabytes = memory.stop()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{said[-3000:]}")
    notebooks = re.search(r"notebooks: (\d+) run, .*?, ([\d.]+) s", said)
    return Measured(
        time.perf_counter() - start,
        gigabytes,
        int(notebooks[1]) if notebooks else 0,
        float(notebooks[2]) if notebooks else 0.0,
    )


@contextlib.contextmanager
def touched(file: Path, old: str, new: str) -> Iterator[None]:
    """Change a file for the time of a measurement, and restore it whatever happens."""
    before = file.read_bytes()
    text = before.decode("utf-8")
    if old not in text:
        raise SystemExit(f"{file.name}: '{old}' is not there any more; adapt the benchmark.")
    try:
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        yield
    finally:
        file.write_bytes(before)


def build_times() -> tuple[dict[str, Measured], dict[str, float]]:
    """Measure the builds that a reader of the README would run, from an empty build folder on.

    Returns
    -------
    builds, notebooks : the builds by name, and the seconds of each notebook in the cold one.
    """
    shutil.rmtree(paths.ROOT / FOLDER, ignore_errors=True)
    found = {"cold HTML build": run(["cohesion", "book"])}
    notebooks = notebook_seconds()
    found["nothing changed"] = run(["cohesion", "book"])
    notebook = paths.NOTEBOOKS / "sector-health.md"
    with touched(notebook, "```{code-cell}\n", "```{code-cell}\n# measured\n"):
        found["after one notebook"] = run(["cohesion", "book"])
    run(["cohesion", "book"])
    module = paths.ROOT / "cohesion" / "methods" / "spatial.py"
    with touched(module, '"""', '"""Measured. '):
        found["after one function's module"] = run(["cohesion", "book"])
    run(["cohesion", "book"])
    found["after one data table"] = _after_one_table()
    run(["cohesion", "book"])
    found["PDF, one file, cold"] = run(["cohesion", "pdf", "--whole-only"])
    found["PDF, three files"] = run(["cohesion", "pdf"])
    found["PDF, nothing changed"] = run(["cohesion", "pdf"])
    return found, notebooks


def _after_one_table() -> Measured:
    """Give a table that few notebooks use another manifest text, as a new edition would."""
    file = paths.DATA / "dgis_health_resources_states.csv.yml"
    if not file.is_file():
        file = sorted(paths.DATA.glob("*.csv.yml"))[0]
    with touched(file, "name:", "# measured\nname:"):
        return run(["cohesion", "book"])


def notebook_seconds() -> dict[str, float]:
    """Return the seconds of each notebook as it last ran in the bench's folder."""
    folder = paths.ROOT / FOLDER / "results"
    return {
        file.parent.name: json.loads(file.read_text("utf-8"))["seconds"]
        for file in sorted(folder.glob("[!.]*/record.json"))
    }


def sizes() -> list[str]:
    """Return the size of the largest pages and of the PDF."""
    html = paths.ROOT / FOLDER / "html"
    pages = sorted(html.rglob("*.html"), key=lambda page: -page.stat().st_size)
    total = sum(file.stat().st_size for file in html.rglob("*") if file.is_file())
    lines = [f"{len(pages)} pages, the book {total / 1e6:.1f} MB"]
    lines += [f"  {p.relative_to(html).as_posix()}: {p.stat().st_size / 1e3:.0f} kB"
              for p in pages[:3]]  # fmt: skip
    for pdf in sorted((paths.ROOT / FOLDER / "pdf").glob("*.pdf")):
        from pypdf import PdfReader

        size = pdf.stat().st_size / 1e6
        lines.append(f"{pdf.name}: {size:.1f} MB, {len(PdfReader(pdf).pages)} pages")
    return lines


def main(arguments: list[str] | None = None) -> None:
    """Print everything; with ``--record``, keep the notebook times for the quality chapter."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--record", action="store_true",
        help=f"write the notebook times to benchmarks/{RECORDED.name}, which the book shows",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    times, notebooks = build_times()
    print(f"{'builds':30}{'seconds':>9}{'peak GB':>9}{'notebooks':>11}   aim")
    for name, one in times.items():
        print(f"{name:30}{one.seconds:9.1f}{one.gigabytes:9.2f}{one.notebooks:11}   "
              f"{AIMS.get(name, '')}")  # fmt: skip
    peak = max(one.gigabytes for one in times.values())
    print(f"{'peak memory, all processes':30}{'':9}{peak:9.2f}{'':11}   {AIMS['peak memory']}")
    total, wall = sum(notebooks.values()), times["cold HTML build"].notebook_seconds
    print(f"notebooks: {total:.1f} s in all, {wall:.1f} s side by side on "
          f"{max(2, os.cpu_count() or 2)} workers")  # fmt: skip
    print("\n".join(sizes()))
    for name in ("bench_statistics", "bench_selection"):
        print(f"\n{name.removeprefix('bench_')}")
        importlib.import_module(f"benchmarks.{name}").main()
    if options.record:
        text = json.dumps({"notebooks": notebooks}, indent=1, sort_keys=True)
        RECORDED.write_text(text + "\n", encoding="utf-8")
        print(f"\nnotebook times recorded in {RECORDED.relative_to(paths.ROOT).as_posix()}")
    shutil.rmtree(paths.ROOT / FOLDER, ignore_errors=True)


if __name__ == "__main__":
    main()
