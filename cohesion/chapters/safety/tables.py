"""The tables of the chapters on safety and on justice, written out."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cohesion import formats, phrases
from cohesion.tables import geo
from cohesion.tables.geography import NATION, state_labels, state_name
from cohesion.tables.store import Selection


def ends(rows: Mapping[str, tuple[float, pd.Series, int]], *, text: bool = False) -> pd.DataFrame:
    """Return the nation, the lowest and the highest state of each indicator.

    Parameters
    ----------
    rows : mapping
        Indicator → value of the nation, values by state key (the nation may be among them),
        decimals.
    text : bool
        Whether the nation's value is written out too, for rows with different decimals.
    """
    found = []
    for nation, values, digits in rows.values():
        states = values.drop(NATION, errors="ignore")
        named = [
            f"{state_name(code)} ({formats.number(states[code], digits)})"
            for code in (states.idxmin(), states.idxmax())
        ]
        found.append((formats.number(nation, digits) if text else nation, *named))
    return pd.DataFrame(
        found, index=pd.Index(rows, name="Indicator"),
        columns=["Mexico", "Lowest state", "Highest state"],
    )  # fmt: skip


def summary(states: pd.DataFrame, survey: Selection, unsafe: Selection) -> pd.DataFrame:
    """Return the chapter's measures: the nation, the lowest and the highest state of each.

    Parameters
    ----------
    states : DataFrame
        As ``results.homicide_table`` gives it.
    survey : Selection
        Victims and crimes of 2010 (per 100 000 adults).
    unsafe : Selection
        Adults who feel unsafe in 2011 (per cent).
    """
    of_2010, fear = survey.wide(2010) / 1000, unsafe.wide(2011)["perception_insecure"]
    return ends({
        "Homicides per 100 000 persons a year, 2008–2010":
            (states.at[NATION, "after"], states["after"], 1),
        "Change since 2005–2007 (homicides per 100 000)":
            (states.at[NATION, "difference"], states["difference"], 1),
        "Victims of crime per 100 adults, 2010":
            (survey.nation("prevalence", 2010) / 1000, of_2010["prevalence"], 1),
        "Crimes per 100 adults, 2010":
            (survey.nation("incidence", 2010) / 1000, of_2010["incidence"], 1),
        "Adults who feel unsafe in their state, 2011 (%)":
            (unsafe.nation("perception_insecure", 2011), fear, 1),
    })  # fmt: skip


def summary_of_justice(
    ratio: pd.Series, survey: Selection, turnout: pd.Series, women: pd.Series
) -> pd.DataFrame:
    """Return the measures of the chapter on justice: the nation and both ends of each.

    Parameters
    ----------
    ratio, turnout, women : Series
        By unit, the nation among them: files per 100 crimes, turnout and women in congress.
    survey : Selection
        Cost of crime (pesos), victims, and crimes with physical aggression (per cent).
    """
    asked = survey.wide(2010)
    cost = survey.nation("crime_cost", 2010) / survey.nation("victims", 2010)
    rows = {
        "Files opened per 100 crimes, 2010": (ratio[NATION], ratio, 1),
        "Cost of crime per victim, 2010 (pesos)": (cost, asked["crime_cost"] / asked["victims"], 0),
        "Crimes with physical aggression, 2010 (%)":
            (survey.nation("crime_aggression", 2010), asked["crime_aggression"], 1),
        "Turnout, federal deputies 2009 (%)": (turnout[NATION], turnout, 1),
        "Women in the state congress, 2011 (%)": (women[NATION], women, 1),
    }  # fmt: skip
    return ends(rows, text=True)


def victims_by_age(ages: pd.DataFrame) -> pd.DataFrame:
    """Return victims by age and sex as they are read."""
    return ages[["victims", "share"]].set_axis(["Victims", "Per 100 adults"], axis=1)


def homicide_states(states: pd.DataFrame) -> pd.DataFrame:
    """Return nation and states with both periods, the change and the possible ranks.

    ``states`` comes from :func:`cohesion.chapters.safety.results.homicide_table`.
    """
    table = pd.DataFrame(
        {
            "2005–2007": states["before"],
            "2008–2010": states["after"],
            "95 % interval": _intervals(states, "low", "high"),
            "Change": [formats.signed(x) for x in states["difference"]],
            "Interval of the change": _intervals(states, "difference_low", "difference_high"),
            "Possible ranks": possible_ranks(states),
        }
    )
    return table.set_axis(pd.Index(state_labels()[states.index], name="State"))


def possible_ranks(rows: pd.DataFrame) -> list[str]:
    """Return 'best–worst', one number where both are the same, a dash where there is none."""
    return [
        "–" if pd.isna(best) else f"{best:.0f}–{worst:.0f}" if best < worst else f"{best:.0f}"
        for best, worst in rows[["best", "worst"]].to_numpy()
    ]


def homicide_towns(top: pd.DataFrame, years: int) -> pd.DataFrame:
    """Return municipalities with their homicides, rate and smoothed rate.

    Parameters
    ----------
    top : DataFrame
        By municipal key: ``count``, ``population`` (person-years), ``rate``, ``smoothed``, ``low``,
        ``high``.
    years : int
        Over which deaths and person-years are summed.
    """
    table = pd.DataFrame(
        {
            "Homicides 2008–2010": top["count"],
            "Inhabitants": top["population"] / years,
            "Rate": top["rate"],
            "Smoothed rate": top["smoothed"],
            "95 % interval": _intervals(top, "low", "high", 0),
        }
    )
    return table.set_axis(pd.Index(geo.town_labels(top.index), name="Municipality"))


def files(
    opened: pd.Series, counts: pd.Series, ratio: pd.Series, ties: pd.DataFrame, change: pd.DataFrame
) -> pd.DataFrame:
    """Return the nation, then the states from the fewest files per crime to the most.

    Parameters
    ----------
    opened, counts, ratio : Series
        Files, crimes and files per 100 crimes, by state key and nation.
    ties : DataFrame
        By state key: ``best`` and ``worst`` possible rank.
    change : DataFrame
        Files by unit and year, 2007 and 2011 among the years.
    """
    units = [NATION, *ratio.drop(NATION).sort_values().index]
    table = pd.DataFrame(
        {
            "Files 2010": opened.map(formats.integer),
            "Crimes 2010": counts.map(formats.integer),
            "Files per 100 crimes": ratio.map(formats.number),
            "Possible ranks": pd.Series(possible_ranks(ties), ties.index),
            "Files 2007–2011 (%)": ((change[2011] / change[2007] - 1) * 100).map(formats.signed),
        }
    ).loc[units]
    table["Possible ranks"] = table["Possible ranks"].fillna("–")
    return table.set_axis(pd.Index(state_labels()[units], name="State"))


def voice(turnout: pd.Series, women: pd.Series, attacks: pd.Series) -> pd.DataFrame:
    """Return the three highest and lowest states in turnout and women in congress, and attacks.

    All by state key; a state level with the third is named too. Of attacks, the states without a
    known one are counted.
    """

    def three(values: pd.Series, digits: int) -> str:
        first = values.iloc[:3].index.union(values.index[values == values.iloc[2]], sort=False)
        return ", ".join(
            f"{state_name(code)} ({formats.number(values[code], digits)})" for code in first
        )

    rows = {
        "Turnout 2009 (%)": (turnout, 1),
        "Women in the state congress 2011 (%)": (women, 1),
        "Attacks on journalists and media 2011 (known cases)": (attacks, 0),
    }
    ordered = [(values.sort_values(kind="stable"), digits) for values, digits in rows.values()]
    table = pd.DataFrame(
        {
            "Highest": [
                three(v.sort_values(ascending=False, kind="stable"), d) for v, d in rows.values()
            ],
            "Lowest": [three(v, digits) for v, digits in ordered],
        },
        index=pd.Index(rows, name="Indicator"),
    )
    quiet = phrases.counted(int((attacks == 0).sum()), "state", "states")
    table.iloc[-1, 1] = f"{quiet} without a known attack"
    return table


def _intervals(rows: pd.DataFrame, low: str, high: str, digits: int = 1) -> list[str]:
    return [formats.interval(*pair, digits) for pair in rows[[low, high]].to_numpy()]
