"""The human record of the mission: its identity, and the forms that the record fills or leaves."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from pydantic import Field

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, check_unique, load

FILE = "mission_record.yml"


class Mission(Entry):
    """What the mission is called, and who is party to it. ``value`` in euros."""

    reference: str
    title: str
    contractor: str
    contract_number: str
    parties: str
    value: int = Field(gt=0)
    working_days: int = Field(gt=0)
    experts: int = Field(gt=0)
    start: str = Field(pattern=r"^\d{4}-\d{2}$")
    end: str = Field(pattern=r"^\d{4}-\d{2}$")
    source: str


class Form(Entry):
    """A form of the record: its columns, who keeps it, and what was entered (one dict a row)."""

    id: str
    title: str
    columns: tuple[str, ...] = Field(min_length=2)
    kept_by: str
    entries: tuple[dict[str, str], ...] = ()


class MissionRecord(Entry):
    """``mission_record.yml``."""

    mission: Mission
    disclaimer: str = Field(min_length=40)
    not_available: str
    forms: tuple[Form, ...] = Field(min_length=1)


def load_mission_record(folder: Path = paths.PROGRAMME) -> MissionRecord:
    """Return the record; an entry fills every column of its form and no other.

    Raises
    ------
    DataError
    """
    file = folder / FILE
    record = load(MissionRecord, FILE, folder)
    check_unique([form.id for form in record.forms], file)
    for form in record.forms:
        for number, entry in enumerate(form.entries, start=1):
            wrong = set(entry) ^ set(form.columns)
            if wrong:
                raise DataError(
                    f"the entry should have the columns {', '.join(form.columns)}.", file=file,
                    row=f"{form.id}, entry {number}", column=min(wrong),
                    cure="Complete it (– where there is nothing), or remove the column.",
                )  # fmt: skip
    return record


def form_table(form: Form, not_available: str) -> pd.DataFrame:
    """Return a form as a table; one without entries has a single row that says so."""
    rows = [{column: entry[column] for column in form.columns} for entry in form.entries]
    if not rows:
        rows = [dict.fromkeys(form.columns, "–") | {form.columns[0]: not_available}]
    return pd.DataFrame(rows).set_index(form.columns[0])


def overview(record: MissionRecord) -> pd.DataFrame:
    """Return all forms: how many entries, who keeps them, standing (index: form)."""
    rows = {
        form.title: {
            "Entries": len(form.entries),
            "Kept by": form.kept_by,
            "Standing": "filled" if form.entries else record.not_available,
        }
        for form in record.forms
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("Form")


def identity_table(record: MissionRecord) -> pd.DataFrame:
    """Return the identity of the mission as rows of field and entry."""
    mission = record.mission
    rows = {
        "Reference": mission.reference,
        "Mission": mission.title,
        "Contractor": mission.contractor,
        "Contract number": mission.contract_number,
        "For": mission.parties,
        "Experts": str(mission.experts),
        "Working days": str(mission.working_days),
        "From – to": f"{mission.start} – {mission.end}",
    }
    return pd.DataFrame({"Entry": rows}).rename_axis("Field")


def filled(record: MissionRecord) -> int:
    """Return how many forms have entries."""
    return sum(bool(form.entries) for form in record.forms)


def form_tables(record: MissionRecord) -> dict[str, pd.DataFrame]:
    """Return the table of each form, by its id."""
    return {form.id: form_table(form, record.not_available) for form in record.forms}
