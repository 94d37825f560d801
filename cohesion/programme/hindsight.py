"""What became of the programme (pages with hindsight only): the record, with conflicts shown."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import pandas as pd
from pydantic import AfterValidator, Field, model_validator

from cohesion import formats, paths
from cohesion.errors import DataError
from cohesion.files.entries import Digits, Entry, check_known, check_unique, load, shaped


class Value(Entry):
    """One value of a record, as one source gives it."""

    number: float = Field(ge=0)
    unit: str
    digits: Digits = 1
    cite: str
    note: str = ""

    @property
    def text(self) -> str:
        """Number, unit and source."""
        extra = f" ({self.note})" if self.note else ""
        written = formats.number(self.number, self.digits)
        currency, _, rest = self.unit.partition(" ")
        if currency in ("EUR", "MXN"):
            amount = f"{currency}{formats.NBSP}{written} {rest}"
        else:
            amount = f"{written} {self.unit}"
        return f"{amount}{extra} {{cite:p}}`{self.cite}`"


class Record(Entry):
    """An item of the record with every value found."""

    id: str
    item: str
    values: tuple[Value, ...] = Field(min_length=1)
    reading: str


class Comparison(Entry):
    """The design of this report beside what was carried out."""

    topic: str
    design: str
    became: str
    reading: str
    cite: str


class Lesson(Entry):
    """A lesson of hindsight: an inference, no evaluation."""

    title: str
    text: str


class Dates(Entry):
    """The days of the second Laboratory, as they followed each other."""

    agreement: datetime.date
    call: datetime.date
    call_deadline: datetime.date
    operational_end: datetime.date
    closure_end: datetime.date

    @model_validator(mode="after")
    def _in_order(self) -> Dates:
        days = list(self.model_dump().values())
        if days != sorted(days):
            raise ValueError("agreement, call, deadline, end and closure do not follow each other")
        return self


#: Items of the record that the chapter computes with, and how many values it takes of each.
COMPUTED = {"cost": 2, "people": 2, "missions": 1, "direct": 1, "call": 4}


class Hindsight(Entry):
    """``hindsight.yml``."""

    dates: Annotated[dict[str, datetime.date], AfterValidator(shaped(Dates))]
    record: tuple[Record, ...] = Field(min_length=1)
    comparison: tuple[Comparison, ...] = Field(min_length=1)
    lessons: tuple[Lesson, ...] = Field(min_length=1)

    def value(self, item: str, number: int = 0) -> float:
        """Return one number of the record."""
        return next(r for r in self.record if r.id == item).values[number].number


def load_hindsight(folder: Path = paths.PROGRAMME) -> Hindsight:
    """Return the record of what became of the programme."""
    found = load(Hindsight, "hindsight.yml", folder)
    file = folder / "hindsight.yml"
    check_unique([record.id for record in found.record], file)
    values = {record.id: len(record.values) for record in found.record}
    check_known(COMPUTED, values, file=file, entry="record", what="item of the record")
    for name, wanted in COMPUTED.items():
        if values[name] < wanted:
            raise DataError(
                f"'{name}' has {values[name]} values, the chapter computes with {wanted}.",
                file=file,
                row=name,
                column="values",
                cure="Restore the values in their order.",
            )
    return found


def months_between(start: datetime.date, end: datetime.date) -> int:
    """Return full months from one day to another.

    >>> months_between(datetime.date(2013, 11, 19), datetime.date(2018, 11, 18))
    59
    """
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def record_table(found: Hindsight) -> pd.DataFrame:
    """Return the record: every value with its source, and how it is read."""
    return pd.DataFrame(
        {
            "What the sources say": ["; ".join(v.text for v in r.values) for r in found.record],
            "Reading": [record.reading for record in found.record],
        },
        index=pd.Index([record.item for record in found.record], name="Item"),
    )


def comparison_table(found: Hindsight) -> pd.DataFrame:
    """Return the design of this report beside what was carried out."""
    return pd.DataFrame(
        {
            "In this report": [row.design for row in found.comparison],
            "As carried out": [f"{r.became} {{cite:p}}`{r.cite}`" for r in found.comparison],
            "Reading": [row.reading for row in found.comparison],
        },
        index=pd.Index([row.topic for row in found.comparison], name="Topic"),
    )
