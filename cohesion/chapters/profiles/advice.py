"""What a profile concludes: strengths and weaknesses, signs to watch, entry points.

Every entry rests on a figure of the sheet or on a source named in `data/programme/profiles/`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import numpy as np
import pandas as pd
from pydantic import Field, model_validator

from cohesion import formats
from cohesion.chapters.profiles import tables, violence
from cohesion.chapters.profiles.narrative import FOLDER, Profile, changes
from cohesion.chapters.profiles.sheet import SheetData, place_text, places
from cohesion.chapters.selection import evidence
from cohesion.files.entries import Entry, load
from cohesion.tables.geography import NATION, STATE_CODES

QUARTER = len(STATE_CODES) // 4
ENTRIES = 5  # strengths and weaknesses listed at most
EARLY_CHANGE = 2  # full years to the change of governor that count as early
CLEAR_FALL = 10  # percentage points; more than twice the sampling error of any state
FEW = 0.2  # share of the municipalities that counts as few
MANY_MUNICIPALITIES = 10  # half of the poor in more municipalities than this: widely spread

#: The signs that ``watch.yml`` may name, in the order in which :func:`signs` finds them.
SIGNS = (
    "homicide_above_nation", "homicide_rising", "governor_changes", "small_localities",
    "reform_ahead", "no_evidence", "many_municipalities",
)  # fmt: skip
#: Entry points that no figure of the sheet decides, but the stage of the penal reform.
REFORM = ("penal_reform_operating", "penal_reform_ahead")

SIGN_TEXT = {
    "homicide_above_nation": "The homicide rate is above the nation's.",
    "homicide_rising": "The homicide rate rose by more than yearly ups and downs explain.",
    "governor_changes": "The governor is due to change within the first years of the programme.",
}
RESTS_ON = {
    "homicide_above_nation": "figure of the sheet",
    "homicide_rising": f"homicide rates of {violence.BOTH_PERIODS}",
    "governor_changes": "electoral calendar",
}


def swot(profile: Profile) -> pd.DataFrame:
    """Return strengths, weaknesses, opportunities and threats with what each rests on.

    Strengths and weaknesses are indicators on which the state stands in the most or the least
    favourable quarter of the states; a strength is never less favourable than the nation's figure.

    Returns
    -------
    DataFrame
        Index: the kind; Entry, Rests on.
    """
    data, code = profile.data, profile.code
    rows: list[tuple[str, str, str]] = []
    own = {
        name: places(data.values[name], row["direction"])[code]
        for name, row in data.rows.iterrows()
        if row["direction"] != "neutral"
    }
    order = pd.Series(own).dropna().sort_values()
    beside = pd.Series({name: _beside_nation(data, name, code) for name in order.index})
    good = order[(order <= QUARTER) & (beside >= 0)].head(ENTRIES)
    if good.empty:
        good = order[beside > 0].head(2)
    weak = order[order > len(STATE_CODES) - QUARTER].iloc[::-1].head(ENTRIES)
    for name in good.index:
        rows.append(("Strength", _with_caution(data, name, code), "figure of the sheet"))
    health = changes(profile, {"deprivation_health": "health"}).loc["health"]
    if health["2010"] < health["2008"] - CLEAR_FALL:
        rows.append(
            (
                "Strength",
                "The share without access to health services fell from "
                f"{formats.percent(health['2008'])} in 2008 to "
                f"{formats.percent(health['2010'])} in 2010.",
                "table of changes",
            )
        )
    for name in weak.index:
        rows.append(("Weakness", _entry(data, name, code), "figure of the sheet"))
    if profile.desk["penal_reform_stage"] > 0:
        rows.append(
            (
                "Opportunity",
                "The oral-trial system already operates, at least in part.",
                "{cite:t}`horas2012reforma`",
            )
        )
    if profile.desk["governor_years_left"] > EARLY_CHANGE:
        rows.append(
            (
                "Opportunity",
                "No change of governor is due in the first years of the programme.",
                "electoral calendar",
            )
        )
    half, number = tables.concentration(profile.towns, code)
    if half <= FEW * number:
        rows.append(
            (
                "Opportunity",
                f"Half of the people in poverty live in {half} of {number} "
                "municipalities: an agenda reaches many through few.",
                "table of municipalities",
            )
        )
    rows += [("Opportunity", item.text, item.source) for item in profile.dossier.opportunities]
    for sign in SIGN_TEXT:
        if signs(profile)[sign]:
            rows.append(
                (
                    "Threat",
                    SIGN_TEXT[sign],
                    RESTS_ON[sign],
                )
            )
    rows += [("Threat", item.text, item.source) for item in profile.dossier.threats]
    table = pd.DataFrame(rows, columns=["Kind", "Entry", "Rests on"])
    return table.set_index("Kind")


def signs(profile: Profile) -> dict[str, bool]:
    """Return which signs of `watch.yml` hold in the state."""
    data, code = profile.data, profile.code
    half, number = tables.concentration(profile.towns, code)
    value, nation = data.values.loc[code], data.values.loc[NATION]
    found = (
        bool(value["homicide_rate"] > nation["homicide_rate"]),
        violence.verdict(violence.trends().clustered, code) == "rose",
        bool(profile.desk["governor_years_left"] <= EARLY_CHANGE),
        bool(value["small_localities"] > nation["small_localities"]),
        bool(profile.desk["penal_reform_stage"] == 0),
        bool((evidence.mission_evidence().loc[code] == 50).all()),
        half > MANY_MUNICIPALITIES,
    )
    return dict(zip(SIGNS, found, strict=True))


def entry_points(profile: Profile) -> pd.DataFrame:
    """Return one entry point per result and sector, with the figure that speaks for it.

    Among the candidates of a line the indicator on which the state stands least favourably
    decides; see `data/programme/profiles/entry_points.yml`.
    """
    data, code = profile.data, profile.code
    rows, used = [], set()
    for line in load(EntryPoints, "entry_points.yml", FOLDER).lines:
        known = [name for name in line.choices if name in data.values and name not in used]
        if known:
            order = {name: _severity(data, name)[code] for name in known}
            chosen = max(order, key=order.get)
            why = _entry(data, chosen, code)
            if _beside_nation(data, chosen, code) > 0:  # say why it is named all the same
                why += _place(data, chosen, code)
            used.add(chosen)
        else:
            operating = profile.desk["penal_reform_stage"] > 0
            chosen = "penal_reform_operating" if operating else "penal_reform_ahead"
            why = (
                "The oral-trial system operates"
                if operating
                else "The oral-trial system does not operate yet"
            ) + " (June 2012)"
        rows.append(
            (
                f"{line.result} – {line.sector}",
                line.choices[chosen],
                why,
                line.actor,
                line.activity,
            )
        )
    columns = ["Result", "Entry point", "Why here", "With whom", "Activity"]
    return pd.DataFrame(rows, columns=columns).set_index("Result")


def watch_list(profile: Profile, risks: Iterable[Any]) -> pd.DataFrame:
    """Return the risks of the register to watch in the state, with the sign that says so.

    ``risks``: those of the programme's register, each with ``id``, ``title`` and ``early_sign``.
    """
    register = {risk.id: risk for risk in risks}
    held = signs(profile)
    rows = [
        (item.risk, register[item.risk].title, item.text, register[item.risk].early_sign)
        for item in load(WatchList, "watch.yml", FOLDER).watch
        if held[item.sign]
    ]
    return pd.DataFrame(
        rows, columns=["Risk", "What may happen", "Sign in this state", "Early sign to follow"]
    ).set_index("Risk")


def _entry(data: SheetData, name: str, code: str) -> str:
    row, value = data.rows.loc[name], data.values.at[code, name]
    digits, unit = int(row["digits"]), "" if row["unit"].startswith("index") else row["unit"]
    nation = data.values.at[NATION, name]
    beside = f" (nation {formats.number(nation, digits)})" if np.isfinite(nation) else ""
    return f"{row['label']}: {formats.with_unit(formats.number(value, digits), unit)}{beside}"


def _with_caution(data: SheetData, name: str, code: str) -> str:
    """Return an entry; a low homicide rate from a register that swings says so."""
    caution = violence.caution(code) if name == "homicide_rate" else ""
    return _entry(data, name, code) + (f"; {caution}" if caution else "")


def _place(data: SheetData, name: str, code: str) -> str:
    order = places(data.values[name], data.rows.at[name, "direction"])
    if not np.isfinite(order[code]):
        return ""
    return f"; place {place_text(order[code], order)} of {len(STATE_CODES)}"


def _beside_nation(data: SheetData, name: str, code: str) -> int:
    """Return 1 for a figure more favourable than the nation's, −1 for a less favourable one."""
    value, nation = data.values.at[code, name], data.values.at[NATION, name]
    if not np.isfinite(nation):
        return 0
    return int(
        np.sign(
            nation - value if data.rows.at[name, "direction"] == "lower_better" else value - nation
        )
    )


def _severity(data: SheetData, name: str) -> pd.Series:
    """Return how unfavourably each state stands, 32 = least favourable (neutral: more is more)."""
    direction = data.rows.at[name, "direction"]
    return places(data.values[name], "lower_better" if direction == "neutral" else direction)


class Line(Entry):
    """A line of entry points, one text for each indicator that may decide."""

    result: str
    sector: str = Field(min_length=5)
    actor: str = Field(min_length=5)
    activity: str
    choices: dict[str, str] = Field(min_length=2)

    @model_validator(mode="after")
    def _texts(self) -> Line:
        if not all(len(text) >= 20 for text in self.choices.values()):
            raise ValueError("a text of 'choices' is missing or too short")
        return self


class EntryPoints(Entry):
    """``profiles/entry_points.yml``."""

    lines: tuple[Line, ...] = Field(min_length=1)


class Watch(Entry):
    """A risk to watch where a sign holds."""

    risk: str
    sign: Literal[SIGNS]  # type: ignore[valid-type]  # the keys of the table above
    text: str = Field(min_length=20)


class WatchList(Entry):
    """``profiles/watch.yml``."""

    watch: tuple[Watch, ...] = Field(min_length=1)
