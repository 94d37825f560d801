"""How far the choice of states depends on assumptions: Monte Carlo, Sobol indices, weight moves.

The Monte Carlo draws weights (Dirichlet), normalisation, aggregation, missing-data rule, one left-
out criterion and sampling error of the data together. What is costly, normalising perturbed data,
is done once for each perturbed copy; the draws then only combine and weigh.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from SALib.analyze import sobol as sobol_analysis
from SALib.sample import sobol as sobol_sample
from scipy import optimize

from cohesion.chapters.selection import scoring
from cohesion.chapters.selection.rule import Aggregation, Robustness, SelectionPlan

#: Totals ``(rows, n)`` of the copies at some places (rule, copy), each under its row of weights.
Weighing = Callable[[tuple[np.ndarray, ...], np.ndarray], np.ndarray]
CHUNK = 1000
FACTORS = (
    "weights",
    "normalisation",
    "aggregation",
    "missing data",
    "criterion left out",
    "sampling error",
)


@dataclass(frozen=True)
class Problem:
    """What the engine needs, in arrays.

    Attributes
    ----------
    values : ndarray, (n, m)
        Oriented values: higher speaks for the state. NaN for a gap.
    se : ndarray, (n, m)
        Standard errors, zero where the source gives none.
    limits : ndarray, (2, m)
        Winsorising limits.
    members : tuple of tuples
        Columns of ``values`` of each criterion; empty for a criterion that rests on evidence.
    evidence : ndarray, (n, K)
        Scores of the evidence criteria; NaN in the columns of the others.
    weights : ndarray, (K,)
        Declared weights.
    eligible : ndarray of bool, (n,)
        States that pass the gates.
    noise_group : ndarray of int, (m,), optional
        Columns of one group rest on the same count and share their sampling error; by default
        each column has its own.
    """

    values: np.ndarray
    se: np.ndarray
    limits: np.ndarray
    members: tuple[tuple[int, ...], ...]
    evidence: np.ndarray
    weights: np.ndarray
    eligible: np.ndarray
    noise_group: np.ndarray | None = None
    noise_sign: np.ndarray | None = None


@dataclass(frozen=True)
class Design:
    """One row per draw: the weights and the level of each discrete assumption."""

    weights: np.ndarray
    normalisation: np.ndarray
    aggregation: np.ndarray
    missing: np.ndarray
    replicate: np.ndarray


def scores(problem: Problem, values: np.ndarray, normalisation: str, missing: str) -> np.ndarray:
    """Return criterion scores ``(..., n, K)`` for (batches of) oriented values."""
    return _filled(problem, _means(problem, values, normalisation), missing)


def _means(problem: Problem, values: np.ndarray, normalisation: str) -> np.ndarray:
    drawn = np.clip(values, *problem.limits)
    return scoring.means(scoring.normalise(drawn, normalisation), problem.members)


def _filled(problem: Problem, means: np.ndarray, missing: str) -> np.ndarray:
    filled = scoring.fill_gaps(means, missing)
    return np.where(np.isnan(problem.evidence), filled, problem.evidence)


def prepare(problem: Problem, space: Robustness, rng: np.random.Generator) -> np.ndarray:
    """Return criterion scores of every perturbed copy: (normalisation, rule, copy, n, K)."""
    copies = problem.values + sampling_noise(problem, space.data_replicates, rng) * problem.se
    shape = (
        len(space.normalisations),
        len(space.missing_rules),
        space.data_replicates,
        len(problem.values),
        len(problem.members),
    )
    table = np.empty(shape)
    for start in range(0, space.data_replicates, 250):
        part = slice(start, start + 250)
        for a, norm in enumerate(space.normalisations):
            means = _means(problem, copies[part], norm)
            for b, rule in enumerate(space.missing_rules):
                table[a, b, part] = _filled(problem, means, rule)
    return table


def sampling_noise(problem: Problem, copies: int, rng: np.random.Generator) -> np.ndarray:
    """Return standard normal errors ``(copies, n, m)``, equal within a group up to the sign."""
    n, m = problem.values.shape
    if problem.noise_group is None:
        return rng.standard_normal((copies, n, m))
    shared = rng.standard_normal((copies, n, int(problem.noise_group.max()) + 1))
    return shared[..., problem.noise_group] * problem.noise_sign


def draw_design(
    weights: np.ndarray, space: Robustness, rng: np.random.Generator, *, flat: bool = False
) -> Design:
    """Draw the assumptions of ``space.draws`` variants; each row of weights sums to one."""
    size = space.draws
    alpha = np.ones_like(weights) if flat else space.dirichlet_concentration * weights
    drawn = rng.dirichlet(alpha, size)
    dropped = np.where(
        rng.random(size) < space.leave_one_out_probability,
        rng.integers(len(weights), size=size),
        -1,
    )
    return Design(
        weights=drop_criterion(drawn, dropped),
        normalisation=rng.integers(len(space.normalisations), size=size),
        aggregation=rng.integers(len(space.aggregations), size=size),
        missing=rng.integers(len(space.missing_rules), size=size),
        replicate=rng.integers(space.data_replicates, size=size),
    )


def drop_criterion(weights: np.ndarray, dropped: np.ndarray) -> np.ndarray:
    """Return weights with criterion ``dropped`` of each row at zero (−1: none), summing to one."""
    keep = np.arange(weights.shape[1]) != dropped[:, None]
    kept = weights * keep
    total = kept.sum(axis=1, keepdims=True)
    # A row whose whole weight lay on the dropped criterion falls back on equal weights.
    return np.where(
        total > 0, kept / np.where(total > 0, total, 1), keep / keep.sum(axis=1, keepdims=True)
    )


def run(table: np.ndarray, design: Design, space: Robustness, eligible: np.ndarray) -> np.ndarray:
    """Return the rank of each state in each draw, ``(draws, n)`` of int16.

    ``table`` comes from :func:`prepare`; ineligible states rank after all others.
    """
    result = np.empty((len(design.weights), table.shape[3]), dtype=np.int16)
    for norm, scores in enumerate(table):
        differs = _differs(scores)
        for a, method in enumerate(space.aggregations):
            rows = np.flatnonzero((design.normalisation == norm) & (design.aggregation == a))
            weigh = _weighing(scores, method, differs)
            for start in range(0, len(rows), CHUNK):
                part = rows[start : start + CHUNK]
                copies = design.missing[part], design.replicate[part]
                totals = weigh(copies, design.weights[part])
                # Rounding decides nothing: equal states must tie in every draw.
                result[part] = scoring.ranks(totals.round(9), eligible)
    return result


def _weighing(scores: np.ndarray, method: Aggregation, differs: np.ndarray) -> Weighing:
    """Return what weighs copies ``(rule, copy, n, K)``, given their places and weights for each.

    What does not depend on the weights is computed here, once for each copy.
    """
    if method == "arithmetic":
        return lambda place, weights: scoring.weighted_sum(scores[place], weights)
    if method == "geometric":
        logs = _each_copy(scores, scoring.logarithms, differs)
        return lambda place, weights: np.exp(scoring.weighted_sum(logs[place], weights))
    if method == "topsis":
        best = _each_copy(scores, lambda part: part.max(axis=-2, keepdims=True), differs)
        worst = _each_copy(scores, lambda part: part.min(axis=-2, keepdims=True), differs)
        return lambda place, weights: scoring.closeness(
            scores[place], weights, best[place], worst[place]
        )
    flows = _each_copy(scores, scoring.net_flows, differs)
    return lambda place, weights: scoring.weighted_sum(flows[place], weights)


def _differs(scores: np.ndarray) -> np.ndarray:
    """Whether a criterion differs from its scores under the first rule, ``(rule, K)``.

    Rules for missing data differ in the criteria with a gap alone.
    """
    return np.array([(part != scores[0]).any(axis=(0, 1)) for part in scores])


def _each_copy(
    scores: np.ndarray, work: Callable[[np.ndarray], np.ndarray], differs: np.ndarray
) -> np.ndarray:
    """Return a work on each criterion of each copy, ``(rule, copy, ..., K)``.

    What is equal under two rules (see :func:`_differs`) is not done twice.
    """
    first = work(scores[0])
    done = np.repeat(first[None], len(scores), axis=0)
    for rule, other in enumerate(differs):
        if other.any():
            done[rule][..., other] = work(scores[rule][..., other])
    return done


def rank_table(
    ranks: np.ndarray, codes: Sequence[str], tops: Sequence[int] = (2, 3, 4)
) -> pd.DataFrame:
    """Return, by state, the probability of each top group and the rank's median and 90 % range."""
    table = pd.DataFrame({f"top{k}": (ranks <= k).mean(axis=0) for k in tops}, index=list(codes))
    low, middle, high = np.quantile(ranks, [0.05, 0.5, 0.95], axis=0, method="inverted_cdf")
    return table.assign(rank_low=low, rank_median=middle, rank_high=high)


def sobol_indices(
    problem: Problem, plan: SelectionPlan, codes: Sequence[str], rng: np.random.Generator
) -> pd.DataFrame:
    """Return first-order and total Sobol indices of each state's rank, by uncertain assumption.

    Weights and sampling error are groups of many numbers; each enters as one factor that picks
    one of many draws made beforehand, which keeps the factors independent. A state whose rank
    never moves has indices of zero.

    Returns
    -------
    DataFrame
        state, factor, first, total, total_ci (half-width, 95 %).
    """
    space = plan.robustness
    table = prepare(problem, space, rng)
    pool = rng.dirichlet(space.dirichlet_concentration * problem.weights, 4096)
    factors = {
        "num_vars": len(FACTORS),
        "names": list(FACTORS),
        "bounds": [[0.0, 1.0]] * len(FACTORS),
    }
    sample = sobol_sample.sample(
        factors, space.sobol_samples, calc_second_order=False, seed=space.sobol_seed
    )
    design = _chosen_by(sample, pool, space)
    ranks = run(table, design, space, problem.eligible).astype(float)
    parts = [
        _indices_of(ranks[:, position], factors, space.sobol_seed).assign(state=code)
        for position, code in enumerate(codes)
    ]
    columns = ["state", "factor", "first", "total", "total_ci"]
    return pd.concat(parts, ignore_index=True)[columns]


def _chosen_by(sample: np.ndarray, pool: np.ndarray, space: Robustness) -> Design:
    """Return the assumption that each point of the unit cube (draws × factors) picks."""
    share, count = space.leave_one_out_probability, pool.shape[1]
    dropped = np.where(sample[:, 4] < share, _level(sample[:, 4] / max(share, 1e-12), count), -1)
    return Design(
        weights=drop_criterion(pool[_level(sample[:, 0], len(pool))], dropped),
        normalisation=_level(sample[:, 1], len(space.normalisations)),
        aggregation=_level(sample[:, 2], len(space.aggregations)),
        missing=_level(sample[:, 3], len(space.missing_rules)),
        replicate=_level(sample[:, 5], space.data_replicates),
    )


def _indices_of(ranks: np.ndarray, factors: Mapping[str, Any], seed: int) -> pd.DataFrame:
    """Return the indices of one state's rank over the draws; zeros where it never moves."""
    if np.ptp(ranks) == 0:
        none = np.zeros(len(FACTORS))
        answer = {"S1": none, "ST": none, "ST_conf": none}
    else:
        answer = sobol_analysis.analyze(
            factors, ranks, calc_second_order=False, num_resamples=50, seed=seed
        )
    found = {"first": answer["S1"], "total": answer["ST"], "total_ci": answer["ST_conf"]}
    return pd.DataFrame({"factor": FACTORS, **found})


def smallest_weight_move(
    scores: np.ndarray, weights: np.ndarray, insider: int, outsider: int
) -> tuple[float, np.ndarray | None]:
    """Return the least share of the total weight to shift so that ``outsider`` draws level.

    Linear programme: minimise ½ Σ|w′ − w| subject to w′ ≥ 0, Σw′ = 1 and equal or better score
    of the outsider (arithmetic aggregation). Infinite when no weights can do it.

    Parameters
    ----------
    scores : ndarray, (n, K)
    weights : ndarray, (K,)

    Returns
    -------
    tuple
        The share (0–1) and the weights that do it.
    """
    k = len(weights)
    gap = scores[outsider] - scores[insider]
    eye = np.eye(k)
    answer = optimize.linprog(
        c=np.r_[np.zeros(k), np.full(k, 0.5)],
        A_ub=np.block([[eye, -eye], [-eye, -eye], [-gap[None, :], np.zeros((1, k))]]),
        b_ub=np.r_[weights, -weights, 0.0],
        A_eq=np.r_[np.ones(k), np.zeros(k)][None, :],
        b_eq=[1.0],
        bounds=[(0, None)] * (2 * k),
        method="highs",
    )
    return (float(answer.fun), answer.x[:k]) if answer.success else (np.inf, None)


def weight_moves(
    scores: pd.DataFrame, weights: pd.Series, chosen: Sequence[str], eligible: pd.Series
) -> pd.DataFrame:
    """Return, for each eligible state not chosen, the smallest weight move that brings it in.

    Returns
    -------
    DataFrame
        Index: outsider; ``move`` (share of the weight), ``replaces``, ``gains`` and ``loses`` (the
        criteria whose weight rises and falls most).
    """
    codes = list(scores.index)
    matrix, declared = scores.to_numpy(), weights[scores.columns].to_numpy()
    rows = {}
    for outsider in eligible.index[eligible]:
        if outsider in chosen:
            continue
        options = [
            (*smallest_weight_move(matrix, declared, codes.index(c), codes.index(outsider)), c)
            for c in chosen
        ]
        move, new, replaced = min(options, key=lambda option: option[0])
        shift = pd.Series(0.0 if new is None else new - declared, index=scores.columns)
        rows[outsider] = {
            "move": move,
            "replaces": replaced,
            "gains": shift.idxmax() if shift.any() else "",
            "loses": shift.idxmin() if shift.any() else "",
        }
    return pd.DataFrame.from_dict(
        rows, orient="index", columns=["move", "replaces", "gains", "loses"]
    ).sort_values("move", kind="stable")


def leave_one_out(
    scores: pd.DataFrame, weights: pd.Series, eligible: pd.Series, number: int
) -> pd.DataFrame:
    """Return the first ``number`` states when each criterion in turn is left out.

    Returns
    -------
    DataFrame
        Index: criterion left out; columns 1…number with the states, and ``kept`` of the declared.
    """
    declared = _first(scores, weights, eligible, number)
    rows = {}
    for name in scores.columns:
        rest = weights.drop(name)
        first = _first(scores[rest.index], rest / rest.sum(), eligible, number)
        rows[name] = [*first, len(set(first) & set(declared))]
    return pd.DataFrame.from_dict(rows, orient="index", columns=[*range(1, number + 1), "kept"])


def _first(scores: pd.DataFrame, weights: pd.Series, eligible: pd.Series, number: int) -> list[str]:
    totals = (scores * weights).sum(axis=1)[eligible]
    return totals.sort_values(ascending=False, kind="stable").index[:number].tolist()


def _level(unit: np.ndarray, count: int) -> np.ndarray:
    return np.minimum((unit * count).astype(int), count - 1)
