"""Collecting the figures that the selection rule names, from the tables of the day."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from cohesion.chapters.selection import evidence as selection_evidence
from cohesion.chapters.selection import scoring
from cohesion.chapters.selection.robustness import Problem, scores
from cohesion.chapters.selection.rule import Indicator, SelectionPlan
from cohesion.chapters.series import UNITS, Candidate, candidate_figures, is_absent
from cohesion.errors import DataError
from cohesion.tables import store
from cohesion.tables.geography import NATION, STATE_CODES

MINIMUM_STATES = 30
BASE_YEAR = 2007


@dataclass(frozen=True)
class Figures:
    """The figures of the rule, as published (not yet oriented).

    Attributes
    ----------
    values, se : DataFrame
        32 states × indicator ids; NaN for a gap, zero error where the source gives none.
    nation : Series
        The national figure of each indicator, NaN where none is published.
    used : Series
        The id of the catalogue that served; empty when no candidate was at hand.
    sources : list
        Selections and files, ready for ``publish``.
    """

    values: pd.DataFrame
    se: pd.DataFrame
    nation: pd.Series
    used: pd.Series
    sources: list = field(default_factory=list)


def gather(plan: SelectionPlan, as_of: datetime.date | None | object = store.AS_OF) -> Figures:
    """Return the figures that the vintage of the day holds for the plan's indicators.

    The first candidate with at least 30 states serves; an indicator without any stays empty.
    """
    desk = selection_evidence.desk_evidence()
    values, errors, used, sources = {}, {}, {}, []
    for item in plan.indicators:
        empty = pd.Series(np.nan, index=UNITS)
        values[item.id], errors[item.id], used[item.id] = empty, empty * 0, ""
        for candidate in item.candidates:
            if candidate.id in desk:
                source = "programme/desk_evidence.yml"
                found = desk[candidate.id].reindex(UNITS), empty, source
            else:
                found = _transformed(item, candidate, as_of)
            if found is not None and found[0][list(STATE_CODES)].count() >= MINIMUM_STATES:
                values[item.id], errors[item.id] = found[0], found[1].fillna(0)
                used[item.id] = candidate.id
                sources.append(found[2])
                break
    table, se = pd.DataFrame(values), pd.DataFrame(errors).fillna(0.0)
    states = list(STATE_CODES)
    return Figures(table.loc[states], se.loc[states], table.loc[NATION], pd.Series(used), sources)


def _transformed(item: Indicator, candidate: Candidate, as_of: object):
    """Return (values, standard errors, sources) of one candidate, or None when there is none."""
    years = {
        "none": [item.year],
        "mean_of_3_years": [item.year - 2, item.year - 1, item.year],
        "change_since_2007": [BASE_YEAR, item.year],
        "change_of_periods": list(range(item.year - 5, item.year + 1)),
    }[item.transform]
    if item.transform == "change_of_periods":
        return change_of_periods(candidate, years, as_of)
    pooled = item.transform == "mean_of_3_years" and candidate.per is not None
    try:
        value, se, sources = candidate_figures(candidate, years, as_of=as_of, pooled=pooled)
    except DataError as error:
        if not is_absent(error):
            raise
        return None
    if set(years) - set(value) and not pooled:
        return None
    if item.transform == "none":
        return value[item.year], se[item.year], sources
    if pooled:
        return value["pooled"], se["pooled"], sources
    if item.transform == "mean_of_3_years":
        return value.mean(axis=1, skipna=False), np.sqrt((se**2).sum(axis=1)) / len(years), sources
    change = value[item.year] - value[BASE_YEAR]
    return change, np.sqrt((se**2).sum(axis=1)), sources


def change_of_periods(candidate: Candidate, years: list[int], as_of: object):
    """Return the change of a rate from the first half of the years to the second, pooled.

    The result is as that of the other transforms: values, standard errors and sources, or None
    where a year is not published by the day.
    """
    half = len(years) // 2
    try:
        before, before_se, _ = candidate_figures(
            candidate, years[:half], as_of=as_of, pooled=True
        )
        after, after_se, _ = candidate_figures(candidate, years[half:], as_of=as_of, pooled=True)
        sources = candidate_figures(candidate, years, as_of=as_of, pooled=True)[2]
    except DataError as error:
        if not is_absent(error):
            raise
        return None
    change = after["pooled"] - before["pooled"]
    return change, np.sqrt(before_se["pooled"] ** 2 + after_se["pooled"] ** 2), sources


def problem(plan: SelectionPlan, figures: Figures, eligible: pd.Series) -> Problem:
    """Return the arrays of the robustness engine for the plan and its figures."""
    sides = np.array([item.side for item in plan.indicators], dtype=float)
    names = [item.id for item in plan.indicators]
    values = figures.values[names].to_numpy(float) * sides
    members = tuple(
        tuple(names.index(item.id) for item in criterion.indicators) for criterion in plan.criteria
    )
    evidence = np.full((len(values), len(plan.criteria)), np.nan)
    form = selection_evidence.mission_evidence()
    for k, criterion in enumerate(plan.criteria):
        if criterion.evidence:
            evidence[:, k] = form[criterion.evidence].loc[list(STATE_CODES)]
    return Problem(
        values=values,
        se=figures.se[names].to_numpy(float),
        limits=scoring.winsor_limits(values, plan.treatment),
        members=members,
        evidence=evidence,
        weights=plan.weights.to_numpy(),
        eligible=eligible.loc[list(STATE_CODES)].to_numpy(bool),
        noise_group=pd.factorize(figures.used[names].where(figures.used[names] != "", names))[0],
        noise_sign=sides,
    )


def declared_scores(plan: SelectionPlan, figures: Figures) -> pd.DataFrame:
    """Return the declared criterion scores, states × criteria, 0–100."""
    whole = problem(plan, figures, pd.Series(True, index=list(STATE_CODES)))
    table = scores(whole, whole.values, plan.normalisation, plan.missing)
    return pd.DataFrame(
        table, index=pd.Index(STATE_CODES, name="state_code"), columns=plan.weights.index
    )


def gate_results(
    plan: SelectionPlan,
    figures: Figures,
    need: pd.Series,
    thresholds: Mapping[str, float | None] | None = None,
) -> pd.DataFrame:
    """Return, for each gate, whether each state passes.

    Parameters
    ----------
    need : Series
        Score of the need block by state.
    thresholds : mapping, optional
        Another threshold for a gate, by its id; ``None`` switches the gate off.

    Returns
    -------
    DataFrame of bool
        32 states × gates; a state without the figure of a gate passes it.
    """
    passes = {}
    for gate in plan.gates:
        limit = (thresholds or {}).get(gate.id, gate.threshold)
        ok = pd.Series(True, index=list(STATE_CODES))
        if gate.kind == "mission_evidence":
            ok[selection_evidence.refused_states(gate.evidence)] = False
        elif limit is not None and gate.kind == "maximum_ratio_to_nation":
            ratio = figures.values[gate.indicator] / figures.nation[gate.indicator]
            ok = ~(ratio > limit)
        elif limit is not None and gate.kind == "minimum_need_quantile":
            ok = need >= need.quantile(limit)
        elif limit is not None and gate.kind == "minimum_indicator_coverage":
            at_hand = figures.values.loc[:, (figures.used != "").to_numpy()]
            ok = at_hand.notna().mean(axis=1) >= limit
        passes[gate.id] = ok
    return pd.DataFrame(passes)
