"""``make verify``: rerun everything from nothing and compare with the published results.

The published results lie in ``tests/golden/``, one JSON file per notebook: every fact, every
table with its unrounded values, the checksum of every figure, and the checksum of every input.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cohesion import paths
from cohesion.building import collected, run
from cohesion.building import notebooks as building_notebooks

#: Relative difference below which two numbers are the same: processors differ in the last digits.
TOLERANCE = 1e-9

#: What a change says of a result that has no counterpart.
NEW, GONE = "not published before", "no longer there"


@dataclass(frozen=True)
class Change:
    """One result that is not what was published."""

    name: str
    kind: str
    notebook: str
    before: str
    after: str
    cause: str

    def line(self) -> str:
        """Return the change as one line of the report."""
        return (
            f"{self.kind} {self.name} ({self.notebook}): {self.before} → {self.after}; {self.cause}"
        )


def read_golden(
    folder: Path = paths.GOLDEN, names: Collection[str] | None = None
) -> dict[str, dict[str, Any]]:
    """Return the published results by notebook: of all, or of those named."""
    return {
        file.stem: json.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.glob("*.json"))
        if names is None or file.stem in names
    }


def write_golden(results: dict[str, dict[str, Any]], folder: Path = paths.GOLDEN) -> None:
    """Replace the published results; what else lies in the folder stays."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.json"):
        old.unlink()
    for notebook, content in results.items():
        text = json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True)
        (folder / f"{notebook}.json").write_text(text + "\n", encoding="utf-8")


def compare(
    golden: dict[str, dict[str, Any]], current: dict[str, dict[str, Any]]
) -> tuple[int, list[Change]]:
    """Return how many results are identical, and every one that is not."""
    identical, changes = 0, []
    for notebook in sorted(golden.keys() | current.keys()):
        before, after = golden.get(notebook, {}), current.get(notebook, {})
        cause = _cause(before.get("inputs", {}), after.get("inputs", {}))
        for kind in ("facts", "tables", "figures", "prose", "claims"):
            old, new = before.get(kind, {}), after.get(kind, {})
            for name in sorted(old.keys() | new.keys()):
                if name in old and name in new and same(old[name], new[name]):
                    identical += 1
                    continue
                changes.append(
                    Change(name, kind.removesuffix("s"), notebook, *_shown(old, new, name), cause)
                )
    return identical, changes


def same(a: Any, b: Any) -> bool:
    """Whether two results are equal, numbers up to :data:`TOLERANCE`."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, float) or isinstance(b, float):
        numbers = isinstance(a, (int, float)) and isinstance(b, (int, float))
        return numbers and math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=1e-12)
    return a == b


def _shown(old: dict, new: dict, name: str) -> tuple[str, str]:
    if name not in old:
        return NEW, _short(new[name])
    if name not in new:
        return _short(old[name]), GONE
    if "rows" in old[name]:
        return _first_difference(old[name], new[name])
    before, after = _short(old[name]), _short(new[name])
    if before == after:
        # What is written is the same; the unrounded value or the drawing is not.
        before, after = (_unrounded(entry[name]) for entry in (old, new))
    return before, after


def _first_difference(old: dict, new: dict) -> tuple[str, str]:
    for row, (a, b) in enumerate(zip(old["rows"], new["rows"], strict=False), start=1):
        for head, x, y in zip(old["heads"], a, b, strict=False):
            if not same(x, y):
                return f"row {row} ({a[0]}), '{head}': {x}", str(y)
    return f"{len(old['rows'])} rows", f"{len(new['rows'])} rows, or another caption or heading"


def _short(entry: dict[str, Any]) -> str:
    if "condition" in entry:
        return f"{entry['condition']} {'holds' if entry['holds'] else 'does not hold'}"[:80]
    return str(entry.get("text") or entry.get("caption") or entry.get("sha256", ""))[:80]


def _unrounded(entry: dict[str, Any]) -> str:
    return str(entry.get("value", entry.get("sha256", entry.get("quantities", ""))))[:60]


def _cause(before: dict[str, str], after: dict[str, str]) -> str:
    changed = [
        name for name in sorted(before.keys() | after.keys()) if before.get(name) != after.get(name)
    ]
    if not changed:
        return "no input changed: the environment or a result of an earlier stage did"
    shown = ", ".join("the notebook's code" if name == "code" else name for name in changed[:6])
    return f"changed inputs: {shown}" + (" …" if len(changed) > 6 else "")


def publish_results() -> int:
    """Make the results of this build the published ones; return the number of notebooks.

    The chapter on quality compares the other chapters with the published results, so it runs once
    more after these were written, and what it says then is published too.
    """
    notebooks = building_notebooks.notebooks_of_book()
    run.run_all(notebooks)
    write_golden(collected.collect(paths.RESULTS))
    last = max(notebook.stage for notebook in notebooks)
    for notebook in notebooks:
        if notebook.stage == last:
            shutil.rmtree(notebook.folder, ignore_errors=True)
    run.run_all(notebooks)
    write_golden(collected.collect(paths.RESULTS))
    return len(notebooks)


def rerun_from_nothing() -> Path:
    """Run every notebook in an empty build folder; return the folder of its results."""
    fresh = paths.ROOT / "_build" / "verify"
    shutil.rmtree(fresh, ignore_errors=True)
    environment = {**os.environ, "COHESION_BUILD": str(fresh.relative_to(paths.ROOT))}
    command = [sys.executable, "-m", "cohesion", "book", "--notebooks"]
    done = subprocess.run(command, cwd=paths.ROOT, env=environment)
    if done.returncode != 0:
        raise run.NotebookError("the notebooks did not run; see above.")
    return fresh / "results"
