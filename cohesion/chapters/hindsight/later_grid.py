"""Did the correlation hold? The mission's grid for every later year, and as a panel of states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cohesion import formats
from cohesion.chapters.correlation import added
from cohesion.chapters.correlation.grid import SHORT
from cohesion.chapters.correlation.plan import AnalysisPlan
from cohesion.chapters.correlation.plan_later import LaterGrid, LaterOutcome
from cohesion.methods import association, grid, panel
from cohesion.publishing.claims import Claim, chance, coefficient, count, within
from cohesion.tables.geography import NATION, STATE_CODES
from cohesion.tables.store import Selection, select

#: What the outcomes of later years are called in the mission's grid.
SAME = {"investigations_new": "investigations", "crimes": "victimisation"}
#: A state without a row on a published list of events had none.
EVENTS = ("count_rate",)
SETS = ("none", "both")


@dataclass(frozen=True)
class Later:
    """The grids of all later years.

    Attributes
    ----------
    cells : DataFrame
        year, held ('none', 'both'), row, column, cohesion_year, n, r, low, high, p, p_holm. Rows
        are turned so that higher means weaker cohesion; p_holm counts the cells of the year.
    sources : list of Selection
    """

    cells: pd.DataFrame
    sources: list[Selection]


def outcome(item: LaterOutcome, year: int) -> tuple[pd.Series, list[Selection]] | None:
    """Return an outcome of a year by state, or None where the tables do not hold all its years."""
    ratio = item.form == "log_ratio"
    years = [year - step for step in range(item.window * (2 if ratio else 1))]
    top = _wide(item.series, years)
    if top is None:
        return None
    table, used = top
    if item.per is None:
        return table[year], used
    bottom = _wide(item.per, years)
    if bottom is None:
        return None
    base, more = bottom
    used = [*used, *more]
    if item.form in EVENTS:
        return 1e6 * table[year].fillna(0) / base[year], used
    if item.form == "ratio":
        return 100 * table[year] / base[year], used
    recent = years[: item.window]
    rate = table[recent].sum(axis=1, min_count=len(recent)) / base[recent].sum(axis=1)
    if ratio:
        before = years[item.window :]
        rate = rate / (table[before].sum(axis=1, min_count=len(before)) / base[before].sum(axis=1))
    return np.log(rate), used


def _wide(series: str, years: list[int]) -> tuple[pd.DataFrame, list[Selection]] | None:
    chosen = select(series, as_of=None, apart=True)
    table = chosen.frame.pivot(index=chosen.unit, columns="year", values="value")
    if not set(years) <= set(table.columns):
        return None
    own = select(series, as_of=None, years=sorted(years))
    return table.reindex(list(STATE_CODES))[years], [own]


def measures(plan: LaterGrid, year: int) -> tuple[pd.DataFrame, dict[str, int], list[Selection]]:
    """Return the cohesion measures that stand for a year, and the year that each describes."""
    columns, stands, used = {}, {}, []
    for name, item in plan.cohesion.items():
        known = [y for y in item.years if y <= year and year - y <= plan.oldest]
        if not known:
            continue
        at = max(known)
        chosen = select(item.series, years=[at], as_of=None, edition=item.years[at])
        columns[name], stands[name] = chosen.wide(at)[item.series], at
        used.append(chosen)
    return pd.DataFrame(columns).reindex(list(STATE_CODES)), stands, used


def estimated(plan: AnalysisPlan, rng: np.random.Generator) -> Later:
    """Return every cell of every later year, with nothing and with both held constant."""
    rule = plan.added.later_grid
    held, absent = added.table(plan, list(rule.held))
    if absent:
        raise ValueError(f"{absent} cannot be held constant")
    orders = rng.permuted(np.tile(np.arange(len(STATE_CODES)), (rule.permutations, 1)), axis=1)
    parts, sources = [], list(held.sources)
    for year in range(min(o.first for o in rule.outcomes.values()), rule.last + 1):
        rows, stands, used = measures(rule, year)
        sources += used
        columns = {}
        for name, item in rule.outcomes.items():
            made = outcome(item, year) if year >= item.first else None
            if made is not None:
                columns[name], more = made
                sources += more
        if not columns or rows.empty:
            continue
        frame = rows.join(pd.DataFrame(columns)).join(held.frame)
        for name in SETS:
            cells = _of_year(rule, frame, list(rows), list(columns), name, orders, rng)
            cells["p_holm"] = association.adjust(cells["p"], "holm")
            cells["cohesion_year"] = cells["row"].map(stands)
            parts.append(cells.assign(year=year, held=name))
    return Later(pd.concat(parts, ignore_index=True), sources)


def _of_year(
    rule: LaterGrid,
    frame: pd.DataFrame,
    rows: list[str],
    columns: list[str],
    name: str,
    orders: np.ndarray,
    rng: np.random.Generator,
) -> pd.DataFrame:
    controls = list(rule.held) if name == "both" else []
    groups: dict[tuple, list[str]] = {}
    for column in columns:
        groups.setdefault(tuple(frame[column].isna()), []).append(column)
    parts = []
    for group in groups.values():
        whole = frame[[*rows, *group, *controls]].dropna()
        parts.append(
            grid.associations(
                whole, rows, group, rng, held=controls,
                ranked=[c for c in rule.ranked if c in group], replications=rule.replications,
                orders=orders if len(whole) == len(frame) else None,
                permutations=rule.permutations,
            )
        )  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def survival(cells: pd.DataFrame, alpha: float) -> pd.DataFrame:
    """Return each pair over the years: n, lowest, median and highest r, clear years, one sign.

    ``cells`` holds one set of controls. ``survives``: the sign never turns and the pair is clear
    in at least half of its years.
    """
    grouped = cells.assign(clear=cells["p_holm"] < alpha).groupby(["row", "column"], sort=False)
    table = grouped.agg(
        years=("year", "size"), lowest=("r", "min"), median=("r", "median"), highest=("r", "max"),
        clear=("clear", "sum"), first=("year", "min"), last=("year", "max"),
    )  # fmt: skip
    table["one_sign"] = (table["lowest"] > 0) | (table["highest"] < 0)
    table["survives"] = table["one_sign"] & (table["clear"] >= table["years"] / 2)
    return table


def over_states(plan: AnalysisPlan) -> tuple[pd.DataFrame, list[Selection]]:
    """Return the panel: each measure with each outcome, within states, series never joined.

    Returns
    -------
    DataFrame
        Index: (measure, outcome); coefficient (change of the logarithm per point, or per 0.01 of
        the Gini coefficient), se, low, high, p, p_holm, n, units, periods.
    """
    rule = plan.added.later_grid
    outcomes, used = {}, []
    for name in rule.panel.outcomes:
        item = rule.outcomes[name]
        single = item.model_copy(update={"window": 1})
        columns = {}
        for year in sorted({y for c in rule.panel.cohesion for y in rule.cohesion[c].years}):
            made = outcome(single, year)
            if made is not None:
                columns[year] = made[0] if single.form == "log_rate" else np.log(made[0])
                used += made[1]
        outcomes[name] = pd.DataFrame(columns).stack().rename(name)
    rows = {}
    for measure in rule.panel.cohesion:
        parts = []
        for year, edition in rule.cohesion[measure].years.items():
            series = rule.cohesion[measure].series
            chosen = select(series, years=[year], as_of=None, edition=edition)
            used.append(chosen)
            frame = chosen.frame[chosen.frame[chosen.unit] != NATION]
            parts.append(frame[["state_code", "year", "value"]].assign(series=edition))
        scale = 100 if measure == "gini" else 1
        frame = pd.concat(parts).assign(measure=lambda f, k=scale: k * f["value"])
        for name, column in outcomes.items():
            joined = frame.join(
                column.rename_axis(["state_code", "year"]), on=["state_code", "year"]
            )
            fitted = panel.two_way(joined.dropna(), name, ["measure"], series="series")
            rows[(measure, name)] = fitted.iloc[0]
    table = pd.DataFrame(rows).T
    table["p_holm"] = association.adjust(table["p"].astype(float), "holm")
    return table, used


def named_outcomes(plan: AnalysisPlan) -> dict[str, str]:
    """Return the short names of the outcomes."""
    return {name: item.label for name, item in plan.added.later_grid.outcomes.items()}


def declared_pairs(plan: AnalysisPlan, pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the pairs of this grid that the mission had declared, by its names of outcomes."""
    rule = plan.added.later_grid
    return {
        (row, column)
        for row in rule.cohesion
        for column in rule.outcomes
        if (row, SAME.get(column, column)) in pairs
    }


def wide(table: pd.DataFrame, what: str, plan: AnalysisPlan) -> pd.DataFrame:
    """Return one column of :func:`survival` as rows × outcomes."""
    rule = plan.added.later_grid
    return (
        table[what]
        .unstack("column")
        .reindex(index=list(rule.cohesion), columns=list(rule.outcomes))
    )


def survival_table(table: pd.DataFrame, plan: AnalysisPlan, declared: set) -> pd.DataFrame:
    """Return every pair over the years, as a reader sees it."""
    names, lines = named_outcomes(plan), {}
    for (row, column), cell in table.iterrows():
        lines[f"{SHORT[row]} – {names[column]}"] = {
            "Years": f"{cell['first']}–{cell['last']}",
            "With figures": str(cell["years"]),
            "r, lowest to highest": formats.interval(cell["lowest"], cell["highest"], 2),
            "Median r": formats.number(cell["median"], 2),
            "Clear in": str(cell["clear"]),
            "Survives": "yes" if cell["survives"] else "no",
            "Standing": "declared" if (row, column) in declared else "added",
        }
    return pd.DataFrame.from_dict(lines, orient="index").rename_axis("Weaker cohesion – outcome")


def by_year_table(
    later: Later, rows: list[str], columns: list[str], plan: AnalysisPlan
) -> pd.DataFrame:
    """Return r, interval and adjusted p of some pairs year by year, with and without controls."""
    names, lines = named_outcomes(plan), {}
    cells = later.cells.set_index(["held", "row", "column", "year"]).sort_index()
    for row in rows:
        for column in columns:
            for year, cell in cells.loc[("none", row, column)].iterrows():
                other = cells.loc[("both", row, column, year)]
                lines[f"{SHORT[row]} – {names[column]}, {year}"] = {
                    "r": formats.number(cell["r"], 2),
                    "95 % interval": formats.interval(cell["low"], cell["high"], 2),
                    "p (Holm)": formats.p_value(cell["p_holm"]),
                    "r, pay and places": formats.number(other["r"], 2),
                    "p (Holm) of it": formats.p_value(other["p_holm"]),
                }
    return pd.DataFrame.from_dict(lines, orient="index").rename_axis("Pair and year")


def panel_table(table: pd.DataFrame, plan: AnalysisPlan) -> pd.DataFrame:
    """Return the panel as a reader sees it, in per cent of the rate."""
    names, lines = named_outcomes(plan), {}
    seen = set(plan.added.later_grid.panel.seen)
    for (row, column), cell in table.iterrows():
        effect, low, high = (100 * np.expm1(cell[k]) for k in ("coefficient", "low", "high"))
        step = "0.01" if row == "gini" else "one point"
        lines[f"{SHORT[row]} – {names[column]}"] = {
            "Per": step,
            "Change of the rate": f"{formats.signed(effect, 1)} %",
            "95 % interval": f"{formats.signed(low, 1)} to {formats.signed(high, 1)} %",
            "p": formats.p_value(cell["p"]),
            "p (Holm)": formats.p_value(cell["p_holm"]),
            "Measurements": str(int(cell["periods"])),
            "Standing": "seen before" if (row, column) in seen else "added",
        }
    return pd.DataFrame.from_dict(lines, orient="index").rename_axis("Cohesion – outcome")


def claims(
    later: Later,
    none: pd.DataFrame,
    both: pd.DataFrame,
    states: pd.DataFrame,
    findings: Mapping[str, float],
    alpha: float,
) -> dict[str, Claim]:
    """Return what the page concludes.

    Parameters
    ----------
    none, both : DataFrame
        As :func:`survival` gives them, with nothing and with both held constant.
    states : DataFrame
        As :func:`over_states` gives it.
    findings : mapping
        The mission's clear pairs with victims: measure → r of 2010.
    """
    shared = [name for name in findings if (name, "victimisation") in none.index]
    return (
        _of_victims(none, shared)
        | _of_crimes(none, both, shared)
        | _of_both_held(later, both, shared, alpha)
        | _of_all_pairs(later, none, states)
    )


def _of_victims(none: pd.DataFrame, shared: list[str]) -> dict[str, Claim]:
    """Return how the findings on victims held in later years."""
    victims = none.loc[[(name, "victimisation") for name in shared]]
    return {
        "later-victims-sign": Claim(
            "in every later year poorer and more marginalised states report fewer victims",
            "highest < 0", {"highest": coefficient(victims["highest"].max())},
        ),
        "later-victims-survive": Claim(
            "some of the findings on victims survive, and some do not",
            "survive > 0 and survive < number",
            {"survive": count(int(victims["survives"].sum()), of=9),
             "number": count(len(victims), of=9)},
        ),
    }  # fmt: skip


def _of_crimes(none: pd.DataFrame, both: pd.DataFrame, shared: list[str]) -> dict[str, Claim]:
    """Return the same of crimes per adult, and what poverty does with the others held constant."""
    crimes = none.loc[[(name, "crimes") for name in shared]]
    turned = both.loc[("poverty", "crimes")]
    return {
        "later-crimes-sign": Claim(
            "crimes per adult lie lower there in every year to 2022", "highest < 0",
            {"highest": coefficient(crimes["highest"].max())},
        ),
        "later-crimes-survive": Claim(
            "with crimes per adult no finding survives the rule", "survive == 0",
            {"survive": count(int(crimes["survives"].sum()), of=9)},
        ),
        "later-poverty-turns": Claim(
            "with pay and small places held constant poverty goes with more crimes per adult in "
            "every year, clearly in one or none", "lowest > 0 and clear <= 1",
            {"lowest": coefficient(turned["lowest"]), "clear": count(int(turned["clear"]), of=12)},
        ),
    }  # fmt: skip


def _of_both_held(
    later: Later, both: pd.DataFrame, shared: list[str], alpha: float
) -> dict[str, Claim]:
    """Return that the findings are gone with pay and small places held, and after 2012."""
    held = both.loc[[(name, column) for name in shared for column in ("victimisation", "crimes")]]
    alone = later.cells[later.cells["held"] == "none"]
    on_victims = alone["row"].isin(shared) & alone["column"].isin(["victimisation", "crimes"])
    last = int(alone.loc[on_victims & (alone["p_holm"] < alpha), "year"].max())
    return {
        "later-held-gone": Claim(
            "with pay and small places held constant no finding on victims or crimes survives",
            "survive == 0", {"survive": count(int(held["survives"].sum()), of=18)},
        ),
        "later-early-clear": Claim(
            "no finding on victims or crimes is clear after 2012", "last <= 2012",
            {"last": within(last, 2000, 2040)},
        ),
    }  # fmt: skip


def _of_all_pairs(later: Later, none: pd.DataFrame, states: pd.DataFrame) -> dict[str, Claim]:
    """Return that homicides go with nothing, few pairs survive, and none within states."""
    cells, clear = len(none), int(none["survives"].sum())
    murder = later.cells[(later.cells["held"] == "none") & (later.cells["column"] == "homicide")]
    return {
        "later-homicide-none": Claim(
            "homicides go clearly with no measure in any later year", "smallest >= 0.05",
            {"smallest": chance(murder["p_holm"].min())},
        ),
        "later-few-survive": Claim(
            "fewer than a tenth of all pairs survive", "clear < number / 10",
            {"clear": count(clear, of=cells), "number": count(cells, of=99)},
        ),
        "later-panel-none": Claim(
            "within states no measure goes clearly with homicides or crimes", "smallest >= 0.05",
            {"smallest": chance(float(states["p_holm"].min()))},
        ),
    }  # fmt: skip
