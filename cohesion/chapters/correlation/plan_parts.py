"""The parts of the analysis plan that chapters read key by key: what each of them must hold."""

from __future__ import annotations

import string
from typing import Annotated, Literal

from pydantic import Field, model_validator

from cohesion.files.entries import Entry, Year

Normalisation = Literal["minmax", "zscore", "rank"]
Aggregation = Literal["arithmetic", "geometric"]
Positive = Annotated[int, Field(gt=0)]
Share = Annotated[float, Field(gt=0, lt=1)]
Windows = Annotated[
    tuple[Annotated[tuple[Year, ...], Field(min_length=1)], ...], Field(min_length=1)
]
#: Controls of the municipal models, made by :mod:`cohesion.chapters.correlation.variables`.
TownControl = Literal["log_population", "social_lag", "log_homicide_rate_before"]


class Seeds(Entry):
    """One seed for each chapter that draws at random."""

    states: Positive
    municipalities: Positive
    space: Positive
    specifications: Positive
    index: Positive
    panel: Positive


class PrimaryModel(Entry):
    """The municipal model that decides."""

    estimator: str
    fixed_effects: Literal["state"]
    errors: str
    controls: tuple[TownControl, ...] = Field(min_length=1)
    controls_for_poverty_and_lag: tuple[TownControl, ...] = Field(min_length=1)
    controls_for_gini_change: tuple[TownControl, ...] = Field(min_length=1)
    gini_change: str
    log_homicide_rate_before: str


class WithinBetween(Entry):
    """How within and between are told apart."""

    method: str


class MunicipalModels(Entry):
    """``municipal_models``."""

    outcome: str
    exposure: str
    primary: PrimaryModel
    alternatives: tuple[str, ...] = Field(min_length=1)
    minimum_population: Positive
    exclusions: str
    within_between: WithinBetween


SpatialWeights = Literal["contiguity", "knn4", "knn6"]


class WeightChoice(Entry):
    """Which neighbours count."""

    primary: SpatialWeights
    alternatives: tuple[SpatialWeights, ...] = Field(min_length=1)


class Space(Entry):
    """``space``."""

    weights: WeightChoice
    statistic: str
    variables: tuple[str, ...] = Field(min_length=1)
    residuals_of: tuple[str, ...] = Field(min_length=1)
    rule: str


class StateSpace(Entry):
    """The specifications over states."""

    x: tuple[str, ...] = Field(min_length=1)
    y: dict[str, Windows] = Field(min_length=1)
    transform_y: tuple[Literal["none", "log"], ...] = Field(min_length=1)
    controls: tuple[str, ...] = Field(min_length=1)
    estimator: tuple[Literal["pearson", "spearman", "population_weighted"], ...]
    orientation: str
    joint_test: str
    joint_permutations: int = Field(ge=99)


class MunicipalSpace(Entry):
    """The specifications over municipalities."""

    x: tuple[
        Literal["gini", "gini_change", "poverty", "extreme_poverty", "social_lag",
                "marginalisation"], ...
    ]  # fmt: skip
    years: Windows
    population: tuple[Literal["all", "at_least_5000", "at_least_15000"], ...]
    fixed_effects: tuple[Literal["none", "state"], ...]
    controls: tuple[Literal["none", "log_population", "log_population_and_rurality"], ...]
    estimator: tuple[Literal["poisson", "empirical_bayes_linear"], ...]
    effect: str


class SpecificationSpace(Entry):
    """``specification_space``."""

    states: StateSpace
    municipalities: MunicipalSpace
    leading_choice: str


class Panel(Entry):
    """``panel``."""

    years: tuple[Year, ...] = Field(min_length=2)
    outcome: str
    regressor: str
    effects: tuple[Literal["state", "year"], ...] = Field(min_length=1)
    errors: str
    breaks: tuple[str, ...]


class Comparison(Entry):
    """A published estimate to set beside ours."""

    outcome: str
    units: str
    municipalities: Positive
    years: Annotated[int, Field(gt=0, le=100)]
    period: str
    identification: str
    step: float = Field(gt=0)
    effect: float = Field(gt=0)
    effect_text: str

    @model_validator(mode="after")
    def _texts_name_what_is_given(self) -> Comparison:
        for text, known in (
            (self.units, {"municipalities", "years"}), (self.effect_text, {"effect", "step"}),
        ):  # fmt: skip
            used = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
            if used != known:
                raise ValueError(f"the text '{text}' should name {{{'}, {'.join(sorted(known))}}}")
        return self


class Treatment(Entry):
    """When and how far outliers of the composite are drawn in."""

    rule: Literal["winsorise"]
    skewness: float = Field(gt=0)
    kurtosis: float = Field(gt=0)
    maximum_share: Share


class NormalisationChoice(Entry):
    """The normalisation and its alternatives."""

    base: Normalisation
    alternatives: tuple[Normalisation, ...]


class WeightingChoice(Entry):
    """The weights and their alternatives."""

    base: Literal["equal_by_dimension"]
    alternatives: tuple[Literal["dirichlet"], ...]


class AggregationChoice(Entry):
    """The aggregation and its alternatives."""

    base: Aggregation
    alternatives: tuple[Aggregation, ...]


class Coherence(Entry):
    """When a dimension holds together."""

    alpha_minimum: Share
    minimum_item_correlation: float = Field(gt=-1, lt=1)


class Uncertainty(Entry):
    """How the uncertainty of the composite is drawn."""

    replications: int = Field(ge=100)
    sobol_base: int = Field(ge=16)
    factors: tuple[Literal["normalisation", "aggregation", "weights", "leave_one_out"], ...] = (
        Field(min_length=1)
    )


#: The ten steps of the OECD–JRC handbook; the plan says what was done in each.
STEPS = (
    "Framework", "Data", "Missing figures", "Multivariate analysis",
    "Treatment and normalisation", "Weights and aggregation", "Uncertainty and sensitivity",
    "Back to the data", "Links to other indicators", "Presentation",
)  # fmt: skip


def all_steps(steps: dict[str, str]) -> dict[str, str]:
    """Refuse steps that are missing, unknown or without a text."""
    odd = sorted(set(STEPS) ^ set(steps))
    if odd:
        raise ValueError(f"the step '{odd[0]}' is missing or unknown; the ten steps are {STEPS}")
    return steps
