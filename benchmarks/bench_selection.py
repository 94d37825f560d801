"""Throughput of the selection's Monte Carlo against the MCDA library called in a loop.

Run: ``python -m benchmarks.bench_selection`` (or ``make bench``).
"""

from __future__ import annotations

import time

import numpy as np
from pymcdm.methods import PROMETHEE_II, TOPSIS

from cohesion.chapters.selection import robustness, scoring
from cohesion.chapters.selection.rule import load_plan

STATES, LOOP = 32, 200


def simulated_problem(rng: np.random.Generator, criteria: int) -> robustness.Problem:
    """Return a problem of the report's size with random figures."""
    return robustness.Problem(
        values=rng.normal(size=(STATES, criteria)),
        se=np.full((STATES, criteria), 0.1),
        limits=np.array([[-np.inf] * criteria, [np.inf] * criteria]),
        members=tuple((j,) for j in range(criteria)),
        evidence=np.full((STATES, criteria), np.nan),
        weights=np.full(criteria, 1 / criteria),
        eligible=np.ones(STATES, dtype=bool),
    )


def library_rate(rng: np.random.Generator, criteria: int) -> dict[str, float]:
    """Return evaluations per processor second of the library, one call per draw of weights."""
    scores = rng.uniform(0, 100, (STATES, criteria))
    weights, types = rng.dirichlet(np.ones(criteria), LOOP), np.ones(criteria)
    rates = {}
    for name, method in {
        "TOPSIS": TOPSIS(normalization_function=lambda x, cost=False: x),
        "PROMETHEE II": PROMETHEE_II("usual"),
    }.items():
        started = time.process_time()
        for row in weights:
            scoring.ranks(method(scores, row, types))
        rates[name] = LOOP / (time.process_time() - started)
    return rates


def main() -> None:
    """Print draws per processor second of both."""
    rng = np.random.default_rng(0)
    plan = load_plan()
    space, criteria = plan.robustness, len(plan.criteria)
    problem = simulated_problem(rng, criteria)
    started = time.process_time()
    table = robustness.prepare(problem, space, rng)
    design = robustness.draw_design(problem.weights, space, rng)
    robustness.run(table, design, space, problem.eligible)
    seconds = time.process_time() - started
    ours = space.draws / seconds
    print(f"selection: {space.draws} draws x {STATES} states in {seconds:.1f} s = {ours:,.0f}/s")
    for name, rate in library_rate(rng, criteria).items():
        print(f"pymcdm {name} in a loop: {rate:,.0f}/s; {ours / rate:,.0f} times slower")


if __name__ == "__main__":
    main()
