"""What the mission and the desk found on states where no figure exists."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import Field, model_validator

from cohesion import paths
from cohesion.files.entries import Citing, Entry, Year, load
from cohesion.tables.geography import STATE_CODES


class Grade(Entry):
    """A step of a scale."""

    value: float = Field(ge=0, le=100)
    meaning: str


class DeskIndicator(Entry):
    """Stages or dates by state."""

    label: str = Field(min_length=5)
    unit: Literal["points of 100", "years"]
    year: Year
    scale: tuple[Grade, ...] = ()
    default: float | None = Field(ge=0, le=100)
    values: dict[str, float] = Field(min_length=1)
    source: Citing
    note: str = Field(min_length=10)

    @model_validator(mode="after")
    def _on_the_scale(self) -> DeskIndicator:
        allowed = {step.value for step in self.scale}
        limit = 100 if self.unit == "points of 100" else 6
        for state, value in self.values.items():
            if state not in STATE_CODES:
                raise ValueError(f"unknown state '{state}'; use INEGI's keys 01 to 32, in quotes")
            if not 0 <= value <= limit or (allowed and value not in allowed):
                raise ValueError(f"{value:g} for state '{state}' is not on the scale")
        return self


class DeskEvidence(Entry):
    """``desk_evidence.yml``."""

    indicators: dict[str, DeskIndicator] = Field(min_length=1)


class Question(Entry):
    """A question of the form, with its scale and the answers received."""

    question: str = Field(min_length=10)
    scale: dict[int, str] = {}
    entries: tuple[Answer, ...]

    @model_validator(mode="after")
    def _scale_in_order(self) -> Question:
        if not all(0 <= step <= 100 for step in self.scale):
            raise ValueError("the steps of the scale lie between 0 and 100")
        if "" in self.scale.values():
            raise ValueError("a step of the scale has no meaning")
        return self


class MissionEvidence(Entry):
    """``mission_evidence.yml``."""

    neutral: float = Field(ge=0, le=100)
    criteria: dict[str, Question] = Field(min_length=1)
    gates: dict[str, Question]


class Answer(Entry):
    """One entry of the form for what no official figure tells."""

    state: str
    score: float = Field(ge=0, le=100)
    date: datetime.date
    source: str = Field(min_length=3)

    @model_validator(mode="after")
    def _known_state(self) -> Answer:
        if self.state not in STATE_CODES:
            raise ValueError(f"unknown state '{self.state}'")
        return self


def mission_evidence(folder: Path = paths.PROGRAMME) -> pd.DataFrame:
    """Return the mission's scores, states × criteria; a state without an entry is neutral.

    Returns
    -------
    DataFrame
        Index: the 32 state codes; one column per criterion of the form; 0–100.
    """
    form = _form(folder)
    table = pd.DataFrame(form.neutral, index=list(STATE_CODES), columns=list(form.criteria))
    for name, question in form.criteria.items():
        for answer in question.entries:
            table.loc[answer.state, name] = answer.score
    return table


def refused_states(name: str, folder: Path = paths.PROGRAMME) -> list[str]:
    """Return the states that an evidence gate excludes (entries with score 0)."""
    return sorted(one.state for one in _form(folder).gates[name].entries if one.score == 0)


def evidence_form(folder: Path = paths.PROGRAMME) -> pd.DataFrame:
    """Return the form for the reader: criterion, question, number of entries."""
    form = _form(folder)
    rows = [
        (name, item.question, len(item.entries))
        for part in (form.criteria, form.gates)
        for name, item in part.items()
    ]
    return pd.DataFrame(rows, columns=["criterion", "question", "entries"])


def _form(folder: Path) -> MissionEvidence:
    return load(MissionEvidence, "mission_evidence.yml", folder)


def desk_evidence(folder: Path = paths.PROGRAMME) -> pd.DataFrame:
    """Return the dated facts by state (stages, calendars), states × indicators.

    A state that is not listed takes the indicator's ``default``; ``null`` leaves a gap.
    """
    columns = {}
    for name, item in load(DeskEvidence, "desk_evidence.yml", folder).indicators.items():
        column = pd.Series(item.values, dtype=float).reindex(list(STATE_CODES))
        columns[name] = column if item.default is None else column.fillna(item.default)
    return pd.DataFrame(columns)
