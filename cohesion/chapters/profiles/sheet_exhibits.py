"""What the sheets of the thirty-two states and their overview show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from cohesion import phrases
from cohesion.chapters.profiles import conclusions, figures, sheet, tables, violence
from cohesion.chapters.profiles.sheet import SheetData
from cohesion.chapters.profiles.towns import Municipalities
from cohesion.chapters.safety.trends import Trends
from cohesion.publishing import exhibits, frames
from cohesion.publishing.claims import Claim
from cohesion.publishing.exhibits import Exhibit
from cohesion.tables.geography import NATION, STATE_CODES, STATES, state_name

#: The overview: row of the sheet → head of its column.
OVERVIEW = {
    "population": "Population", "poverty": "Poverty, %",
    "deprivation_health": "No access to health services, %",
    "homicide_rate": "Homicides per 100 000", "gini": "Gini",
}  # fmt: skip
#: What the overview claims rest on.
COMPARED = ("poverty", "deprivation_health", "homicide_rate", "gini")
SUMMARISED = ("population", "poverty", "extreme_poverty", "deprivation_health", "homicide_rate")
#: The share of the states that count as first on a measure: one in four.
FIRST = 4
PER = 100_000


def firsts(data: SheetData) -> tuple[int, int]:
    """Return how many states count as first on a measure, and how many are so in both.

    Returns
    -------
    top, both : int
        A quarter of the states; those first in both poverty and homicide.
    """
    states = data.values.loc[list(STATE_CODES)]
    top = len(states) // FIRST
    poor, violent = (set(states[row].nlargest(top).index) for row in ("poverty", "homicide_rate"))
    return top, len(poor & violent)


def facts(data: SheetData) -> pd.DataFrame:
    """Return the numbers that the overview names."""
    states, nation = data.values.loc[list(STATE_CODES)], data.values.loc[NATION]
    poverty, homicide = states["poverty"], states["homicide_rate"]
    low, high = poverty.idxmin(), poverty.idxmax()
    poor, violent = data.sources_of("poverty"), data.sources_of("homicide_rate")
    top, both = firsts(data)
    least = data.sheet.minimum_population
    return frames.joined(
        frames.rows({"sheets-poverty-low": poverty[low], "sheets-poverty-high": poverty[high],
                     "sheets-poverty-nation": nation["poverty"]}, unit="%", digits=1,
                    source=poor),
        frames.rows({"sheets-extreme-nation": nation["extreme_poverty"]}, unit="%", digits=1,
                    source=data.sources_of("extreme_poverty")),
        frames.rows({"sheets-poverty-low-name": state_name(low),
                     "sheets-poverty-high-name": state_name(high)}, digits=1,
                    source=poor),
        frames.rows({"sheets-homicide-low": homicide.min(),
                     "sheets-homicide-high": homicide.max()}, digits=1, source=violent),
        frames.rows({"sheets-top": top}, source=poor),
        frames.rows(
            {"sheets-poverty-homicide": f"{phrases.word(both)} {phrases.agree(both, 'is', 'are')}"},
            digits=1, source=[*poor, *violent],
        ),
        frames.rows({"sheets-per": PER, "sheets-minimum-poverty": least["poverty"],
                     "sheets-minimum-homicide": least["homicide"]}, source=sheet.SOURCE),
    )  # fmt: skip


def claims(data: SheetData, trend: Trends) -> dict[str, Claim]:
    """Return what the overview concludes, and on the homicides of each state."""
    states = data.values.loc[list(STATE_CODES)]
    found = conclusions.of_overview(states, *firsts(data), data.sources_of(*COMPARED))
    for code in STATE_CODES:
        found |= violence.conclusion(trend, code, homicide_claim(code))
    return found


def homicide_claim(code: str) -> str:
    """Return the name of the claim on the homicides of a state."""
    return f"state-{code}-homicide-trend"


def overview(data: SheetData) -> pd.DataFrame:
    """Return the states in INEGI's order with the measures set side by side."""
    table = data.values.loc[list(STATE_CODES), list(OVERVIEW)].rename(columns=OVERVIEW)
    return table.set_index(STATES["name_en"].rename("State"))


def texts(data: SheetData, towns: Municipalities) -> Iterator[Exhibit]:
    """Yield the summary and the notes of every sheet."""
    rests = [*data.sources_of(*SUMMARISED), *towns.poverty_sources]
    for code in STATE_CODES:
        summary, notes = tables.summary(data, towns, code), tables.notes(data, towns, code)
        yield exhibits.prose(f"state-{code}-summary", summary, source=rests, show=False)
        yield exhibits.prose(
            f"state-{code}-notes", notes, source=towns.homicide_sources, show=False
        )


def indicators(data: SheetData) -> Iterator[Exhibit]:
    """Yield the key indicators of every state."""
    for code in STATE_CODES:
        yield exhibits.table(
            f"tab-state-{code}", tables.indicator_table(data, code), source=data.sources,
            show=False, caption=tables.finding(data, code),
            notes="Place: counted from the most favourable of the states. Neighbours: median.",
        )  # fmt: skip


def poorest(data: SheetData, towns: Municipalities) -> Iterator[Exhibit]:
    """Yield the municipalities of every state where poverty is most frequent."""
    for code in STATE_CODES:
        yield poorest_table(
            f"tab-state-{code}-poverty", data, towns, code, more=" Estimates of 2010.", show=False
        )


def poorest_table(
    label: str, data: SheetData, towns: Municipalities, code: str, *, more: str = "", **options: Any
) -> Exhibit:
    """Return the municipalities of a state where poverty is most frequent, for sheet or profile."""
    found = tables.poorest_municipalities(data, towns, code)
    return exhibits.table(
        label, found, source=towns.poverty_sources,
        digits={"Population": 0, "Social lag index": 2},
        caption=tables.poverty_finding(found, state_name(code)),
        notes=tables.size_note(data, "poverty") + more, **options,
    )  # fmt: skip


def most_violent(data: SheetData, towns: Municipalities) -> Iterator[Exhibit]:
    """Yield the municipalities of every state with the highest homicide rates."""
    for code, name in STATES["name_en"].items():
        found = tables.violent_municipalities(data, towns, code)
        yield exhibits.table(
            f"tab-state-{code}-homicide", found, source=towns.homicide_sources, show=False,
            digits={"Population": 0, "Deaths": 0}, caption=tables.homicide_finding(found, name),
            notes=tables.size_note(data, "homicide")
            + " Rate: deaths per year and hundred thousand inhabitants; exact Poisson interval.",
        )  # fmt: skip


def drawn(data: SheetData, trend: Trends) -> Iterator[Exhibit]:
    """Yield the map and the small lines of every state."""
    for code, name in STATES["name_en"].items():
        yield exhibits.figure(
            f"fig-state-{code}", figures.sheet_figure(data, code), show=False,
            source=[*data.all_series_sources, *trend.sources],
            caption=violence.told(code, homicide_claim(code)),
            alt=f"A small map with {name} filled, and four small line charts of {name} beside the "
            "nation: homicide rate, infant mortality, turnout and women in the state congress.",
        )  # fmt: skip
