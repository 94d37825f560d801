"""What the analysis plan declares for the hindsight pages (``added.states_since``, ``later_grid``).

The models know nothing of the rest of the plan, which holds them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from cohesion.files.entries import Entry, Year

Positive = Annotated[int, Field(gt=0)]
Years = Annotated[tuple[Year, ...], Field(min_length=1)]
Pair = Annotated[tuple[str, ...], Field(min_length=2, max_length=2)]
#: How an outcome is made of its series (see :mod:`cohesion.chapters.hindsight.later_grid`).
Form = Literal["none", "log_rate", "log_ratio", "count_rate", "ratio"]


class Outcome(Entry):
    """One outcome of the difference in differences: its series and the years of both sides."""

    label: str
    series: Annotated[tuple[str, ...], Field(min_length=1)]
    edition: str | None = None
    per: str | None = None
    per_edition: str | None = None
    before: Years
    after: Years
    earlier: Annotated[tuple[Years, ...], Field(min_length=2, max_length=2)] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Outcome:
        for first, second in ((self.before, self.after), self.earlier or ((0,), (1,))):
            if max(first) >= min(second):
                raise ValueError(f"'{self.label}': the years before do not end before the others")
        if (self.per is None) != (self.per_edition is None):
            raise ValueError(f"'{self.label}': 'per' and 'per_edition' are given together")
        return self


class StatesSince(Entry):
    """The two states of the real programme beside comparable ones."""

    treated: Pair
    neighbours: Positive
    scale: str
    between: str
    outcomes: dict[str, Outcome]


class LaterCohesion(Entry):
    """A cohesion measure: its series, and the edition that each year is taken from."""

    series: str
    years: dict[Year, str]


class LaterOutcome(Entry):
    """An outcome of the grid of later years."""

    label: str
    series: str
    per: str | None = None
    form: Form
    window: Positive
    first: Year

    @model_validator(mode="after")
    def _rates_have_a_base(self) -> LaterOutcome:
        if (self.form == "none") != (self.per is None):
            raise ValueError(f"'{self.label}': 'per' stands with every form but 'none'")
        return self


class LaterPanel(Entry):
    """States over the years, with effects of state and year in each series."""

    cohesion: Annotated[tuple[str, ...], Field(min_length=1)]
    outcomes: Annotated[tuple[str, ...], Field(min_length=1)]
    effects: Pair
    seen: tuple[Pair, ...]


class LaterGrid(Entry):
    """The grid of the mission for every later year."""

    last: Year
    oldest: Positive
    cohesion: dict[str, LaterCohesion]
    left_out: dict[str, str]
    outcomes: dict[str, LaterOutcome]
    ranked: tuple[str, ...]
    held: Annotated[tuple[str, ...], Field(min_length=1)]
    permutations: Annotated[int, Field(ge=999)]
    replications: Annotated[int, Field(ge=999)]
    seed: Positive
    survives: str
    panel: LaterPanel

    @model_validator(mode="after")
    def _names_are_known(self) -> LaterGrid:
        for place, names, known in (
            ("ranked", self.ranked, self.outcomes),
            ("panel.cohesion", self.panel.cohesion, self.cohesion),
            ("panel.outcomes", self.panel.outcomes, self.outcomes),
        ):
            for name in names:
                if name not in known:
                    raise ValueError(f"'{place}' names '{name}', which is not in the part")
        return self
