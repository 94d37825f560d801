"""Fact sheets of the thirty-two states: tables, sentences and page stubs from one template.

``python -m cohesion.profiles --stubs`` writes ``book/states/state-NN.md``. Wording follows two
rules: a place in an order is always given with its direction, and never without the nation's and
the neighbours' figures beside it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from cohesion import fmt, paths, rates, territory
from cohesion.geography import NATION, STATE_CODES, STATES
from cohesion.profile_data import Municipalities, SheetData, neighbours, place_text, places

SMALL_LOCALITY = 5_000  # inhabitants, as CONAPO's marginalisation index draws the line

STUB = """\
(state-{code})=
# {name}

```{{published}} state-{code}-summary
```

{{numref}}`fig-state-{code}` places the state and shows four series beside the nation's. \
{{numref}}`tab-state-{code}` gives the key indicators.

```{{published}} fig-state-{code}
```

```{{published}} tab-state-{code}
```

## Municipalities

{{numref}}`tab-state-{code}-poverty` and {{numref}}`tab-state-{code}-homicide` name the \
municipalities where poverty and homicide are most frequent. They are there to say where services \
have most to do. They say nothing about the people who live there.

```{{published}} tab-state-{code}-poverty
```

```{{published}} tab-state-{code}-homicide
```

## Data notes

```{{published}} state-{code}-notes
```

Compare with any other state: {{doc}}`/notebooks/compare-states`. How the sheets are made: \
{{doc}}`/notebooks/state-sheets`.
"""


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
            "State": fmt.number(column[code], digits),
            "Mexico": fmt.number(column[NATION], digits),
            "Neighbours": fmt.number(neighbour_values(column, code), digits),
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
                fmt.interval(low, high, 0)
                for low, high in zip(shown["low"], shown["high"], strict=True)
            ],
        },
        index=pd.Index(shown["name"], name="Municipality"),
    )
    return table


def concentration(towns: Municipalities, code: str, share: float = 0.5) -> tuple[int, int]:
    """Return how many municipalities hold ``share`` of the state's poor, and how many there are."""
    poor = towns.frame.loc[towns.frame["state_code"] == code, "poor"].dropna()
    return territory.units_holding(poor, share), len(poor)


def summary(data: SheetData, towns: Municipalities, code: str) -> str:
    """Return the first paragraph of a sheet: size, poverty, health, violence, concentration."""
    value, name = data.values.loc[code], STATES.at[code, "name_en"]
    nation = data.values.loc[NATION]
    half, number = concentration(towns, code)
    parts = [
        f"{name} (*{STATES.at[code, 'name_es']}*, {STATES.at[code, 'region']}) had "
        f"{fmt.integer(value['population'])} inhabitants in {data.rows.at['population', 'year']}.",
        f"In {data.rows.at['poverty', 'year']}, {fmt.percent(value['poverty'])} of them lived in "
        f"poverty ({_beside(value['poverty'], nation['poverty'])} the nation's "
        f"{fmt.percent(nation['poverty'])}) and {fmt.percent(value['extreme_poverty'])} in extreme "
        f"poverty.",
    ]
    if number > 1:
        parts.append(
            f"Half of the state's poor live in {half} of its {number} municipalities."
        )
    parts += [
        f"{fmt.percent(value['deprivation_health'])} lacked access to health services "
        f"(nation {fmt.percent(nation['deprivation_health'])}).",
        f"The homicide rate was {fmt.number(value['homicide_rate'])} per {fmt.integer(100_000)} "
        f"inhabitants ({_beside(value['homicide_rate'], nation['homicide_rate'])} the nation's "
        f"{fmt.number(nation['homicide_rate'])}).",
    ]
    return " ".join(parts)


def notes(data: SheetData, towns: Municipalities, code: str) -> str:
    """Return the data notes of a sheet: what is missing, small numbers, how to read a place."""
    touching = ", ".join(STATES.loc[neighbours(code), "name_en"])
    here = towns.frame[towns.frame["state_code"] == code]
    small = int((here["population"] < data.sheet.minimum_population["homicide"]).sum())
    lines = [
        f"Neighbours: {touching}. Their figure is the median.",
        "A place of 1 is the most favourable of the 32 states; \"=\" marks a shared place. "
        "Surveys carry sampling error, and states with near values cannot be told apart.",
        f"Small localities have fewer than {fmt.integer(SMALL_LOCALITY)} inhabitants (CONAPO).",
        f"Homicide rates of municipalities join {_years(data.sheet.homicide_years)}, by place and "
        f"year of occurrence, as registered in 2011. {small} of {len(here)} municipalities are too "
        "small to be listed by homicide rate.",
    ]
    if data.absent:
        lines.append("Not published for this state by the day of this edition: "
                     + "; ".join(label.lower() for label in data.absent) + ".")
    return "\n".join(f"- {line}" for line in lines)


#: Why two figures of a sheet differ from those of the chapters: another series, another base.
EDITION_NOTE = (
    "Poverty of Mexico and of the states: the later series that stands in (†), so that both can be "
    "compared. CONEVAL first printed {fact}`poverty-share-2010` poor and "
    "{fact}`extreme-poverty-share-2010` extremely poor for Mexico; the first figures of the states "
    "could not be had in full and may differ as well. Maternal deaths stand over the births "
    "registered in the same years, late registrations included; the chapter on health divides by "
    "estimated births and finds higher ratios ({numref}`tab-maternal-denominators`)."
)


def finding(data: SheetData, code: str) -> str:
    """Return the caption of the indicator table: how many figures are better than the nation's."""
    rows = data.rows[data.rows["direction"] != "neutral"]
    nation, own = data.values.loc[NATION, rows.index], data.values.loc[code, rows.index]
    sign = np.where(rows["direction"] == "higher_better", 1, -1)
    known = nation.notna() & own.notna()
    better = int((((own - nation) * sign) > 0)[known].sum())
    return (f"{STATES.at[code, 'name_en']} is better placed than the nation in {better} of "
            f"{int(known.sum())} indicators with a national figure.")


def beyond_error(data: SheetData, indicators: list[str], code: str) -> str:
    """Say on how many indicators the state differs from the nation by more than sampling error."""
    own, nation = data.values.loc[code, indicators], data.values.loc[NATION, indicators]
    # The nation's own error is small beside a state's and is added all the same.
    margin = 1.96 * np.hypot(data.se.loc[code, indicators], data.se.loc[NATION, indicators])
    higher, lower = int((own - nation > margin).sum()), int((nation - own > margin).sum())
    return (f"{higher} of {len(indicators)} deprivations are more frequent than in the nation "
            f"beyond sampling error, {lower} less frequent.")


def poverty_finding(table: pd.DataFrame, name: str) -> str:
    """Return the caption of the table of municipalities by poverty."""
    low, high = table["Poverty, %"].min(), table["Poverty, %"].max()
    return (f"{name}: in the municipalities where poverty is most frequent it affects "
            f"{fmt.number(low)} to {fmt.percent(high)} of people.")


def homicide_finding(table: pd.DataFrame, name: str) -> str:
    """Return the caption of the table of municipalities by homicide rate."""
    low, high = table["Rate"].min(), table["Rate"].max()
    return (f"{name}: the highest homicide rates of larger municipalities run from "
            f"{fmt.number(low, 0)} to {fmt.number(high, 0)} per {fmt.integer(100_000)} a year.")


def size_note(data: SheetData, kind: str) -> str:
    """Return the note on the minimum size of the municipalities listed."""
    size = fmt.integer(data.sheet.minimum_population[kind])
    return f"Municipalities with at least {size} inhabitants."


def series_finding(data: SheetData, code: str) -> str:
    """Return the caption of the sheet's figure: what the homicide rate did since 2007."""
    series = data.series["homicide_rate"]
    last = max(series)
    own, nation = series.loc[code], series.loc[NATION]
    verb = "rose" if own[last] > own[2007] else "fell" if own[last] < own[2007] else "stayed"
    return (f"{STATES.at[code, 'name_en']}: the homicide rate {verb} from "
            f"{fmt.number(own[2007])} in 2007 to {fmt.number(own[last])} in {last} "
            f"(nation: {fmt.number(nation[2007])} to {fmt.number(nation[last])}).")


def comparison_table(data: SheetData) -> pd.DataFrame:
    """Return the table behind the comparison page: nation and states × indicators, as text."""
    columns = {}
    for name, row in data.rows.iterrows():
        unit = "" if row["unit"] in ("index", "persons") else f", {row['unit']}"
        columns[f"{row['label']}{unit} ({row['year']})"] = [
            fmt.number(x, int(row["digits"])) for x in data.values.loc[[NATION, *STATE_CODES], name]
        ]
    names = ["Mexico", *STATES["name_en"]]
    return pd.DataFrame(columns, index=pd.Index(names, name="State"))


def _beside(value: float, reference: float) -> str:
    if not np.isfinite(value) or not np.isfinite(reference):
        return "beside"
    return "above" if value > reference else "below" if value < reference else "equal to"


def _years(years: Iterable[int]) -> str:
    listed = sorted(years)
    return f"{listed[0]} to {listed[-1]}"


def stub(code: str) -> str:
    """Return the page of one state: title, anchor and the places of its published results."""
    return STUB.format(code=code, name=STATES.at[code, "name_en"])


def write_stubs(folder: Path = paths.BOOK / "states") -> list[Path]:
    """Write the pages of all states and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for code in STATE_CODES:
        file = folder / f"state-{code}.md"
        file.write_text(stub(code), encoding="utf-8")
        written.append(file)
    return written


def main() -> None:
    """Write the stubs when asked to."""
    parser = argparse.ArgumentParser(description="Pages of the thirty-two states.")
    parser.add_argument("--stubs", action="store_true", required=True, help="write the pages")
    parser.parse_args()
    print(f"{len(write_stubs())} pages written to book/states/")


if __name__ == "__main__":
    main()
