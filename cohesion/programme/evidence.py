"""Figures that carry an entry of the programme design: named in the files, fetched from the data."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from cohesion import catalogue, fmt
from cohesion.geography import STATES
from cohesion.programme.base import Entry
from cohesion.store import Selection, select

#: How groups and sexes are written after the name of an indicator.
GROUPS = {
    "all": "",
    "indigenous": "indigenous people",
    "non_indigenous": "non-indigenous people",
    "rural": "rural",
    "urban": "urban",
    "age_0_17": "under 18 years",
    "age_65_plus": "65 years and over",
    "disability": "people with a disability",
    "no_disability": "people without a disability",
}
SEXES = {"total": "", "women": "women", "men": "men"}


class Evidence(Entry):
    """An indicator, a reference year and, where it matters, a group or a sex."""

    indicator: str
    year: int
    group: str = "all"
    sex: str = "total"
    digits: int = 1

    @property
    def label(self) -> str:
        """Name of the indicator with its group, as in 'Poverty, indigenous people'."""
        name = str(catalogue.indicators().loc[self.indicator, "label_en"])
        extra = ", ".join(part for part in (GROUPS[self.group], SEXES[self.sex]) if part)
        return f"{name}, {extra}" if extra else name

    @property
    def fact_name(self) -> str:
        """Name under which the national value is published."""
        parts = [self.indicator, self.group, self.sex]
        words = [part for part in parts if part not in ("all", "total")]
        return "finding-" + "-".join(words).replace("_", "-") + f"-{self.year}"


def observe(evidence: Evidence) -> Selection:
    """Return the observations of the mission edition that the evidence names."""
    return select(
        [evidence.indicator],
        level="state",
        years=[evidence.year],
        sex=evidence.sex,
        group=evidence.group,
    )


def unit_of(evidence: Evidence) -> str:
    """Return the unit as it is written after a number ('' for indices)."""
    unit = str(catalogue.indicators().loc[evidence.indicator, "unit_en"])
    if unit.startswith("%"):
        return "%"
    return unit if unit.startswith("per ") else ""


def evidence_table(items: Iterable[Evidence]) -> tuple[pd.DataFrame, list[Selection]]:
    """Return one row per figure (nation, lowest and highest state) and the selections used.

    Columns: Year, Mexico, Lowest state, Highest state; a figure that exists for the nation alone
    has dashes for the states. Repeated figures appear once.
    """
    rows, used = {}, []
    for item in dict.fromkeys(items):
        chosen = observe(item)
        used.append(chosen)
        states = chosen.wide(year=item.year)[item.indicator].dropna()
        unit = unit_of(item)

        def written(value: float, unit: str = unit, digits: int = item.digits) -> str:
            return fmt.with_unit(fmt.number(value, digits), unit)

        def named(key: str, states: pd.Series = states, written=written) -> str:
            return f"{STATES.loc[key, 'name_en']}, {written(states[key])}"

        rows[item.label] = {
            "Year": str(item.year),
            "Mexico": written(chosen.nation(item.indicator, item.year)),
            "Lowest state": named(states.idxmin()) if len(states) else fmt.MISSING,
            "Highest state": named(states.idxmax()) if len(states) else fmt.MISSING,
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("Figure"), used


def national_values(items: Iterable[Evidence]) -> list[tuple[Evidence, float, Selection]]:
    """Return each figure once with its national value and the selection behind it."""
    found = []
    for item in dict.fromkeys(items):
        chosen = observe(item)
        found.append((item, chosen.nation(item.indicator, item.year), chosen))
    return found
