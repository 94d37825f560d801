"""State social programmes of the proposed states, from the inventory of the evaluation council."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import Field

from cohesion import formats, paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, Year, check_known, load
from cohesion.tables.geography import STATES

FILE = "state_programmes.yml"


class Inventory(Entry):
    """The publication, and what has to be known when it is read."""

    title: str = Field(min_length=10)
    year: Year
    source: str
    note: str = Field(min_length=20)


class Counts(Entry):
    """How many programmes of a state stand in which document of its own."""

    programmes: int = Field(gt=0)
    in_budget: int = Field(ge=0)
    in_account: int = Field(ge=0)
    in_report: int = Field(ge=0)
    with_document: int = Field(ge=0)
    with_spending: int = Field(ge=0)


class StateProgramme(Entry):
    """One programme of a state. Money in million pesos of the inventory's year."""

    state: str = Field(pattern=r"^\d\d$")
    row: int = Field(ge=4)
    name: str = Field(min_length=5)
    body: str = Field(min_length=5)
    right: Literal["economic wellbeing", "food", "health", "non-discrimination", "social security"]
    planned: float | None = Field(default=None, gt=0)
    spent: float | None = Field(default=None, gt=0)
    document: Year | None = None


class StateProgrammes(Entry):
    """``state_programmes.yml``."""

    inventory: Inventory
    counts: dict[str, Counts]
    programmes: tuple[StateProgramme, ...] = Field(min_length=1)

    def of(self, code: str) -> tuple[StateProgramme, ...]:
        """Return the programmes of one state, in the order of the file."""
        return tuple(item for item in self.programmes if item.state == code)


def load_state_programmes(folder: Path = paths.PROGRAMME) -> StateProgrammes:
    """Return the programmes; every state has its counts, and no row is used twice."""
    file = folder / FILE
    found = load(StateProgrammes, FILE, folder)
    check_known(found.counts, STATES.index, file=file, entry="counts", what="state")
    for item in found.programmes:
        check_known(
            [item.state], found.counts, file=file, entry=item.name, what="state with counts"
        )
    rows = [item.row for item in found.programmes]
    for row in rows:
        if rows.count(row) > 1:
            raise DataError(
                f"row {row} of the inventory stands twice.", file=file, row=str(row),
                column="row", cure="Keep one entry, or correct the row.",
            )  # fmt: skip
    for code, counts in found.counts.items():
        for part, value in counts.model_dump().items():
            if value > counts.programmes:
                raise DataError(
                    f"{value} of {counts.programmes} programmes.", file=file, row=code,
                    column=part, cure="A part cannot be larger than the whole.",
                )  # fmt: skip
    return found


def programme_table(found: StateProgrammes, code: str) -> pd.DataFrame:
    """Return the chosen programmes of a state: body, right, money, document (index: name)."""
    rows = [
        {
            "Programme": f"*{item.name}*",
            "Body": f"*{item.body}*",
            "Right": item.right,
            "Planned (million pesos)": _money(item.planned),
            "Spent (million pesos)": _money(item.spent),
            "Document of": str(item.document or "–"),
        }
        for item in found.of(code)
    ]
    return pd.DataFrame(rows).set_index("Programme")


def count_table(found: StateProgrammes) -> pd.DataFrame:
    """Return how many programmes of each state were found where (index: state)."""
    heads = {
        "programmes": "Programmes", "in_budget": "In the budget", "in_account": "In the account",
        "in_report": "In the government report", "with_document": "With a normative document",
        "with_spending": "With the money spent",
    }  # fmt: skip
    frame = pd.DataFrame({code: item.model_dump() for code, item in found.counts.items()}).T
    frame.index = pd.Index([STATES.loc[code, "name_en"] for code in frame.index], name="State")
    return frame.rename(columns=heads)[list(heads.values())]


def shares(found: StateProgrammes, part: str) -> pd.Series:
    """Return the per cent of programmes of each state that were found in a part (index: state)."""
    values = {
        STATES.loc[code, "name_en"]: 100 * getattr(item, part) / item.programmes
        for code, item in found.counts.items()
    }
    return pd.Series(values)


def _money(value: float | None) -> str:
    return "–" if value is None else formats.number(value, 1)


#: Programmes that pages name: fact → row of the inventory and the amount that is told.
TOLD = {
    "bodies-07-amanecer": (305, "spent"),
    "bodies-12-copladeg": (1380, "planned"),
    "bodies-20-pension": (1927, "spent"),
    "bodies-20-disability": (1931, "spent"),
}


def numbers(found: StateProgrammes) -> dict[str, float]:
    """Return in which papers programmes stand, and what some cost, by the name of the fact."""
    counted = {
        f"bodies-{code}-{part.replace('_', '-')}": value
        for code, item in found.counts.items()
        for part, value in item.model_dump().items()
    }
    rows = {item.row: item for item in found.programmes}
    return counted | {name: getattr(rows[row], part) for name, (row, part) in TOLD.items()}
