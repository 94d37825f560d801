"""Whether the two states of the real programme moved apart from comparable ones.

A difference in differences: the change of a state, less the mean change of the states that were
nearest to it before. What chance alone does is read from placebos: every pair of the states where
there was no programme stands once in the place of the two (Abadie, Diamond and Hainmueller 2010,
for the idea of placebos in space; Bertrand, Duflo and Mullainathan 2004, for why the usual errors
are not used).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cohesion import formats
from cohesion.chapters.correlation.plan_later import Outcome, StatesSince
from cohesion.errors import DataError
from cohesion.methods import association
from cohesion.tables.geography import STATE_CODES, state_name
from cohesion.tables.store import Selection, select

#: Share of the placebos that the printed range holds.
COVERAGE = 0.95


def differences(
    before: pd.Series, after: pd.Series, treated: Sequence[str], neighbours: int | None
) -> pd.Series:
    """Return the change of each unit less the mean change of its comparison units.

    Parameters
    ----------
    before, after : Series
        One figure per unit, in one unit of measure.
    treated : sequence of str
        They are never a comparison, not even for each other.
    neighbours : int or None
        How many units, the nearest in ``before``, make the comparison; None for all.

    Returns
    -------
    Series
        By unit, in the unit of ``before``. Ties in nearness are broken by the order of units.
    """
    change = after - before
    pool = [unit for unit in before.index if unit not in treated]
    found = {}
    for unit in before.index:
        others = [other for other in pool if other != unit]
        apart = (before[others] - before[unit]).abs().sort_values(kind="stable")
        chosen = apart.index if neighbours is None else apart.index[:neighbours]
        found[unit] = change[unit] - change[chosen].mean()
    return pd.Series(found)


@dataclass(frozen=True)
class Test:
    """The mean of the treated units beside the same mean of every pair of the others.

    Attributes
    ----------
    estimate : float
    p : float
        Share of all pairs, the treated one included, whose mean is at least as far from zero.
    width : float
        Half-width of the range that holds 95 % of the placebos.
    placebos : ndarray
    """

    estimate: float
    p: float
    width: float
    placebos: np.ndarray


def against_pairs(found: pd.Series, treated: Sequence[str]) -> Test:
    """Return the test of the mean of two treated units against all pairs of the others."""
    real = float(found[list(treated)].mean())
    others = found.drop(list(treated)).to_numpy(float)
    placebos = np.array([(a + b) / 2 for a, b in itertools.combinations(others, 2)])
    # Rounding must not decide a tie between two means of the same numbers.
    beyond = np.abs(placebos) >= abs(real) - 1e-12
    return Test(
        real,
        float((1 + beyond.sum()) / (1 + len(placebos))),
        float(np.quantile(np.abs(placebos), COVERAGE)),
        placebos,
    )


def windows(
    outcome: Outcome, before: Sequence[int], after: Sequence[int]
) -> tuple[pd.Series, pd.Series, list[Selection]]:
    """Return the figure of each state in both windows, with the selections it rests on.

    Several series are added up (parts of one question); a rate sums events and bases over the
    years and is a logarithm.

    Raises
    ------
    DataError
        A state without a figure in one of the years.
    """
    years = [*before, *after]
    used, total = [], None
    for name in outcome.series:
        chosen = select(name, years=years, as_of=None, edition=outcome.edition)
        used.append(chosen)
        table = chosen.wide()[name].reindex(index=list(STATE_CODES), columns=years)
        total = table if total is None else total + table
    base = None
    if outcome.per:
        chosen = select(outcome.per, years=years, as_of=None, edition=outcome.per_edition)
        used.append(chosen)
        base = chosen.wide()[outcome.per].reindex(index=list(STATE_CODES), columns=years)
    if total.isna().any(axis=None):
        gap = total.index[total.isna().any(axis=1)][0]
        raise DataError(
            f"'{outcome.label}' has no figure in one of {years}.",
            row=str(gap),
            cure="Declare years that every state has.",
        )
    sides = []
    for chosen_years in (list(before), list(after)):
        if base is None:
            sides.append(total[chosen_years].mean(axis=1))
        else:
            events = total[chosen_years].sum(axis=1)
            sides.append(np.log(events / base[chosen_years].sum(axis=1)))
    return sides[0], sides[1], used


@dataclass(frozen=True)
class Result:
    """The declared test of every outcome, with what is printed beside it.

    Attributes
    ----------
    frame : DataFrame
        Index: outcome; label, rate (whether logarithmic), one column per treated state, moved
        (mean change of the two), estimate, width (of the placebos), p, p_holm, all_others
        (estimate with all states as comparison), earlier and earlier_p (the same rule with earlier
        years only; NaN where none are declared).
    tests : dict of Test
        By outcome.
    sources : list of Selection
    """

    frame: pd.DataFrame
    tests: dict[str, Test]
    sources: list[Selection]


def result(plan: StatesSince) -> Result:
    """Return the declared test of every outcome."""
    rows, tests, used = {}, {}, []
    both = list(plan.treated)
    for name, outcome in plan.outcomes.items():
        before, after, chosen = windows(outcome, outcome.before, outcome.after)
        used += chosen
        found = differences(before, after, both, plan.neighbours)
        tests[name] = test = against_pairs(found, both)
        row = {
            "label": outcome.label,
            "rate": outcome.per is not None,
            **{code: found[code] for code in both},
            "moved": (after - before)[both].mean(),
            "estimate": test.estimate,
            "width": test.width,
            "p": test.p,
            "all_others": differences(before, after, both, None)[both].mean(),
            "earlier": np.nan,
            "earlier_p": np.nan,
        }
        if outcome.earlier:
            first, second, more = windows(outcome, *outcome.earlier)
            used += more
            fake = against_pairs(differences(first, second, both, plan.neighbours), both)
            row |= {"earlier": fake.estimate, "earlier_p": fake.p}
        rows[name] = row
    frame = pd.DataFrame.from_dict(rows, orient="index")
    frame["p_holm"] = association.adjust(frame["p"], "holm")
    return Result(frame, tests, used)


def shown(found: Result, plan: StatesSince) -> pd.DataFrame:
    """Return the table of the page; logarithms are written as per cent."""
    lines = {}
    for name, row in found.frame.iterrows():
        digits = 3 if name == "gini" else 1

        def written(value: float, rate: bool = row["rate"], digits: int = digits) -> str:
            if np.isnan(value):
                return "–"
            percent = f"{formats.signed(100 * np.expm1(value), 0)} %"
            return percent if rate else formats.signed(value, digits)

        years = plan.outcomes[name]
        lines[row["label"]] = {
            "Years": f"{_years(years.before)} → {_years(years.after)}",
            **{state_name(code): written(row[code]) for code in plan.treated},
            "Mean of the two": written(row["estimate"]),
            "95 % of placebos": f"{written(-row['width'])} to {written(row['width'])}",
            "p": formats.p_value(row["p"]),
            "p (Holm)": formats.p_value(row["p_holm"]),
            "All states as comparison": written(row["all_others"]),
            "Earlier years": "–" if np.isnan(row["earlier"])
            else f"{written(row['earlier'])} ({formats.p_value(row['earlier_p'])})",
        }  # fmt: skip
    return pd.DataFrame.from_dict(lines, orient="index").rename_axis("Outcome")


def _years(years: Sequence[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
