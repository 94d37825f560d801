"""Figures of a candidate state by indicator and year, as the selection and the profiles read them."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd
from pydantic import Field, model_validator

from cohesion.errors import DataError
from cohesion.files.entries import Entry
from cohesion.tables import store
from cohesion.tables.geography import NATION, STATE_CODES

UNITS = [NATION, *STATE_CODES]
_ABSENT = ("no observation of", "no table of level", "unknown indicator")


def is_absent(error: DataError) -> bool:
    """Say whether a figure is simply not published by the day; a damaged table is no such case."""
    return error.problem.startswith(_ABSENT)


def candidate_figures(
    candidate: Candidate,
    years: list[int] | None = None,
    *,
    as_of: datetime.date | None | object = store.AS_OF,
    pooled: bool = False,
) -> tuple[pd.DataFrame, pd.DataFrame, list]:
    """Return values and standard errors of a figure, units × years, with its selections.

    A rate (``candidate.per``) has the standard error of a Poisson count over its base. ``pooled``
    sums events and bases over the years into one column, as rare events need; a year that one of
    the two lacks raises :class:`DataError`. The level of one year is what had been published by
    the day, with the standard error of the series where the day printed none; several years come
    from one series.
    """
    if years is not None and len(years) == 1:
        top, lent = store.levels_with_errors(candidate.id, years[0], as_of=as_of)
    else:
        top, lent = store.select(candidate.id, years=years, as_of=as_of, series=True), []
    value, se = _by_year(top, "value"), _by_year(top, "se").fillna(0.0)
    if candidate.per is None:
        return value, se, [top, *lent]
    bottom = store.select(candidate.per, years=years, as_of=as_of)
    base = _by_year(bottom, "value")
    shared = sorted(set(value) & set(base))
    if pooled:
        if shared != sorted(years or shared):
            raise DataError(
                f"no observation of '{candidate.id}' over '{candidate.per}' in one of {years}.",
                cure="Show the gap as a gap.",
            )
        value = value[shared].sum(axis=1, skipna=False).to_frame("pooled")
        base = base[shared].sum(axis=1, skipna=False).to_frame("pooled")
    else:
        value, base = value[shared], base[shared]
    rate = value / base * candidate.factor
    return rate, np.sqrt(value) / base * candidate.factor, [top, bottom]


def _by_year(chosen: store.Selection, what: str) -> pd.DataFrame:
    table = chosen.frame.pivot(index=chosen.unit, columns="year", values=what)
    return table.reindex(UNITS).astype(float)


class Candidate(Entry):
    """A figure that may serve: an indicator, or a count divided by another count."""

    id: str
    per: str | None = None
    factor: float = Field(default=1.0, gt=0)

    @model_validator(mode="after")
    def _named(self) -> Candidate:
        if self.per == "":
            raise ValueError(f"'{self.id}' is divided by nothing: name the series in 'per'")
        if (self.per is None) != ("factor" not in self.model_fields_set):
            raise ValueError(f"'{self.id}': 'per' and 'factor' are given together")
        return self
