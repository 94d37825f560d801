"""The communication and visibility plan (``visibility.yml``)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from pydantic import Field

from cohesion import paths
from cohesion.files.entries import Entry, load
from cohesion.programme.results import require_known, require_unique
from cohesion.programme.stakeholders import load_actors
from cohesion.programme.timetable import Quarter, write_quarter

FILE = "visibility.yml"


class Group(Entry):
    """A target group."""

    id: str
    title: str


class Action(Entry):
    """A visibility action with its indicator of achievement and its cost in euros."""

    id: str = Field(pattern=r"^V\d+$")
    title: str = Field(min_length=10)
    group: str
    when: Quarter
    cost: int = Field(ge=0)
    indicator: str = Field(min_length=10)
    target: str
    responsible: str


class Visibility(Entry):
    """``visibility.yml``."""

    objectives: list[str] = Field(min_length=1)
    messages: list[str] = Field(min_length=1)
    safety: str = Field(min_length=40)
    human_resources: str = Field(min_length=20)
    groups: list[Group]
    actions: list[Action]

    @property
    def total(self) -> int:
        """What the plan costs, in euros."""
        return sum(action.cost for action in self.actions)


def load_visibility(folder: Path = paths.PROGRAMME) -> Visibility:
    """Return the checked plan: groups and actors exist, every group is reached by an action."""
    plan = load(Visibility, FILE, folder)
    require_unique([action.id for action in plan.actions], FILE)
    groups, actors = {group.id for group in plan.groups}, set(load_actors(folder))
    for action in plan.actions:
        require_known(action.group, groups, file=FILE, row=action.id, column="group")
        require_known(action.responsible, actors, file=FILE, row=action.id, column="responsible")
    for group in plan.groups:
        reached = {action.group for action in plan.actions}
        require_known(group.id, reached, file=FILE, row=group.id, column="groups with an action")
    return plan


def actions_table(plan: Visibility, names: dict[str, str]) -> pd.DataFrame:
    """Return the actions as readers see them; ``names`` maps actor id to name."""
    groups = {group.id: group.title for group in plan.groups}
    rows = {
        action.id: {
            "Action": action.title,
            "For": groups[action.group],
            "From": write_quarter(action.when),
            "Indicator": action.indicator,
            "Target": action.target,
            "Responsible": names[action.responsible],
            "Cost (EUR)": action.cost,
        }
        for action in plan.actions
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("No.")


def listed(items: tuple[str, ...]) -> str:
    """Return texts as a list."""
    return "\n".join(f"- {item}" for item in items)
