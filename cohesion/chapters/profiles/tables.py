"""Fact sheets of the thirty-two states: tables, sentences and page stubs from one template.

``python -m cohesion states`` writes ``book/states/state-NN.md``. Wording
follows two rules: a place in an order is always given with its direction, and never without the
nation's and the neighbours' figures beside it.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from cohesion import formats, phrases
from cohesion.chapters.profiles import violence
from cohesion.chapters.profiles.sheet import SheetData, place_text, places
from cohesion.chapters.profiles.towns import Municipalities
from cohesion.methods import concentration as methods_concentration
from cohesion.methods import rates
from cohesion.methods.estimates import Z95
from cohesion.tables.geo import neighbours
from cohesion.tables.geography import NATION, STATE_CODES, STATES

SMALL_LOCALITY = 5_000  # inhabitants, as CONAPO's marginalisation index draws the line


def neighbour_values(values: pd.Series, code: str) -> float:
    """Return the median of the states that touch a state."""
    return float(values.reindex(neighbours(code)).median())


def indicator_table(data: SheetData, code: str) -> pd.DataFrame:
    """Return the key indicators of one state, written out.

    Returns
    -------
    DataFrame of str
        Index: indicator with unit and year; columns State, Mexico, Neighbours, Place.
    """
    rows = {}
    for name, row in data.rows.iterrows():
        column, digits = data.values[name], int(row["digits"])
        order = places(column, row["direction"])
        unit = "" if row["unit"] in ("index",) else f", {row['unit']}"
        rows[f"{row['label']}{unit}, {row['year']}"] = {
            "State": formats.number(column[code], digits),
            "Mexico": formats.number(column[NATION], digits),
            "Neighbours": formats.number(neighbour_values(column, code), digits),
            "Place": place_text(order[code], order),
        }
    table = pd.DataFrame.from_dict(rows, orient="index")
    table.index.name = "Indicator"
    return table


def poorest_municipalities(data: SheetData, towns: Municipalities, code: str) -> pd.DataFrame:
    """Return the municipalities with the highest share of poor people, above the minimum size.

    Returns
    -------
    DataFrame
        Index: municipality; Population, Poverty %, Extreme poverty %, Social lag.
    """
    frame = towns.frame[towns.frame["state_code"] == code]
    frame = frame[frame["population"] >= data.sheet.minimum_population["poverty"]]
    frame = frame.dropna(subset="poverty").sort_values("poverty", ascending=False)
    shown = frame.head(data.sheet.municipalities_listed).set_index("name")
    shown = shown[["population", "poverty", "extreme_poverty", "social_lag"]]
    shown.columns = ["Population", "Poverty, %", "Extreme poverty, %", "Social lag index"]
    shown.index.name = "Municipality"
    return shown


def violent_municipalities(data: SheetData, towns: Municipalities, code: str) -> pd.DataFrame:
    """Return the municipalities with the highest homicide rate, above the minimum size.

    Deaths of several years together, with exact Poisson intervals.

    Returns
    -------
    DataFrame
        Index: municipality; Population, Deaths, Rate, and the 95 % interval written out.
    """
    frame = towns.frame[towns.frame["state_code"] == code]
    frame = frame[frame["population"] >= data.sheet.minimum_population["homicide"]]
    frame = frame.dropna(subset=["homicides", "exposure"])
    rated = rates.rates(frame["homicides"], frame["exposure"])
    rated = rated.assign(name=frame["name"], people=frame["population"])
    rated = rated.sort_values(["rate", "name"], ascending=[False, True])
    shown = rated.head(data.sheet.municipalities_listed)
    table = pd.DataFrame(
        {
            "Population": shown["people"].to_numpy(),
            "Deaths": shown["count"].to_numpy(),
            "Rate": shown["rate"].to_numpy(),
            "95 % interval": [
                formats.interval(low, high, 0)
                for low, high in zip(shown["low"], shown["high"], strict=True)
            ],
        },
        index=pd.Index(shown["name"], name="Municipality"),
    )
    return table


def concentration(towns: Municipalities, code: str, share: float = 0.5) -> tuple[int, int]:
    """Return how many municipalities hold ``share`` of the state's poor, and how many there are."""
    poor = towns.frame.loc[towns.frame["state_code"] == code, "poor"].dropna()
    return methods_concentration.units_holding(poor, share), len(poor)


def summary(data: SheetData, towns: Municipalities, code: str) -> str:
    """Return the first paragraph of a sheet: size, poverty, health, violence, concentration."""
    value, name = data.values.loc[code], phrases.capital(violence.spoken(code))
    nation = data.values.loc[NATION]
    half, number = concentration(towns, code)
    parts = [
        f"{name} (*{STATES.at[code, 'name_es']}*, {STATES.at[code, 'region']}) had "
        f"{formats.integer(value['population'])} inhabitants in "
        f"{data.rows.at['population', 'year']}.",
        f"Of the people, {formats.percent(value['poverty'])} lived in poverty in "
        f"{data.rows.at['poverty', 'year']} (nation {formats.percent(nation['poverty'])}) and "
        f"{formats.percent(value['extreme_poverty'])} in extreme poverty; "
        f"{formats.percent(value['deprivation_health'])} lacked access to health services "
        f"(nation {formats.percent(nation['deprivation_health'])}).",
    ]
    if number > 1:
        parts.append(f"Half of the state's poor live in {half} of its {number} municipalities.")
    parts.append(
        f"The homicide rate of {data.rows.at['homicide_rate', 'year']} was "
        f"{formats.number(value['homicide_rate'])} per {formats.integer(100_000)} inhabitants "
        f"(nation {formats.number(nation['homicide_rate'])})."
    )
    return " ".join(parts)


def notes(data: SheetData, towns: Municipalities, code: str) -> str:
    """Return the data notes of a sheet: what is missing, small numbers, how to read a place."""
    touching = ", ".join(STATES.loc[neighbours(code), "name_en"])
    here = towns.frame[towns.frame["state_code"] == code]
    small = int((here["population"] < data.sheet.minimum_population["homicide"]).sum())
    lines = [
        f"Neighbours: {touching}. Their figure is the median.",
        'A place of 1 is the most favourable of the 32 states; "=" marks a shared place. '
        "Surveys carry sampling error: between near values there is no clear difference.",
        f"Small localities have fewer than {formats.integer(SMALL_LOCALITY)} inhabitants (CONAPO).",
        f"Homicide rates of municipalities join {_years(data.sheet.homicide_years)}, by place and "
        f"year of occurrence, as registered in 2011. "
        f"{phrases.capital(phrases.counted(small, 'municipality', 'municipalities'))} of "
        f"{len(here)} {phrases.agree(small, 'is', 'are')} too small to be listed by homicide rate.",
    ]
    caution = violence.caution(code)
    if caution:
        lines.append(f"{phrases.capital(caution)}.")
    if data.absent:
        lines.append(
            "Not published for this state by the day of this edition: "
            + "; ".join(label.lower() for label in data.absent)
            + "."
        )
    return "\n".join(f"- {line}" for line in lines)


#: Where the figures of a sheet come from, and why others of the same year are about.
EDITION_NOTE = (
    "Poverty and deprivations of Mexico and of the states: editions of 2011, as persons of July "
    "and sums of the municipal estimates of December. The release of July 2011 printed "
    "{fact}`extreme-poverty-share-2010` in extreme poverty for Mexico, by a definition without the "
    "fuel for cooking; CONEVAL's later series differs in other figures "
    "({numref}`tab-social-editions`). "
    "Maternal deaths stand over CONAPO's estimated births of the same years, as in the chapter on "
    "health ({numref}`tab-maternal-denominators`)."
)


def finding(data: SheetData, code: str) -> str:
    """Return the caption of the indicator table: how many figures are better than the nation's."""
    rows = data.rows[data.rows["direction"] != "neutral"]
    nation, own = data.values.loc[NATION, rows.index], data.values.loc[code, rows.index]
    sign = np.where(rows["direction"] == "higher_better", 1, -1)
    known = nation.notna() & own.notna()
    better = int((((own - nation) * sign) > 0)[known].sum())
    return (
        f"{phrases.capital(violence.spoken(code))} is better placed than the nation in {better} of "
        f"{int(known.sum())} indicators with a national figure."
    )


def beyond_error(data: SheetData, indicators: list[str], code: str) -> str:
    """Say on how many indicators the state differs from the nation by more than sampling error."""
    own, nation = data.values.loc[code, indicators], data.values.loc[NATION, indicators]
    # The nation's own error is small beside a state's and is added all the same.
    margin = Z95 * np.hypot(data.se.loc[code, indicators], data.se.loc[NATION, indicators])
    higher, lower = int((own - nation > margin).sum()), int((nation - own > margin).sum())
    return (
        f"{phrases.out_of(higher, len(indicators))} figures of poverty and deprivation shown "
        f"{phrases.agree(higher, 'is', 'are')} higher than the nation's "
        f"beyond sampling error, {phrases.word(lower)} {phrases.agree(lower, 'is', 'are')} lower."
    )


def poverty_finding(table: pd.DataFrame, name: str) -> str:
    """Return the caption of the table of municipalities by poverty."""
    low, high = table["Poverty, %"].min(), table["Poverty, %"].max()
    return (
        f"{name}: in the municipalities where poverty is most frequent it affects "
        f"{formats.number(low)} to {formats.percent(high)} of people."
    )


def homicide_finding(table: pd.DataFrame, name: str) -> str:
    """Return the caption of the table of municipalities by homicide rate."""
    low, high = table["Rate"].min(), table["Rate"].max()
    return (
        f"{name}: the highest homicide rates of larger municipalities run from "
        f"{formats.number(low, 0)} to {formats.number(high, 0)} "
        f"per {formats.integer(100_000)} a year."
    )


def size_note(data: SheetData, kind: str) -> str:
    """Return the note on the minimum size of the municipalities listed."""
    size = formats.integer(data.sheet.minimum_population[kind])
    return f"Municipalities with at least {size} inhabitants."


def comparison_table(data: SheetData) -> pd.DataFrame:
    """Return the table behind the comparison page: nation and states × indicators, as text."""
    columns = {}
    for name, row in data.rows.iterrows():
        unit = "" if row["unit"] in ("index", "persons") else f", {row['unit']}"
        columns[f"{row['label']}{unit} ({row['year']})"] = [
            formats.number(x, int(row["digits"]))
            for x in data.values.loc[[NATION, *STATE_CODES], name]
        ]
    names = ["Mexico", *STATES["name_en"]]
    return pd.DataFrame(columns, index=pd.Index(names, name="State"))


def _years(years: Iterable[int]) -> str:
    listed = sorted(years)
    return f"{listed[0]} to {listed[-1]}"
