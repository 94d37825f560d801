"""The chain of objectives (``results.yml``) and the activities that hang on it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, check_known, check_unique, load

Id = str


def require_known(name: str, known: set[str], *, file: str, row: str, column: str) -> None:
    """Raise when an entry points to an id that does not exist."""
    check_known([name], known, file=paths.PROGRAMME / file, entry=row, what=f"id in '{column}'")


def require_unique(ids: list[str], file: str) -> None:
    """Raise when an id occurs twice in a file."""
    check_unique(ids, paths.PROGRAMME / file)


class Objective(Entry):
    """An overall objective, the purpose or a result."""

    id: Id
    level: Literal["overall_objective", "purpose", "result"]
    title: str = Field(min_length=3)
    statement: str = Field(min_length=20)
    parent: Id | None = None
    sectors: list[str] = []
    reader_note: str = ""


class States(Entry):
    """How many states may take part."""

    minimum: int = Field(ge=1)
    maximum: int = Field(ge=1, le=32)

    @model_validator(mode="after")
    def _in_order(self) -> States:
        if self.minimum > self.maximum:
            raise ValueError("the minimum of states is larger than the maximum")
        return self


class Results(Entry):
    """``results.yml``."""

    states: States
    objectives: list[Objective]

    @property
    def ids(self) -> list[str]:
        """Every id, from the overall objective down."""
        return [objective.id for objective in self.objectives]

    @property
    def result_ids(self) -> list[str]:
        """The results alone: R1, R2, R3."""
        return [item.id for item in self.objectives if item.level == "result"]

    def get(self, name: str) -> Objective:
        """Return one objective by id."""
        return next(item for item in self.objectives if item.id == name)


class Output(Entry):
    """A countable product of an activity."""

    what: str
    quantity: int = Field(gt=0)
    per: Literal["state", "programme"]


class Activity(Entry):
    """One activity of a result."""

    id: Id
    result: Id
    title: str = Field(min_length=3)
    description: str = Field(min_length=40)
    responsible: list[str] = Field(min_length=1)
    partners: list[str] = []
    outputs: list[Output] = Field(min_length=1)


class Activities(Entry):
    """``activities.yml``."""

    activities: list[Activity]

    def of(self, result: str) -> list[Activity]:
        """Return the activities of one result, in order."""
        return [item for item in self.activities if item.result == result]

    @property
    def ids(self) -> list[str]:
        """Every activity id, in order."""
        return [item.id for item in self.activities]


def load_results(folder: Path = paths.PROGRAMME) -> Results:
    """Return the checked chain of objectives."""
    results = load(Results, "results.yml", folder)
    require_unique(results.ids, "results.yml")
    for level, count in (("overall_objective", 1), ("purpose", 1)):
        if sum(item.level == level for item in results.objectives) != count:
            raise DataError(
                f"there must be exactly one entry of level '{level}'.",
                file=paths.PROGRAMME / "results.yml",
                cure="A logical framework has one overall objective and one purpose.",
            )
    purpose = next(item.id for item in results.objectives if item.level == "purpose")
    for item in results.objectives:
        if item.level == "result" and item.parent != purpose:
            raise DataError(
                f"result '{item.id}' leads to '{item.parent}', not to the purpose.",
                file=paths.PROGRAMME / "results.yml",
                row=item.id,
                column="parent",
                cure=f"Write 'parent: {purpose}'.",
            )
        for sector in item.sectors:
            require_known(sector, set(SECTORS), file="results.yml", row=item.id, column="sectors")
    return results


def load_activities(results: Results, folder: Path = paths.PROGRAMME) -> Activities:
    """Return the activities, each tied to a known result, each result with one at least."""
    plan = load(Activities, "activities.yml", folder)
    require_unique(plan.ids, "activities.yml")
    for item in plan.activities:
        require_known(
            item.result,
            set(results.result_ids),
            file="activities.yml",
            row=item.id,
            column="result",
        )
        if not item.id.startswith("A" + item.result[1:] + "."):
            raise DataError(
                f"activity '{item.id}' belongs to {item.result}, but its number says otherwise.",
                file=paths.PROGRAMME / "activities.yml",
                row=item.id,
                column="id",
                cure=f"Number it A{item.result[1:]}.n or move it to its result.",
            )
    for result in results.result_ids:
        if not plan.of(result):
            raise DataError(
                f"result {result} has no activity.",
                file=paths.PROGRAMME / "activities.yml",
                cure="Add an activity or take the result out.",
            )
    return plan


#: Sectors of the programme; "all" stands for every one of them.
SECTORS = ("social_development", "health", "safety", "social_care", "all")
