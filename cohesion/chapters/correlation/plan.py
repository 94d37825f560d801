"""The analysis plan: ``data/programme/analysis_plan.yml`` as checked objects.

The plan was written before any association was computed. Loading it refuses unknown keys, series
that the catalogue does not know, hypotheses about undeclared variables, and any measure of violence
on the side of cohesion.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from cohesion import paths
from cohesion.chapters.correlation import plan_parts
from cohesion.chapters.correlation.plan_added import Added, check_added
from cohesion.chapters.correlation.plan_parts import Positive, all_steps
from cohesion.errors import DataError
from cohesion.files import entries
from cohesion.files.entries import Amendment, Entry, MisfitError, Year, shaped
from cohesion.tables import catalogue

NAME = "analysis_plan"

Role = Literal["cohesion", "security", "governance", "control"]
Transform = Literal["none", "log_rate", "log_ratio", "rank", "esteban_ray", "index"]
Sign = Literal["+", "-", "0", "?"]

#: The exponent of Esteban and Ray's measure.
Alpha = Annotated[float, Field(gt=0, le=1.6)]

#: Variables of the municipal models and of the hindsight chapter, built by their notebooks.
BUILT_ELSEWHERE = {
    "homicides": "Homicides 2008–2010",
    "gini_change": "Change of the Gini coefficient 2000–2010",
    "homicide_panel": "Homicide rate over time",
    "trust_neighbours": "Trust in neighbours",
    "corruption_justice": "Perceived corruption in justice institutions",
    "unreported_crime": "Unreported crime",
}


class Settings(Entry):
    """Levels, replications and seeds that hold for the whole chapter."""

    alpha: float = Field(gt=0, lt=0.5)
    confidence: float = Field(gt=0.5, lt=1)
    bootstrap_replications: int = Field(ge=999)
    bootstrap_method: Literal["BCa"]
    permutations: int = Field(ge=999)
    equivalence_margin: float = Field(gt=0, lt=1)
    power: float = Field(gt=0, lt=1)
    adjustments: tuple[Literal["holm", "bh"], ...]
    seeds: Annotated[dict[str, Positive], AfterValidator(shaped(plan_parts.Seeds))]


class Variable(Entry):
    """A variable: what it stands for and how it is made from series of the catalogue."""

    label: str
    role: Role
    level: Literal["state"]
    series: tuple[str, ...]
    years: tuple[Year, ...]
    base_years: tuple[Year, ...] = ()
    transform: Transform
    cohesive: Literal["higher", "lower"] | None = None
    note: str = ""

    @model_validator(mode="after")
    def _cohesion_has_a_direction(self) -> Variable:
        if (self.role == "cohesion") != (self.cohesive is not None):
            raise ValueError("'cohesive' is given for variables of cohesion, and only for them")
        return self


class Hypothesis(Entry):
    """An expected association, with the study it comes from and its primary test."""

    x: str
    y: str
    sign: Sign
    study: str
    later: str = ""
    primary: Literal["pearson", "spearman", "poisson_fe", "two_way_fe"]
    per: float = Field(default=1.0, gt=0)
    why: str = ""


class Family(Entry):
    """Hypotheses whose p-values are adjusted together."""

    title: str
    hypotheses: dict[str, Hypothesis]


class Correlations(Entry):
    """How state associations are estimated."""

    coefficients: tuple[Literal["pearson", "spearman"], ...] = Field(min_length=1)
    interval: str
    test: str
    partial_sets: dict[str, tuple[str, ...]]
    influence: str
    influence_threshold: float = Field(gt=0)
    exclusions: str


class Indicator(Entry):
    """One indicator of the composite index."""

    year: Year
    cohesive: Literal["higher", "lower"]


class Dimension(Entry):
    """One dimension of the composite index."""

    label: str
    indicators: dict[str, Indicator]
    note: str = ""


class Composite(Entry):
    """The composite index: hierarchy and assumptions."""

    name: str
    study: str
    label: str
    dimensions: dict[str, Dimension]
    treatment: Annotated[dict[str, Any], AfterValidator(shaped(plan_parts.Treatment))]
    normalisation: Annotated[dict[str, Any], AfterValidator(shaped(plan_parts.NormalisationChoice))]
    weights: Annotated[dict[str, Any], AfterValidator(shaped(plan_parts.WeightingChoice))]
    aggregation: Annotated[dict[str, Any], AfterValidator(shaped(plan_parts.AggregationChoice))]
    coherence: Annotated[dict[str, float], AfterValidator(shaped(plan_parts.Coherence))]
    uncertainty: Annotated[dict[str, Any], AfterValidator(shaped(plan_parts.Uncertainty))]
    never_correlated_with: tuple[str, ...]
    steps: Annotated[dict[str, str], AfterValidator(all_steps)]


class Polarisation(Entry):
    """The polarisation measure and its check."""

    formula: str
    study: str
    alpha_primary: Alpha
    alpha_alternatives: tuple[Alpha, ...]
    official_check: str
    thresholds: tuple[Annotated[float, Field(gt=0, lt=1)], ...]


class AnalysisPlan(Entry):
    """The whole plan."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    title: str
    written: datetime.date
    question: str
    principles: tuple[str, ...]
    settings: Settings
    variables: dict[str, Variable]
    families: dict[str, Family]
    correlations: Correlations
    municipal_models: Annotated[dict[str, Any], AfterValidator(shaped(plan_parts.MunicipalModels))]
    space: Annotated[dict[str, Any], AfterValidator(shaped(plan_parts.Space))]
    specification_space: Annotated[
        dict[str, Any], AfterValidator(shaped(plan_parts.SpecificationSpace))
    ]
    polarisation: Polarisation
    composite: Composite
    panel: Annotated[dict[str, Any], AfterValidator(shaped(plan_parts.Panel))]
    comparisons: dict[str, Annotated[dict[str, Any], AfterValidator(shaped(plan_parts.Comparison))]]
    amendments: tuple[Amendment, ...]
    added: Added

    @model_validator(mode="after")
    def _is_consistent(self) -> AnalysisPlan:
        _check_hypotheses(self)
        _check_no_circularity(self)
        for variable in self.variables.values():
            if variable.transform == "log_ratio" and not variable.base_years:
                raise ValueError(f"'{variable.label}' needs base_years")
        for name, controls in self.correlations.partial_sets.items():
            for control in controls:
                if control not in self.variables:
                    raise MisfitError(
                        f"partial set '{name}' holds the unknown variable '{control}'",
                        f"correlations.partial_sets.{name}",
                    )
        _check_references(self)
        check_added(self.added, self.variables, {a.date for a in self.amendments})
        return self

    def hypotheses(self, family: str) -> dict[str, dict[str, Any]]:
        """Return a family's hypotheses as plain mappings, in the order of the plan."""
        return {name: h.model_dump() for name, h in self.families[family].hypotheses.items()}

    def label(self, variable: str) -> str:
        """Return a variable's label."""
        known = self.variables.get(variable) or self.added.variables.get(variable)
        return known.label if known else BUILT_ELSEWHERE[variable]


def _check_hypotheses(plan: AnalysisPlan) -> None:
    seen: set[str] = set()
    for of, family in plan.families.items():
        for name, hypothesis in family.hypotheses.items():
            if name in seen:
                raise ValueError(f"the hypothesis '{name}' stands in two families")
            seen.add(name)
            for variable in (hypothesis.x, hypothesis.y):
                if variable not in plan.variables and variable not in BUILT_ELSEWHERE:
                    raise MisfitError(
                        f"hypothesis {name} names the unknown variable '{variable}'",
                        f"families.{of}.hypotheses.{name}",
                    )


#: Cohesion variables of the specification space that are made beside the declared ones.
ONLY_IN_SPACE = ("gini_2008", "polarisation_strong")


def _check_references(plan: AnalysisPlan) -> None:
    """Refuse names in the spatial and specification parts that stand for nothing."""
    hypotheses = {name for family in plan.families.values() for name in family.hypotheses}
    states = plan.specification_space["states"]
    for place, names, known in (
        ("space.variables", plan.space["variables"], set(plan.variables)),
        ("space.residuals_of", plan.space["residuals_of"], hypotheses),
        ("specification_space.states.x", states["x"], {*plan.variables, *ONLY_IN_SPACE}),
        ("specification_space.states.controls", states["controls"],
         {"none", *plan.correlations.partial_sets}),
        ("composite.never_correlated_with", plan.composite.never_correlated_with,
         set(plan.variables)),
    ):  # fmt: skip
        for name in names:
            if name not in known:
                raise MisfitError(f"'{place}' names '{name}', which stands for nothing", place)


def _check_no_circularity(plan: AnalysisPlan) -> None:
    """Refuse violence inside cohesion, and the composite against one of its own parts."""
    violent = {
        series
        for variable in plan.variables.values()
        if variable.role == "security"
        for series in variable.series
    }
    inside = {code for d in plan.composite.dimensions.values() for code in d.indicators}
    cohesion_series = inside | {
        series
        for variable in plan.variables.values()
        if variable.role == "cohesion"
        for series in variable.series
    }
    if violent & cohesion_series:
        raise ValueError(
            f"violence is on the side of cohesion: {', '.join(sorted(violent & cohesion_series))}"
        )
    barred = set(plan.composite.never_correlated_with)
    for family in plan.families.values():
        for name, hypothesis in family.hypotheses.items():
            pair = {hypothesis.x, hypothesis.y}
            others = pair - {"composite"}
            parts = {s for v in others if v in plan.variables for s in plan.variables[v].series}
            if "composite" in pair and (others & barred or parts & inside):
                raise ValueError(
                    f"hypothesis {name} tests the composite index against its own part"
                )


def load(folder: Path = paths.PROGRAMME, check_catalogue: bool = True) -> AnalysisPlan:
    """Return the analysis plan; a wrong entry raises :class:`DataError` naming it.

    Parameters
    ----------
    check_catalogue : bool
        Whether every series must be in the indicator catalogue.
    """
    file = folder / f"{NAME}.yml"
    plan = entries.load(AnalysisPlan, file.name, folder)
    if check_catalogue:
        known = catalogue.indicators().index
        used = {name: list(variable.series) for name, variable in plan.variables.items()}
        used["specification_space"] = list(plan.specification_space["states"]["y"])
        for name, all_series in used.items():
            for series in all_series:
                if series not in known:
                    raise DataError(
                        f"unknown series '{series}'.",
                        file=file,
                        row=name,
                        cure="Use an id of the indicator catalogue.",
                    )
    return plan
