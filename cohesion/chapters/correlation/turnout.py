"""Turnout: what the electoral calendar explains, what is left, and whether it was there before."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cohesion import formats
from cohesion.chapters.correlation import calendar, variables
from cohesion.chapters.correlation.plan import AnalysisPlan
from cohesion.methods import association, grid, panel
from cohesion.tables.geography import STATE_CODES
from cohesion.tables.store import AS_OF, select

TURNOUT = "turnout_federal_deputies"
YEAR = 2009
DUMMIES = {
    "governor": "governor elected the same day, held constant",
    "any_local": "any local election the same day, held constant",
}


def explained(turnout: pd.Series, dummies: pd.DataFrame) -> pd.Series:
    """Return the share (%) of the variance of turnout that each dummy explains by itself."""
    return pd.Series({name: 100 * turnout.corr(dummies[name]) ** 2 for name in dummies})


def held_constant(
    plan: AnalysisPlan, frame: pd.DataFrame, family: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Return G3 under the calendar: each dummy held constant, and the states with one left out.

    Parameters
    ----------
    frame : DataFrame
        States × declared variables.
    family : DataFrame
        The declared governance results; their p-values with that of G3 replaced give Holm's.

    Returns
    -------
    DataFrame
        n, r, low, high, p, p_holm by way of looking; the first line is the declared one.
    """
    dummies = calendar.same_day(YEAR).reindex(frame.index)
    data = frame[["homicide", "turnout"]].join(dummies)
    options = {"replications": plan.settings.bootstrap_replications,
               "permutations": plan.settings.permutations}  # fmt: skip
    lines = {"declared": family.loc["G3"]}
    for name in DUMMIES:
        lines[DUMMIES[name]] = _one(data, [name], rng, options)
    rest = data[data["governor"] == 0]
    lines["without the states that elected a governor"] = _one(rest, [], rng, options)
    table = pd.DataFrame(lines).T[["n", "r", "low", "high", "p"]].astype(float)
    others = family.drop(index="G3")["p"].tolist()
    table["p_holm"] = [association.adjust([p, *others], "holm")[0] for p in table["p"]]
    return table


def _one(data: pd.DataFrame, held: list[str], rng: np.random.Generator, options: dict) -> pd.Series:
    return grid.associations(data, ["homicide"], ["turnout"], rng, held=held, **options).iloc[0]


def placebos(
    plan: AnalysisPlan, frame: pd.DataFrame, rng: np.random.Generator
) -> tuple[pd.DataFrame, list]:
    """Return homicides of 2008–2010 beside the turnout of earlier elections (placebo).

    Turnout that was cast before the violence cannot follow from it: a clear association there says
    that the regions differ anyway.
    """
    years = list(plan.added.turnout.placebos)
    votes = select(TURNOUT, years=years)
    wide = votes.wide()[TURNOUT].reindex(frame.index)
    data = frame[["homicide"]].join(wide)
    found = grid.associations(
        data,
        ["homicide"],
        years,
        rng,
        replications=plan.settings.bootstrap_replications,
        permutations=plan.settings.permutations,
    ).set_index("column")
    found["p_holm"] = association.adjust(found["p"], "holm")
    return found, [votes]


def survives(placebo: pd.DataFrame, alpha: float) -> bool:
    """Apply the plan's rule: turnout stays only if no placebo shows the association."""
    return bool((placebo["p_holm"] >= alpha).all())


def panel_frame(plan: AnalysisPlan, as_of: object = AS_OF) -> variables.Data:
    """Return state × election: turnout and the homicide rate of the years up to it (logarithm).

    The rate is that of the election's year and the two before; 1991 has two years only. Elections
    after the day of the edition are left out.
    """
    elections = [y for y in plan.added.turnout.panel.elections]
    votes = select(TURNOUT, as_of=as_of)
    deaths = select("homicides_residence", as_of=as_of)
    people = select("population_midyear", as_of=as_of)
    turnout, count = votes.wide()[TURNOUT], deaths.wide()["homicides_residence"]
    base = people.wide()["population_midyear"]
    parts = []
    for year in elections:
        window = [y for y in (year - 2, year - 1, year) if y in count and y in base]
        if year not in turnout or len(window) < 2:
            continue
        rate = count[window].sum(axis=1, min_count=len(window)) / base[window].sum(axis=1)
        parts.append(
            pd.DataFrame(
                {"year": year, "turnout": turnout[year], "log_rate": np.log(variables.PER * rate)}
            )  # fmt: skip
        )
    table = pd.concat(parts).rename_axis("state_code").reset_index()
    table = table[table["state_code"].isin(STATE_CODES)]
    return variables.Data(table, (votes, deaths, people))


def panel_result(data: pd.DataFrame) -> pd.DataFrame:
    """Return the panel of all elections and of the midterm elections alone.

    Points of turnout for a doubling of the homicide rate, within states and elections.
    """
    # Midterm elections fall three years after those of a president (1994, 2000, …).
    midterm = data[data["year"] % 6 == 5]
    lines = {}
    for name, rows in (("all elections", data), ("midterm elections", midterm)):
        found = panel.two_way(rows, "turnout", ["log_rate"]).iloc[0].copy()
        found[["coefficient", "se", "low", "high"]] *= np.log(2)
        lines[name] = found
    return pd.DataFrame(lines).T


def shown(held: pd.DataFrame, placebo: pd.DataFrame) -> pd.DataFrame:
    """Return the ways of looking and the placebos, one line each, as a reader sees them."""
    earlier = {f"placebo: turnout of {year}": row for year, row in placebo.iterrows()}
    lines = {
        name: {
            "n": formats.integer(row["n"]),
            "r": formats.number(row["r"], 2),
            "95 % interval": formats.interval(row["low"], row["high"], 2),
            "p": formats.p_value(row["p"]),
            "p (Holm)": formats.p_value(row["p_holm"]),
        }
        for name, row in {**dict(held.iterrows()), **earlier}.items()
    }
    return pd.DataFrame(lines).T.rename_axis("Homicides 2008–2010 and turnout 2009")
