"""The declared rule for choosing states: `data/programme/selection.yml` as checked objects."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import pandas as pd
from pydantic import Field, field_validator, model_validator

from cohesion import paths
from cohesion.chapters.series import Candidate
from cohesion.files.entries import Amendment, Entry, Year, load

PLAN_FILE = paths.PROGRAMME / "selection.yml"

WEIGHT_TOLERANCE = 1e-9

Normalisation = Literal["minmax", "zscore", "rank"]
Aggregation = Literal["arithmetic", "geometric", "topsis", "promethee"]
MissingRule = Literal["neutral", "median", "pessimistic"]


class Gate(Entry):
    """A condition that excludes a state before any score is compared."""

    id: str
    kind: Literal[
        "maximum_ratio_to_nation",
        "minimum_need_quantile",
        "minimum_indicator_coverage",
        "mission_evidence",
    ]
    reason: str
    indicator: str | None = None
    year: Year | None = None
    threshold: float | None = Field(default=None, gt=0)
    evidence: str | None = None
    alternatives: tuple[Annotated[float, Field(gt=0)] | None, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Gate:
        needed = {
            "maximum_ratio_to_nation": ("indicator", "year", "threshold"),
            "mission_evidence": ("evidence",),
        }.get(self.kind, ("threshold",))
        for name in needed:
            if getattr(self, name) in (None, ""):
                raise ValueError(f"gate '{self.id}' of kind '{self.kind}' needs '{name}'")
        if self.kind.startswith("minimum_") and not 0 < self.threshold < 1:
            raise ValueError(f"gate '{self.id}': the threshold is a share between 0 and 1")
        return self


class Indicator(Entry):
    """One official figure of a criterion: where it is looked for, and which way it speaks."""

    id: str
    candidates: tuple[Candidate, ...] = Field(min_length=1)
    year: Year
    side: Literal[-1, 1]
    transform: Literal["none", "mean_of_3_years", "change_since_2007", "change_of_periods"] = "none"

    @field_validator("candidates", mode="before")
    @classmethod
    def _plain_ids(cls, raw: list) -> list:
        if not isinstance(raw, list):
            raise ValueError("the candidates are a list")
        return [{"id": item} if isinstance(item, str) else item for item in raw]


class Criterion(Entry):
    """A criterion with its weight; it rests on indicators or on the mission's evidence."""

    id: str
    label: str
    block: Literal["need", "feasibility"]
    weight: float = Field(gt=0, le=1)
    reason: str
    indicators: tuple[Indicator, ...] = ()
    evidence: str | None = None

    @model_validator(mode="after")
    def _rests_on_something(self) -> Criterion:
        if bool(self.indicators) == bool(self.evidence):
            raise ValueError(f"criterion '{self.id}' needs either indicators or evidence")
        figures = [(item.candidates, item.year, item.transform) for item in self.indicators]
        for number, figure in enumerate(figures):
            if figure in figures[:number]:
                raise ValueError(
                    f"'{self.indicators[number].id}' counts a figure of '{self.id}' twice"
                )
        return self


class Treatment(Entry):
    """When and how far outliers are drawn in before normalising."""

    method: Literal["winsorise"]
    max_skewness: float = Field(gt=0)
    max_kurtosis: float = Field(gt=0)
    max_values: int = Field(ge=0)


class Decision(Entry):
    """The rule that turns scores into two to four states."""

    minimum_states: int = Field(ge=1)
    maximum_states: int = Field(ge=1, le=32)
    minimum_probability_top4: float = Field(ge=0, le=1)
    tie_tolerance: float = Field(ge=0)
    reserve_states: int = Field(ge=0)

    @model_validator(mode="after")
    def _in_order(self) -> Decision:
        if self.minimum_states > self.maximum_states:
            raise ValueError("the minimum of states is larger than the maximum")
        return self


class Robustness(Entry):
    """The space of assumptions that the Monte Carlo draws from."""

    draws: int = Field(gt=0)
    seed: int = Field(ge=0)
    data_replicates: int = Field(gt=0)
    dirichlet_concentration: float = Field(gt=0)
    dirichlet_flat: bool
    normalisations: tuple[Normalisation, ...] = Field(min_length=1)
    aggregations: tuple[Aggregation, ...] = Field(min_length=1)
    missing_rules: tuple[MissingRule, ...] = Field(min_length=1)
    leave_one_out_probability: float = Field(ge=0, le=1)
    sobol_samples: int = Field(gt=0)
    sobol_seed: int = Field(ge=0)


class SelectionPlan(Entry):
    """The whole declared rule.

    ``not_at_hand`` lists candidates that were looked for and stand in no table; any other
    candidate that the catalogue does not know is a slip.
    """

    title: str
    not_at_hand: tuple[str, ...] = ()
    reference_year: Year
    gates: tuple[Gate, ...]
    criteria: tuple[Criterion, ...] = Field(min_length=2)
    treatment: Treatment
    normalisation: Normalisation
    aggregation: Aggregation
    missing: MissingRule
    neutral_score: float = Field(ge=0, le=100)
    decision: Decision
    robustness: Robustness
    amendments: tuple[Amendment, ...]

    @model_validator(mode="after")
    def _consistent(self) -> SelectionPlan:
        total = sum(criterion.weight for criterion in self.criteria)
        if abs(total - 1) > WEIGHT_TOLERANCE:
            raise ValueError(f"the weights of the criteria sum to {total:.6g}, not to 1")
        for name, ids in {
            "criterion": [criterion.id for criterion in self.criteria],
            "indicator": [item.id for item in self.indicators],
            "gate": [gate.id for gate in self.gates],
        }.items():
            doubled = sorted({item for item in ids if ids.count(item) > 1})
            if doubled:
                raise ValueError(f"{name} id used twice: {', '.join(doubled)}")
        return self

    @property
    def indicators(self) -> list[Indicator]:
        """Every indicator, in the order of the criteria."""
        return [item for criterion in self.criteria for item in criterion.indicators]

    @property
    def weights(self) -> pd.Series:
        """Declared weight of each criterion; they sum to one."""
        return pd.Series({criterion.id: criterion.weight for criterion in self.criteria})

    @property
    def labels(self) -> pd.Series:
        """Name of each criterion for the reader."""
        return pd.Series({criterion.id: criterion.label for criterion in self.criteria})

    def block(self, name: str) -> list[str]:
        """Return the ids of the criteria of one block ('need' or 'feasibility')."""
        return [criterion.id for criterion in self.criteria if criterion.block == name]

    def gate(self, name: str) -> Gate:
        """Return one gate by id."""
        return next(gate for gate in self.gates if gate.id == name)


def load_plan(file: Path = PLAN_FILE) -> SelectionPlan:
    """Return the declared rule; a wrong entry raises :class:`DataError` naming it."""
    return load(SelectionPlan, file.name, file.parent)
