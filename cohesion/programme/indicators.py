"""Indicator specifications (``indicators.yml``): the models and what must hold between them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar, Literal

import pandas as pd
from pydantic import Field, model_validator

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, Year, find, load
from cohesion.programme.experts import load_experts
from cohesion.programme.results import Activities, Results, require_known, require_unique
from cohesion.programme.risks import load_risks
from cohesion.programme.timetable import Quarter

FILE = "indicators.yml"
RACER = ("relevant", "accepted", "credible", "easy", "robust")


class DataBaseline(Entry):
    """A baseline fetched from the data."""

    kind: Literal["data"]
    data: str


class ZeroBaseline(Entry):
    """A baseline of zero, because what is counted does not exist yet."""

    kind: Literal["zero"]
    year: Year
    why: str = Field(min_length=10)


class InceptionBaseline(Entry):
    """A baseline that the inception phase or a first survey will measure."""

    kind: Literal["inception"]
    year: Year
    due: Quarter
    method: str = Field(min_length=10)


Baseline = Annotated[DataBaseline | ZeroBaseline | InceptionBaseline, Field(discriminator="kind")]


class Milestone(Entry):
    """The value to be reached by the end of a year; computed where the rule is 'distance'."""

    year: Year
    value: float | None = None


class Target(Entry):
    """A target: year, rule, size and the reasoning behind it."""

    year: Year
    rule: Literal["distance", "outputs", "sustained", "value", "gain"]
    reasoning: str = Field(min_length=30)
    share: float | None = Field(default=None, gt=0, le=100)
    activities: list[str] = []
    only: list[str] = []
    value: float | None = None
    of: dict[str, Year] = {}

    @model_validator(mode="after")
    def _rule_is_complete(self) -> Target:
        needed = {
            "distance": ("share",),
            "outputs": ("activities", "share"),
            "sustained": ("of", "share"),
            "value": ("value",),
            "gain": ("value",),
        }[self.rule]
        missing = [name for name in needed if not getattr(self, name)]
        if missing:
            raise ValueError(f"rule '{self.rule}' also needs {', '.join(missing)}")
        return self


class Verification(Entry):
    """The means of verification: document, the table or record in it, and where it is found."""

    document: str
    table: str = Field(min_length=5)
    address: str = Field(min_length=5)
    holder: str
    frequency: str
    cost: int = Field(ge=0)
    paid_by: Literal["programme", "holder"]
    category: Literal[
        "Official statistics",
        "Administrative record",
        "Programme report",
        "Survey of the programme",
    ]


Verdict = Literal["yes", "partly"]


class Racer(Entry):
    """Relevant, accepted, credible, easy to monitor, robust."""

    relevant: Verdict
    accepted: Verdict
    credible: Verdict
    easy: Verdict
    robust: Verdict


class Indicator(Entry):
    """One indicator in full."""

    may_be_empty: ClassVar[frozenset[str]] = frozenset(
        {"unit", "disaggregation_note", "racer_note"}
    )

    id: str = Field(pattern=r"^(O|P|R\d)-\d+$")
    level: str
    name: str = Field(min_length=5)
    definition: str = Field(min_length=20)
    formula: str = Field(min_length=5)
    unit: str
    digits: int = Field(ge=0)
    direction: Literal["higher_better", "lower_better"]
    territory: str
    disaggregation: list[str]
    nation_only: list[str] = []
    disaggregation_note: str
    baseline: Baseline
    milestones: list[Milestone]
    target: Target
    verification: Verification
    responsible: str
    assumption: str
    racer: Racer
    racer_note: str

    @model_validator(mode="after")
    def _is_consistent(self) -> Indicator:
        partly = [name for name in RACER if getattr(self.racer, name) == "partly"]
        if partly and not self.racer_note.strip():
            raise ValueError(f"'{partly[0]}' is only partly met, but racer_note says nothing")
        if not self.unit and self.digits < 3:
            raise ValueError("only an index between 0 and 1, with three decimals, has no unit")
        years = [milestone.year for milestone in self.milestones] + [self.target.year]
        if years != sorted(set(years)):
            raise ValueError("milestones must come in order of years, all before the target")
        if (self.target.rule == "distance") != (self.baseline.kind == "data"):
            raise ValueError("a 'distance' target and a baseline of kind 'data' belong together")
        for milestone in self.milestones:
            if (milestone.value is None) != (self.target.rule == "distance"):
                raise ValueError("a milestone has a value, unless its rule is 'distance'")
        twice = set(self.disaggregation) & set(self.nation_only)
        if twice:
            raise ValueError(f"'{twice.pop()}' is given where it is measured or for the nation")
        if self.target.rule == "gain" and self.baseline.kind != "inception":
            raise ValueError("a 'gain' target belongs to a baseline of kind 'inception'")
        return self


class Indicators(Entry):
    """``indicators.yml``."""

    indicators: list[Indicator]

    def of(self, level: str) -> list[Indicator]:
        """Return the indicators of one objective, in order."""
        return [item for item in self.indicators if item.level == level]

    def get(self, name: str) -> Indicator:
        """Return one indicator by id."""
        return find(self.indicators, name, paths.PROGRAMME / FILE, "indicator")


def load_indicators(
    results: Results, activities: Activities, folder: Path = paths.PROGRAMME
) -> Indicators:
    """Return the checked specifications.

    Raises
    ------
    DataError
        An unknown objective, activity, output, baseline or assumption; an objective without an
        indicator; a baseline year after the target year.
    """
    # That module builds on this one.
    from cohesion.programme.baselines import load_baselines

    plan = load(Indicators, FILE, folder)
    require_unique([item.id for item in plan.indicators], FILE)
    baselines = {item.id for item in load_baselines(folder).baselines}
    assumptions = assumption_texts(folder)
    for item in plan.indicators:
        require_known(item.level, set(results.ids), file=FILE, row=item.id, column="level")
        require_known(
            item.assumption, set(assumptions), file=FILE, row=item.id, column="assumption"
        )
        if item.baseline.kind == "data":
            require_known(item.baseline.data, baselines, file=FILE, row=item.id, column="baseline")
        elif item.baseline.year >= item.target.year:
            raise DataError(
                f"the baseline year {item.baseline.year} is not before the target year "
                f"{item.target.year}.",
                file=paths.PROGRAMME / FILE,
                row=item.id,
                column="target.year",
                cure="Correct one of the two years.",
            )
        for name in item.target.activities:
            require_known(
                name, set(activities.ids), file=FILE, row=item.id, column="target.activities"
            )
        if item.target.rule == "outputs":
            count_outputs(item.target, activities, 1, item.id)
        require_all = {other.id for other in plan.indicators} - {item.id}
        for name in item.target.of:
            require_known(name, require_all, file=FILE, row=item.id, column="target.of")
    for objective in results.ids:
        if not plan.of(objective):
            raise DataError(
                f"objective {objective} has no indicator.",
                file=paths.PROGRAMME / FILE,
                row=objective,
                cure="Add one with baseline, target, source and assumption.",
            )
    return plan


def assumption_texts(folder: Path = paths.PROGRAMME) -> dict[str, str]:
    """Return assumption id → statement, from ``risks.yml``."""
    return {item.id: item.statement for item in load_risks(folder).assumptions}


def states_costed(folder: Path = paths.PROGRAMME) -> int:
    """Return the number of participating states that days, outputs and targets are costed for."""
    return load_experts(folder).parameters.states


def count_outputs(target: Target, activities: Activities, n_states: int, row: str) -> float:
    """Return ``share`` per cent of the outputs that a target names, rounded up to whole ones.

    Raises
    ------
    DataError
        When no output of the activities matches ``only``.
    """
    counted = 0
    for item in activities.activities:
        if item.id in target.activities:
            for output in item.outputs:
                if not target.only or output.what in target.only:
                    counted += output.quantity * (n_states if output.per == "state" else 1)
    if not counted:
        raise DataError(
            f"no output of {', '.join(target.activities)} is called {target.only}.",
            file=paths.PROGRAMME / FILE,
            row=row,
            column="target.only",
            cure="Write the output as in activities.yml.",
        )
    return float(-(-counted * target.share // 100))


def counted(
    plan: Indicators, name: str, activities: Activities, n_states: int, year: int | None = None
) -> float:
    """Return the target of a counted indicator, or what it has reached by the end of a year.

    Before the first milestone nothing is reached; from the target year on, the target.

    Raises
    ------
    DataError
        As :func:`count_outputs`.
    """
    item = plan.get(name)
    if year is not None and year < item.target.year:
        reached = [step.value or 0 for step in item.milestones if step.year <= year]
        return float(reached[-1]) if reached else 0.0
    if item.target.rule == "outputs":
        return count_outputs(item.target, activities, n_states, item.id)
    if item.target.rule == "sustained":
        sources = (
            counted(plan, other, activities, n_states, at) for other, at in item.target.of.items()
        )
        return float(-(-sum(sources) * item.target.share // 100))
    return float(item.target.value or 0)


def verification_cost(plan: Indicators) -> int:
    """Return what the programme pays for its means of verification, in euros."""
    return sum(
        item.verification.cost
        for item in plan.indicators
        if item.verification.paid_by == "programme"
    )


def quality_table(plan: Indicators) -> pd.DataFrame:
    """Return the RACER test: one row per indicator, 'yes' or 'partly' per criterion, the note."""
    rows = {
        item.id: {name.capitalize(): getattr(item.racer, name) for name in RACER}
        | {"Remark": item.racer_note or "–"}
        for item in plan.indicators
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("Indicator")


def verification_table(plan: Indicators, names: dict[str, str]) -> pd.DataFrame:
    """Return document, holder, frequency, cost and payer for every indicator."""
    rows = {
        item.id: {
            "Document": item.verification.document,
            "Table or record": item.verification.table,
            "Found at": item.verification.address,
            "Holder": names.get(item.verification.holder, item.verification.holder),
            "Frequency": item.verification.frequency,
            "Cost (EUR)": item.verification.cost,
            "Paid by": item.verification.paid_by,
        }
        for item in plan.indicators
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("Indicator")
