"""Institutions of the proposed states by name: how far each name is known, what is particular."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import Field, model_validator

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, check_known, load
from cohesion.tables.geography import STATES

FILE = "named_bodies.yml"
#: What a reader sees for each status of a name.
STATUS = {
    "read": "read in or about the time",
    "later": "name of a later date, to be confirmed",
    "open": "not read",
}
NOT_ASKED = "not yet asked"


class Asked(Entry):
    """A body that was asked: when, by whom, what it answered, and where that is kept."""

    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    by: str
    answer: str
    reference: str


class Body(Entry):
    """One function of a state and the body that holds it."""

    state: str = Field(pattern=r"^\d\d$")
    function: str
    name: str = ""
    status: Literal["read", "later", "open"]
    source: str = ""
    note: str = ""
    asked: Asked | None = None

    @model_validator(mode="after")
    def _name_has_a_source(self) -> Body:
        if self.status == "open" and (self.name or self.source):
            raise ValueError("a name that was not read is not printed; leave 'name' out")
        if self.status != "open" and not (self.name and self.source):
            raise ValueError("a name needs the place where it was read in 'source'")
        return self


class Finding(Entry):
    """A strength, a weakness or a need that is particular to a body of a state."""

    state: str = Field(pattern=r"^\d\d$")
    function: str
    kind: Literal["strength", "weakness", "need"]
    text: str = Field(min_length=20)
    source: str = ""

    @model_validator(mode="after")
    def _judgement_has_a_source(self) -> Finding:
        if self.kind != "need" and not self.source:
            raise ValueError("a strength or weakness needs a source; a need follows from them")
        return self


class NamedBodies(Entry):
    """``named_bodies.yml``."""

    functions: dict[str, str]
    bodies: tuple[Body, ...] = Field(min_length=1)
    findings: tuple[Finding, ...] = ()

    @property
    def codes(self) -> list[str]:
        """The states, in the order of the file."""
        return list(dict.fromkeys(body.state for body in self.bodies))

    def get(self, code: str, function: str) -> Body:
        """Return the body that holds a function in a state."""
        return next(b for b in self.bodies if b.state == code and b.function == function)


def load_named_bodies(folder: Path = paths.PROGRAMME) -> NamedBodies:
    """Return the bodies: each state has each function once, if only to say that it was not read."""
    file = folder / FILE
    found = load(NamedBodies, FILE, folder)
    for item in (*found.bodies, *found.findings):
        entry = f"{item.state} {item.function}"
        check_known([item.state], STATES.index, file=file, entry=entry, what="state")
        check_known([item.function], found.functions, file=file, entry=entry, what="function")
    for code in found.codes:
        own = [body.function for body in found.bodies if body.state == code]
        for function in found.functions:
            if own.count(function) != 1:
                raise DataError(
                    f"the function '{function}' stands {own.count(function)} times.",
                    file=file, row=code, column=function,
                    cure="Give each state each function once; status: open where nothing was read.",
                )  # fmt: skip
    return found


def name_table(found: NamedBodies) -> pd.DataFrame:
    """Return functions × states: the name, or 'not read'; † marks a name of a later date."""
    columns = {}
    for code in found.codes:
        cells = []
        for function in found.functions:
            body = found.get(code, function)
            mark = " †" if body.status == "later" else ""
            cells.append(f"*{body.name}*{mark}" if body.name else STATUS["open"])
        columns[STATES.loc[code, "name_en"]] = cells
    index = pd.Index(list(found.functions.values()), name="Function")
    return pd.DataFrame(columns, index=index)


def body_table(found: NamedBodies, code: str) -> pd.DataFrame:
    """Return one state: name, how it is known, what was read with it, and whether it was asked."""
    rows = {}
    for function, label in found.functions.items():
        body = found.get(code, function)
        rows[label] = {
            "Name": f"*{body.name}*" if body.name else "–",
            "How the name is known": f"{STATUS[body.status]} {body.source}".strip(),
            "Note": body.note or "–",
            "Asked": f"{body.asked.date}: {body.asked.answer}" if body.asked else NOT_ASKED,
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("Function")


def finding_table(found: NamedBodies) -> pd.DataFrame:
    """Return the particular strengths, weaknesses and needs, state by state."""
    rows = [
        {
            "State": STATES.loc[item.state, "name_en"],
            "Function": found.functions[item.function],
            "Kind": item.kind,
            "What": item.text,
            "Source": item.source or "follows from the above",
        }
        for item in found.findings
    ]
    return pd.DataFrame(rows).set_index("State")


#: Functions that serve people in the programme's social sectors, and those of safety and justice.
SOCIAL = ("social_development", "health", "care", "women", "indigenous")
JUSTICE = ("security", "prosecutor", "court", "security_council")


def named_share(found: NamedBodies, functions: tuple[str, ...]) -> float:
    """Return the per cent of bodies of some functions that carry a name."""
    own = [body for body in found.bodies if body.function in functions]
    return 100 * sum(bool(body.name) for body in own) / len(own)


def status_counts(found: NamedBodies) -> dict[str, int]:
    """Return how many names were read, are of a later date, or are open, and how many asked."""
    counts = {status: sum(b.status == status for b in found.bodies) for status in STATUS}
    return counts | {"asked": sum(b.asked is not None for b in found.bodies)}


def numbers(found: NamedBodies) -> dict[str, int]:
    """Return how many functions, states and names there are, by the name of the fact."""
    counts = status_counts(found)
    return {
        "bodies-functions": len(found.functions),
        "bodies-states": len(found.codes),
        **{f"bodies-{status}": counts[status] for status in STATUS},
    }


def named_shares(found: NamedBodies) -> dict[str, float]:
    """Return the per cent of social bodies, and of those of safety and justice, with a name."""
    return {"social": named_share(found, SOCIAL), "justice": named_share(found, JUSTICE)}
