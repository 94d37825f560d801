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
from cohesion.methods.estimates import Z95
from cohesion.methods.trends import target as trend_target
from cohesion.programme.baselines import Baselines, Detectability
from cohesion.programme.indicators import Indicator, Indicators, counted
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


def distance(value: float, benchmark: float, direction: str) -> float:
    """Return how far a value lies behind the benchmark; below zero when it is better.

    >>> distance(60, 40, "lower_better"), distance(60, 40, "higher_better")
    (20, -20)
    """
    return value - benchmark if direction == "lower_better" else benchmark - value


def yearly_narrowing(before: float, now: float, years: float, error: float) -> float:
    """Return by how much a distance shrinks per year, a number of zero or below.

    A change counts as a trend only when it is larger than its error (95 per cent) and when it is a
    narrowing: a distance that grew is not extrapolated.

    Parameters
    ----------
    before, now : float
        The distance in two rounds of one series, in the unit of the indicator; NaN where unknown.
    years : float
        Years between them.
    error : float
        Standard error of the distance in one round.
    """
    change = now - before
    if math.isnan(change) or math.isnan(error) or abs(change) <= Z95 * math.sqrt(2) * error:
        return 0.0
    return min(change, 0.0) / years


def distance_target(
    behind: float, yearly: float, years: float, share: float
) -> tuple[float, float]:
    """Return the distance that the trend alone would leave, and the target.

    The target is the trend plus what the programme adds: ``share`` per cent of the distance of the
    baseline. Neither goes below zero; who is not behind keeps its place.

    >>> distance_target(20, 0, 6, 10), distance_target(6, -3, 6, 10), distance_target(-4, 0, 6, 10)
    ((20, 18.0), (0, 0.0), (0, 0))
    """
    if behind <= 0:
        return 0, 0
    expected = max(0, behind + yearly * years)
    return expected, max(0.0, trend_target(behind, yearly, years, -behind * share / 100))


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
        indicator, unit ('' for a programme total), name, baseline_year, baseline, distance (to the
        nation, in the baseline year; NaN for what has none), expected (the distance that the trend
        alone would leave), target_year, target (a distance where there is one), change (from
        baseline or distance to target), added (what the programme adds to the trend), mdc (minimum
        detectable change, NaN without a standard error), detectable ('yes', 'no', 'not assessable',
        'full count', 'keeps its place', 'the trend alone'), milestones (year → value), fact.
    """
    rows = []
    for item in indicators.indicators:
        common = {"indicator": item.id, "target_year": item.target.year}
        if item.baseline.kind == "data":
            rows += [common | row for row in _distance_rows(item, plan, values)]
            continue
        zero = item.baseline.kind == "zero"
        target = item.target.value
        if item.target.rule in ("outputs", "sustained"):
            target = counted(indicators, item.id, activities, n_states)
        surveyed = item.verification.category == "Survey of the programme"
        at_inception = "sample sized at inception" if surveyed else "judged at inception"
        rows.append(
            common
            | {
                "unit": "",
                "name": "programme",
                "baseline_year": item.baseline.year,
                "baseline": 0.0 if zero else float("nan"),
                "distance": float("nan"),
                "expected": float("nan"),
                "target": target if zero else float("nan"),
                "change": float(target),
                "added": float(target),
                "mdc": float("nan"),
                "detectable": "full count" if zero else at_inception,
                "milestones": {step.year: step.value for step in item.milestones},
                "fact": "",
            }
        )
    return pd.DataFrame(rows)


def _distance_rows(item: Indicator, plan: Baselines, values: pd.DataFrame) -> list[dict]:
    own = values[values["baseline"] == item.baseline.data].set_index("unit")
    nation, source = own.loc[NATION], plan.get(item.baseline.data)
    rows = []
    for unit, cell in own.drop(index=NATION).iterrows():
        behind, before, now = (
            distance(cell[name], nation[name], item.direction)
            for name in ("value", "before", "series")
        )
        error = math.hypot(cell["se"], nation["se"])
        span = source.year - source.trend_from if source.trend_from else 1
        yearly = yearly_narrowing(before, now, span, error)
        years = item.target.year - source.year
        expected, target = distance_target(behind, yearly, years, item.target.share)
        mdc = minimum_detectable(error, plan.detectability)
        added = target - expected
        if behind <= 0:
            verdict = "keeps its place"
        elif added == 0:
            verdict = "the trend alone"
        elif math.isnan(mdc):
            verdict = "not assessable"
        else:
            verdict = "yes" if abs(added) >= mdc else "no"
        steps = {}
        for step in item.milestones:
            part = (step.year - source.year) / years
            steps[step.year] = distance_target(
                behind, yearly, step.year - source.year, item.target.share * part
            )[1]
        rows.append(
            {
                "unit": unit,
                "name": cell["name"],
                "baseline_year": int(cell["year"]),
                "baseline": cell["value"],
                "distance": behind,
                "expected": expected,
                "target": target,
                "change": target - behind if behind > 0 else 0.0,
                "added": added,
                "mdc": mdc,
                "detectable": verdict,
                "milestones": steps,
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
        parts = [_distance_text(item, row["name"], row["target"]) for _, row in own.iterrows()]
        return f"not further behind the nation than: {'; '.join(parts)} ({item.target.year})"
    if item.baseline.kind == "inception":
        points = formats.number(item.target.value, 0)
        return f"{points} percentage points above the baseline ({item.target.year})"
    return f"{written(item, own['target'].iloc[0])} ({item.target.year})"


def milestone_text(item: Indicator, targets: pd.DataFrame) -> str:
    """Write the milestones as values, with their years."""
    own = targets[targets["indicator"] == item.id]
    parts = []
    for step in item.milestones:
        if item.baseline.kind == "data":
            values = [
                _distance_text(item, row["name"], row["milestones"][step.year])
                for _, row in own.iterrows()
            ]
            parts.append(f"{'; '.join(values)} by {step.year}")
        elif item.baseline.kind == "inception":
            points = formats.number(step.value, 0)
            parts.append(f"{points} percentage points above the baseline by {step.year}")
        else:
            parts.append(f"{written(item, step.value)} by {step.year}")
    return "; ".join(parts) or "none: two surveys only"


def _distance_text(item: Indicator, name: str, value: float) -> str:
    return f"{name} {distance_written(item, value) if value else 'level with it'}"


def distance_written(item: Indicator, value: float) -> str:
    """Write a distance: points for per cent, the bare number for an index."""
    shown = formats.number(value, item.digits)
    return f"{shown} points" if item.unit == "%" and value == value else shown


def written(item: Indicator, value: float) -> str:
    """Write a value in the indicator's unit."""
    return formats.with_unit(formats.number(value, item.digits), item.unit)
