"""``python -m cohesion files``: build every file to take away into ``_build/deliverables``."""

from __future__ import annotations

import shutil
from pathlib import Path

from cohesion import paths
from cohesion.office import (
    archive,
    budget_workbook,
    datapackage,
    timetable_workbook,
    word,
    workbooks,
)
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
        workbooks.logical_framework(fresh / "logical-framework.xlsx"),
        budget_workbook.write(design, fresh / "budget.xlsx"),
        timetable_workbook.write(design, fresh / "timetable.xlsx"),
        workbooks.risk_register(design, fresh / "risk-register.xlsx"),
        workbooks.indicators(design, state_targets(design), fresh / "indicators.xlsx"),
    ]
    files += datapackage.write(design, fresh / "data")
    members = {path.relative_to(fresh).as_posix(): path.read_bytes() for path in files}
    archive.pack(members, fresh / ZIP)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return [folder / path.relative_to(fresh) for path in files] + [folder / ZIP]
