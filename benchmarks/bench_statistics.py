"""Throughput of permutations, bootstrap and specification spaces against the plain library loop.

Run: ``python -m benchmarks.bench_statistics`` (or ``make bench``). All data are simulated.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

# As in a build: small matrices are faster on one thread, and the comparison is fairer.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

from cohesion.methods import association, counts, multiverse

STATES, DRAWS, LOOP = 32, 9_999, 300
MUNICIPALITIES, MODELS = 2_456, 12


def rate(work: Callable[[], object], number: int) -> float:
    """Return how many of ``number`` pieces of work are done in a second."""
    started = time.perf_counter()
    work()
    return number / (time.perf_counter() - started)


def permutation_rates(rng: np.random.Generator) -> tuple[float, float]:
    """Vectorised permutation test, and scipy's correlation in a loop."""
    data = rng.normal(size=(STATES, 2))

    def loop() -> None:
        for _ in range(LOOP):
            stats.pearsonr(data[:, 0], rng.permutation(data[:, 1]))

    return rate(lambda: association.permutation_p(data, rng, permutations=DRAWS), DRAWS), rate(
        loop, LOOP
    )


def bootstrap_rates(rng: np.random.Generator) -> tuple[float, float]:
    """Vectorised BCa interval, and scipy's BCa with a scalar statistic."""
    data = rng.normal(size=(STATES, 2))

    def loop() -> None:
        stats.bootstrap(
            (data[:, 0], data[:, 1]),
            lambda x, y: stats.pearsonr(x, y).statistic,
            paired=True, vectorized=False, n_resamples=LOOP, rng=rng,
        )  # fmt: skip

    return rate(lambda: association.bca_interval(data, rng, replications=DRAWS), DRAWS), rate(
        loop, LOOP
    )


def state_space_rates(rng: np.random.Generator) -> tuple[float, float]:
    """All state specifications as matrix products, and one least-squares model each."""
    units = range(STATES)
    x = pd.DataFrame(rng.normal(size=(STATES, 9)), units)
    names = pd.MultiIndex.from_tuples([(f"s{i}", "2010", "none") for i in range(24)])
    y = pd.DataFrame(rng.normal(size=(STATES, 24)), units, names)
    controls = pd.DataFrame(rng.normal(size=(STATES, 2)), units, ["a", "b"])
    sets = {"none": (), "a": ("a",), "b": ("b",), "both": ("a", "b")}
    weights = pd.Series(rng.lognormal(size=STATES), units)
    size = len(multiverse.state_space(x, y, controls, sets, weights))

    def loop() -> None:
        design = sm.add_constant(np.column_stack([x[0], controls]))
        for i in range(LOOP):
            _ = sm.OLS(y.iloc[:, i % 24], design).fit().pvalues

    vectorised = rate(lambda: multiverse.state_space(x, y, controls, sets, weights), size)
    return vectorised, rate(loop, LOOP)


def count_model_rates(rng: np.random.Generator) -> tuple[float, float]:
    """Own reweighted least squares with clustered errors, and statsmodels' GLM."""
    state = np.repeat([f"{i:02d}" for i in range(STATES)], MUNICIPALITIES // STATES + 1)
    state = state[:MUNICIPALITIES]
    people = np.exp(rng.normal(9.5, 1.3, MUNICIPALITIES))
    x = rng.normal(size=MUNICIPALITIES)
    frame = pd.DataFrame(
        {
            "state_code": state,
            "x": x,
            "people": people,
            "deaths": rng.poisson(people * np.exp(-8 + 0.1 * x)),
        }
    )
    model = counts.design(frame, "deaths", "people", ["x"], "state_code")
    columns = model.columns.to_numpy()

    def fast() -> None:
        for _ in range(MODELS):
            counts.fast_clustered(columns, model.y, model.offset, model.clusters)

    def loop() -> None:
        for _ in range(MODELS):
            counts.poisson(model)

    return rate(fast, MODELS), rate(loop, MODELS)


def main() -> None:
    """Print pieces of work per second, ours and the library's."""
    rng = np.random.default_rng(0)
    rows = {
        "permutations of a correlation": permutation_rates(rng),
        "bootstrap samples of a correlation": bootstrap_rates(rng),
        "state specifications": state_space_rates(rng),
        "municipal count models": count_model_rates(rng),
    }
    print(f"{'per second':36}{'here':>12}{'library loop':>14}{'ratio':>8}")
    for name, (ours, library) in rows.items():
        print(f"{name:36}{ours:12,.0f}{library:14,.0f}{ours / library:8.1f}")


if __name__ == "__main__":
    main()
