"""``make bench``: processor seconds, memory, page sizes and throughput, printed in one run.

Every build happens in a folder of its own beside the last good book. What is printed is shown
beside its aim and tested nowhere: machines are shared. Processor seconds are those of the whole
tree of processes; of "plain notebooks" the same cells run one after the other in cold kernels.
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

from benchmarks.usage import Usage
from cohesion import paths

#: The notebooks that came after version 0.2.0, whose 43 took 241 processor seconds.
ADDED = (
    "activities", "correlation-justice", "hindsight-cohesion-justice", "hindsight-editions",
    "hindsight-grid", "hindsight-indicators", "hindsight-states", "hindsight-time-machine",
    "mission-record", "named-bodies", "procedures", "what-if",
)  # fmt: skip
EARLIER = "of it, as in 0.2.0"

#: What the builds should keep to: processor seconds, and gigabytes of all processes together.
AIMS = {
    "HTML, cold": "≤ 200 CPU s, ≤ 1 GB",
    EARLIER: "≤ 120 CPU s",
    "nothing changed": "≤ 1 CPU s",
    "one sentence changed": "≤ 8 CPU s, no notebook",
    "one caption changed": "≤ 8 CPU s, no notebook",
    "one notebook changed": "≤ 15 CPU s",
    "one function changed": "≤ 15 CPU s",
    "one table changed": "≤ 15 CPU s",
    "PDF, whole file": "≤ 40 CPU s, ≤ 1.3 GB",
    "PDF, nothing changed": "≤ 1 s",
    "plain notebooks": "2.5 times the CPU s of ours, 4 times the seconds",
}
FOLDER = "_build/bench"
RECORDED = Path(__file__).with_name("recorded.json")
_CHAPTER = paths.NOTEBOOKS / "sector-health.md"
_BODY = ":::{published} fig-health-groups\n"

#: What is changed for the time of one measurement: file, what stands there, what is put there.
CHANGES = {
    "one sentence changed": (_CHAPTER, "# Basic health\n\n", "# Basic health\n\nMeasured. "),
    "one caption changed": (_CHAPTER, _BODY, f"{_BODY}Measured: "),
    "one notebook changed": (_CHAPTER, "```{code-cell}\n", "```{code-cell}\n# measured\n"),
    "one function changed": (paths.ROOT / "cohesion/methods/spatial.py", '"""', '"""Measured. '),
    "one table changed": (paths.DATA / "dgis_health_resources_states.csv.yml", "name:",
                          "# measured\nname:"),
}  # fmt: skip


class Measured(NamedTuple):
    """One run: seconds, processor seconds, peak GB, notebooks run, their seconds side by side."""

    seconds: float
    cpu: float
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
        usage = Usage(process.pid)
        said = process.communicate()[0]
        usage.stop()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{said[-3000:]}")
    notebooks = re.search(r"notebooks: (\d+) run, .*?, ([\d.]+) s", said)
    return Measured(
        time.perf_counter() - start,
        usage.seconds,
        usage.gigabytes,
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
    """Measure and print the builds of a reader of the README, from an empty build folder on.

    Returns
    -------
    builds, notebooks : the builds by name, and the seconds of each notebook in the cold one.
    """
    shutil.rmtree(paths.ROOT / FOLDER, ignore_errors=True)
    found: dict[str, Measured] = {}

    def keep(name: str, one: Measured) -> None:
        # Twenty minutes of measuring are shown as they pass.
        found[name] = one
        print(f"{name:24}{one.cpu:8.1f}{one.seconds:9.1f}{one.gigabytes:9.2f}{one.notebooks:11}   "
              f"{AIMS.get(name, '')}", flush=True)  # fmt: skip

    keep("HTML, cold", run(["cohesion", "book"]))
    notebooks = notebook_seconds()
    keep(EARLIER, without_added(found["HTML, cold"]))
    keep("nothing changed", run(["cohesion", "book"]))
    for name, (file, old, new) in CHANGES.items():
        with touched(file, old, new):
            keep(name, run(["cohesion", "book"]))
        run(["cohesion", "book"])
    keep("PDF, whole file", run(["cohesion", "pdf", "--whole-only"]))
    keep("PDF, three files", run(["cohesion", "pdf"]))
    keep("PDF, nothing changed", run(["cohesion", "pdf"]))
    keep("plain notebooks", run(["benchmarks.plain"]))
    return found, notebooks


def without_added(cold: Measured) -> Measured:
    """Return a cold build less what the kernels of the added notebooks used; their pages stay in.

    Seconds and memory are those of the whole: they were not measured without them.
    """
    records = sorted((paths.ROOT / FOLDER / "results").glob("[!.]*/record.json"))
    used = {file.parent.name: json.loads(file.read_text("utf-8"))["cpu"] for file in records}
    kept = cold.cpu - sum(used[name] for name in ADDED)
    return cold._replace(cpu=kept, notebooks=len(used) - len(ADDED))


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
    print(f"{'':24}{'CPU s':>8}{'seconds':>9}{'peak GB':>9}{'notebooks':>11}   aim", flush=True)
    times, notebooks = build_times()
    total, wall = sum(notebooks.values()), times["HTML, cold"].notebook_seconds
    print(f"notebooks: {total:.1f} s in all, {wall:.1f} s side by side on "
          f"{max(2, os.cpu_count() or 2)} workers")  # fmt: skip
    print("\n".join(sizes()))
    for name in ("bench_statistics", "bench_selection", "growth"):
        print(f"\n{name.removeprefix('bench_')}")
        importlib.import_module(f"benchmarks.{name}").main()
    if options.record:
        text = json.dumps({"notebooks": notebooks}, indent=1, sort_keys=True)
        RECORDED.write_text(text + "\n", encoding="utf-8")
        print(f"\nnotebook times recorded in {RECORDED.relative_to(paths.ROOT).as_posix()}")
    shutil.rmtree(paths.ROOT / FOLDER, ignore_errors=True)


if __name__ == "__main__":
    main()
