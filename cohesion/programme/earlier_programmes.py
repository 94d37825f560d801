"""Earlier programmes of the European Union in Mexico: amounts where documented, and lessons."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from pydantic import Field, model_validator

from cohesion import formats, paths
from cohesion.files.entries import Citing, Entry, check_unique, load

FILE = "earlier_programmes.yml"


class Earlier(Entry):
    """One programme. Amounts in euros; what was not found is None."""

    id: str
    title: str = Field(min_length=5)
    number: str
    period: str
    total: int | None = Field(default=None, gt=0)
    eu: int | None = Field(default=None, gt=0)
    mexico: int | None = Field(default=None, gt=0)
    people: int | None = Field(default=None, gt=0)
    communities: int | None = Field(default=None, gt=0)
    partner: str
    finding: str = Field(min_length=20)
    lesson: str = Field(min_length=20)
    source: Citing

    @model_validator(mode="after")
    def _sides_add_up(self) -> Earlier:
        if self.total is not None and None not in (self.eu, self.mexico):
            if self.eu + self.mexico != self.total:
                raise ValueError("the two contributions do not add to the total")
        return self


class EarlierFile(Entry):
    """``earlier_programmes.yml``."""

    programmes: tuple[Earlier, ...] = Field(min_length=1)


def load_earlier(folder: Path = paths.PROGRAMME) -> tuple[Earlier, ...]:
    """Return the earlier programmes."""
    found = load(EarlierFile, FILE, folder).programmes
    check_unique([item.id for item in found], folder / FILE)
    return found


def earlier_table(found: tuple[Earlier, ...]) -> pd.DataFrame:
    """Return number, period, money, partner, finding and lesson (index: programme)."""

    def money(value: int | None) -> str:
        return "not found" if value is None else formats.number(value / 1e6, 1)

    rows = {
        item.title: {
            "Number": item.number,
            "Period": item.period,
            "EU (EUR million)": money(item.eu),
            "Mexico (EUR million)": money(item.mexico),
            "Partner": item.partner,
            "What is documented": f"{item.finding} {item.source}",
            "Lesson": item.lesson,
        }
        for item in found
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("Programme")


def amounts(found: tuple[Earlier, ...], name: str) -> dict[str, float]:
    """Return total and contributions of one programme in million euros, by the name of its fact."""
    item = next(item for item in found if item.id == name)
    parts = {part: getattr(item, part) for part in ("total", "eu", "mexico")}
    return {f"lessons-{name}-{part}": value / 1e6 for part, value in parts.items() if value}


def sources(found: tuple[Earlier, ...]) -> list[str]:
    """Return the file and the publications that the table rests on."""
    return [f"programme/{FILE}", *(item.source for item in found)]
