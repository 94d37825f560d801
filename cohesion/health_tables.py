"""What the health chapter shows: access, births and deaths, groups, municipalities, texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from cohesion import fmt, gaps, health, paths, rates, store, territory
from cohesion.errors import DataError
from cohesion.geography import NATION, STATES
from cohesion.programme.base import read_yaml
from cohesion.programme.texts import text_table

DEGREES = {1.0: "Very low", 2.0: "Low", 3.0: "Medium", 4.0: "High", 5.0: "Very high"}
READINGS = {-1: "fell", 0: "no change told", 1: "rose"}
HEADS = {
    "institutions": {"institution": "Institution", "does": "What it does", "pays": "Who pays",
                     "basis": "Basis"},
    "bottlenecks": {"bottleneck": "Bottleneck", "evidence": "Evidence",
                    "consequence": "What follows for the programme"},
    "entry_points": {"result": "Expected result", "entry": "Entry point",
                     "shown_by": "What would show it"},
}  # fmt: skip


def access(selection: store.Selection, indicator: str, before: int, after: int) -> pd.DataFrame:
    """Return level, interval, possible ranks and change of one indicator, by state and nation.

    The standard error of ``before`` is not published; it is taken to be that of ``after``.

    Returns
    -------
    DataFrame
        Indexed by state key and '00': before, after, low, high, best, worst (NaN for the nation),
        change, change_low, change_high, reading.
    """
    frame = selection.frame[selection.frame["indicator"] == indicator]
    values = frame.pivot(index="state_code", columns="year", values="value")
    se = frame.pivot(index="state_code", columns="year", values="se")[after]
    shift = territory.change(values[before], values[after], se, se)
    half = gaps.half_width(se)
    states = values.index[values.index != NATION]
    ranks = territory.rank_intervals(values.loc[states, after], se[states])
    return pd.DataFrame(
        {
            "before": values[before],
            "after": values[after],
            "low": values[after] - half,
            "high": values[after] + half,
            "best": ranks["best"],
            "worst": ranks["worst"],
            "change": shift["change"],
            "change_low": shift["low"],
            "change_high": shift["high"],
            "reading": shift["reading"].map(READINGS),
        }
    )


@dataclass(frozen=True)
class Vital:
    """Infant and maternal mortality by state and nation ('00'), with what they rest on."""

    infant: pd.DataFrame
    maternal: pd.DataFrame
    denominators: pd.DataFrame
    births: pd.Series


def vital(demography: store.Selection, register: store.Selection, years: Sequence[int]) -> Vital:
    """Return the measures of infant mortality in the last year and pooled maternal mortality.

    Parameters
    ----------
    demography : Selection
        infant_mortality and births_estimated, of ``years``.
    register : Selection
        infant_deaths_registered, maternal_deaths_registered and births_registered.
    years : sequence of int
        Pooled for maternal deaths; the last one serves infant mortality and the denominators.

    Returns
    -------
    Vital
        ``infant``: see :func:`cohesion.health.infant_measures`; ``maternal``: count, rate per
        100 000 births, exact Poisson interval, best and worst rank, versus the nation;
        ``denominators``: births and ratio of the last year by the births used; ``births``:
        estimated births of the last year.
    """
    last = years[-1]
    cells = {
        name: selection.frame[
            (selection.frame["indicator"] == name)
            & (selection.frame["state_code"] != "99")
            & selection.frame["year"].isin(years)
        ].pivot(index="state_code", columns="year", values="value")
        for selection, names in (
            (demography, ["births_estimated", "infant_mortality"]),
            (register, ["infant_deaths_registered", "maternal_deaths_registered",
                        "births_registered"]),
        )
        for name in names
    }  # fmt: skip
    births = cells["births_estimated"]
    infant = health.infant_measures(
        cells["infant_deaths_registered"][last],
        cells["births_registered"][last],
        births[last],
        cells["infant_mortality"][last],
    )
    deaths = cells["maternal_deaths_registered"]
    maternal = rates.pooled_rates(deaths, births)
    states = maternal.drop(NATION)
    maternal = maternal.join(rates.rank_ranges(states)[["best", "worst"]])
    maternal["versus"] = health.against(states, maternal.at[NATION, "rate"])
    used = pd.Series(
        {
            "Registered births, late registrations included": cells["births_registered"].at[
                NATION, last
            ],
            "CONAPO's births (used here)": births.at[NATION, last],
        }
    )
    denominators = pd.DataFrame({"Births": used, "Ratio": 1e5 * deaths.at[NATION, last] / used})
    return Vital(infant, maternal, denominators, births[last])


def readings(nation: Mapping[int, float], town: pd.DataFrame, size: pd.DataFrame) -> pd.DataFrame:
    """Return the population without access or entitlement by three sources, per cent by year."""
    whole = pd.Series("MX", town.index)

    def mean(indicator: str, year: int) -> float:
        return health.mean_by_class(town[indicator][year], whole, size[year])["MX"]

    entitlement = {y: mean("social_lag_no_health_entitlement", y) for y in (2000, 2010)}
    rows = {
        "Household survey, state series as re-published": nation,
        "Municipal estimates of December 2011, weighted by the census": {
            2010: mean("deprivation_health", 2010)
        },
        "Census: no entitlement to health services (*sin derechohabiencia*)": entitlement,
    }
    table = pd.DataFrame.from_dict(rows, "index").reindex(columns=[2000, 2008, 2010])
    return table.rename(columns=str).rename_axis("Reading")


def group_gaps(
    frame: pd.DataFrame, year: int, blocks: Mapping[str, tuple[str, str]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return groups with their intervals, and the gap within each pair that follows another.

    ``blocks`` maps labels to (sex, group), two by two.
    """
    marks = {label: {"sex": sex, "group": group} for label, (sex, group) in blocks.items()}
    indicator = frame["indicator"].iloc[0]
    spread = gaps.group_rows(frame, year, marks, indicator)
    labels = list(blocks)
    rows = {
        f"{one} − {other}": gaps.between_groups(frame, year, marks[one], marks[other]).iloc[0]
        for one, other in zip(labels[::2], labels[1::2], strict=True)
    }
    table = pd.DataFrame.from_dict(rows, "index").infer_objects()
    told = table.pop("clear").astype(bool)
    table["reading"] = np.where(told, "gap", "no gap told")
    return spread, table


def by_degree(
    town: pd.DataFrame, size: pd.DataFrame, degree: pd.Series
) -> tuple[pd.DataFrame, pd.Series]:
    """Return municipalities by degree of marginalisation, and where half of the lacking live.

    Returns
    -------
    DataFrame
        Municipalities, population, without access 2010, without entitlement 2000 and 2010.
    Series
        Census population of the fewest municipalities that hold half of the people without access.
    """
    access_2010, lag = town["deprivation_health"][2010], town["social_lag_no_health_entitlement"]
    table = pd.DataFrame(
        {
            "Municipalities": degree.value_counts(),
            "Population, million": size[2010].groupby(degree).sum() / 1e6,
            "Without access 2010, %": health.mean_by_class(access_2010, degree, size[2010]),
            "No entitlement 2000, %": health.mean_by_class(lag[2000], degree, size[2000]),
            "No entitlement 2010, %": health.mean_by_class(lag[2010], degree, size[2010]),
        }
    )
    lacking = (access_2010 * size[2010] / 100).dropna().sort_values(ascending=False)
    half = lacking.index[: territory.units_holding(lacking, 0.5)]
    return table.rename(DEGREES).rename_axis("Degree of marginalisation"), size[2010][half]


def gradient_table(slopes: pd.DataFrame) -> pd.DataFrame:
    """Return :func:`cohesion.health.gradients` as it is read: texts with their intervals."""
    rho, slope = slopes[["rho_low", "rho_high"]], slopes[["slope_low", "slope_high"]]
    return pd.DataFrame(
        {
            "Rank correlation": slopes["rho"].map(lambda x: fmt.number(x, 2)),
            "95 % interval": [fmt.interval(*ends, 2) for ends in rho.to_numpy()],
            "p, adjusted": slopes["p_adjusted"].map(fmt.p_value),
            "Slope index": slopes["slope"].map(fmt.signed),
            "Interval of the slope": [fmt.interval(*ends) for ends in slope.to_numpy()],
            "Concentration index": slopes["concentration"].map(lambda x: fmt.number(x, 3)),
        }
    ).rename_axis("Outcome")


def extremes(lines: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Return the nation and the highest and lowest state of each line (keys: states and '00')."""
    records = {}
    for label, values in lines.items():
        states = values.drop(NATION)
        top, bottom = states.idxmax(), states.idxmin()
        records[label] = {
            "Mexico": values[NATION],
            "Highest state": STATES.at[top, "name_en"],
            "Highest": states[top],
            "Lowest state": STATES.at[bottom, "name_en"],
            "Lowest": states[bottom],
        }
    return pd.DataFrame.from_dict(records, "index").rename_axis("Indicator")


def ends(
    table: pd.DataFrame, low: str = "low", high: str = "high", digits: int = 1
) -> list[str]:
    """Return the two ends of each row's interval as they are written."""
    return [fmt.interval(*pair, digits) for pair in table[[low, high]].to_numpy()]


def named(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table by state key with the names of the states as row heads."""
    names = STATES["name_en"].to_dict() | {NATION: "Mexico"}
    return table.rename(index=names).rename_axis("State")


def part(name: str, folder: Path = paths.PROGRAMME) -> pd.DataFrame:
    """Return one table of text of ``health.yml`` (see :func:`text_table`)."""
    return text_table("health", name, HEADS[name], folder)


def quantity(name: str, folder: Path = paths.PROGRAMME) -> float:
    """Return a published figure that stands in no table, from ``health.yml``."""
    known = read_yaml("health", folder).get("quantities") or {}
    if name not in known:
        raise DataError(
            f"there is no quantity '{name}'.",
            file=folder / "health.yml",
            column="quantities",
            cure="Enter it with its value and source.",
        )
    return float(known[name]["value"])
