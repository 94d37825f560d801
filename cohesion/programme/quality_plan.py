"""The plan of quality control."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
from pydantic import Field

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, check_known, check_unique, load

#: Proof of a step that a person signs; the forms are in the record of the mission.
NO_NOTE = "note in the record of the mission, not available to this edition"


class Step(Entry):
    """A step of the mission's own quality control."""

    id: str = Field(pattern=r"^QS\d\d$")
    stage: str
    question: str
    who: str
    when: str
    how: str
    automatic: bool
    evidence: tuple[str, ...] = ()


class QualityFile(Entry):
    """``quality_plan.yml``."""

    roles: dict[str, str]
    steps: tuple[Step, ...] = Field(min_length=1)


def load_quality(folder: Path = paths.PROGRAMME, root: Path = paths.ROOT) -> QualityFile:
    """Return the quality plan; every check that it names exists in the project."""
    file = folder / "quality_plan.yml"
    plan = load(QualityFile, "quality_plan.yml", folder)
    check_unique([step.id for step in plan.steps], file)
    makefile = root / "Makefile"
    text = makefile.read_text(encoding="utf-8") if makefile.is_file() else ""
    targets = {f"make {name}" for name in re.findall(r"^([a-z][a-z0-9-]*):", text, re.M)}
    for step in plan.steps:
        check_known([step.who], plan.roles, file=file, entry=step.id, what="role")
        if step.automatic and not step.evidence:
            raise DataError(
                f"step '{step.id}' is automatic, but names no check that runs.",
                file=file,
                row=step.id,
                column="evidence",
                cure="Name a make target or a test file.",
            )
        for name in step.evidence:
            found = name in targets if name.startswith("make ") else (root / name).exists()
            if not found:
                raise DataError(
                    f"step '{step.id}' names a check that does not exist: '{name}'.",
                    file=file,
                    row=step.id,
                    column="evidence",
                    cure="Name a target of the Makefile or a file of the project.",
                )
    return plan


def quality_table(plan: QualityFile) -> pd.DataFrame:
    """Return the steps: question, who, when, how, and the check that proves it."""
    return pd.DataFrame(
        {
            "Stage": [step.stage for step in plan.steps],
            "Who": [plan.roles[step.who] for step in plan.steps],
            "When": [step.when for step in plan.steps],
            "How": [step.how for step in plan.steps],
            "Proof": [", ".join(step.evidence) or NO_NOTE for step in plan.steps],
        },
        index=pd.Index([step.question for step in plan.steps], name="Question"),
    )


def numbers(plan: QualityFile) -> dict[str, int]:
    """Return how many steps there are and how many are automatic, by the name of the fact."""
    automatic = sum(step.automatic for step in plan.steps)
    return {"quality-steps": len(plan.steps), "quality-automatic": automatic}
