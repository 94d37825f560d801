"""What the nulls between states can say: sizes under Holm's rule, and which pair is shown small."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from cohesion import formats
from cohesion.chapters.correlation import space, states
from cohesion.chapters.correlation.plan import AnalysisPlan
from cohesion.methods import association, dependence, nulls
from cohesion.tables.geography import STATE_CODES


def sizes(plan: AnalysisPlan, n: int, cells: int) -> pd.DataFrame:
    """Return detectable |r| and the power at the margin for each rule that gives a verdict.

    Parameters
    ----------
    cells : int
        Size of the grid, the largest family.
    """
    s = plan.settings
    rules = {"one test": 1}
    rules |= {
        f"{plan.families[name].title}: Holm, first step": len(plan.families[name].hypotheses)
        for name in states.FAMILIES
    }
    rules["The whole grid: Holm, first step"] = cells
    return pd.DataFrame(
        {
            name: {
                "tests": tests,
                "detectable": nulls.detectable(n, tests, s.alpha, s.power),
                "power": 100 * nulls.power(s.equivalence_margin, n, tests, s.alpha),
            }
            for name, tests in rules.items()
        }
    ).T


def smallness(plan: AnalysisPlan, frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return, for each declared pair, the intervals of the equivalence test and the verdict.

    Columns: r, effective number of states, and low and high by the bootstrap, by Fisher's formula,
    and by Fisher's formula with the effective number; ``small`` where all three lie inside the
    margin.
    """
    s = plan.settings
    confidence = 1 - 2 * s.alpha
    weights = space.state_weights(list(STATE_CODES))["contiguity"].full()[0]
    rows, bounds = {}, {}
    for name, h in states.hypotheses(plan).items():
        values = association.complete(frame, [h["x"], h["y"]]).to_numpy()
        r = association.coefficient(values, h["primary"])
        number = dependence.of_pair(values[:, 0], values[:, 1], weights)
        intervals = {
            "bootstrap": association.bca_interval(
                values, rng, h["primary"], s.bootstrap_replications, confidence
            ),
            "Fisher": nulls.fisher_interval(r, len(values), confidence),
            "Fisher, effective number": nulls.fisher_interval(r, number, confidence),
        }
        rows[name] = {"r": r, "number": number}
        bounds[name] = {
            (kind, side): float(value)
            for kind, pair in intervals.items()
            for side, value in zip(("low", "high"), pair, strict=True)
        }
    table = pd.DataFrame(rows).T
    limits = pd.DataFrame(bounds).T
    limits.columns = pd.MultiIndex.from_tuples(limits.columns)
    table["small"] = nulls.shown_small(limits, s.equivalence_margin)
    for kind in limits.columns.get_level_values(0).unique():
        table[kind] = [
            formats.interval(low, high, 2)
            for low, high in limits[kind][["low", "high"]].itertuples(index=False)
        ]
        table[f"inside: {kind}"] = (limits[kind]["low"] > -s.equivalence_margin) & (
            limits[kind]["high"] < s.equivalence_margin
        )
    return table


def shown_sizes(found: pd.DataFrame) -> pd.DataFrame:
    """Return :func:`sizes` as a reader sees it."""
    heads = ["Tests", "Found four times in five: |r|", "Power at the margin (%)"]
    return found.set_axis(heads, axis=1).rename_axis("Rule")


def shown_small(plan: AnalysisPlan, table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return :func:`smallness` as a reader sees it; ``names``: short names of the variables."""
    heads = {
        "r": "r",
        "number": "Effective states",
        "bootstrap": "90 % by bootstrap",
        "Fisher": "90 % by Fisher",
        "Fisher, effective number": "90 %, effective states",
    }
    pairs = {
        k: f"{k} {names.get(h['x'], h['x'])} – {names.get(h['y'], h['y'])}"
        for k, h in states.hypotheses(plan).items()
    }
    return table[list(heads)].rename(columns=heads, index=pairs).rename_axis("Pair")
