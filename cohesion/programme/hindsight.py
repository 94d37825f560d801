"""What became of the programme (pages with hindsight only): the record, with conflicts shown."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import pandas as pd
from pydantic import AfterValidator, Field, model_validator

from cohesion import formats, paths
from cohesion.errors import DataError
from cohesion.files.entries import Digits, Entry, check_known, check_unique, load, shaped
from cohesion.publishing.claims import Claim, count, share, within


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


#: The states of the real programme.
STATES = 2


def conclusions(found: Hindsight, design: Mapping[str, float]) -> dict[str, Claim]:
    """Return what the page concludes from the record beside this report's design.

    Parameters
    ----------
    design : mapping
        ``total`` (EUR million), ``states``, ``operation`` (months), ``call`` (months that the
        report allows for a restricted call), ``grants`` (of the call) and ``grant_money`` (EUR
        million for them).
    """
    return (
        _of_cost(found, design)
        | _of_time(found, design)
        | _of_the_call(found, design)
        | _of_people(found)
    )


def _of_cost(found: Hindsight, design: Mapping[str, float]) -> dict[str, Claim]:
    """Return that it cost more than planned here, and that the sources disagree on how much."""
    millions = {"low": 0, "high": 1000}
    return {
        "lcs2-larger": Claim(
            "by either figure it cost more than this report planned, for half as many states",
            "min(one, other) > planned and 2 * states <= proposed",
            {"one": within(found.value("cost", 0), **millions),
             "other": within(found.value("cost", 1), **millions),
             "planned": within(design["total"], **millions), "states": count(STATES, of=32),
             "proposed": count(int(design["states"]), of=32)},
        ),
        "lcs2-conflict": Claim(
            "the sources disagree on the cost by more than a million", "abs(one - other) > 1",
            {"one": within(found.value("cost", 0), **millions),
             "other": within(found.value("cost", 1), **millions)},
        ),
    }  # fmt: skip


def _of_time(found: Hindsight, design: Mapping[str, float]) -> dict[str, Claim]:
    """Return that the call came late and the operation was long."""
    dates, months = found.dates, {"low": 0, "high": 240}
    end = dates["operational_end"] + datetime.timedelta(days=1)
    to_call = months_between(dates["agreement"], dates["call"])
    operation = months_between(dates["agreement"], end)
    return {
        "lcs2-call-late": Claim(
            "from the agreement to the call passed more than twice the time that this report "
            "allows, and more than a third of the operation",
            "passed > 2 * allowed and passed > operation / 3",
            {"passed": within(to_call, **months), "allowed": within(design["call"], **months),
             "operation": within(operation, **months)},
        ),
        "lcs2-longer": Claim(
            "it was in operation for longer than this report plans", "operation > planned",
            {"operation": within(operation, **months),
             "planned": within(design["operation"], **months)},
        ),
    }  # fmt: skip


def _of_the_call(found: Hindsight, design: Mapping[str, float]) -> dict[str, Claim]:
    """Return that few organisations were chosen in the call, and received more."""
    millions = {"low": 0, "high": 1000}
    return {
        "lcs2-few-chosen": Claim(
            "fewer than one in five of the organisations in the call carried out a project",
            "chosen < applied / 5",
            {"chosen": within(found.value("call", 2), 0, 1000),
             "applied": within(found.value("call", 3), 0, 1000)},
        ),
        "lcs2-larger-grants": Claim(
            "a project of the call received at least twice what this report plans for a grant",
            "spent / projects > 2 * planned / grants",
            {"spent": within(found.value("call", 0), **millions),
             "projects": within(found.value("call", 1), 1, 100),
             "planned": within(design["grant_money"], **millions),
             "grants": within(design["grants"], 1, 100)},
        ),
    }  # fmt: skip


def _of_people(found: Hindsight) -> dict[str, Claim]:
    """Return that most of the people reached were women."""
    return {
        "lcs2-women": Claim(
            "more than half of the people reached were women", "women > 50",
            {"women": share(100 * found.value("people", 1) / found.value("people", 0))},
        ),
    }  # fmt: skip
