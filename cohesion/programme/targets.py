"""Baselines from the data, targets by rule, and whether the survey could see the change.

Detectability follows the usual comparison of two independent estimates of the same size of error:
the smallest true change found significant with the chosen power is
``(z(1 − significance/2) + z(power)) · √2 · se`` (Bloom 1995, minimum detectable effect).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd
from scipy.stats import norm

from cohesion import formats, paths
from cohesion.errors import DataError
from cohesion.programme.baselines import Baselines, Detectability
from cohesion.programme.indicators import Indicator, Indicators, count_outputs
from cohesion.programme.results import Activities
from cohesion.programme.timetable import write_quarter
from cohesion.publishing import stored
from cohesion.tables import store
from cohesion.tables.geography import NATION, state_name


def proposed_states() -> list[str]:
    """Return the codes of the states that the selection chapter proposes."""
    return str(stored.fact("selection-proposed-codes")).replace(",", " ").split()


def minimum_detectable(se: float, settings: Detectability) -> float:
    """Return the smallest detectable change, in the unit of ``se``; NaN where se is unknown.

    >>> round(minimum_detectable(1.0, Detectability(significance=0.05, power=0.8)), 2)
    3.96
    """
    z = norm.ppf(1 - settings.significance / 2) + norm.ppf(settings.power)
    return float(z * math.sqrt(2) * se)


def baseline_values(
    plan: Baselines,
    chosen: dict[str, store.Selection],
    states: Sequence[str],
    trends: Mapping[str, store.Selection] | None = None,
) -> pd.DataFrame:
    """Return every baseline for the nation and the proposed states.

    Parameters
    ----------
    chosen : dict of Selection
        The levels of the day, by baseline.
    trends : mapping of Selection, optional
        One series for the earlier year and the baseline year, by baseline.

    Returns
    -------
    DataFrame
        baseline, unit, name, indicator, year, value, se, before and series (the earlier year and
        the baseline year in one series; NaN without one), fact (name under which it is published),
        stand_in.

    Raises
    ------
    DataError
        A state without a figure: a baseline may not be a gap.
    """
    rows = []
    for item in plan.baselines:
        frame = chosen[item.id].frame
        cells = frame.set_index([chosen[item.id].unit, "year"])
        trend = (trends or {}).get(item.id)
        line = trend.frame.set_index([trend.unit, "year"])["value"] if trend else pd.Series()
        for unit in (NATION, *states):
            if (unit, item.year) not in cells.index:
                raise DataError(
                    f"no figure of '{item.indicator}' for {state_name(unit)} in {item.year}.",
                    file=paths.PROGRAMME / "baselines.yml",
                    row=item.id,
                    cure="Choose a year or an indicator that the vintage holds.",
                )
            cell = cells.loc[(unit, item.year)]
            rows.append(
                {
                    "baseline": item.id,
                    "unit": unit,
                    "name": state_name(unit),
                    "indicator": item.indicator,
                    "year": item.year,
                    "value": float(cell["value"]),
                    "se": float(cell["se"]),
                    "before": float(line.get((unit, item.trend_from), float("nan"))),
                    "series": float(line.get((unit, item.year), float("nan"))),
                    "fact": f"{item.fact}-{unit}",
                    "stand_in": bool(cell["stand_in"]),
                }
            )
    return pd.DataFrame(rows)


def gap_target(value: float, benchmark: float, share: float, direction: str) -> float:
    """Close ``share`` per cent of the distance to the benchmark; one who is better keeps.

    >>> gap_target(60, 40, 25, "lower_better"), gap_target(30, 40, 25, "lower_better")
    (55.0, 30)
    """
    is_worse = value > benchmark if direction == "lower_better" else value < benchmark
    return value - (value - benchmark) * share / 100 if is_worse else value


def target_values(
    indicators: Indicators,
    plan: Baselines,
    values: pd.DataFrame,
    activities: Activities,
    n_states: int,
) -> pd.DataFrame:
    """Return baseline, milestones and target of every indicator, one row per unit.

    Returns
    -------
    DataFrame
        indicator, unit ('' for a programme total), name, baseline_year, baseline, target_year,
        target, change, mdc (minimum detectable change, NaN without a standard error),
        detectable ('yes', 'no', 'not assessable', 'full count', 'keeps its level'), fact.
    """
    rows = []
    for item in indicators.indicators:
        common = {"indicator": item.id, "target_year": item.target.year}
        if item.baseline.kind == "data":
            rows += [common | row for row in _data_rows(item, plan, values)]
            continue
        zero = item.baseline.kind == "zero"
        target = item.target.value
        if item.target.rule == "outputs":
            target = count_outputs(item.target, activities, n_states, item.id)
        rows.append(
            common
            | {
                "unit": "",
                "name": "programme",
                "baseline_year": item.baseline.year,
                "baseline": 0.0 if zero else float("nan"),
                "target": target if zero else float("nan"),
                "change": float(target),
                "mdc": float("nan"),
                "detectable": "full count" if zero else "sample sized at inception",
                "fact": "",
            }
        )
    return pd.DataFrame(rows)


def _data_rows(item: Indicator, plan: Baselines, values: pd.DataFrame) -> list[dict]:
    own = values[values["baseline"] == item.baseline.data].set_index("unit")
    benchmark = own.at[NATION, "value"]
    rows = []
    for unit, cell in own.drop(index=NATION).iterrows():
        target = gap_target(cell["value"], benchmark, item.target.share, item.direction)
        change = target - cell["value"]
        mdc = minimum_detectable(cell["se"], plan.detectability)
        if change == 0:
            verdict = "keeps its level"
        elif math.isnan(mdc):
            verdict = "not assessable"
        else:
            verdict = "yes" if abs(change) >= mdc else "no"
        rows.append(
            {
                "unit": unit,
                "name": cell["name"],
                "baseline_year": int(cell["year"]),
                "baseline": cell["value"],
                "target": target,
                "change": change,
                "mdc": mdc,
                "detectable": verdict,
                "fact": cell["fact"],
            }
        )
    return rows


def baseline_text(item: Indicator, targets: pd.DataFrame) -> str:
    """Write the baseline as it stands in the logical framework."""
    if item.baseline.kind == "zero":
        return f"0 ({item.baseline.year})"
    if item.baseline.kind == "inception":
        return f"measured by {write_quarter(item.baseline.due)}: {item.baseline.method}"
    own = targets[targets["indicator"] == item.id]
    return (
        "; ".join(
            f"{row.name_} {written(item, row.baseline)}"
            for row in own.rename(columns={"name": "name_"}).itertuples()
        )
        + f" ({own['baseline_year'].iloc[0]})"
    )


def target_text(item: Indicator, targets: pd.DataFrame) -> str:
    """Write the target as it stands in the logical framework."""
    own = targets[targets["indicator"] == item.id]
    if item.baseline.kind == "data":
        return (
            "; ".join(
                f"{row.name_} {written(item, row.target)}"
                for row in own.rename(columns={"name": "name_"}).itertuples()
            )
            + f" ({item.target.year})"
        )
    if item.baseline.kind == "inception":
        points = formats.number(item.target.value, 0)
        return f"{points} percentage points above the baseline ({item.target.year})"
    return f"{written(item, own['target'].iloc[0])} ({item.target.year})"


def milestone_text(item: Indicator, targets: pd.DataFrame) -> str:
    """Write the milestones: the value on the way for counts, the share of the way otherwise."""
    own = targets[targets["indicator"] == item.id]
    parts = []
    for milestone in item.milestones:
        if item.baseline.kind == "zero":
            on_the_way = own["target"].iloc[0] * milestone.share / 100
            parts.append(f"{written(item, round(on_the_way))} by {milestone.year}")
        else:
            share = formats.percent(milestone.share, 0)
            parts.append(f"{share} of the way by {milestone.year}")
    return "; ".join(parts) or "none: two surveys only"


def written(item: Indicator, value: float) -> str:
    """Write a value in the indicator's unit."""
    return formats.with_unit(formats.number(value, item.digits), item.unit)
