"""Activities described: steps, means and places beside outputs, money, dates and who answers."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import Field

from cohesion import formats, paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, check_known, check_unique, load
from cohesion.programme import budget
from cohesion.programme.design import Design
from cohesion.programme.results import Activity, Output
from cohesion.programme.timetable import write_quarter

FILE = "activity_sheets.yml"


class Places(Entry):
    """How many municipalities take part, for each state or for the whole programme."""

    quantity: int = Field(gt=0)
    per: Literal["state", "programme"]


class Sheet(Entry):
    """How one activity is carried out."""

    id: str
    steps: tuple[str, ...] = Field(min_length=3)
    means: tuple[str, ...] = Field(min_length=2)
    where: str = Field(min_length=10)
    municipalities: Places | None = None


class Sheets(Entry):
    """``activity_sheets.yml``."""

    sheets: tuple[Sheet, ...] = Field(min_length=1)


def load_sheets(design: Design, folder: Path = paths.PROGRAMME) -> dict[str, Sheet]:
    """Return the sheets by activity; every activity has one, and none is about another.

    Raises
    ------
    DataError
    """
    file = folder / FILE
    found = load(Sheets, FILE, folder).sheets
    ids = [sheet.id for sheet in found]
    check_unique(ids, file)
    for name in ids:
        check_known([name], design.activities.ids, file=file, entry=name, what="activity")
    for name in design.activities.ids:
        if name not in ids:
            raise DataError(
                f"activity {name} has no sheet.", file=file, row=name,
                cure="Describe its steps, means and places.",
            )  # fmt: skip
    return {sheet.id: sheet for sheet in found}


def total(quantity: int, per: str, n_states: int) -> int:
    """Return a quantity for the whole programme."""
    return quantity * (n_states if per == "state" else 1)


def _count(quantity: int, per: str, n_states: int) -> str:
    whole = formats.number(total(quantity, per, n_states), 0)
    each = formats.number(quantity, 0)
    return f"{whole} ({each} in each state)" if per == "state" and n_states > 1 else whole


def _output(output: Output, n_states: int) -> str:
    return f"{output.what}: {_count(output.quantity, output.per, n_states)}"


def _dates(design: Design, activity: str) -> str:
    tasks = [
        task
        for task in design.timetable.tasks
        if activity in (getattr(task, "activities", None) or (task.activity,))
    ]
    if not tasks:
        return "–"
    first, last = min(t.start for t in tasks), max(t.end for t in tasks)
    return f"{write_quarter(first)} to {write_quarter(last)}"


def _names(design: Design, actors: list[str]) -> str:
    return ", ".join(design.actor(actor) for actor in actors) or "–"


def _places(sheet: Sheet, n_states: int) -> str:
    if sheet.municipalities is None:
        return sheet.where
    count = _count(sheet.municipalities.quantity, sheet.municipalities.per, n_states)
    return f"{sheet.where} Municipalities: {count}."


def output_table(design: Design) -> pd.DataFrame:
    """Return every output: quantity for each state and in all, who answers (index: activity)."""
    rows, index = [], []
    for activity in design.activities.activities:
        for output in activity.outputs:
            index.append(activity.id)
            rows.append(
                {
                    "Output": output.what,
                    "In each state": formats.number(output.quantity, 0)
                    if output.per == "state"
                    else "–",
                    "In all": total(output.quantity, output.per, design.n_states),
                    "Responsible": _names(design, activity.responsible),
                }
            )
    return pd.DataFrame(rows, index=pd.Index(index, name="No."))


def activity_table(design: Design, sheets: dict[str, Sheet], result: str) -> pd.DataFrame:
    """Return the activities of one result with all that a provision has to say (index: number)."""
    costs = budget.activity_costs(design.budget_lines, design.budget)
    rows = {}
    for activity in design.activities.of(result):
        sheet = sheets[activity.id]
        rows[activity.id] = {
            "Activity": f"**{activity.title}.** {activity.description.strip()}",
            "Steps": "; ".join(sheet.steps),
            "Outputs": "; ".join(_output(output, design.n_states) for output in activity.outputs),
            "Responsible, with": f"{_names(design, activity.responsible)}; "
            f"{_names(design, activity.partners)}",
            "Means": "; ".join(sheet.means),
            "Where": _places(sheet, design.n_states),
            "Cost (EUR), of which EU": f"{formats.number(costs.loc[activity.id, 'total'], 0)}; "
            f"{formats.number(costs.loc[activity.id, budget.EU], 0)}",
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("No.")


def sheet_text(design: Design, activity: Activity, sheet: Sheet) -> str:
    """Return the sheet of one activity as text for the page of activities."""
    costs = budget.activity_costs(design.budget_lines, design.budget).loc[activity.id]
    fields = {
        "Outputs": "; ".join(_output(output, design.n_states) for output in activity.outputs),
        "Steps": "; ".join(sheet.steps),
        "Responsible": _names(design, activity.responsible),
        "With": _names(design, activity.partners),
        "Means": "; ".join(sheet.means),
        "Where": _places(sheet, design.n_states),
        "When": _dates(design, activity.id),
        "Cost": f"EUR {formats.number(costs['total'], 0)}, of which EUR "
        f"{formats.number(costs[budget.EU], 0)} from the European Union with "
        f"EUR {formats.number(costs['assistance'], 0)} of technical assistance",
    }
    lines = "\n".join(f"- **{name}**: {text}" for name, text in fields.items())
    return f"### {activity.id} {activity.title}\n\n{activity.description.strip()}\n\n{lines}"


def numbers(design: Design, sheets: dict[str, Sheet]) -> dict[str, int]:
    """Return how much is promised of each output, and how many pilots, by the name of the fact."""
    outputs = {
        f"activities-{activity.id.lower().replace('.', '-')}-{number}": total(
            output.quantity, output.per, design.n_states
        )
        for activity in design.activities.activities
        for number, output in enumerate(activity.outputs, start=1)
    }
    of_pilots = {
        name for task in design.timetable.with_role("first_phase") for name in task.activities
    }
    pilots = [
        sheet.municipalities
        for sheet in sheets.values()
        if sheet.id in of_pilots and sheet.municipalities
    ]
    return {
        "activities-number": len(design.activities.ids),
        "activities-outputs": len(output_table(design)),
        "activities-states": design.n_states,
        **outputs,
        "activities-pilot-municipalities-each-state": sum(item.quantity for item in pilots),
        "activities-pilot-municipalities": sum(
            total(item.quantity, item.per, design.n_states) for item in pilots
        ),
    }


def result_text(design: Design, sheets: dict[str, Sheet], result: str) -> str:
    """Return the sheets of the activities of one result, one after the other."""
    return "\n\n".join(
        sheet_text(design, item, sheets[item.id]) for item in design.activities.of(result)
    )
