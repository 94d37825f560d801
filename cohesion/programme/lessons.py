"""Lessons of earlier programmes."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import Field

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.entries import Citing, Entry, check_known, check_unique, load
from cohesion.programme import civil_society
from cohesion.programme.civil_society import CivilSociety
from cohesion.programme.experts import load_experts
from cohesion.programme.results import load_activities, load_results
from cohesion.programme.risks import load_risks
from cohesion.tables import vintage


class Lesson(Entry):
    """A lesson that could be drawn by the day of the edition."""

    id: str = Field(pattern=r"^LE\d\d$")
    title: str
    observation: str
    source: Citing
    status: Literal["verified", "inference"]
    known_by: datetime.date
    consequence: str
    design: tuple[str, ...] = Field(min_length=1)


class LessonsFile(Entry):
    """``lessons.yml``."""

    lessons: tuple[Lesson, ...] = Field(min_length=1)


def load_lessons(folder: Path = paths.PROGRAMME) -> tuple[Lesson, ...]:
    """Return the lessons; none could be known only after the day of the edition."""
    file = folder / "lessons.yml"
    lessons = load(LessonsFile, "lessons.yml", folder).lessons
    check_unique([lesson.id for lesson in lessons], file)
    known = {risk.id for risk in load_risks(folder).risks}
    known |= set(load_activities(load_results(folder), folder).ids)
    known |= {profile.id for profile in load_experts(folder).profiles}
    known |= {action.id for action in load(CivilSociety, civil_society.FILE, folder).actions}
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


def numbers(lessons: tuple[Lesson, ...]) -> dict[str, int]:
    """Return what the page says of the lessons, by the name of its fact."""
    inferred = sum(item.status == "inference" for item in lessons)
    return {"lessons-number": len(lessons), "lessons-inference": inferred}
