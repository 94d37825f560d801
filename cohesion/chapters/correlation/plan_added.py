"""What was added to the analysis plan on a later day: parts that chapters read key by key.

The declared plan is never rewritten. An addition stands under ``added`` with its day; the entry
under ``amendments`` of the same day says why, and whether results were seen before.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from typing import Annotated, Literal

from pydantic import Field, model_validator

from cohesion.chapters.correlation.plan_later import LaterGrid, StatesSince
from cohesion.chapters.correlation.plan_parts import Positive
from cohesion.files.entries import Entry, MisfitError, Year

Names = Annotated[tuple[str, ...], Field(min_length=1)]
Pair = Annotated[tuple[str, ...], Field(min_length=2, max_length=2)]
Decade = Annotated[tuple[Year, ...], Field(min_length=2, max_length=2)]
Windows = dict[Year, Annotated[tuple[Year, ...], Field(min_length=1)]]


class AddedSeeds(Entry):
    """One seed for each added part that draws at random."""

    grid: Positive
    justice: Positive
    towns: Positive
    turnout: Positive
    space: Positive
    selection: Positive
    error: Positive


class AddedVariable(Entry):
    """A variable that the declared plan does not hold."""

    label: str
    role: Literal["cohesion", "security", "governance", "justice", "control"]
    higher_is: Literal["better", "worse"] | None = None

    @model_validator(mode="after")
    def _outcomes_have_a_direction(self) -> AddedVariable:
        if (self.role == "control") != (self.higher_is is None):
            raise ValueError("'higher_is' is given for every variable but a control")
        return self


class Grid(Entry):
    """Every cohesion measure beside every outcome, in the figures of the day."""

    cohesion: Names
    outcomes: Names
    ranked: tuple[str, ...]
    barred: dict[str, Names]
    sets: dict[str, tuple[str, ...]]
    permutations: Annotated[int, Field(ge=999)]
    permutations_partial: Annotated[int, Field(ge=999)]
    orientation: str
    seen: tuple[Pair, ...]

    @model_validator(mode="after")
    def _names_are_known(self) -> Grid:
        _inside("ranked", self.ranked, self.outcomes)
        _inside("barred", self.barred, self.cohesion)
        for outcomes in self.barred.values():
            _inside("barred", outcomes, self.outcomes)
        for cohesion, outcome in self.seen:
            _inside("seen", [cohesion], self.cohesion)
            _inside("seen", [outcome], self.outcomes)
        if self.sets.get("none") != ():
            raise ValueError("'sets' needs 'none', with nothing held constant")
        return self


class Justice(Entry):
    """Every cohesion measure beside later measures of justice and governance."""

    cohesion: Names
    outcomes: Names
    seen: tuple[Pair, ...]
    years: str


class Hierarchical(Entry):
    """The count model with an intercept and a slope for each state."""

    measures: dict[str, Annotated[float, Field(gt=0)]]
    family: str
    random: tuple[Literal["intercept", "slope"], ...]
    group: Literal["state"]
    centring: str
    estimation: str
    controls: dict[str, Names]
    left_out: dict[str, str]

    @model_validator(mode="after")
    def _every_measure_has_controls(self) -> Hierarchical:
        if set(self.controls) != set(self.measures):
            raise ValueError("'controls' names other measures than 'measures'")
        return self


class Influence(Entry):
    """Influence of single places, and the bootstrap over states."""

    exact: Positive
    bootstrap: Annotated[int, Field(ge=999)]
    weights: Literal["webb", "rademacher"]


class Interactions(Entry):
    """Doses with which the municipal association may change."""

    with_: Annotated[Names, Field(alias="with")]
    step: str


class TownPanel(Entry):
    """Municipalities over the censuses."""

    decades: Annotated[tuple[Decade, ...], Field(min_length=1)]
    windows: Windows
    windows_alternative: Windows
    outcome: str
    exposure: str
    effects: Annotated[tuple[Literal["municipality", "state by year"], ...], Field(min_length=1)]
    errors: Literal["clustered by state"]
    step: Annotated[float, Field(gt=0)]
    sizes: Annotated[tuple[Positive, ...], Field(min_length=1)]
    break_checks: Names

    @model_validator(mode="after")
    def _windows_cover_the_decades(self) -> TownPanel:
        for year in {year for decade in self.decades for year in decade}:
            if year not in self.windows or year not in self.windows_alternative:
                raise ValueError(f"a decade ends in {year}, which has no window")
        if list(self.sizes) != sorted(self.sizes):
            raise ValueError("'sizes' must rise")
        return self


class ElectionPanel(Entry):
    """Turnout over elections."""

    elections: Annotated[tuple[Year, ...], Field(min_length=2)]
    effects: Annotated[tuple[Literal["state", "election"], ...], Field(min_length=1)]
    homicides: str


class Turnout(Entry):
    """Turnout, the calendar, placebos and a panel."""

    calendar: str
    placebos: Annotated[tuple[Year, ...], Field(min_length=1)]
    homicide_years: Annotated[tuple[Year, ...], Field(min_length=1)]
    panel: ElectionPanel


class Null(Entry):
    """What a null can say."""

    rule: Literal["holm"]
    step: Literal["first"]
    spatial: str


class Simex(Entry):
    """Simulation and extrapolation of sampling error."""

    multiples: Annotated[tuple[Annotated[float, Field(gt=0)], ...], Field(min_length=2)]
    replications: Annotated[int, Field(ge=99)]
    extrapolation: Literal["quadratic"]


class MeasurementError(Entry):
    """Sampling error of published figures, and what it does to a coefficient."""

    with_errors: Names
    simex: Simex


class AddedSpecifications(Entry):
    """What the specification space gains."""

    outcome: str
    years: Annotated[tuple[Year, ...], Field(min_length=1)]
    exchanges: Annotated[int, Field(ge=99)]


class Added(Entry):
    """``added``: everything that was declared on a later day."""

    declared: datetime.date
    seeds: AddedSeeds
    variables: dict[str, AddedVariable]
    grid: Grid
    justice: Justice
    hierarchical: Hierarchical
    influence: Influence
    interactions: Interactions
    town_panel: TownPanel
    turnout: Turnout
    nulls: Null
    measurement_error: MeasurementError
    specifications: AddedSpecifications
    states_since: StatesSince
    later_grid: LaterGrid


def _inside(place: str, names: Iterable[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise ValueError(f"'{place}' names '{name}', which is not in the part")


def check_added(added: Added, variables: Collection[str], days: Collection[datetime.date]) -> None:
    """Refuse an addition that names what no variable stands for, or that no amendment explains.

    Parameters
    ----------
    variables : names of the variables of the declared plan.
    days : dates of the amendments.
    """
    known = {*variables, *added.variables}
    for place, names in (
        ("added.grid.cohesion", added.grid.cohesion),
        ("added.grid.outcomes", added.grid.outcomes),
        ("added.grid.sets", [n for held in added.grid.sets.values() for n in held]),
        ("added.justice.cohesion", added.justice.cohesion),
        ("added.justice.outcomes", added.justice.outcomes),
        ("added.measurement_error", added.measurement_error.with_errors),
    ):
        for name in names:
            if name not in known:
                raise MisfitError(f"'{place}' names '{name}', which stands for nothing", place)
    if added.declared not in days:
        raise ValueError(f"no amendment of {added.declared} explains what was added that day")
