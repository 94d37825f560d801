"""The amended rule beside the declared one, and the criteria that no figure describes.

``selection_amended.yml`` was written after the declared scores were known and says so. Gates,
method, decision and robustness are those of the declared rule, which is never changed.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from cohesion import paths
from cohesion.chapters.selection import rule
from cohesion.chapters.selection.rule import Criterion, SelectionPlan
from cohesion.errors import DataError
from cohesion.files import entries
from cohesion.files.entries import Entry, validated
from cohesion.tables import catalogue

NAME = "selection_amended"
FILE = paths.PROGRAMME / f"{NAME}.yml"


class Unobserved(Entry):
    """How a criterion without any figure is drawn."""

    distribution: Literal["uniform"]
    alternative: Literal["observed"]
    seed: Annotated[int, Field(gt=0)]


class AsDeclared(Entry):
    """A criterion that the amended rule takes over unchanged."""

    id: str
    as_declared: Literal[True]


class Amended(Entry):
    """The amended rule: its day, its reason, its criteria, and how the unobserved are drawn."""

    date: datetime.date
    reason: str
    changes: Annotated[tuple[str, ...], Field(min_length=1)]
    criteria: Annotated[tuple[AsDeclared | Criterion, ...], Field(min_length=2)]
    unobserved: Unobserved

    @model_validator(mode="after")
    def _takes_over_once(self) -> Amended:
        names = [criterion.id for criterion in self.criteria]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"the criterion '{name}' stands twice")
        return self


def load(folder: Path = paths.PROGRAMME) -> Amended:
    """Return the amended rule; a wrong entry raises :class:`DataError` naming it."""
    file = folder / f"{NAME}.yml"
    amended = entries.load(Amended, file.name, folder)
    declared = rule.load_plan(folder / rule.PLAN_FILE.name)
    amended_plan(declared, amended, file)
    _check_series(amended, file)
    if amended.date not in {entry.date for entry in declared.amendments}:
        raise DataError(
            f"no amendment of {amended.date} explains the rule.",
            file=file,
            row="date",
            cure="Give it the day of its entry under 'amendments' in selection.yml.",
        )
    return amended


def amended_plan(plan: SelectionPlan, amended: Amended, file: Path = FILE) -> SelectionPlan:
    """Return the whole rule with the amended criteria: gates, method and decision as declared.

    A criterion that is taken over must be declared, the weights must sum to one, and the gates'
    indicators must be among the amended ones; otherwise :class:`DataError`.
    """
    declared = {criterion.id: criterion for criterion in plan.criteria}
    criteria = []
    for criterion in amended.criteria:
        if isinstance(criterion, AsDeclared):
            if criterion.id not in declared:
                raise DataError(
                    f"'{criterion.id}' is taken over, but the declared rule has no such criterion.",
                    file=file,
                    row=criterion.id,
                    cure=f"Use one of {', '.join(declared)}.",
                )
            criterion = declared[criterion.id]
        criteria.append(criterion)
    total = sum(criterion.weight for criterion in criteria)
    if abs(total - 1) > rule.WEIGHT_TOLERANCE:
        raise DataError(
            f"with the criteria taken over, the weights of the amended rule sum to {total:.3g}.",
            file=file,
            row="criteria",
            cure="A weight that is moved in selection.yml is moved here too, where the criterion "
            "stands with its own indicators.",
        )
    content = dict(plan) | {"criteria": tuple(criteria)}
    whole = validated(SelectionPlan, content, file)
    known = {item.id for item in whole.indicators}
    for gate in whole.gates:
        if gate.indicator is not None and gate.indicator not in known:
            raise DataError(
                f"the gate '{gate.id}' reads '{gate.indicator}', which no criterion holds.",
                file=file,
                row="criteria",
                cure="Keep the id of that indicator.",
            )
    return whole


def _check_series(amended: Amended, file: Path) -> None:
    known = catalogue.indicators().index
    for criterion in amended.criteria:
        if isinstance(criterion, AsDeclared):
            continue
        for item in criterion.indicators:
            for candidate in item.candidates:
                for series in filter(None, (candidate.id, candidate.per)):
                    if series not in known:
                        raise DataError(
                            f"unknown series '{series}'.",
                            file=file,
                            row=item.id,
                            cure="Use an id of the indicator catalogue.",
                        )
