"""The declared rule with what came out later for criteria that had no figure of the day.

Variants beside the rule, never instead of it: `data/programme/selection_later.yml` names them, an
amendment of `selection.yml` dates them. Gates, weights and method stay as declared.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import Field

from cohesion import paths
from cohesion.chapters.selection import data
from cohesion.chapters.selection.rule import Indicator, SelectionPlan, load_plan
from cohesion.chapters.selection.run import Result
from cohesion.errors import DataError, near
from cohesion.files.entries import Entry, Year, load
from cohesion.tables import catalogue, store
from cohesion.tables.geography import STATE_CODES

FILE = "selection_later.yml"
SOURCE = f"programme/{FILE}"


class LaterFigure(Entry):
    """A figure published after the day, for one criterion."""

    criterion: str
    label: str
    indicator: str
    year: Year
    side: Literal[-1, 1]
    limits: str
    per: str | None = None


class Later(Entry):
    """`selection_later.yml`."""

    title: str
    later_evidence: tuple[LaterFigure, ...] = Field(min_length=1)


def load_later(folder: Path = paths.PROGRAMME) -> Later:
    """Return the declared later figures.

    Raises
    ------
    DataError
        One of them names a criterion that the rule has not, or an unknown indicator.
    """
    found = load(Later, FILE, folder)
    criteria = load_plan(folder / "selection.yml").weights.index
    indicators = catalogue.indicators().index
    for item in found.later_evidence:
        for column, name, known in (
            ("criterion", item.criterion, criteria),
            ("indicator", item.indicator, indicators),
            ("per", item.per, indicators),
        ):
            if name is not None and name not in known:
                raise DataError(
                    f"there is no '{name}'{near(name, known)}.",
                    file=folder / FILE,
                    row=item.label,
                    column=column,
                    cure="Name a criterion of selection.yml and indicators of the catalogue.",
                )
    return found


def figure(item: LaterFigure) -> tuple[pd.Series, list[store.Selection]]:
    """Return a later figure by state (a share in per cent where it is one count over another)."""
    top = store.select(item.indicator, years=[item.year], as_of=None)
    value = top.wide(item.year)[item.indicator]
    if item.per is None:
        return value, [top]
    bottom = store.select(item.per, years=[item.year], as_of=None)
    return 100 * value / bottom.wide(item.year)[item.per], [top, bottom]


def rescored(
    result: Result, entries: tuple[LaterFigure, ...]
) -> tuple[pd.DataFrame, list[store.Selection]]:
    """Apply the declared rule with some criteria resting on later figures.

    Parameters
    ----------
    result : Result
        The rule on the figures of the day.
    entries : tuple of LaterFigure
        The later figures; a state without one keeps the neutral score.

    Returns
    -------
    DataFrame
        32 states: total (0–100), change (points against the declared total), rank among the
        eligible (NaN for the others).
    list of Selection
        What the later figures came from.
    """
    plan, figures, used = result.plan, result.figures, []
    values, se, names = figures.values.copy(), figures.se.copy(), figures.used.copy()
    for item in entries:
        name = f"later_{item.criterion}"
        plan = _resting_on(plan, item, name)
        value, sources = figure(item)
        values[name], se[name], names[name] = value[list(STATE_CODES)], 0.0, item.indicator
        used += sources
    filled = replace(figures, values=values, se=se, used=names)
    scores = data.declared_scores(plan, filled)
    total = (scores * plan.weights).sum(axis=1)
    rank = total.where(result.table["eligible"]).rank(ascending=False, method="min")
    change = total - result.table["total"]
    return pd.DataFrame({"total": total, "change": change, "rank": rank}), used


def comparison(
    result: Result, entries: tuple[LaterFigure, ...], heads: tuple[str, ...], number: int = 8
) -> tuple[pd.DataFrame, list[store.Selection]]:
    """Return score and rank of the first states as declared, with each later figure, with all.

    Parameters
    ----------
    heads : tuple of str
        Heads of the variants: one per entry, and a last one for all together.
    number : int
        States shown: all that are among the first so many in some variant.
    """
    table = result.table[["total", "rank"]].where(result.table["eligible"])
    columns = {("As declared", "Score"): table["total"], ("As declared", "Rank"): table["rank"]}
    used: list[store.Selection] = []
    variants = [*((entry,) for entry in entries), entries]
    for head, variant in zip(heads, variants, strict=True):
        scored, sources = rescored(result, tuple(variant))
        columns |= {(head, "Score"): scored["total"], (head, "Rank"): scored["rank"]}
        used += sources
    frame = pd.DataFrame(columns)
    ranks = frame.xs("Rank", axis=1, level=1)
    frame = frame[ranks.min(axis=1) <= number].sort_values(("As declared", "Rank"))
    frame.index = pd.Index(result.table.loc[frame.index, "name"], name="State")
    return frame, used


def _resting_on(plan: SelectionPlan, item: LaterFigure, name: str) -> SelectionPlan:
    resting = Indicator(id=name, candidates=[item.indicator], year=item.year, side=item.side)
    criteria = tuple(
        criterion.model_copy(update={"indicators": (resting,), "evidence": None})
        if criterion.id == item.criterion
        else criterion
        for criterion in plan.criteria
    )
    return plan.model_copy(update={"criteria": criteria})
