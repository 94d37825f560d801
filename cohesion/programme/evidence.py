"""Figures that carry an entry of the programme design: named in files, fetched from the data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal

import pandas as pd
from pydantic import field_validator

from cohesion import formats
from cohesion.errors import DataError
from cohesion.files.entries import Digits, Entry, Year
from cohesion.publishing import frames
from cohesion.tables import catalogue
from cohesion.tables.geography import STATES
from cohesion.tables.store import Selection, select

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
_EVERYBODY = ("total", "all")


#: Looks up what a chapter published: name of a fact → its record (``results.item``).
Chapter = Callable[[str], dict[str, Any]]


class Evidence(Entry):
    """An indicator, a reference year and, where it matters, a group or a sex.

    ``fact`` names the fact of the chapter that analyses it; its national value is then shown, so
    that one figure has one value throughout the book. ``series`` takes the later series for
    everybody too, so that a group can stand beside the whole in one edition.
    """

    indicator: str
    year: Year
    group: Literal[
        "all", "indigenous", "non_indigenous", "rural", "urban", "age_0_17", "age_65_plus",
        "disability", "no_disability",
    ] = "all"  # fmt: skip
    sex: Literal["total", "women", "men"] = "total"
    digits: Digits = 1
    fact: str = ""
    series: bool = False

    @field_validator("indicator")
    @classmethod
    def _is_known(cls, name: str) -> str:
        if name not in catalogue.indicators().index:
            raise ValueError("no indicator of the catalogue has this id")
        return name

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
    """Return the observations of the mission edition that the evidence names.

    A group is published in the series alone; everybody's level is that of the day.
    """
    return select(
        [evidence.indicator],
        level="state",
        years=[evidence.year],
        sex=evidence.sex,
        group=evidence.group,
        series=evidence.series or (evidence.sex, evidence.group) != _EVERYBODY,
    )


def unit_of(evidence: Evidence) -> str:
    """Return the unit as it is written after a number ('' for indices)."""
    unit = str(catalogue.indicators().loc[evidence.indicator, "unit_en"])
    if unit.startswith("%"):
        return "%"
    return unit if unit.startswith("per ") else ""


def national_text(item: Evidence, chosen: Selection, chapter: Chapter | None) -> str:
    """Write the national value: as the chapter published it, or from the data.

    Raises
    ------
    DataError
        The chapter's value is not that of the data: another edition may not stand in the row of
        the states.
    """
    own = chosen.nation(item.indicator, item.year)
    if not item.fact or chapter is None:
        return formats.with_unit(formats.number(own, item.digits), unit_of(item))
    published = chapter(item.fact)
    if formats.number(published["value"], item.digits) != formats.number(own, item.digits):
        raise DataError(
            f"the fact '{item.fact}' is {published['value']:g}, but the data give {own:g} for "
            f"'{item.label}' in {item.year}.",
            cure="Name the fact of the same edition and definition, or none.",
        )
    return published["text"]


def evidence_table(
    items: Iterable[Evidence], chapter: Chapter | None = None
) -> tuple[pd.DataFrame, list[Selection]]:
    """Return one row per figure (nation, lowest and highest state) and the selections used.

    Columns: Year, Mexico, Lowest state, Highest state; a figure that exists for the nation alone
    has dashes for the states. Repeated figures appear once.
    """
    rows, used = {}, []
    for item in dict.fromkeys(items):
        chosen = observe(item)
        used.append(chosen)
        states = chosen.wide(year=item.year)[item.indicator].dropna()

        def named(key: str, item: Evidence = item, states: pd.Series = states) -> str:
            value = formats.with_unit(formats.number(states[key], item.digits), unit_of(item))
            return f"{STATES.loc[key, 'name_en']}, {value}"

        rows[item.label] = {
            "Year": str(item.year),
            "Mexico": national_text(item, chosen, chapter),
            "Lowest state": named(states.idxmin()) if len(states) else formats.MISSING,
            "Highest state": named(states.idxmax()) if len(states) else formats.MISSING,
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("Figure"), used


def national_values(items: Iterable[Evidence]) -> list[tuple[Evidence, float, Selection]]:
    """Return the figures that no chapter publishes, with national value and selection."""
    found = []
    for item in dict.fromkeys(item for item in items if not item.fact):
        chosen = observe(item)
        found.append((item, chosen.nation(item.indicator, item.year), chosen))
    return found


def national_facts(items: Iterable[Evidence]) -> pd.DataFrame:
    """Return the national values that no chapter publishes as a frame for ``publish.facts``."""
    found = (
        frames.rows({item.fact_name: value}, unit=unit_of(item), digits=item.digits, source=chosen)
        for item, value, chosen in national_values(items)
    )
    return frames.joined(*found)


def nation(items: Iterable[Evidence]) -> pd.Series:
    """Return the national value of each figure, by the name of its fact."""
    return pd.Series(
        {
            item.fact_name: observe(item).nation(item.indicator, item.year)
            for item in dict.fromkeys(items)
        }
    )


def spreads(items: Iterable[Evidence]) -> pd.Series:
    """Return the highest state as a multiple of the lowest, by the label of the figure.

    Figures that are published for the nation alone are left out.
    """
    found = {}
    for item in dict.fromkeys(items):
        states = observe(item).wide(year=item.year)[item.indicator].dropna()
        if len(states):
            found[item.label] = float(states.max() / states.min())
    return pd.Series(found)


def by_state(items: Iterable[Evidence], indicator: str) -> pd.Series:
    """Return one indicator of some figures by state, by English name."""
    item = next(item for item in items if item.indicator == indicator)
    states = observe(item).wide(year=item.year)[indicator].dropna()
    return states.rename(index=STATES["name_en"]).rename_axis(None)


def groups_by_state(items: Iterable[Evidence]) -> int:
    """Return how many figures of one group or one sex exist by state."""
    of_groups = [item for item in dict.fromkeys(items) if (item.sex, item.group) != _EVERYBODY]
    return sum(
        bool(observe(item).wide(year=item.year)[item.indicator].notna().any()) for item in of_groups
    )
