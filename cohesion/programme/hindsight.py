"""What became of the programme (pages with hindsight only): the record, with conflicts shown."""

from __future__ import annotations

import datetime
from pathlib import Path

import pandas as pd
from pydantic import Field

from cohesion import fmt, paths
from cohesion.programme.base import Entry, check_unique
from cohesion.programme.results import load


class Value(Entry):
    """One value of a record, as one source gives it."""

    number: float
    unit: str
    digits: int = 1
    cite: str
    note: str = ""

    @property
    def text(self) -> str:
        """Number, unit and source."""
        extra = f" ({self.note})" if self.note else ""
        written = fmt.number(self.number, self.digits)
        currency, _, rest = self.unit.partition(" ")
        if currency in ("EUR", "MXN"):
            amount = f"{currency}{fmt.NBSP}{written} {rest}"
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


class Hindsight(Entry):
    """``hindsight.yml``."""

    dates: dict[str, datetime.date]
    record: tuple[Record, ...] = Field(min_length=1)
    comparison: tuple[Comparison, ...] = Field(min_length=1)
    lessons: tuple[Lesson, ...] = Field(min_length=1)

    def value(self, item: str, number: int = 0) -> float:
        """Return one number of the record."""
        return next(r for r in self.record if r.id == item).values[number].number


def load_hindsight(folder: Path = paths.PROGRAMME) -> Hindsight:
    """Return the record of what became of the programme."""
    found = load(Hindsight, "hindsight.yml", folder)
    check_unique([record.id for record in found.record], folder / "hindsight.yml")
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
