"""``python -m cohesion.export``: build every file to take away into ``_build/deliverables``."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from cohesion import paths
from cohesion.errors import DataError
from cohesion.export import archive, budget_workbook, datapackage, excel, word
from cohesion.programme.design import load_design, state_targets

ZIP = "laboratorio-cohesion-social-ii.zip"


def export(folder: Path = paths.DELIVERABLES) -> list[Path]:
    """Build every file; the last good set stays until the new one is complete.

    Returns
    -------
    list of Path
        The files, the zip last.
    """
    fresh = folder.with_name(folder.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    design = load_design()
    files = [word.write(name, fresh) for name in word.FILES]
    files += [
        excel.logical_framework(fresh / "logical-framework.xlsx"),
        budget_workbook.write(design, fresh / "budget.xlsx"),
        excel.timetable(design, fresh / "timetable.xlsx"),
        excel.risk_register(design, fresh / "risk-register.xlsx"),
        excel.indicators(design, state_targets(design), fresh / "indicators.xlsx"),
    ]
    files += datapackage.write(design, fresh / "data")
    members = {path.relative_to(fresh).as_posix(): path.read_bytes() for path in files}
    archive.pack(members, fresh / ZIP)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return [folder / path.relative_to(fresh) for path in files] + [folder / ZIP]


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m cohesion.export", description=__doc__)
    parser.add_argument("--folder", type=Path, default=paths.DELIVERABLES)
    options = parser.parse_args(arguments)
    try:
        files = export(options.folder)
    except DataError as error:
        print(f"export failed: {error}", file=sys.stderr)
        return 1
    print(f"{len(files)} files in {options.folder.name}, zip {files[-1].stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
