"""What a full profile shows beyond the sheet: sourced statements, trends, municipalities, gaps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from pydantic import Field

from cohesion import formats, paths, phrases
from cohesion.chapters.profiles import marks, tables, violence
from cohesion.chapters.profiles.sheet import SOURCE, SheetData
from cohesion.chapters.profiles.towns import Municipalities
from cohesion.chapters.selection import evidence
from cohesion.files.entries import Entry, load
from cohesion.methods import rates
from cohesion.methods.estimates import Z95
from cohesion.publishing.claims import Claim, count
from cohesion.tables import store
from cohesion.tables.geo import neighbours
from cohesion.tables.geography import NATION, state_name

FOLDER = paths.PROGRAMME / "profiles"


class Statement(Entry):
    """A sentence and the source it rests on."""

    text: str = Field(min_length=10)
    source: str = Field(min_length=8)


class Dossier(Entry):
    """What figures do not tell about one state."""

    peoples: tuple[Statement, ...] = ()
    institutions: tuple[Statement, ...] = ()
    opportunities: tuple[Statement, ...] = ()
    threats: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class Profile:
    """The figures of one state, ready for its profile."""

    code: str
    data: SheetData
    towns: Municipalities
    dossier: Dossier
    desk: pd.Series

    @property
    def name(self) -> str:
        """The state's name in English."""
        return state_name(self.code)

    @property
    def sources(self) -> list:
        """Sources for ``publish``."""
        return [*self.data.sources, *self.towns.sources]

    @property
    def dossier_sources(self) -> list[str]:
        """The dossier and what its statements cite."""
        file = FOLDER / f"{self.code}.yml"
        own = [f"programme/profiles/{file.name}"] if file.is_file() else [SOURCE]
        groups = (
            self.dossier.peoples,
            self.dossier.institutions,
            self.dossier.opportunities,
            self.dossier.threats,
        )
        cited = {statement.source for group in groups for statement in group}
        return own + sorted({source.replace("{cite:p}", "{cite:t}") for source in cited})


def load_dossier(code: str, folder: Path = FOLDER) -> Dossier:
    """Return the sourced statements on a state; a state without a file has none."""
    name = f"{code}.yml"
    return load(Dossier, name, folder) if (folder / name).is_file() else Dossier()


def load_profile(code: str, data: SheetData, towns: Municipalities) -> Profile:
    """Return the profile's figures and statements for one state."""
    return Profile(code, data, towns, load_dossier(code), evidence.desk_evidence().loc[code])


def statements(items: tuple[Statement, ...], empty: str) -> str:
    """Write statements as a list, each with its citation; ``empty`` when there are none."""
    return "\n".join(f"- {item.text} {_cited(item.source)}".rstrip() for item in items) or empty


def _cited(source: str) -> str:
    return source if source.startswith("{cite") else ""


def people(profile: Profile) -> tuple[float, str, float]:
    """Return the share of women (%), the largest municipality and its share of the people (%)."""
    frame = store.select("population_census", years=[2010], sex=None).frame
    by_sex = frame[frame["state_code"] == profile.code].set_index("sex")["value"]
    here = profile.towns.frame[profile.towns.frame["state_code"] == profile.code]
    largest = here["population"].idxmax()
    share = here.at[largest, "population"] / here["population"].sum() * 100
    return float(by_sex["women"] / by_sex["total"] * 100), str(here.at[largest, "name"]), share


def homicide_series(profile: Profile) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """Return homicide rates of all units and years, with the state's exact interval."""
    counts, people = violence.yearly()
    own = rates.rates(counts.loc[profile.code], people.loc[profile.code])
    return counts / people * rates.PER, own["low"], own["high"]


def changes(profile: Profile, indicators: dict[str, str]) -> pd.DataFrame:
    """Return percentages of 2008 and 2010 for state, neighbours and nation, as text.

    CONEVAL gives sampling errors for 2010 only, so that the change itself carries no interval.
    """
    code = profile.code
    touching = neighbours(code)
    rows = {}
    for name, label in indicators.items():
        frame = store.select(name, years=[2008, 2010], series=True).frame
        wide = frame.pivot(index="state_code", columns="year", values="value")
        se = frame[(frame["state_code"] == code) & (frame["year"] == 2010)]["se"].iloc[0]
        half = formats.number(Z95 * se) if np.isfinite(se) else formats.MISSING
        rows[label] = {
            "2008": wide.at[code, 2008],
            "2010": wide.at[code, 2010],
            "± (2010)": half,
            "Change": formats.signed(wide.at[code, 2010] - wide.at[code, 2008]),
            "Change, neighbours": formats.signed((wide[2010] - wide[2008])[touching].median()),
            "Change, Mexico": formats.signed(wide.at[NATION, 2010] - wide.at[NATION, 2008]),
        }
    table = pd.DataFrame.from_dict(rows, orient="index")
    table.index.name = "Share of people, %"
    return table


def change_sources(indicators: dict[str, str]) -> list[store.Selection]:
    """Return the selections behind :func:`changes`."""
    return [store.select(name, years=[2008, 2010], series=True) for name in indicators]


def key_municipalities(profile: Profile, number: int = 10) -> pd.DataFrame:
    """Return the municipalities with most people in poverty and their share of the state's.

    Returns
    -------
    DataFrame
        Index: municipality; Poor people, Share of the state's poor %, Cumulated %, Poverty %,
        Homicides per 100 000.
    """
    frame = profile.towns.frame
    here = frame[(frame["state_code"] == profile.code) & frame["poor"].notna()]
    here = here.sort_values("poor", ascending=False)
    share = here["poor"] / here["poor"].sum() * 100
    big = here["population"] >= profile.data.sheet.minimum_population["homicide"]
    table = pd.DataFrame(
        {
            "People in poverty": here["poor"],
            "Share of the state's, %": share,
            "Cumulated, %": share.cumsum(),
            "Poverty, %": here["poverty"],
            "Homicides per 100 000": here["homicide_rate"].where(big),
        }
    )
    table.index = pd.Index(here["name"], name="Municipality")
    return table.head(number)


def two_lists(
    key: pd.DataFrame, poorest: pd.DataFrame, claim: str, source: list
) -> dict[str, Claim]:
    """Return the claim that most poor people live elsewhere than where poverty is most frequent.

    Parameters
    ----------
    key, poorest : DataFrame
        Index: municipality; see :func:`key_municipalities` and ``tables.poorest_municipalities``.
    """
    shared = len(set(key.index) & set(poorest.index))
    return {
        claim: Claim(
            "no municipality stands in both lists",
            "shared == 0",
            {"shared": count(shared, of=min(len(key), len(poorest)))},
            source,
        )
    }


def sex_sources() -> list[store.Selection]:
    """Return the selections behind :func:`sex_gaps`."""
    names = (
        "life_expectancy",
        "infant_mortality",
        "harm_economic",
        "harm_physical",
        "homicides_by_sex",
        "population_census",
    )
    return [store.select(name, years=[2010], sex=None) for name in names]


def national_groups() -> dict[str, float]:
    """Return the nation's poverty of indigenous and of other people, 2010, in per cent."""
    (chosen,) = group_sources()
    frame = chosen.frame[chosen.frame["state_code"] == NATION].set_index("group")["value"]
    return {"indigenous": float(frame["indigenous"]), "other": float(frame["non_indigenous"])}


def group_sources() -> list[store.Selection]:
    """Return the selection behind :func:`national_groups`."""
    return [store.select("poverty", years=[2010], group=None, series=True)]


#: What is published by sex for states: label, year, decimals.
BY_SEX = {
    "life_expectancy": ("Life expectancy, years", 2010, 1),
    "infant_mortality": ("Infant mortality, per 1 000", 2010, 1),
    "harm_economic": ("Victims with economic harm, %", 2010, 1),
    "harm_physical": ("Victims with physical harm, %", 2010, 1),
    "homicides": ("Homicides per 100 000", 2010, 1),
}


def sex_numbers(code: str) -> pd.DataFrame:
    """Return figures of women and men of a state or the nation.

    Returns
    -------
    DataFrame
        Index: the names of :data:`BY_SEX`; ``women``, ``men``.
    """
    rows = {}
    for name, (_, year, _) in BY_SEX.items():
        if name != "homicides":
            frame = store.select(name, years=[year], sex=None).frame
            rows[name] = frame[frame["state_code"] == code].set_index("sex")["value"]
    deaths, people = (
        store.select(name, years=[2010], sex=None).frame
        for name in ("homicides_by_sex", "population_census")
    )
    own = [part[part["state_code"] == code].set_index("sex")["value"] for part in (deaths, people)]
    rows["homicides"] = own[0] / own[1] * rates.PER
    return pd.DataFrame(rows).T[["women", "men"]]


def sex_gaps(profile: Profile) -> pd.DataFrame:
    """Return figures of women and men in the state and the nation, as text.

    Returns
    -------
    DataFrame
        Index: indicator; Women, Men, and both for the nation.
    """
    state, nation = sex_numbers(profile.code), sex_numbers(NATION)
    rows = {
        f"{label}, {year}": [
            formats.number(part.at[name, sex], digits)
            for part in (state, nation)
            for sex in ("women", "men")
        ]
        for name, (label, year, digits) in BY_SEX.items()
    }
    columns = ["Women", "Men", "Women, Mexico", "Men, Mexico"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    table.index.name = "Indicator"
    return table


def opening(profile: Profile, place: int, score: float, probability: float) -> str:
    """Return the first two paragraphs of a profile: what is particular, then its figures."""
    value, nation = profile.data.values.loc[profile.code], profile.data.values.loc[NATION]
    half, number = tables.concentration(profile.towns, profile.code)
    caution = violence.caution(profile.code)
    told = {mark.row for mark in marks.named(profile.data, profile.code)}
    poverty = (
        ""
        if "poverty" in told
        else f" {formats.percent(value['poverty'])} of its people lived in poverty in "
        f"{profile.data.rows.at['poverty', 'year']} (nation {formats.percent(nation['poverty'])})."
    )
    return (
        f"{marks.particular(profile.data, profile.code)} It is the {phrases.ordinal(place)} state "
        "that the rule proposes, and among the first four in "
        f"{formats.percent(probability, 0)} of the variants examined. Half of its people in "
        f"poverty live in {half} of {number} municipalities, which tells where an agenda has to "
        "reach.\n\n"
        f"{marks.figures(profile.data, profile.code)}{poverty} The score is "
        f"{formats.number(score)} of {formats.integer(100)} points. "
        f"{violence.told(profile.code, homicide_claim(place))}"
        + (f" {phrases.capital(caution)}." if caution else "")
    )


def homicide_claim(place: int) -> str:
    """Return the name of the claim on homicides in the state at a place of the proposal."""
    return f"profile-{place}-homicide"
