"""The social-care part of the programme design, and the change of what is measured of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from cohesion import formats, paths
from cohesion.chapters import groups as chapters_groups
from cohesion.chapters.words import READING, SIDE
from cohesion.files.text_tables import text_table
from cohesion.methods import estimates
from cohesion.publishing import frames
from cohesion.publishing.claims import Claim, count, share, within
from cohesion.tables import store
from cohesion.tables.geography import STATES, named

#: part of the file → heads of its columns; the first becomes the row header
HEADS = {
    "population": {
        "group": "Who the law names",
        "article": "Law",
        "measured": "What official figures say something about",
        "level": "For whom",
        "figure": "Figure of 2010",
        "missing": "Not measured",
    },
    "institutions": {
        "level": "Level",
        "decides": "Decides",
        "funds": "Funds",
        "delivers": "Delivers",
        "monitors": "Monitors",
        "basis": "Legal basis",
    },
    "bottlenecks": {
        "bottleneck": "Bottleneck",
        "evidence": "Evidence",
        "entry": "Entry point",
        "result": "Result",
    },
    "summary": {
        "measure": "Measure",
        "value": "2010",
        "level": "Finest level",
        "reading": "Reading",
    },
}
#: What is measured by state in both years, and how it is called.
MEASURES = {
    "no_social_security_65_plus": "65 and over without social security",
    "education_lag_3_15": "Children of three to fifteen with educational lag",
    "food_insecurity_severe": "Severe food insecurity",
}


#: Poverty and deprivations of groups: indicator → head of its column.
DEPRIVATIONS = {
    "poverty": "Poverty", "extreme_poverty": "Extreme poverty",
    "deprivation_education": "Educational lag", "deprivation_health": "No health services",
    "deprivation_social_security": "No social security", "deprivation_food": "No access to food",
}  # fmt: skip
#: Groups of people in reading order: label → how the files mark them.
GROUPS: dict[str, dict[str, str]] = {
    "Everybody": {}, "Under 18": {"group": "age_0_17"}, "65 and over": {"group": "age_65_plus"},
    "With a disability": {"group": "disability"}, "Indigenous": {"group": "indigenous"},
    "Women": {"sex": "women"}, "Men": {"sex": "men"}, "Rural": {"group": "rural"},
}  # fmt: skip
#: What stands in the name of a fact → its group.
NAMED = {
    "nation": "Everybody", "children": "Under 18", "older": "65 and over",
    "disability": "With a disability", "indigenous": "Indigenous",
}  # fmt: skip
#: Measures of the states: indicator → head of its column.
OF_STATES = {
    "no_social_security_65_plus": "Older people without social security",
    "education_lag_3_15": "Children with educational lag",
    "food_insecurity_severe": "Severe food insecurity",
}  # fmt: skip


def part(name: str, folder: Path = paths.PROGRAMME) -> pd.DataFrame:
    """Return one table of text of ``care.yml`` (see :func:`text_table`)."""
    return text_table("care", name, HEADS[name], folder)


def group_change(
    selection: store.Selection, groups: Mapping[str, Mapping[str, str]], before: int, after: int
) -> pd.DataFrame:
    """Return the national change in poverty of some groups, with its interval and reading.

    The standard error of ``before`` is not published; it is taken to be that of ``after``.

    Returns
    -------
    DataFrame
        One row per group: both values (columns named by year), and the columns of
        :func:`cohesion.methods.concentration.change`.
    """
    old = chapters_groups.group_rows(selection.frame, before, groups, "poverty")["value"]
    rows = chapters_groups.group_rows(selection.frame, after, groups, "poverty")
    se = (rows["high"] - rows["value"]) / estimates.half_width(1.0)
    table = estimates.change(old, rows["value"], se, se)
    table = pd.DataFrame({str(before): old, str(after): rows["value"]}).join(table)
    return table.rename(index=lambda label: f"{label}, in poverty")


def conclusions_of_groups(poor: pd.DataFrame, lacks: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return what is concluded of groups of people, as claims by name.

    Parameters
    ----------
    poor : DataFrame
        By group: poverty in per cent with its interval (``value``, ``low``, ``high``).
    lacks : DataFrame
        By group: poverty, extreme poverty and deprivations, per cent.
    """
    return _beside_the_nation(poor, source) | _among_groups(poor, lacks, source)


def _beside_the_nation(poor: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return which groups are poorer than the nation beyond sampling error, and which are near."""
    nation = {"nation": share(poor.at["Everybody", "value"])}
    low, high = poor["low"].map(share), poor["high"].map(share)
    return {
        f"care-{name}-poorer": Claim(
            f"{label}: poorer than the nation beyond sampling error", "low > nation",
            {"low": low[label], **nation}, source,
        )
        for name, label in (("children", "Under 18"), ("indigenous", "Indigenous"))
    } | {
        f"care-{name}-near": Claim(
            f"{label}: the interval of poverty holds the nation's", "low <= nation <= high",
            {"low": low[label], "high": high[label], **nation}, source,
        )
        for name, label in (("older", "65 and over"), ("disability", "With a disability"))
    }  # fmt: skip


def _among_groups(poor: pd.DataFrame, lacks: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return the order of the groups in poverty, and what each of them lacks most."""
    order = Claim(
        "men, women and older people lie within two points of the nation, people with a disability "
        "and then children above it, rural and indigenous people further up",
        "all(abs(near - nation) < 2) and nation < disability < children"
        " and children + 5 < min(rural, indigenous)",
        {
            "near": share(poor.loc[["Men", "Women", "65 and over"], "value"]),
            "nation": share(poor.at["Everybody", "value"]),
            "disability": share(poor.at["With a disability", "value"]),
            "children": share(poor.at["Under 18", "value"]),
            "rural": share(poor.at["Rural", "value"]),
            "indigenous": share(poor.at["Indigenous", "value"]),
        },
        source,
    )  # fmt: skip
    single = lacks.drop(index="Everybody")
    most_frequent = Claim(
        "no social security is the most frequent lack of children and indigenous people, and more "
        "than half of them have it; educational lag is highest among older people, then people "
        "with a disability",
        "largest(children) == 'No social security' and largest(indigenous) == 'No social security'"
        " and min(children['No social security'], indigenous['No social security']) > 50"
        " and largest(lag) == '65 and over' and place(lag, 'With a disability') == 2",
        {
            "children": share(single.loc["Under 18"].iloc[2:]),
            "indigenous": share(single.loc["Indigenous"].iloc[2:]),
            "lag": share(single["Educational lag"]),
        },
        source,
    )
    return {"care-groups-order": order, "care-lacks": most_frequent}


def conclusions_of_trend(trend: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return what is concluded of the change, as claims by name.

    Parameters
    ----------
    trend : DataFrame
        As :func:`group_change` gives it, in the order older people, lag, food, children.
    """
    change = trend[["low", "high"]].map(lambda points: within(points, -100, 100))
    return {
        "care-older-improved": Claim(
            "the share of older people without cover fell", "high < 0",
            {"high": change["high"].iloc[0]}, source,
        ),
        "care-food-grew": Claim(
            "severe food insecurity rose", "low > 0", {"low": change["low"].iloc[2]}, source
        ),
        "care-children-no-change": Claim(
            "the intervals of the changes of children's poverty and educational lag hold zero",
            "low_poor <= 0 <= high_poor and low_lag <= 0 <= high_lag",
            {"low_poor": change["low"].iloc[3], "high_poor": change["high"].iloc[3],
             "low_lag": change["low"].iloc[1], "high_lag": change["high"].iloc[1]},
            source,
        ),
    }  # fmt: skip


def conclusions_of_older(
    older: pd.Series, reading: pd.Series, breaks: Sequence[float], fall: pd.Series, source: Any
) -> dict[str, Claim]:
    """Return what is concluded of older people without cover by state, as claims by name.

    Parameters
    ----------
    older, reading, fall : Series
        By state key: the share in per cent, how it lies against the nation, its change.
    breaks : sequence of float
        Limits of the classes of the map.
    """
    by_name = named(older.to_frame("older"))["older"]
    north = older[STATES["region"].reindex(older.index) == "North"]
    return {
        "care-older-map": Claim(
            "the states named are in the two darkest classes of the map; Chiapas, the capital and "
            "more than half of the north are in the two lightest",
            "all(dark > from_here) and all(light < to_here) and north_light > north_dark",
            {
                "dark": share(by_name[["Guerrero", "Oaxaca", "Tabasco", "Veracruz", "Puebla",
                                       "Hidalgo", "Guanajuato"]]),
                "from_here": share(breaks[-2]),
                "light": share(by_name[["Chiapas", "Federal District"]]),
                "to_here": share(breaks[2]),
                "north_light": count(int((north < breaks[2]).sum()), of=len(north)),
                "north_dark": count(int((north >= breaks[2]).sum()), of=len(north)),
            },
            source,
        ),
        "care-older-ends": Claim(
            "Nuevo León has the smallest share, Oaxaca the largest",
            "smallest(older) == 'Nuevo León' and largest(older) == 'Oaxaca'",
            {"older": share(by_name)}, source,
        ),
        "care-older-ties": Claim(
            "more states show no clear difference from the nation than lie above it",
            "tied > above",
            {"tied": count(int((reading == 0).sum()), of=len(reading)),
             "above": count(int((reading == 1).sum()), of=len(reading))},
            source,
        ),
        "care-chiapas-fall": Claim(
            "the share of older people without cover fell most in Chiapas",
            "smallest(change) == 'Chiapas' and change['Chiapas'] < 0",
            {"change": named(fall.to_frame("fall"))["fall"]}, source,
        ),
    }  # fmt: skip


def conclusions_of_needs(
    lag: pd.Series, food: pd.Series, poverty: pd.Series, nations: tuple[float, float], source: Any
) -> dict[str, Claim]:
    """Return what is concluded of the needs of children by state, as claims by name.

    ``lag``, ``food``, ``poverty``: per cent by state key; ``nations``: the nation's lag and food.
    """
    above = pd.DataFrame({"lag": lag > nations[0], "food": food > nations[1]})
    quarters = above.value_counts().reindex(
        pd.MultiIndex.from_product([[True, False]] * 2), fill_value=0
    )
    differ = Claim(
        "each quarter of the chart holds at least two states, and the two orders agree little",
        "fewest >= 2 and rank_correlation(lag, food) < 0.5",
        {
            "fewest": count(int(quarters.min()), of=len(lag)),
            "lag": share(named(lag.to_frame("lag"))["lag"]),
            "food": share(named(food.to_frame("food"))["food"]),
        },
        source,
    )
    poorest = Claim(
        "Chiapas has the largest share of poor people", "largest(poor) == 'Chiapas'",
        {"poor": share(named(poverty.to_frame("poor"))["poor"])}, source,
    )  # fmt: skip
    return {"care-needs-differ": differ, "care-chiapas-poorest": poorest}


def trend_table(
    trend: pd.DataFrame, shifts: Mapping[str, pd.DataFrame], labels: Mapping[str, str]
) -> pd.DataFrame:
    """Return national changes for readers, with how many states rose and fell where known.

    Parameters
    ----------
    trend : DataFrame
        As :func:`group_change` gives it.
    shifts : mapping of indicator to DataFrame
        The change of each state, with its ``reading`` (1, 0, −1).
    labels : mapping of indicator to str
        The row of ``trend`` that each indicator stands in.
    """
    years = list(trend.columns[:2])
    table = trend[years].copy()
    table["Change"] = trend["change"].map(formats.signed)
    table["95 % interval"] = [formats.interval(*pair) for pair in trend[["low", "high"]].to_numpy()]
    table["Reading"] = trend["reading"].map(READING)
    for head, sign in (("States, rose", 1), ("States, fell", -1)):
        counts = {labels[name]: str((t["reading"] == sign).sum()) for name, t in shifts.items()}
        table[head] = pd.Series(counts).reindex(table.index).fillna("–")
    return table.rename_axis("Measure")


def conclusions_of_record(
    by_state: int, named: int, levels: pd.Series, source: Any
) -> dict[str, Claim]:
    """Return what is concluded of what is measured at all, as claims by name.

    Parameters
    ----------
    by_state, named : int
        Groups of the assistance law with some figure by state, and all that it names.
    levels : Series
        Finest level of each measure of the summary: ``nation`` or ``state``.
    """
    return {
        "care-some-unmeasured": Claim(
            "not all of the groups have some figure by state", "by_state < named",
            {"by_state": count(int(by_state), of=named), "named": within(named, 1, 99)}, source,
        ),
        "care-half-national": Claim(
            "half of the measures of the summary are known for the nation alone",
            "nation == number / 2",
            {"nation": count(int((levels == "nation").sum()), of=len(levels)),
             "number": within(len(levels), 1, 99)}, source,
        ),
    }  # fmt: skip


def group_facts(poor: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return the poverty of groups with its interval as facts.

    Parameters
    ----------
    poor : DataFrame
        By group: ``value``, ``low``, ``high``.
    names : mapping
        What stands in the name of the fact → group.
    """
    made = []
    for short, label in names.items():
        span = formats.interval(*poor.loc[label, ["low", "high"]])
        share_ = frames.rows({f"care-{short}-poverty": poor.at[label, "value"]}, unit="%", digits=1)
        around = frames.rows({f"care-{short}-poverty-interval": span}, digits=1)
        made += [share_, around.assign(text=f"{span} %")]
    return frames.joined(*made)


def change_facts(trend: pd.DataFrame, stems: Sequence[str]) -> pd.DataFrame:
    """Return the first changes of a table with their intervals as facts, in its order."""
    found = {}
    for stem, (_, row) in zip(stems, trend.iterrows(), strict=False):
        found[f"care-{stem}-change"] = formats.signed(row["change"])
        found[f"care-{stem}-change-interval"] = formats.interval(row["low"], row["high"])
    return frames.rows(found, digits=1)


def direction_facts(
    shifts: Mapping[str, pd.DataFrame], measures: Mapping[str, str]
) -> pd.DataFrame:
    """Return in how many states a measure rose and fell beyond its error, as facts."""
    found = {}
    for stem, name in measures.items():
        found[f"care-{stem}-states-rose"] = (shifts[name]["reading"] > 0).sum()
        found[f"care-{stem}-states-fell"] = (shifts[name]["reading"] < 0).sum()
    return frames.rows(found)


def lacks(selection: store.Selection, year: int) -> pd.DataFrame:
    """Return :data:`GROUPS` × :data:`DEPRIVATIONS`, per cent."""
    columns = {
        head: chapters_groups.group_rows(selection.frame, year, GROUPS, indicator)["value"]
        for indicator, head in DEPRIVATIONS.items()
    }
    return pd.DataFrame(columns).rename_axis("Group")


def states_table(value: pd.DataFrame, error: pd.DataFrame, reading: pd.Series) -> pd.DataFrame:
    """Return the states with :data:`OF_STATES`, and how older people there stand to the nation.

    Parameters
    ----------
    value, error : DataFrame
        States × measures: estimates and standard errors.
    reading : Series
        By state: 1 above the nation beyond sampling error, −1 below, 0 neither.
    """
    table = with_errors(value, error, OF_STATES)
    return table.assign(**{"Older people, against the nation": reading.map(SIDE).to_numpy()})


def with_errors(
    value: pd.DataFrame, error: pd.DataFrame, columns: Mapping[str, str]
) -> pd.DataFrame:
    """Return the states with some measures, each beside the half-width of its interval.

    Parameters
    ----------
    value, error : DataFrame
        States × measures: estimates and standard errors.
    columns : mapping
        Measure → head of its column.
    """
    table = pd.DataFrame(index=pd.Index(STATES["name_en"], name="State"))
    for name, label in columns.items():
        table[label] = value[name].to_numpy()
        half = estimates.half_width(error[name])
        table[f"± {label.split()[0].lower()}"] = half.to_numpy()
    return table
