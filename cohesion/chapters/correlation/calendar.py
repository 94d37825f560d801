"""The electoral calendar: which states voted for more than the federal deputies on one day."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import pandas as pd
from pydantic import Field, model_validator

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files import entries
from cohesion.files.entries import Entry
from cohesion.tables.geography import STATE_CODES

NAME = "electoral_calendar"
SOURCE = f"programme/{NAME}.yml"

State = Annotated[str, Field(pattern=r"^\d\d$")]


class Election(Entry):
    """One federal election, and the states that voted locally on the same day."""

    day: datetime.date
    federal: str
    governor: Annotated[tuple[State, ...], Field(min_length=1)]
    local: tuple[State, ...]
    sources: Annotated[
        tuple[Annotated[str, Field(pattern=r"^\{cite:t\}`[a-z0-9]+`$")], ...], Field(min_length=1)
    ]
    note: str

    @model_validator(mode="after")
    def _states_stand_once(self) -> Election:
        named = [*self.governor, *self.local]
        for code in named:
            if code not in STATE_CODES:
                raise ValueError(f"unknown state '{code}'")
            if named.count(code) > 1:
                raise ValueError(f"state '{code}' stands twice")
        return self


class Calendar(Entry):
    """``electoral_calendar.yml``."""

    elections: Annotated[tuple[Election, ...], Field(min_length=1)]


def load(folder: Path = paths.PROGRAMME) -> Calendar:
    """Return the calendar; a wrong entry raises :class:`DataError` naming it."""
    return entries.load(Calendar, f"{NAME}.yml", folder)


def same_day(year: int, calendar: Calendar | None = None) -> pd.DataFrame:
    """Return, by state, whether a governor, or anything local, was elected that day (0, 1)."""
    known = calendar or load()
    for election in known.elections:
        if election.day.year == year:
            index = pd.Index(STATE_CODES, name="state_code")
            governor = index.isin(election.governor)
            return pd.DataFrame(
                {
                    "governor": governor.astype(float),
                    "any_local": (governor | index.isin(election.local)).astype(float),
                },
                index=index,
            )
    raise DataError(
        f"the electoral calendar of {year} is not in the file.",
        file=paths.PROGRAMME / f"{NAME}.yml",
        cure="Add the election with its sources, or use a year that is there.",
    )
