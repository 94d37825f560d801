"""What share of the lines and branches of each module its own tests reach.

``python -m tests.tools.branches`` runs the tests of every room of the package, each room against
its own tests alone, and prints the modules of which less than ``FLOOR`` per cent is reached.
It fails if one of them has no reason in ``branches.csv``, or if a reason is no longer needed.
``python -m tests.tools.branches office tables`` measures two rooms.

Processes that a test starts or forks (kernels, builds) count as well. The official files are out of
sight, so that the answer is the same on a machine that has them and on one that has not.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any, NamedTuple

from cohesion import paths

#: Per cent of the lines and branches of a module.
FLOOR = 85
REASONS = Path(__file__).with_name("branches.csv")
#: The modules that lie in no folder: ``errors``, ``formats``, …
TOP = "top"
_PACKAGE, _TESTS = paths.ROOT / "cohesion", paths.ROOT / "tests"
_DATA = paths.BUILD / "coverage"


class Reached(NamedTuple):
    """What the tests of its room reach of a module."""

    module: str
    share: float
    #: Line numbers, and branches as "from->to", that no test reaches.
    missed: str


def rooms() -> list[str]:
    """Return the rooms of the package, the modules in no folder last."""
    folders = {file.parent.name for file in _PACKAGE.glob("*/__init__.py")}
    return [*sorted(folders), TOP]


def modules(room: str) -> list[str]:
    """Return the modules of a room that hold code, as ``room/module``."""
    files = _PACKAGE.glob("*.py") if room == TOP else (_PACKAGE / room).rglob("*.py")
    return sorted(
        file.relative_to(_PACKAGE).with_suffix("").as_posix()
        for file in files
        if file.stem != "__init__" or "def " in file.read_text("utf-8")
    )


def measure(room: str) -> list[Reached]:
    """Run the tests of a room and return what they reach of each of its modules.

    Raises
    ------
    RuntimeError
        When a test fails: what is reached then says nothing.
    """
    data = _DATA / room
    data.mkdir(parents=True, exist_ok=True)
    for old in data.iterdir():
        old.unlink()
    tests = sorted(_TESTS.glob("test_*.py")) if room == TOP else [_TESTS / room]
    inside = _PACKAGE / ("*.py" if room == TOP else f"{room}/**")
    tool, kept = [sys.executable, "-m", "coverage"], f"--data-file={data / 'found'}"
    run = subprocess.run(
        [*tool, "run", kept, f"--include={inside}", "-m", "pytest", "-p", "no:xdist",
         "-m", "not slow and not browser", *map(str, tests)],
        cwd=paths.ROOT, capture_output=True, text=True,
        env={**os.environ, "SOURCES": str(data / "no-official-files")},
    )  # fmt: skip
    if run.returncode:
        raise RuntimeError(f"the tests of {room} do not pass\n{run.stdout}{run.stderr}")
    subprocess.run([*tool, "combine", "--quiet", kept, str(data)], check=True, cwd=paths.ROOT)
    report = data / "report.json"
    subprocess.run([*tool, "json", "--quiet", kept, "-o", str(report)], check=True, cwd=paths.ROOT)
    return reached(json.loads(report.read_text("utf-8")), modules(room))


def reached(report: Mapping[str, Any], names: Iterable[str]) -> list[Reached]:
    """Return the share of each module in a report of coverage.py; one that is missing has none."""
    files = {
        Path(paths.ROOT, name).relative_to(_PACKAGE).with_suffix("").as_posix(): found
        for name, found in report["files"].items()
    }
    return [
        Reached(name, files[name]["summary"]["percent_covered"], _missed(files[name]))
        if name in files
        else Reached(name, 0.0, "no test imports it")
        for name in names
    ]


def _missed(file: Mapping[str, Any]) -> str:
    lines = file["missing_lines"]
    branches = [
        f"{start}->{end}"
        for start, end in file["missing_branches"]
        if start not in lines and end not in lines
    ]
    return " ".join([*map(str, lines), *branches])


def reasons(file: Path = REASONS) -> dict[str, str]:
    """Return why less is reached of some modules, by module."""
    with file.open(encoding="utf-8", newline="") as rows:
        return {row["module"]: row["reason"] for row in csv.DictReader(rows)}


def faults(found: Collection[Reached], excused: Mapping[str, str]) -> list[str]:
    """Return one line for each module below the floor without a reason, and for a needless one."""
    shares = {one.module: one.share for one in found}
    without = [
        f"{name}: {share:.0f} % is reached; add tests, or a reason to {REASONS.name}"
        for name, share in shares.items()
        if share < FLOOR and name not in excused
    ]
    needless = [
        f"{name}: enough is reached; take its reason out of {REASONS.name}"
        for name in excused
        if shares.get(name, 0) >= FLOOR
    ]
    return without + needless


def told(room: str, found: Collection[Reached], excused: Mapping[str, str]) -> str:
    """Return what is said of a room: its least module, and each below the floor with its lines."""
    order = sorted(found, key=lambda one: one.share)
    least = order[0]
    lines = [f"{room}: {len(found)} modules, at least {least.share:.0f} % ({least.module})"]
    for one in order:
        if one.share < FLOOR:
            why = excused.get(one.module, "no reason")
            lines.append(f"  {one.module} {one.share:.0f} % ({why}): {one.missed}")
    return "\n".join(lines)


def main(chosen: list[str]) -> int:
    """Measure rooms, print what lies below the floor; return 1 if one does so without a reason."""
    excused, wrong = reasons(), []
    with ThreadPoolExecutor(2) as side_by_side:
        measured = {side_by_side.submit(measure, room): room for room in chosen or rooms()}
        for one in as_completed(measured):
            if fault := one.exception():
                wrong.append(str(fault))
                continue
            print(told(measured[one], one.result(), excused), flush=True)
            wrong += faults(one.result(), excused)
    print("\n".join(wrong) if wrong else f"coverage: no module below {FLOOR} % without a reason")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
