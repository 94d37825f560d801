"""Assumptions, risks, lessons and the quality plan: models, cross-checks and tables."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import Field

from cohesion import paths, vintage
from cohesion.errors import DataError
from cohesion.programme.assistance import load_experts
from cohesion.programme.base import Entry, check_known, check_unique, read_yaml
from cohesion.programme.results import load, load_activities, load_results
from cohesion.programme.stakeholders import load_actors

#: How the grades 1 to 3 of likelihood and impact are written.
GRADES = {1: "low", 2: "medium", 3: "high"}


class Assumption(Entry):
    """An assumption of the logical framework."""

    id: str = Field(pattern=r"^AS\d\d$")
    level: Literal["P", "R", "A"]
    result: str
    statement: str = Field(min_length=20)
    precondition: bool = False


Category = Literal[
    "political", "institutional", "financial", "fiduciary", "security", "social", "data"
]


class Risk(Entry):
    """What may go wrong with one or more assumptions, and what is done about it."""

    id: str = Field(pattern=r"^RK\d\d$")
    title: str
    category: Category
    assumptions: tuple[str, ...] = Field(min_length=1)
    likelihood: int = Field(ge=1, le=3)
    impact: int = Field(ge=1, le=3)
    owner: str
    basis: str
    early_sign: str
    mitigation: str = Field(min_length=30)
    response: str

    @property
    def weight(self) -> int:
        """Likelihood times impact, 1 to 9."""
        return self.likelihood * self.impact


class RisksFile(Entry):
    """``risks.yml``."""

    assumptions: tuple[Assumption, ...] = Field(min_length=1)
    risks: tuple[Risk, ...] = Field(min_length=1)


class Lesson(Entry):
    """A lesson that could be drawn by the day of the edition."""

    id: str = Field(pattern=r"^LE\d\d$")
    title: str
    observation: str
    source: str = Field(pattern=r"\{cite:[pt]\}`[a-z0-9]+`")
    status: Literal["verified", "inference"]
    known_by: datetime.date
    consequence: str
    design: tuple[str, ...] = Field(min_length=1)


class LessonsFile(Entry):
    """``lessons.yml``."""

    lessons: tuple[Lesson, ...] = Field(min_length=1)


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


def load_risks(folder: Path = paths.PROGRAMME) -> RisksFile:
    """Return assumptions and risks: owners exist, and every assumption has a risk."""
    file = folder / "risks.yml"
    register = load(RisksFile, "risks.yml", folder)
    check_unique([a.id for a in register.assumptions], file)
    check_unique([r.id for r in register.risks], file)
    objectives, actors = load_results(folder).ids, load_actors(folder)
    known = {a.id for a in register.assumptions}
    for assumption in register.assumptions:
        check_known(
            [assumption.result], objectives, file=file, entry=assumption.id, what="objective"
        )
    for risk in register.risks:
        check_known(risk.assumptions, known, file=file, entry=risk.id, what="assumption")
        check_known([risk.owner], actors, file=file, entry=risk.id, what="actor (actors.yml)")
    covered = {name for risk in register.risks for name in risk.assumptions}
    for assumption in register.assumptions:
        if assumption.id not in covered:
            raise DataError(
                f"assumption '{assumption.id}' has no risk.",
                file=file,
                row=assumption.id,
                cure="Name it under 'assumptions' of a risk, or add the risk.",
            )
    return register


def load_lessons(folder: Path = paths.PROGRAMME) -> tuple[Lesson, ...]:
    """Return the lessons; none could be known only after the day of the edition."""
    file = folder / "lessons.yml"
    lessons = load(LessonsFile, "lessons.yml", folder).lessons
    check_unique([lesson.id for lesson in lessons], file)
    known = {risk.id for risk in load_risks(folder).risks}
    known |= set(load_activities(load_results(folder), folder).ids)
    known |= {profile.id for profile in load_experts(folder).profiles}
    known |= {action["id"] for action in read_yaml("civil_society", folder)["actions"]}
    for lesson in lessons:
        check_known(lesson.design, known, file=file, entry=lesson.id, what="part of the design")
        if lesson.known_by > vintage.as_of():
            raise DataError(
                f"lesson '{lesson.id}' could be known only from {lesson.known_by}, after the day "
                f"of this edition ({vintage.as_of()}).",
                file=file,
                row=lesson.id,
                column="known_by",
                cure="Move it to the page with hindsight.",
            )
    return lessons


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


def register_table(register: RisksFile, folder: Path = paths.PROGRAMME) -> pd.DataFrame:
    """Return the risk register, heaviest risks first."""
    actors = load_actors(folder)
    risks = sorted(register.risks, key=lambda risk: (-risk.weight, risk.id))
    return pd.DataFrame(
        {
            "Likelihood": [GRADES[risk.likelihood] for risk in risks],
            "Impact": [GRADES[risk.impact] for risk in risks],
            "Assumptions": [", ".join(risk.assumptions) for risk in risks],
            "Early sign": [risk.early_sign for risk in risks],
            "Mitigation": [risk.mitigation for risk in risks],
            "If it happens": [risk.response for risk in risks],
            "Owner": [actors[risk.owner].short for risk in risks],
        },
        index=pd.Index([f"{risk.id} {risk.title}" for risk in risks], name="Risk"),
    )


def assumption_table(register: RisksFile) -> pd.DataFrame:
    """Return the assumptions with level, objective, and the risks that threaten them."""
    levels = {"P": "Purpose", "R": "Result", "A": "Activity"}
    return pd.DataFrame(
        {
            "Level": [
                "Precondition" if a.precondition else levels[a.level] for a in register.assumptions
            ],
            "Belongs to": [a.result for a in register.assumptions],
            "Assumption": [a.statement for a in register.assumptions],
            "Risks": [
                ", ".join(risk.id for risk in register.risks if a.id in risk.assumptions)
                for a in register.assumptions
            ],
        },
        index=pd.Index([a.id for a in register.assumptions], name="No."),
    )


def lesson_table(lessons: tuple[Lesson, ...]) -> pd.DataFrame:
    """Return the lessons with their standing, source and place in the design."""
    return pd.DataFrame(
        {
            "What was seen": [f"{item.observation} {item.source}" for item in lessons],
            "Standing": [item.status for item in lessons],
            "What it changes": [item.consequence for item in lessons],
            "Where": [", ".join(item.design) for item in lessons],
        },
        index=pd.Index([item.title for item in lessons], name="Lesson"),
    )


def quality_table(plan: QualityFile) -> pd.DataFrame:
    """Return the steps: question, who, when, how, and the check that proves it."""
    return pd.DataFrame(
        {
            "Stage": [step.stage for step in plan.steps],
            "Who": [plan.roles[step.who] for step in plan.steps],
            "When": [step.when for step in plan.steps],
            "How": [step.how for step in plan.steps],
            "Proof": [", ".join(step.evidence) or "signed note" for step in plan.steps],
        },
        index=pd.Index([step.question for step in plan.steps], name="Question"),
    )
