"""What a full profile says beyond the sheet: strengths and weaknesses, gaps, entry points, watch.

Every entry rests on a figure of the sheet or on a source named in `data/programme/profiles/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from cohesion import fmt, paths, profiles, rates, selection_plan, store
from cohesion.geography import NATION, STATE_CODES, STATES
from cohesion.profile_data import SOURCE, Municipalities, SheetData, neighbours, places
from cohesion.selection_plan import _validated, _yaml

FOLDER = paths.PROGRAMME / "profiles"
QUARTER = len(STATE_CODES) // 4
ENTRIES = 5  # strengths and weaknesses listed at most
EARLY_CHANGE = 2  # full years to the change of governor that count as early
BASE_YEAR = 2007


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Statement(_Strict):
    """A sentence and the source it rests on."""

    text: str = Field(min_length=10)
    source: str = Field(min_length=8)


class Dossier(_Strict):
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
        return STATES.at[self.code, "name_en"]

    @property
    def sources(self) -> list:
        """Sources for ``publish``."""
        return [*self.data.sources, *self.towns.sources]

    @property
    def dossier_sources(self) -> list[str]:
        """The dossier and what its statements cite."""
        file = FOLDER / f"{self.code}.yml"
        own = [f"programme/profiles/{file.name}"] if file.is_file() else [SOURCE]
        groups = (self.dossier.peoples, self.dossier.institutions, self.dossier.opportunities,
                  self.dossier.threats)
        cited = {statement.source for group in groups for statement in group}
        return own + sorted({source.replace("{cite:p}", "{cite:t}") for source in cited})


def load_dossier(code: str, folder: Path = FOLDER) -> Dossier:
    """Return the sourced statements on a state; a state without a file has none."""
    file = folder / f"{code}.yml"
    return _validated(Dossier, _yaml(file), file) if file.is_file() else Dossier()


def load_profile(code: str, data: SheetData, towns: Municipalities) -> Profile:
    """Return the profile's figures and statements for one state."""
    return Profile(code, data, towns, load_dossier(code), selection_plan.desk_evidence().loc[code])


def statements(items: tuple[Statement, ...], empty: str) -> str:
    """Write statements as a list, each with its citation; ``empty`` when there are none."""
    return "\n".join(f"- {item.text} {_cited(item.source)}".rstrip() for item in items) or empty


def _cited(source: str) -> str:
    return source if source.startswith("{cite") else ""


def swot(profile: Profile) -> pd.DataFrame:
    """Return strengths, weaknesses, opportunities and threats with what each rests on.

    Strengths and weaknesses are indicators on which the state stands in the most or the least
    favourable quarter of the states.

    Returns
    -------
    DataFrame
        Index: the kind; Entry, Rests on.
    """
    data, code = profile.data, profile.code
    rows: list[tuple[str, str, str]] = []
    own = {name: places(data.values[name], row["direction"])[code]
           for name, row in data.rows.iterrows() if row["direction"] != "neutral"}
    order = pd.Series(own).dropna().sort_values()
    good = order[order <= QUARTER].head(ENTRIES)
    weak = order[order > len(STATE_CODES) - QUARTER].iloc[::-1].head(ENTRIES)
    for name in good.index:
        rows.append(("Strength", _entry(data, name, code), "figure of the sheet"))
    if good.empty:
        rows += [("Strength", "Relatively best placed: " + _entry(data, name, code),
                  "figure of the sheet") for name in order.index[:2]]
    for name in weak.index:
        rows.append(("Weakness", _entry(data, name, code), "figure of the sheet"))
    if profile.desk["penal_reform_stage"] > 0:
        rows.append(("Opportunity", "The oral-trial system already operates, at least in part.",
                     "{cite:t}`horas2012reforma`"))
    if profile.desk["governor_years_left"] > EARLY_CHANGE:
        rows.append(("Opportunity", "No change of governor is due in the first years of the "
                     "programme.", "electoral calendar"))
    rows += [("Opportunity", item.text, item.source) for item in profile.dossier.opportunities]
    for sign in ("homicide_above_nation", "homicide_rising", "governor_changes"):
        if signs(profile)[sign]:
            rows.append(("Threat", SIGN_TEXT[sign], "figure of the sheet"
                         if sign.startswith("homicide") else "electoral calendar"))
    rows += [("Threat", item.text, item.source) for item in profile.dossier.threats]
    table = pd.DataFrame(rows, columns=["Kind", "Entry", "Rests on"])
    return table.set_index("Kind")


SIGN_TEXT = {
    "homicide_above_nation": "The homicide rate is above the nation's.",
    "homicide_rising": "The homicide rate rose after 2007 by more than chance would explain.",
    "governor_changes": "The governor is due to change within the first years of the programme.",
}


def _entry(data: SheetData, name: str, code: str) -> str:
    row, value = data.rows.loc[name], data.values.at[code, name]
    digits, unit = int(row["digits"]), "" if row["unit"] == "index" else row["unit"]
    nation = data.values.at[NATION, name]
    beside = f" (nation {fmt.number(nation, digits)})" if np.isfinite(nation) else ""
    return f"{row['label']}: {fmt.with_unit(fmt.number(value, digits), unit)}{beside}"


def signs(profile: Profile) -> dict[str, bool]:
    """Return which signs of `watch.yml` hold in the state."""
    data, code = profile.data, profile.code
    change = homicide_change(profile)
    half, number = profiles.concentration(profile.towns, code)
    value, nation = data.values.loc[code], data.values.loc[NATION]
    return {
        "homicide_above_nation": bool(value["homicide_rate"] > nation["homicide_rate"]),
        "homicide_rising": bool(change["low"] > 1),
        "governor_changes": bool(profile.desk["governor_years_left"] <= EARLY_CHANGE),
        "small_localities": bool(value["small_localities"] > nation["small_localities"]),
        "reform_ahead": bool(profile.desk["penal_reform_stage"] == 0),
        "no_evidence": bool((selection_plan.mission_evidence().loc[code] == 50).all()),
        "many_municipalities": half > 10,
    }


def homicide_change(profile: Profile) -> pd.Series:
    """Return the ratio of the last year's homicide rate to that of 2007, with its 95 % interval."""
    counts, people = _homicides()
    last = max(counts)
    first, later = (rates.rates(counts.loc[[profile.code], year], people.loc[[profile.code], year])
                    for year in (BASE_YEAR, last))
    moved = rates.change(first, later).iloc[0]
    return pd.Series({"year": last, "ratio": moved["ratio"], "low": moved["ratio_low"],
                      "high": moved["ratio_high"]})


def _homicides() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return deaths by homicide and populations, units × the years that both have."""
    wide = [
        store.select(name).frame.pivot(index="state_code", columns="year", values="value")
        for name in ("homicides_residence", "population_vintage2011")
    ]
    years = sorted(set(wide[0]) & set(wide[1]))
    units = [NATION, *STATE_CODES]
    return wide[0].reindex(units)[years], wide[1].reindex(units)[years]


def homicide_series(profile: Profile) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """Return homicide rates of all units and years, with the state's exact interval."""
    counts, people = _homicides()
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
        frame = store.select(name, years=[2008, 2010]).frame
        wide = frame.pivot(index="state_code", columns="year", values="value")
        se = frame[(frame["state_code"] == code) & (frame["year"] == 2010)]["se"].iloc[0]
        half = fmt.number(1.96 * se) if np.isfinite(se) else fmt.MISSING
        rows[label] = {
            "2008": wide.at[code, 2008], "2010": wide.at[code, 2010], "± (2010)": half,
            "Change": fmt.signed(wide.at[code, 2010] - wide.at[code, 2008]),
            "Change, neighbours": fmt.signed((wide[2010] - wide[2008])[touching].median()),
            "Change, Mexico": fmt.signed(wide.at[NATION, 2010] - wide.at[NATION, 2008]),
        }
    table = pd.DataFrame.from_dict(rows, orient="index")
    table.index.name = "Share of people, %"
    return table


def key_municipalities(profile: Profile, number: int = 10) -> pd.DataFrame:
    """Return the municipalities with most people in poverty and what share of the state's they hold.

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
    table = pd.DataFrame({
        "People in poverty": here["poor"], "Share of the state's, %": share,
        "Cumulated, %": share.cumsum(), "Poverty, %": here["poverty"],
        "Homicides per 100 000": here["homicide_rate"].where(big),
    })
    table.index = pd.Index(here["name"], name="Municipality")
    return table.head(number)


def sex_sources() -> list[store.Selection]:
    """Return the selections behind :func:`sex_gaps`."""
    names = ("life_expectancy", "infant_mortality", "harm_economic", "harm_physical",
             "homicides_by_sex", "population_census")
    return [store.select(name, years=[2010], sex=None) for name in names]


def sex_gaps(profile: Profile) -> pd.DataFrame:
    """Return figures of women and men in the state and the nation, as text.

    Returns
    -------
    DataFrame
        Index: indicator; Women, Men, and both for the nation.
    """
    code = profile.code
    rows = {}
    for name, label, year, digits in (
        ("life_expectancy", "Life expectancy, years", 2010, 1),
        ("infant_mortality", "Infant mortality, per 1 000", 2010, 1),
        ("harm_economic", "Victims with economic harm, %", 2010, 1),
        ("harm_physical", "Victims with physical harm, %", 2010, 1),
    ):
        frame = store.select(name, years=[year], sex=None).frame
        wide = frame.pivot(index="state_code", columns="sex", values="value")
        rows[f"{label}, {year}"] = [fmt.number(wide.at[unit, sex], digits)
                                    for unit in (code, NATION) for sex in ("women", "men")]
    deaths = store.select("homicides_by_sex", years=[2010], sex=None).frame
    people = store.select("population_census", years=[2010], sex=None).frame
    wide = [frame.pivot(index="state_code", columns="sex", values="value")
            for frame in (deaths, people)]
    rate = wide[0] / wide[1] * rates.PER
    rows["Homicides per 100 000, 2010"] = [fmt.number(rate.at[unit, sex]) for unit in (code, NATION)
                                           for sex in ("women", "men")]
    columns = ["Women", "Men", "Women, Mexico", "Men, Mexico"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    table.index.name = "Indicator"
    return table


def entry_points(profile: Profile) -> pd.DataFrame:
    """Return one entry point per result and sector, with the figure that speaks for it.

    Among the candidates of a line the indicator on which the state stands least favourably
    decides; see `data/programme/profiles/entry_points.yml`.
    """
    data, code = profile.data, profile.code
    rows, used = [], set()
    for line in _yaml(FOLDER / "entry_points.yml")["lines"]:
        known = [name for name in line["choices"] if name in data.values and name not in used]
        if known:
            order = {name: _severity(data, name)[code] for name in known}
            chosen = max(order, key=order.get)
            why = _entry(data, chosen, code)
            used.add(chosen)
        else:
            operating = profile.desk["penal_reform_stage"] > 0
            chosen = "penal_reform_operating" if operating else "penal_reform_ahead"
            why = ("The oral-trial system operates" if operating
                   else "The oral-trial system does not operate yet") + " (June 2012)"
        rows.append((f"{line['result']} – {line['sector']}", line["choices"][chosen], why,
                     line["actor"], line["activity"]))
    columns = ["Result", "Entry point", "Why here", "With whom", "Activity"]
    return pd.DataFrame(rows, columns=columns).set_index("Result")


def _severity(data: SheetData, name: str) -> pd.Series:
    """Return how unfavourably each state stands, 32 = least favourable (neutral: more is more)."""
    direction = data.rows.at[name, "direction"]
    return places(data.values[name], "lower_better" if direction == "neutral" else direction)


def watch_list(profile: Profile) -> pd.DataFrame:
    """Return the risks of the register to watch in the state, with the sign that says so."""
    register = {risk["id"]: risk for risk in _yaml(paths.PROGRAMME / "risks.yml")["risks"]}
    held = signs(profile)
    rows = [(item["risk"], register[item["risk"]]["title"], item["text"],
             register[item["risk"]]["early_sign"])
            for item in _yaml(FOLDER / "watch.yml")["watch"] if held[item["sign"]]]
    return pd.DataFrame(rows, columns=["Risk", "What may happen", "Sign in this state",
                                       "Early sign to follow"]).set_index("Risk")


def opening(profile: Profile, place: int, score: float, probability: float) -> str:
    """Return the first paragraph of a profile."""
    value, nation = profile.data.values.loc[profile.code], profile.data.values.loc[NATION]
    half, number = profiles.concentration(profile.towns, profile.code)
    change = homicide_change(profile)
    words = ("rose" if change["low"] > 1 else "fell" if change["high"] < 1
             else "did not change beyond chance")
    ordinal = ("first", "second", "third", "fourth")[place - 1]
    return (
        f"**{profile.name}** is the {ordinal} state that the rule proposes, with a score of "
        f"{fmt.number(score)} of {fmt.integer(100)} points; it is among the first four in "
        f"{fmt.percent(probability, 0)} of the variants examined. "
        f"{fmt.percent(value['poverty'])} of its people lived in poverty in 2010 (nation "
        f"{fmt.percent(nation['poverty'])}). Half of them live in {half} of {number} "
        f"municipalities, which tells where an agenda has to reach. The homicide rate {words} "
        f"between {BASE_YEAR} and {int(change['year'])} and stood at "
        f"{fmt.number(value['homicide_rate'])} per {fmt.integer(rates.PER)} (nation "
        f"{fmt.number(nation['homicide_rate'])})."
    )
