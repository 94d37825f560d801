"""CONEVAL's poverty measurement: changes between two surveys, gaps between groups, profiles.

The household surveys of 2008 and 2010 are independent samples. CONEVAL's files give standard
errors for 2010 but none for 2008. Every change is therefore judged under a stated assumption, that
the standard error of 2008 is a multiple of that of 2010 (once, by default), and the reading is
repeated for other multiples.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cohesion import formats, paths, phrases
from cohesion.chapters.words import READING
from cohesion.errors import DataError
from cohesion.files.text_tables import text_table
from cohesion.methods import concentration, estimates
from cohesion.methods import ranks as methods_ranks
from cohesion.methods.estimates import gap, interval
from cohesion.publishing import frames
from cohesion.tables import store
from cohesion.tables.editions import difference
from cohesion.tables.geography import NATION

DEPRIVATIONS = (
    "deprivation_education",
    "deprivation_health",
    "deprivation_social_security",
    "deprivation_housing",
    "deprivation_services",
    "deprivation_food",
)
INCOME = ("below_poverty_line", "below_extreme_line")
SITUATION = (
    "poverty",
    "extreme_poverty",
    "moderate_poverty",
    "vulnerable_deprivation",
    "vulnerable_income",
    "not_poor_not_vulnerable",
)
#: What the edition of 2011 gives of every state, and what the series gives besides.
LEVELS = (
    *(name for name in SITUATION if name != "moderate_poverty"),
    *DEPRIVATIONS,
    *INCOME,
)
ALL = (*SITUATION, *DEPRIVATIONS, *INCOME)
#: What the release of July 2011 gives in per cent of the population.
RELEASED = ("poverty", "extreme_poverty", "vulnerable_deprivation", "vulnerable_income")
#: Changes of the nation in reading order.
CHANGED = ("poverty", "extreme_poverty", *INCOME, *DEPRIVATIONS)
#: Gaps between groups: name of the fact → indicator, one group, the other.
PAIRS = {
    "poverty-gap-indigenous": ("poverty", "Indigenous", "Not indigenous"),
    "poverty-gap-rural": ("poverty", "Rural", "Urban"),
    "poverty-gap-children": ("poverty", "Under 18 years", "18 years or more"),
    "poverty-gap-women": ("poverty", "Women", "Men"),
    "education-gap-women": ("deprivation_education", "Women", "Men"),
    "health-gap-women": ("deprivation_health", "Women", "Men"),
}
COHESION = (
    "income_ratio_extreme_poor",
    "polarised_states_population",
    "low_marginalisation_pole_population",
    "no_pole_population",
    "networks_high_population",
    "networks_medium_population",
    "networks_low_population",
)

#: Short names for narrow columns and axes; the catalogue holds the full ones.
SHORT = {
    "poverty": "Poverty",
    "extreme_poverty": "Extreme poverty",
    "moderate_poverty": "Moderate poverty",
    "vulnerable_deprivation": "Vulnerable by deprivation",
    "vulnerable_income": "Vulnerable by income",
    "not_poor_not_vulnerable": "Neither poor nor vulnerable",
    "deprivation_education": "Education",
    "deprivation_health": "Health access",
    "deprivation_social_security": "Social security",
    "deprivation_housing": "Housing",
    "deprivation_services": "Basic services",
    "deprivation_food": "Food",
    "below_poverty_line": "Income below the poverty line",
    "below_extreme_line": "Income below the extreme line",
    "gini_income": "Gini coefficient",
}

#: Population groups in reading order. Disability is left out: whether CONEVAL had published it
#: for 2010 by the day of this edition is not confirmed.
GROUPS = {
    ("women", "all"): "Women",
    ("men", "all"): "Men",
    ("total", "age_0_17"): "Under 18 years",
    ("total", "age_18_plus"): "18 years or more",
    ("total", "age_65_plus"): "65 years or more",
    ("total", "indigenous"): "Indigenous",
    ("total", "non_indigenous"): "Not indigenous",
    ("total", "indigenous_language"): "Speakers of an indigenous language",
    ("total", "rural"): "Rural",
    ("total", "urban"): "Urban",
}


def state_change(
    selection: store.Selection, indicator: str, before: int, after: int, ratio: float = 1.0
) -> pd.DataFrame:
    """Return each state's change with its interval and reading (see :func:`territory.change`).

    ``ratio`` is the assumed standard error of ``before`` over that of ``after``.
    """
    values, errors = selection.wide(), selection.wide(what="se")
    se = errors[(indicator, after)]
    return estimates.change(values[(indicator, before)], values[(indicator, after)], ratio * se, se)


def national_change(
    selection: store.Selection, indicators: Sequence[str], before: int, after: int
) -> pd.DataFrame:
    """Return the nation's change in each indicator: both values, change, interval, reading."""
    old = pd.Series({name: selection.nation(name, before) for name in indicators})
    new = pd.Series({name: selection.nation(name, after) for name in indicators})
    se = pd.Series({name: selection.nation(name, after, "se") for name in indicators})
    table = estimates.change(old, new, se, se)
    return pd.DataFrame({str(before): old, str(after): new}).join(table)


def readings(
    selection: store.Selection,
    indicator: str,
    before: int,
    after: int,
    ratios: Sequence[float],
    official: pd.Series,
    official_name: str,
) -> pd.DataFrame:
    """Return how many states rose, fell or did neither under each assumed ratio of errors.

    The last row, ``official_name``, counts the official reading (1, 0, −1 by state).
    """
    lines = {
        f"Error of {before} = {formats.number(ratio, 2)} × error of {after}": state_change(
            selection, indicator, before, after, ratio
        )["reading"]
        for ratio in ratios
    }
    lines[official_name] = official
    counts = {
        name: {phrases.capital(said): (line == sign).sum() for sign, said in READING.items()}
        for name, line in lines.items()
    }
    table = pd.DataFrame(counts).T[[phrases.capital(READING[sign]) for sign in (1, 0, -1)]]
    return table.rename_axis("Assumption")


def group_table(selection: store.Selection, year: int, what: str = "value") -> pd.DataFrame:
    """Return groups (in reading order, named) × indicators of a national selection."""
    frame = selection.frame[selection.frame["year"] == year]
    wide = frame.pivot_table(index=["sex", "group"], columns="indicator", values=what)
    missing = [key for key in GROUPS if key not in wide.index]
    if missing:
        raise DataError(
            f"no figure for the group {missing[0]} in {year}.",
            cure="Select the groups with sex=None and group=None.",
        )
    return wide.loc[list(GROUPS)].set_axis(list(GROUPS.values()))


def largest_deprivation(wide: pd.DataFrame) -> pd.Series:
    """Return, for each unit, its most frequent deprivation other than social security.

    Social security leads everywhere; what comes next tells states apart.
    """
    others = [name for name in DEPRIVATIONS if name != "deprivation_social_security"]
    return wide[others].idxmax(axis=1).map(SHORT)


def by_class(
    frame: pd.DataFrame, classes: pd.Series, names: dict[int, str], counts: dict[str, str]
) -> pd.DataFrame:
    """Return, per class of municipalities, their number and their share of each count (%).

    ``frame`` holds the counts by municipality, ``classes`` the class of each; ``counts`` maps the
    columns to the heads of the result. Municipalities without a class are left out of the
    numerator and kept in the total.
    """
    kept = frame.join(classes.rename("class"), how="left")
    summed = kept.groupby("class")[list(counts)].sum()
    table = 100 * summed / kept[list(counts)].sum()
    table.insert(0, "Municipalities", kept.groupby("class").size())
    return table.rename(index=names, columns=counts)


def releases_table(
    first: store.Selection, series: store.Selection, indicators: Sequence[str], years: Sequence[int]
) -> pd.DataFrame:
    """Return the nation's figures of the first release beside those of the series, by year."""
    columns = {}
    for label, source, suffix in (("first", first, "_as_published"), ("series", series, "")):
        for year in years:
            columns[f"{year}, {label}"] = [source.nation(i + suffix, year) for i in indicators]
    index = pd.Index([SHORT[name] for name in indicators], name="Indicator")
    return pd.DataFrame(columns, index=index)


def editions_table(day: store.Selection, series: store.Selection, year: int) -> pd.DataFrame:
    """Return how far the later series differs from the edition of the day, by indicator.

    Returns
    -------
    DataFrame
        Index: indicator; the nation in both editions and the difference, the least and the most
        difference of a state (percentage points), the largest number of ranks that a state moves.
    """
    rows = {}
    for name in (*SITUATION, *DEPRIVATIONS, *INCOME):
        if name not in set(day.frame["indicator"]):
            continue
        ours, later = (
            chosen.frame[
                (chosen.frame["indicator"] == name) & (chosen.frame["year"] == year)
            ].set_index("state_code")["value"]
            for chosen in (day, series)
        )
        found = difference(ours, later)
        rows[SHORT[name]] = {
            "Mexico, edition of 2011": ours[NATION],
            "Mexico, later series": later[NATION],
            "Mexico, difference": found["nation"],
            "States, least": found["least"],
            "States, most": found["most"],
            "Ranks": str(found["moved"]),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("Indicator")


def change_table(change: pd.DataFrame) -> pd.DataFrame:
    """Return the result of :func:`national_change` with the names and words a reader sees."""
    heads = {
        "change": "Change", "low": "From", "high": "To", "detectable": "Least change",
    }  # fmt: skip
    table = change.drop(columns="reading").rename(columns=heads, index=SHORT)
    table["Reading"] = change["reading"].map(READING).to_list()
    return table.rename_axis("Indicator")


def state_table(
    selection: store.Selection, persons: pd.Series, names: pd.Series, year: int
) -> pd.DataFrame:
    """Return states in order of poverty: share, interval, rank, possible ranks, persons."""
    value, se = selection.wide(year), selection.wide(year, what="se")
    ranks = methods_ranks.rank_intervals(value["poverty"], se["poverty"])
    bounds = interval(value["poverty"], se["poverty"])
    table = pd.DataFrame(
        {
            "Poverty (%)": value["poverty"],
            "From": bounds["low"],
            "To": bounds["high"],
            "Rank": ranks["rank"],
            "Possible ranks": ranks["best"].astype(str) + "–" + ranks["worst"].astype(str),
            "Extreme poverty (%)": value["extreme_poverty"],
            "Poor persons (thousand)": persons / 1000,
        }
    )
    return table.sort_values("Rank").rename(index=names).rename_axis("State")


def cohesion_table(selection: store.Selection, years: Sequence[int]) -> pd.DataFrame:
    """Return CONEVAL's national cohesion indicators by year, with the error of the last year."""
    labels = store.catalogue().loc[list(COHESION), "label_en"].to_list()
    table = pd.DataFrame(
        {str(year): [selection.nation(name, year) for name in COHESION] for year in years},
        index=pd.Index(labels, name="Indicator"),
    )
    last = years[-1]
    table[f"Standard error {last}"] = [selection.nation(name, last, "se") for name in COHESION]
    return table


def second_widest(wide: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Return how many and which states have each deprivation next after social security."""
    second = largest_deprivation(wide)
    table = pd.DataFrame(
        {"States": second.value_counts(), "Which": names.groupby(second).agg(", ".join)}
    )
    table = table.sort_values("States", ascending=False)
    return table.rename_axis("Widest deprivation after social security")


def leads(counts: pd.Series) -> str:
    """Return labels with their counts as words of a sentence: 'food in 20, housing in 2'."""
    return ", ".join(f"{label.lower()} in {count}" for label, count in counts.items())


def gaps(
    values: pd.DataFrame, se: pd.DataFrame, pairs: dict[str, tuple[str, str, str]]
) -> pd.DataFrame:
    """Return the gap with its interval for each named (indicator, first group, second group)."""
    return pd.DataFrame(
        {name: gap(values[i], se[i], one, other) for name, (i, one, other) in pairs.items()}
    ).T


#: Heads of the tables of text in ``data/programme/social.yml``; the first field names the row.
HEADS = {
    "instruments": {
        "instrument": "Instrument", "deprivation": "Deprivation addressed", "run_by": "Run by",
        "basis": "Basis or source",
    },
    "entry_points": {
        "result": "Result", "entry": "Entry point", "evidence": "Evidence",
        "change": "What could change",
    },
    "summary": {"aspect": "Aspect", "says": "What the figures say"},
}  # fmt: skip


def part(name: str, folder: Path = paths.PROGRAMME) -> pd.DataFrame:
    """Return one table of text of ``social.yml`` (see :func:`text_table`)."""
    return text_table("social", name, HEADS[name], folder)


@dataclass(frozen=True)
class Places:
    """Where the poor live, by municipality.

    Attributes
    ----------
    all, half, large, poorest : int
        Municipalities; those with most poor that hold half of them; the large ones among these;
        those above ``threshold`` per cent of poverty.
    limit, threshold : float
        People above which a municipality is large; per cent above which it is among the poorest.
    half_of_extreme : int
        Municipalities that hold half of the extremely poor.
    people_in_half, rate : float
        Of those that hold half of the poor: per cent of all people, and poverty there.
    poor_in_poorest, extreme_in_poorest : float
        Per cent of the poor and of the extremely poor who live in the poorest.
    extreme_share : float
        Extremely poor per cent of all people, summed over municipalities.
    poverty, extreme : float
        Concentration indices; 0 is an even spread.
    """

    all: int
    half: int
    large: int
    poorest: int
    limit: float
    threshold: float
    half_of_extreme: int
    people_in_half: float
    rate: float
    poor_in_poorest: float
    extreme_in_poorest: float
    extreme_share: float
    poverty: float
    extreme: float


def places(municipal: pd.DataFrame, *, large: float, threshold: float) -> Places:
    """Return where the poor live.

    Parameters
    ----------
    municipal : DataFrame
        By municipality: ``poverty`` (per cent), ``poverty_persons``, ``extreme_poverty_persons``,
        ``population_survey``.
    large, threshold : float
        See :class:`Places`.
    """
    poor, extremely = municipal["poverty_persons"], municipal["extreme_poverty_persons"]
    people = municipal["population_survey"]
    half = municipal.nlargest(concentration.units_holding(poor), "poverty_persons")
    poorest = municipal[municipal["poverty"] > threshold]
    return Places(
        all=len(municipal),
        half=len(half),
        large=(half["population_survey"] > large).sum(),
        poorest=len(poorest),
        limit=large,
        threshold=threshold,
        half_of_extreme=concentration.units_holding(extremely),
        people_in_half=100 * half["population_survey"].sum() / people.sum(),
        rate=100 * half["poverty_persons"].sum() / half["population_survey"].sum(),
        poor_in_poorest=100 * poorest["poverty_persons"].sum() / poor.sum(),
        extreme_in_poorest=100 * poorest["extreme_poverty_persons"].sum() / extremely.sum(),
        extreme_share=100 * extremely.sum() / people.sum(),
        poverty=concentration.concentration_index(poor, people),
        extreme=concentration.concentration_index(extremely, people),
    )


def speakers_table(
    spoken: pd.DataFrame, level: pd.DataFrame, names: pd.Series, number: int
) -> pd.DataFrame:
    """Return the states with the largest shares of speakers of an indigenous language.

    Parameters
    ----------
    spoken : DataFrame
        By state, the largest share first: speakers and their share.
    level : DataFrame
        By state: ``poverty``, ``deprivation_health``, per cent.
    number : int
        States shown.
    """
    shown = spoken.head(number).join(level[["poverty", "deprivation_health"]]).rename(index=names)
    shown.columns = ["Speakers", "Share, %", "Poverty, %", "No access to health, %"]
    return shown.rename_axis("State")


def direction_facts(stem: str, reading: pd.Series) -> pd.DataFrame:
    """Return how many states rose, fell or show no clear change, as facts.

    Parameters
    ----------
    reading : Series
        By state: 1 rose, −1 fell, 0 no clear change.
    """
    words = {1: "rose", 0: "unclear", -1: "fell"}
    return frames.rows({f"{stem}-{word}": (reading == sign).sum() for sign, word in words.items()})


def gap_facts(gaps: pd.DataFrame) -> pd.DataFrame:
    """Return gaps between groups (index: name of the fact) with their intervals as facts."""
    text = [formats.with_unit(formats.signed(gap), "points") for gap in gaps["gap"]]
    spans = {
        f"{name}-interval": formats.interval(row["low"], row["high"])
        for name, row in gaps.iterrows()
    }
    told = frames.rows(gaps["gap"].to_dict(), digits=1).assign(text=text)
    return frames.joined(told, frames.rows(spans, digits=1))


def change_facts(
    shift: pd.DataFrame, measures: Mapping[str, str], digits: Mapping[str, int]
) -> pd.DataFrame:
    """Return the changes of the nation with their intervals as facts.

    Parameters
    ----------
    shift : DataFrame
        By indicator: ``change``, ``low``, ``high``.
    measures : mapping
        What stands in the name of the fact → indicator.
    digits : mapping
        Decimals of an interval, by the same; one where it says nothing.
    """
    rows = {stem: shift.loc[name] for stem, name in measures.items()}
    changes = {f"{stem}-change-2008-2010": row["change"] for stem, row in rows.items()}
    spans = {
        f"{stem}-change-interval": formats.interval(row["low"], row["high"], digits.get(stem, 1))
        for stem, row in rows.items()
    }
    text = [formats.with_unit(formats.signed(change), "points") for change in changes.values()]
    told = frames.rows(changes, unit="points", digits=1).assign(text=text)
    return frames.joined(told, frames.rows(spans, digits=1))
