"""The selection from figures to proposal, in one call that every notebook shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cohesion.chapters.selection import data, robustness, rule, scoring
from cohesion.chapters.selection.rule import SelectionPlan
from cohesion.tables import store
from cohesion.tables.geography import STATE_CODES, STATES, state_name

SOURCE = "programme/selection.yml"


@dataclass(frozen=True)
class Result:
    """Everything that the rule produced.

    Attributes
    ----------
    scores : DataFrame
        States × criteria, 0–100.
    table : DataFrame
        Index: state code; name, need, feasibility, product (need × feasibility, as the geometric
        mean of the two), total, eligible, rank, rank_need, rank_product, top2, top3, top4,
        rank_low, rank_median, rank_high.
    gates : DataFrame of bool
        States × gates.
    ranks : ndarray, (draws, 32)
        Rank of each state in each draw.
    """

    plan: SelectionPlan
    figures: data.Figures
    scores: pd.DataFrame
    table: pd.DataFrame
    gates: pd.DataFrame
    choice: scoring.Choice
    problem: robustness.Problem
    ranks: np.ndarray

    @property
    def sources(self) -> list:
        """Sources for ``publish``: the rule and every table used."""
        return [SOURCE, "programme/mission_evidence.yml", *self.figures.sources]

    def names(self, codes: tuple[str, ...] | list[str]) -> str:
        """Write a list of states in words: 'A', 'A and B', 'A, B and C'."""
        words = [state_name(code) for code in codes]
        return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def evaluate(
    plan: SelectionPlan | None = None,
    as_of: object = store.AS_OF,
    *,
    flat: bool = False,
    thresholds: Mapping[str, float | None] | None = None,
) -> Result:
    """Apply the declared rule to the figures of a day.

    Parameters
    ----------
    as_of : date or None, optional
        The day of this edition by default.
    flat : bool
        Draw all weightings as equally likely instead of around the declared weights.
    thresholds : mapping, optional
        Other thresholds for gates, by id; ``None`` switches a gate off.
    """
    plan = plan or rule.load_plan()
    figures = data.gather(plan, as_of)
    scores = data.declared_scores(plan, figures)
    weights = plan.weights
    need = scoring.block_scores(scores, weights, plan.block("need"))
    able = scoring.block_scores(scores, weights, plan.block("feasibility"))
    gates = data.gate_results(plan, figures, need, thresholds)
    eligible = gates.all(axis=1)
    totals = pd.Series(
        scoring.aggregate(scores.to_numpy(), weights.to_numpy(), plan.aggregation),
        index=scores.index,
    )
    problem = data.problem(plan, figures, eligible)
    ranks = monte_carlo(plan, problem, flat=flat)
    share = float(weights[plan.block("need")].sum())
    product = np.maximum(need, 1) ** share * np.maximum(able, 1) ** (1 - share)
    tie = plan.decision.tie_tolerance
    table = pd.DataFrame(
        {
            "name": STATES["name_en"],
            "need": need,
            "feasibility": able,
            "product": product,
            "total": totals,
            "eligible": eligible,
            "rank": scoring.ranks(totals.to_numpy(), eligible.to_numpy(), tie),
            "rank_need": scoring.ranks(need.to_numpy(), eligible.to_numpy(), tie),
            "rank_product": scoring.ranks(product.to_numpy(), eligible.to_numpy(), tie),
        }
    ).join(robustness.rank_table(ranks, STATE_CODES))
    choice = scoring.decide(totals, eligible, table["top4"], plan.decision)
    return Result(plan, figures, scores, table, gates, choice, problem, ranks)


def monte_carlo(
    plan: SelectionPlan, problem: robustness.Problem, *, flat: bool = False
) -> np.ndarray:
    """Return the ranks of every draw, from the plan's seed."""
    rng = np.random.default_rng(plan.robustness.seed)
    prepared = robustness.prepare(problem, plan.robustness, rng)
    design = robustness.draw_design(problem.weights, plan.robustness, rng, flat=flat)
    return robustness.run(prepared, design, plan.robustness, problem.eligible)


def gate_sensitivity(result: Result) -> pd.DataFrame:
    """Return the proposal under each alternative threshold of each gate.

    Returns
    -------
    DataFrame
        gate, threshold (NaN: no gate), excluded (states), first (by declared score, as many as
        the programme can take).
    """
    rows = []
    need = result.table["need"]
    for gate in result.plan.gates:
        if gate.kind == "mission_evidence":
            continue
        for limit in dict.fromkeys([gate.threshold, *gate.alternatives]):
            passes = data.gate_results(result.plan, result.figures, need, {gate.id: limit})
            order = result.table["total"][passes.all(axis=1)]
            order = order.sort_values(ascending=False, kind="stable")
            rows.append(
                {
                    "gate": gate.id,
                    "threshold": np.nan if limit is None else limit,
                    "excluded": tuple(passes.index[~passes[gate.id]]),
                    "first": tuple(order.index[: result.plan.decision.maximum_states]),
                }
            )
    return pd.DataFrame(rows)


def method_comparison(result: Result) -> pd.DataFrame:
    """Return the rank of each state under each normalisation and aggregation (declared weights)."""
    columns = {}
    for norm in result.plan.robustness.normalisations:
        scores = robustness.scores(result.problem, result.problem.values, norm, result.plan.missing)
        for method in result.plan.robustness.aggregations:
            totals = scoring.aggregate(scores, result.problem.weights, method)
            columns[(norm, method)] = scoring.ranks(totals.round(9), result.problem.eligible)
    return pd.DataFrame(columns, index=result.table.index)


def evidence_effect(result: Result) -> pd.DataFrame:
    """Return what mission evidence could change: best and worst rank of each state.

    Each evidence criterion in turn is set to 100, then to 0, for one state while all others stay
    neutral.

    Returns
    -------
    DataFrame
        Index: state; ``rank`` declared, and for each evidence criterion '… at 0' and '… at 100'.
    """
    weights = result.plan.weights
    totals, eligible = result.table["total"], result.table["eligible"].to_numpy()
    table = {"rank": result.table["rank"]}
    for criterion in result.plan.criteria:
        if not criterion.evidence:
            continue
        for score in (0.0, 100.0):
            ranks = {}
            for code in totals.index:
                moved = totals.copy()
                neutral = result.scores.at[code, criterion.id]
                moved[code] += weights[criterion.id] * (score - neutral)
                ranked = scoring.ranks(
                    moved.to_numpy(), eligible, result.plan.decision.tie_tolerance
                )
                ranks[code] = ranked[list(totals.index).index(code)]
            table[f"{criterion.label} at {score:.0f}"] = pd.Series(ranks)
    return pd.DataFrame(table)


def with_figures_of(plan: SelectionPlan, year: int) -> SelectionPlan:
    """Return the plan with the figures of a later year wherever they exist (for hindsight).

    An indicator without a figure of that year, in whatever edition, keeps its own year.
    """
    criteria = []
    for criterion in plan.criteria:
        moved = []
        for item in criterion.indicators:
            later = item.model_copy(update={"year": year})
            trial = plan.model_copy(
                update={"criteria": (criterion.model_copy(update={"indicators": (later,)}),)}
            )
            known = data.gather(trial, None).used[item.id] != ""
            dated = item.transform != "none" or item.candidates[0].id not in _UNDATED
            moved.append(later if known and dated else item)
        criteria.append(criterion.model_copy(update={"indicators": tuple(moved)}))
    return plan.model_copy(update={"criteria": tuple(criteria)})


_UNDATED = ("penal_reform_stage", "governor_years_left")
