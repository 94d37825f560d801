"""What the health chapter shows: access, births and deaths, groups, municipalities, texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from cohesion import formats, paths
from cohesion.chapters import groups
from cohesion.chapters.words import DEGREES, READING, SIDE
from cohesion.files import text_tables
from cohesion.files.text_tables import text_table
from cohesion.methods import association, concentration, estimates
from cohesion.methods import ranks as methods_ranks
from cohesion.methods import rates as methods_rates
from cohesion.tables import store
from cohesion.tables.geography import NATION, named, state_name

HEADS = {
    "institutions": {"institution": "Institution", "does": "What it does", "pays": "Who pays",
                     "basis": "Basis"},
    "bottlenecks": {"bottleneck": "Bottleneck", "evidence": "Evidence",
                    "consequence": "What follows for the programme"},
    "entry_points": {"result": "Expected result", "entry": "Entry point",
                     "shown_by": "What would show it"},
}  # fmt: skip

#: Who is affiliated where, and who has no access at all.
SHARES = {
    "affiliation_seguro_popular": "Seguro Popular", "affiliation_imss": "IMSS",
    "affiliation_issste": "ISSSTE", "deprivation_health": "No access at all",
}  # fmt: skip
#: Groups of people, compared two by two: label → sex and group.
GROUPS = {
    "Men": ("men", "all"), "Women": ("women", "all"),
    "Indigenous households": ("total", "indigenous"), "Others": ("total", "non_indigenous"),
    "Rural": ("total", "rural"), "Urban": ("total", "urban"),
    "Under 18": ("total", "age_0_17"), "65 and over": ("total", "age_65_plus"),
    "With a disability": ("total", "disability"),
    "Without a disability": ("total", "no_disability"),
}  # fmt: skip
#: Outcomes that births count for; all others count for people.
OF_BIRTHS = ("Infant mortality (per 1 000)", "Maternal ratio 2006–2010 (per 100 000)")


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
    shift = estimates.change(values[before], values[after], se, se)
    half = estimates.half_width(se)
    states = values.index[values.index != NATION]
    ranks = methods_ranks.rank_intervals(values.loc[states, after], se[states])
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
            "reading": shift["reading"].map(READING),
        }
    )


def change_table(states: pd.DataFrame, falls: int) -> pd.DataFrame:
    """Return the states with the largest falls, and those without a clear change.

    Parameters
    ----------
    states : DataFrame
        As :func:`access` gives them, the nation apart.
    falls : int
        How many of the largest falls are shown.
    """
    heads = {"before": "2008, %", "after": "2010, %", "change": "Change", "ends": "95 % interval",
             "reading": "Reading"}  # fmt: skip
    unclear = states[states["reading"] == READING[0]].sort_values("change")
    shown = pd.concat([states.nsmallest(falls, "change"), unclear])
    shown["ends"] = formats.ends(shown, "change_low", "change_high")
    return shown[list(heads)].rename(columns=heads)


def affiliation(selection: store.Selection, before: int, after: int) -> pd.DataFrame:
    """Return the nation's :data:`SHARES` in two years and their change in points."""
    table = pd.DataFrame({
        str(year): {label: selection.nation(key, year) for key, label in SHARES.items()}
        for year in (before, after)
    })  # fmt: skip
    table["Change, points"] = table[str(after)] - table[str(before)]
    return table.rename_axis("Affiliation")


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
        ``infant``: see :func:`cohesion.methods.inequality.infant_measures`; ``maternal``: count,
        rate per 100 000 births, exact Poisson interval, best and worst rank, versus the nation;
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
    infant = infant_measures(
        cells["infant_deaths_registered"][last],
        cells["births_registered"][last],
        births[last],
        cells["infant_mortality"][last],
    )
    deaths = cells["maternal_deaths_registered"]
    maternal = methods_rates.pooled_rates(deaths, births)
    states = maternal.drop(NATION)
    maternal = maternal.join(methods_ranks.rank_ranges(states)[["best", "worst"]])
    maternal["versus"] = estimates.against(states, maternal.at[NATION, "rate"]).map(SIDE)
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


def maternal_table(maternal: pd.DataFrame, highest: int, lowest: int) -> pd.DataFrame:
    """Return the states at both ends of maternal mortality with the ranks that remain possible.

    Parameters
    ----------
    maternal : DataFrame
        States from the highest ratio down (see :func:`vital`).
    """
    picked = pd.concat([maternal.head(highest), maternal.tail(lowest)])
    picked["ends"] = formats.ends(picked)
    picked["places"] = formats.ends(picked, "best", "worst", 0)
    heads = {"count": "Deaths", "rate": "Ratio", "ends": "95 % interval",
             "places": "Possible ranks"}  # fmt: skip
    return picked[list(heads)].rename(columns=heads)


#: What changes slowly, by indicator and sex, and how the table calls it.
SLOW = {
    ("life_expectancy", "women"): "Life expectancy, women (years)",
    ("life_expectancy", "men"): "Life expectancy, men (years)",
    ("infant_mortality", "women"): "Infant mortality, girls (per 1 000)",
    ("infant_mortality", "men"): "Infant mortality, boys (per 1 000)",
}


def lives_and_births(sexes: store.Selection, demography: store.Selection) -> pd.DataFrame:
    """Return the nation's slow indicators by year (columns), fertility last.

    Parameters
    ----------
    sexes : Selection
        Life expectancy (years) and infant mortality (per 1 000) of women and of men.
    demography : Selection
        ``fertility_total``, children per woman, of the same years.
    """
    nation = sexes.frame[sexes.frame["state_code"] == NATION]
    table = nation.pivot(index=["indicator", "sex"], columns="year", values="value")
    table = table.loc[list(SLOW)].set_axis(list(SLOW.values()))
    table.loc["Fertility (children per woman)"] = [
        demography.nation("fertility_total", year) for year in table
    ]
    return table


#: Persons by entitlement as the census asks, in the order of the table.
INSTITUTIONS = {
    "not_entitled_health": "Not entitled",
    "entitled_seguro_popular": "Seguro Popular",
    "entitled_imss": "IMSS",
    "entitled_issste": "ISSSTE",
    "entitlement_not_specified": "Not specified",
}


def readings(
    nation: Mapping[int, float], day: float, town: pd.DataFrame, size: pd.DataFrame
) -> pd.DataFrame:
    """Return the population without access or entitlement by three sources, per cent by year.

    Parameters
    ----------
    nation : mapping
        The nation's share in the later series, by year.
    day : float
        The nation's share of 2010 in the edition of 2011.
    town, size : DataFrame
        Municipal shares without entitlement, and census populations, by year.
    """
    whole = pd.Series("MX", town.index)

    def mean(indicator: str, year: int) -> float:
        return estimates.mean_by_class(town[indicator][year], whole, size[year])["MX"]

    entitlement = {y: mean("social_lag_no_health_entitlement", y) for y in (2000, 2010)}
    rows = {
        "Household survey, edition of 2011 (sum of municipal estimates)": {2010: day},
        "Household survey, later series": nation,
        "Census: no entitlement to health services (*sin derechohabiencia*)": entitlement,
    }
    table = pd.DataFrame.from_dict(rows, "index").reindex(columns=[2000, 2008, 2010])
    return table.rename(columns=str).rename_axis("Reading")


def entitlement(chosen: store.Selection, year: int) -> pd.DataFrame:
    """Return states by the share without entitlement, with the shares of the main institutions.

    Parameters
    ----------
    chosen : Selection
        Persons by entitlement (census): ``entitlement_population`` and :data:`INSTITUTIONS`.

    Returns
    -------
    DataFrame
        Index: Mexico, then the states from the most to the least without entitlement; per cent of
        the population by institution.
    """
    wide = chosen.frame[chosen.frame["year"] == year].pivot(
        index="state_code", columns="indicator", values="value"
    )
    share = 100 * wide[list(INSTITUTIONS)].div(wide["entitlement_population"], axis=0)
    states = share.drop(NATION).sort_values("not_entitled_health", ascending=False)
    table = named(pd.concat([share.loc[[NATION]], states]))
    return table.rename(columns=INSTITUTIONS)


def group_gaps(
    frame: pd.DataFrame, year: int, blocks: Mapping[str, tuple[str, str]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return groups with their intervals, and the gap within each pair that follows another.

    ``blocks`` maps labels to (sex, group), two by two.
    """
    marks = {label: {"sex": sex, "group": group} for label, (sex, group) in blocks.items()}
    indicator = frame["indicator"].iloc[0]
    spread = groups.group_rows(frame, year, marks, indicator)
    labels = list(blocks)
    rows = {
        f"{one} − {other}": groups.between_groups(frame, year, marks[one], marks[other]).iloc[0]
        for one, other in zip(labels[::2], labels[1::2], strict=True)
    }
    table = pd.DataFrame.from_dict(rows, "index").infer_objects()
    told = table.pop("clear").astype(bool)
    table["reading"] = np.where(told, "gap", SIDE[0])
    return spread, table


def gaps_table(gaps: pd.DataFrame) -> pd.DataFrame:
    """Return the gaps of :func:`group_gaps` as they are read."""
    heads = {"one": "First, %", "other": "Second, %", "difference": "Gap",
             "ends": "95 % interval", "reading": "Reading"}  # fmt: skip
    view = gaps.assign(ends=formats.ends(gaps))[list(heads)].rename(columns=heads)
    return view.rename_axis("Groups compared, 2010")


def outcomes(
    now: pd.DataFrame, infant: pd.DataFrame, maternal: pd.DataFrame, demography: pd.DataFrame
) -> dict[str, pd.Series]:
    """Return by label the outcomes that are set beside poverty, by state.

    Parameters
    ----------
    now : DataFrame
        States × the household survey's indicators of 2010.
    infant, maternal : DataFrame
        See :func:`vital`.
    demography : DataFrame
        States × ``life_expectancy`` and ``fertility_total`` of 2010.
    """
    infants, mothers = OF_BIRTHS
    return {
        "Without access (%)": now["deprivation_health"],
        infants: infant["CONAPO estimate"].drop(NATION),
        mothers: maternal["rate"],
        "Life expectancy (years)": demography["life_expectancy"],
        "Fertility (children per woman)": demography["fertility_total"],
        "Seguro Popular (%)": now["affiliation_seguro_popular"],
        "IMSS (%)": now["affiliation_imss"],
    }


def weights(
    outcomes: Mapping[str, pd.Series], people: pd.Series, births: pd.Series
) -> dict[str, pd.Series]:
    """Return what each outcome counts for: births (:data:`OF_BIRTHS`) or people."""
    return {label: births if label in OF_BIRTHS else people for label in outcomes}


def served(chosen: store.Selection) -> pd.Series:
    """Return by state and nation the persons whom the health fund has to serve (census).

    Those entitled to Seguro Popular and those entitled to nothing.
    """
    wide = chosen.frame.pivot(index="state_code", columns="indicator", values="value")
    return wide["entitled_seguro_popular"] + wide["not_entitled_health"]


def by_degree(
    town: pd.DataFrame, size: pd.DataFrame, degree: pd.Series
) -> tuple[pd.DataFrame, pd.Series]:
    """Return municipalities by degree of marginalisation, and where half of the lacking live.

    Parameters
    ----------
    town : DataFrame
        Municipalities × (indicator, year): persons without access and the population to which
        they refer (CONEVAL), shares without entitlement (census).
    size : DataFrame
        Census population by year.
    degree : Series
        Degree of marginalisation.

    Returns
    -------
    DataFrame
        Municipalities, population, without access 2010, without entitlement 2000 and 2010.
    Series
        Census population of the fewest municipalities that hold half of the people without access.
    """
    lag = town["social_lag_no_health_entitlement"]
    lacking, people = town["deprivation_health_persons"][2010], town["population_survey"][2010]
    table = pd.DataFrame(
        {
            "Municipalities": degree.value_counts(),
            "Population, million": size[2010].groupby(degree).sum() / 1e6,
            "Without access 2010, %": 100
            * lacking.groupby(degree).sum()
            / people.groupby(degree).sum(),
            "No entitlement 2000, %": estimates.mean_by_class(lag[2000], degree, size[2000]),
            "No entitlement 2010, %": estimates.mean_by_class(lag[2010], degree, size[2010]),
        }
    )
    lacking = lacking.dropna().sort_values(ascending=False)
    half = lacking.index[: concentration.units_holding(lacking, 0.5)]
    return table.rename(DEGREES).rename_axis("Degree of marginalisation"), size[2010][half]


def gradient_table(slopes: pd.DataFrame) -> pd.DataFrame:
    """Return the gradients as they are read: texts with their intervals.

    ``slopes`` comes from :func:`cohesion.methods.inequality.gradients`.
    """
    rho, slope = slopes[["rho_low", "rho_high"]], slopes[["slope_low", "slope_high"]]
    return pd.DataFrame(
        {
            "Rank correlation": slopes["rho"].map(lambda x: formats.number(x, 2)),
            "95 % interval": [formats.interval(*ends, 2) for ends in rho.to_numpy()],
            "p, adjusted": slopes["p_adjusted"].map(formats.p_value),
            "Slope index": slopes["slope"].map(formats.signed),
            "Interval of the slope": [formats.interval(*ends) for ends in slope.to_numpy()],
            "Concentration index": slopes["concentration"].map(lambda x: formats.number(x, 3)),
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
            "Highest state": state_name(top),
            "Highest": states[top],
            "Lowest state": state_name(bottom),
            "Lowest": states[bottom],
        }
    return pd.DataFrame.from_dict(records, "index").rename_axis("Indicator")


def summary(
    access: pd.DataFrame, vital: Vital, day: store.Selection, coneval: store.Selection,
    demography: store.Selection,
) -> pd.DataFrame:  # fmt: skip
    """Return the chapter on one page: the nation and the ends of each indicator.

    Parameters
    ----------
    access, vital
        As :func:`access` and :func:`vital` give them.
    day, coneval, demography : Selection
        Share without access by the edition of 2011; affiliation; life expectancy and fertility,
        all of 2010.
    """

    def of_2010(selection: store.Selection, code: str) -> pd.Series:
        rows = selection.frame.query(f"indicator == '{code}' and year == 2010")
        return rows.set_index("state_code")["value"]

    return extremes({
        "Without access to health services, 2010 (%)": of_2010(day, "deprivation_health"),
        "Change since 2008 (points)": access["change"],
        "Infant mortality, CONAPO, 2010 (per 1 000)": vital.infant["CONAPO estimate"],
        "Infant deaths registered, % of estimate, 2010":
            vital.infant["Deaths registered, % of estimate"],
        "Maternal deaths per 100 000 births, 2006–2010": vital.maternal["rate"],
        "Affiliated to Seguro Popular, 2010 (%)": of_2010(coneval, "affiliation_seguro_popular"),
        "Life expectancy, 2010 (years)": of_2010(demography, "life_expectancy"),
        "Children per woman, 2010": of_2010(demography, "fertility_total"),
    })  # fmt: skip


def part(name: str, folder: Path = paths.PROGRAMME) -> pd.DataFrame:
    """Return one table of text of ``health.yml`` (see :func:`text_table`)."""
    return text_table("health", name, HEADS[name], folder)


def quantity(name: str, folder: Path = paths.PROGRAMME) -> float:
    """Return a published figure that stands in no table, from ``health.yml``."""
    return text_tables.quantity("health", name, folder).value


def register_reach(deaths: pd.Series, births: pd.Series, estimated_rate: pd.Series) -> pd.Series:
    """Return registered infant deaths in per cent of those that an estimated rate implies.

    Parameters
    ----------
    deaths, births : Series
        Registered deaths under one year; births that the estimate rests on.
    estimated_rate : Series
        Deaths under one year per thousand live births, corrected for incomplete registration.

    Notes
    -----
    Below 100 the register misses deaths (or the estimate is too high); above 100 it counts
    deaths of other places or years, or the estimate is too low.
    """
    implied = births * estimated_rate / 1000
    return (100 * deaths / implied).rename("reach")


def infant_measures(
    deaths: pd.Series, registered: pd.Series, estimated: pd.Series, rate: pd.Series
) -> pd.DataFrame:
    """Set three measures of infant mortality side by side, and the reach of the register.

    Parameters
    ----------
    deaths, registered, estimated : Series
        Registered deaths under one year, registered births, births that the estimate rests on.
    rate : Series
        Estimated deaths per thousand live births; same index throughout.
    """
    return pd.DataFrame(
        {
            "CONAPO estimate": rate,
            "Registered deaths, registered births": 1000 * deaths / registered,
            "Registered deaths, CONAPO births": 1000 * deaths / estimated,
            "Deaths registered, % of estimate": register_reach(deaths, estimated, rate),
        }
    )


def beside_poverty(
    series: Mapping[str, tuple[pd.Series, int]],
    poverty: pd.DataFrame,
    heads: Mapping[str, str],
    rng: np.random.Generator,
) -> tuple[pd.DataFrame, dict[str, tuple[float, float]]]:
    """Return the rank correlation of some series of the states with poverty of the same year.

    Parameters
    ----------
    series : mapping
        Indicator → its values by state key, and the year of the poverty it is set beside.
    poverty : DataFrame
        States × years.
    heads : mapping
        Indicator → how it is called.

    Returns
    -------
    DataFrame
        By indicator and year: n, lowest and highest state, rank correlation, BCa interval.
    dict
        Indicator → the interval (low, high).
    """
    rows, spans = {}, {}
    for key, (values, year) in series.items():
        frame = pd.DataFrame({"poverty": poverty[year], "values": values})
        pair = association.complete(frame, list(frame)).to_numpy()
        spans[key] = association.bca_interval(pair, rng, "spearman")
        rows[f"{heads[key]}, {year}"] = {
            "n": len(pair),
            "Lowest state": state_name(values.idxmin()),
            "Highest state": state_name(values.idxmax()),
            "Rank correlation with poverty": formats.number(
                association.coefficient(pair, "spearman"), 2
            ),
            "95 % interval": formats.interval(*spans[key], 2),
        }
    return pd.DataFrame(rows).T.rename_axis("Indicator"), spans
