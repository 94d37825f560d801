"""The figures behind the chapters on safety and on access to justice.

Functions take selections of published figures and return frames that are ready to be shown; no
function reads a file or knows a page.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cohesion.chapters.words import DEGREES
from cohesion.errors import DataError
from cohesion.methods import association
from cohesion.methods import ranks as methods_ranks
from cohesion.methods import rates as methods_rates
from cohesion.tables.geography import NATION, STATE_CODES, state_name
from cohesion.tables.store import Selection

BEFORE = [2005, 2006, 2007]
AFTER = [2008, 2009, 2010]
BASES = {
    "homicides_residence": "Residence, year of registration",
    "homicides_occurrence_reg": "Occurrence, year of registration",
    "homicides_vintage2011": "Occurrence, year of occurrence, as known in 2011",
}


def units_by_year(selection: Selection, indicator: str, years: list[int]) -> pd.DataFrame:
    """Return one indicator as units × years, the nation first; a missing year raises."""
    frame = selection.frame
    frame = frame[(frame["indicator"] == indicator) & frame["year"].isin(years)]
    table = frame.pivot(index=selection.unit, columns="year", values="value")
    missing = sorted(set(years) - set(table.columns))
    if missing:
        raise DataError(
            f"no figures of '{indicator}' for {missing}.",
            cure="Ask for years that the vintage holds.",
        )
    units = [NATION, *STATE_CODES] if selection.level != "municipality" else table.index
    return table.reindex(units)[years]


def homicide_periods(
    selection: Selection, base: str = "homicides_residence"
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return homicide rates of nation and states, 2005–2007 and 2008–2010 pooled."""
    found = []
    for years in (BEFORE, AFTER):
        counts = units_by_year(selection, base, years)
        people = units_by_year(selection, "population_vintage2011", years)
        found.append(methods_rates.pooled_rates(counts, people))
    return found[0], found[1]


def homicide_table(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return, by state, both rates, the change with its interval and the range of ranks.

    Parameters
    ----------
    before, after : DataFrame
        As :func:`homicide_periods` gives them.

    Returns
    -------
    DataFrame
        Nation first, then states from the highest rate down; columns ``before``, ``after``,
        ``low``, ``high``, ``difference``, ``difference_low``, ``difference_high``, ``ratio``,
        ``changed``, ``best``, ``worst``.
    """
    change = methods_rates.change(before, after)
    ranks = methods_ranks.rank_ranges(after.drop(NATION))
    table = pd.DataFrame({"before": before["rate"], "after": after["rate"]})
    table = table.join(after[["low", "high"]]).join(change).join(ranks[["best", "worst"]])
    order = [NATION, *table.drop(NATION)["after"].sort_values(ascending=False).index]
    return table.loc[order]


def directions(change: pd.DataFrame) -> pd.Series:
    """Return how many states rose, fell, or moved no more than chance could (nation left out)."""
    states = change.drop(NATION, errors="ignore")
    rose = (states["changed"] & (states["difference"] > 0)).sum()
    fell = (states["changed"] & (states["difference"] < 0)).sum()
    return pd.Series({"rose": rose, "fell": fell, "no_change": len(states) - rose - fell})


def national_trend(selection: Selection, indicator: str, years: list[int]) -> pd.DataFrame:
    """Return the national rate of each year with its interval."""
    counts = units_by_year(selection, indicator, years).loc[NATION]
    people = units_by_year(selection, "population_vintage2011", years).loc[NATION]
    return methods_rates.rates(counts, people)


def base_comparison(selection: Selection, years: list[int]) -> pd.DataFrame:
    """Return the national count of each base and the states that differ most from residence.

    Columns: the years, then ``largest gap``: the state and the gap in the last year.
    """
    records = {}
    reference = units_by_year(selection, "homicides_residence", years)[years[-1]]
    for base, label in BASES.items():
        table = units_by_year(selection, base, years)
        gap = (table[years[-1]] - reference).drop(NATION)
        widest = gap.abs().idxmax()
        name = state_name(widest)
        text = f"{name} ({gap[widest]:+.0f})".replace("-", "−") if gap.abs().max() else "none"
        records[label] = [*table.loc[NATION], text]
    heads = [*map(str, years), f"Largest gap to residence, {years[-1]}"]
    return pd.DataFrame.from_dict(records, orient="index", columns=heads).rename_axis("Base")


def widest_base_gap(selection: Selection, year: int) -> float:
    """Return by how many deaths another base moves the count of a state at most."""
    counts = [units_by_year(selection, base, [year])[year].drop(NATION) for base in BASES]
    return float(max((one - counts[0]).abs().max() for one in counts[1:]))


def sex_rates(deaths: Selection, people: Selection, years: list[int], year: int) -> pd.DataFrame:
    """Return homicide rates of women and men by state, deaths of ``years`` pooled.

    The population of one census year serves for all years of deaths.

    Returns
    -------
    DataFrame
        Index ``sex`` × unit; columns of :func:`cohesion.methods.rates.rates`.
    """
    parts = {}
    for sex in ("women", "men"):
        died = deaths.frame[(deaths.frame["sex"] == sex) & deaths.frame["year"].isin(years)]
        counts = died.groupby("state_code")["value"].sum().reindex([NATION, *STATE_CODES])
        lived = people.frame[(people.frame["sex"] == sex) & (people.frame["year"] == year)]
        exposure = lived.set_index("state_code")["value"] * len(years)
        parts[sex] = methods_rates.rates(counts, exposure)
    return pd.concat(parts, names=["sex", "state_code"])


def sex_trend(deaths: Selection, years: list[int], base_year: int) -> pd.DataFrame:
    """Return national homicides of women and men, each as an index (``base_year`` = 100)."""
    nation = deaths.frame[deaths.frame["state_code"] == NATION]
    table = nation.pivot(index="year", columns="sex", values="value").loc[years]
    return table[["women", "men"]] / table.loc[base_year, ["women", "men"]] * 100


OFFENCES = {
    "reported_crime_old": "All reported crime",
    "reported_homicide_old": "Intentional homicide",
    "reported_kidnapping_old": "Kidnapping",
    "reported_extortion_old": "Extortion",
    "reported_rape_old": "Rape",
    "reported_assault_old": "Intentional assault",
    "reported_vehicle_theft_old": "Vehicle theft",
    "reported_home_burglary_old": "Home burglary",
    "reported_business_robbery_old": "Robbery of businesses",
    "reported_street_robbery_old": "Street robbery",
}


def reported_crime(selection: Selection, years: list[int]) -> pd.DataFrame:
    """Return the national rate of each reported offence per 100 000 persons, and its change.

    Returns
    -------
    DataFrame
        Index: offence; columns: the years (rates), ``change`` (% from first to last year).
    """
    records = {}
    for indicator, label in OFFENCES.items():
        trend = national_trend(selection, indicator, years)["rate"]
        records[label] = [*trend, (trend.iloc[-1] / trend.iloc[0] - 1) * 100]
    frame = pd.DataFrame.from_dict(records, orient="index", columns=[*years, "change"])
    return frame.rename_axis("Offence")


CRIME_TYPES = {
    "street_robbery": "Robbery in the street or on public transport",
    "extortion": "Extortion",
    "vehicle_parts_theft": "Theft of parts of vehicles",
    "fraud": "Fraud",
    "verbal_threats": "Verbal threats",
    "home_burglary": "Burglary at home",
    "other_theft": "Other theft",
    "injuries": "Injuries",
    "other_crimes": "Other, kidnapping and sexual crimes included",
    "vehicle_theft": "Theft of vehicles",
}


def crime_types(selection: Selection) -> pd.DataFrame:
    """Return the share of each type among the crimes told to the survey, by sex of the victim."""
    frame = selection.frame[selection.frame["indicator"] == "crimes_by_type"]
    table = frame.pivot(index="group", columns="sex", values="value")
    shares = table / table.sum() * 100
    shares = shares.rename(index=CRIME_TYPES).sort_values("total", ascending=False)
    return shares[["total", "women", "men"]].rename_axis("Type of crime")


@dataclass(frozen=True)
class Tie:
    """What two figures of the states have to do with each other.

    Attributes
    ----------
    rho : float
        Rank correlation.
    span : (float, float)
        Its 95 % interval, by bootstrap (BCa).
    number : int
        States.
    """

    rho: float
    span: tuple[float, float]
    number: int


def tie(one: pd.Series, other: pd.Series, rng: np.random.Generator) -> Tie:
    """Return the rank correlation of two figures over the states of the second."""
    pairs = np.column_stack([one.reindex(other.index), other])
    span = association.bca_interval(pairs, rng, "spearman")
    return Tie(association.coefficient(pairs, "spearman"), span, len(pairs))


def rise_in_large(early: pd.DataFrame, late: pd.DataFrame, inhabitants: float) -> float:
    """Return the per cent of the rise in homicides that happened in large municipalities.

    Parameters
    ----------
    early, late : DataFrame
        As :func:`municipal_totals` gives them, of :data:`BEFORE` and :data:`AFTER`.
    inhabitants : float
        From how many on a municipality is large.
    """
    rise = (late["deaths"] - early["deaths"].reindex(late.index)).dropna()
    large = late["people"].reindex(rise.index) / len(AFTER) >= inhabitants
    return 100 * rise[large].sum() / rise.sum()


def municipal_totals(selection: Selection, years: list[int]) -> pd.DataFrame:
    """Return homicides and person-years of each municipality over some years.

    Municipalities without a population in the source are left out.
    """
    deaths = units_by_year(selection, "homicides_mun_vintage2011", years).sum(axis=1)
    people = units_by_year(selection, "population_mun_vintage2011", years).sum(axis=1, min_count=1)
    return pd.DataFrame({"deaths": deaths, "people": people}).dropna().astype(float)


def rates_by_degree(totals: pd.DataFrame, degree: pd.Series, without: str = "") -> pd.DataFrame:
    """Return homicide rates of municipalities grouped by their degree of marginalisation.

    Parameters
    ----------
    totals : DataFrame
        As :func:`municipal_totals` gives it.
    degree : Series
        1 (very low) to 5 (very high) by municipal key; municipalities without one are left out.
    without : str
        Key of a state to leave out, to see what hangs on it.
    """
    kept = totals[totals.index.str[:2] != without] if without else totals
    sums = kept.groupby(degree.reindex(kept.index).map(DEGREES))[["deaths", "people"]].sum()
    sums = sums.reindex(list(DEGREES.values())).rename_axis("Marginalisation")
    return methods_rates.rates(sums["deaths"], sums["people"])


AGES = {
    "age_18_19": "18 and 19", "age_20_29": "20 to 29", "age_30_39": "30 to 39",
    "age_40_49": "40 to 49", "age_50_59": "50 to 59", "age_60_plus": "60 and over",
}  # fmt: skip


def victims_by_age_and_sex(selection: Selection) -> pd.DataFrame:
    """Return adults, victims and victims per 100 adults by age group and by sex, 2010."""
    table = selection.frame.pivot(index=["group", "sex"], columns="indicator", values="value")
    keys = [(age, "total") for age in AGES] + [("all", "women"), ("all", "men")]
    table = table.loc[keys, ["adults_envipe", "victims"]]
    table["share"] = table["victims"] / table["adults_envipe"] * 100
    labels = [*AGES.values(), "Women, all ages", "Men, all ages"]
    return table.set_axis(pd.Index(labels, name="Adults"))


def national_growth(chosen: Selection, indicator: str) -> pd.Series:
    """Return by how much the nation's count grew on the year before, per cent by year."""
    frame = chosen.frame[
        (chosen.frame["state_code"] == NATION) & (chosen.frame["indicator"] == indicator)
    ]
    return frame.set_index("year")["value"].sort_index().pct_change() * 100
