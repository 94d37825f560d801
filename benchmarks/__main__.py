"""``make bench``: build times, memory, page sizes and throughput, printed in one run.

Every build happens in a folder of its own beside the last good book. Times are shown, not tested.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from cohesion import paths

FOLDER = "_build/bench"
RECORDED = Path(__file__).with_name("recorded.json")


def run(command: list[str]) -> float:
    """Run a command with the bench's build folder and return its seconds."""
    start = time.perf_counter()
    environment = {**os.environ, "COHESION_BUILD": FOLDER}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=paths.ROOT, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}")
    return time.perf_counter() - start


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


def build_times() -> dict[str, float]:
    """Measure the builds that a reader of the README would run."""
    shutil.rmtree(paths.ROOT / FOLDER, ignore_errors=True)
    found = {"cold HTML build": run(["cohesion.build"])}
    found["nothing changed"] = run(["cohesion.build"])
    notebook = paths.NOTEBOOKS / "sector-health.md"
    with touched(notebook, "```{code-cell}\n", "```{code-cell}\n# measured\n"):
        found["after one notebook"] = run(["cohesion.build"])
    run(["cohesion.build"])
    module = paths.ROOT / "cohesion" / "spatial.py"
    with touched(module, '"""', '"""Measured. '):
        found["after one function's module"] = run(["cohesion.build"])
    run(["cohesion.build"])
    found["after one data table"] = _after_one_table()
    run(["cohesion.build"])
    found["PDF"] = run(["cohesion.pdf"])
    return found


def _after_one_table() -> float:
    """A table used by few notebooks gets another (equal) manifest text, as a new edition would."""
    file = paths.DATA / "dgis_health_resources_states.csv.yml"
    if not file.is_file():
        file = sorted(paths.DATA.glob("*.csv.yml"))[0]
    with touched(file, "name:", "# measured\nname:"):
        return run(["cohesion.build"])


def notebook_seconds() -> dict[str, float]:
    """Return the seconds of each notebook in the bench's cold build."""
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
    pdf = paths.ROOT / FOLDER / "pdf" / "formulation-report.pdf"
    if pdf.is_file():
        from pypdf import PdfReader

        lines.append(f"PDF: {pdf.stat().st_size / 1e6:.1f} MB, {len(PdfReader(pdf).pages)} pages")
    return lines


def main() -> None:
    """Print everything and record the notebook times for the quality-control chapter."""
    print("build times (seconds)")
    times = build_times()
    for name, seconds in times.items():
        print(f"  {name}: {seconds:.1f}")
    notebooks = notebook_seconds()
    print(f"  notebooks: {sum(notebooks.values()):.1f} in all, side by side on "
          f"{max(2, os.cpu_count() or 2)} workers")  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    print(f"peak memory of one process: {peak:.2f} GB")
    print("\n".join(sizes()))
    for name in ("bench_statistics", "bench_selection"):
        print(f"\n{name.removeprefix('bench_')}")
        importlib.import_module(f"benchmarks.{name}").main()
    RECORDED.write_text(
        json.dumps({"notebooks": notebooks}, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    print(f"\nrecorded in {RECORDED.relative_to(paths.ROOT).as_posix()}")
    shutil.rmtree(paths.ROOT / FOLDER, ignore_errors=True)


if __name__ == "__main__":
    main()
