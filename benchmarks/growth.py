"""How time and memory grow with the number of units: the same code on ten and a hundred times more.

Run: ``python -m benchmarks.growth`` (or ``make bench``). All data are simulated. An exponent of 1
means that twice the units take twice as long.
"""

from __future__ import annotations

import os
import time
import tracemalloc
from collections.abc import Callable

# As in a build; threads that wait for one another would be counted as work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pandas as pd

from benchmarks.bench_selection import simulated_problem
from cohesion.chapters.selection import robustness
from cohesion.chapters.selection.rule import load_plan
from cohesion.methods import counts, multiverse

TIMES = (1, 10, 100)
AIM = "≤ 1.1"
#: Sizes at which fixed costs no longer hide the growth.
MUNICIPALITIES, DRAWS, OUTCOMES, ROWS = 2_456, 1_000, 24, 2_000


def exponent(sizes: tuple[int, ...], measured: list[float]) -> float:
    """Return the slope of the last step in logarithms, where the fixed costs weigh least.

    >>> round(exponent((1, 10, 100), [1.0, 2.0, 20.0]), 2)
    1.0
    """
    return float(np.log(measured[-1] / measured[-2]) / np.log(sizes[-1] / sizes[-2]))


def count_models(times: int) -> Callable[[], object]:
    """Return a clustered count model on so many times the municipalities, in 32 states."""
    rng = np.random.default_rng(0)
    number = MUNICIPALITIES * times
    people, x = np.exp(rng.normal(9.5, 1.3, number)), rng.normal(size=number)
    frame = pd.DataFrame(
        {
            "state_code": rng.integers(0, 32, number).astype(str),
            "x": x,
            "people": people,
            "deaths": rng.poisson(people * np.exp(-8 + 0.1 * x)),
        }
    )

    def work() -> None:
        model = counts.design(frame, "deaths", "people", ["x"], "state_code")
        counts.fast_clustered(model.columns.to_numpy(), model.y, model.offset, model.clusters)

    return work


def specification_space(times: int) -> Callable[[], object]:
    """Return a specification space with so many times the outcomes."""
    rng = np.random.default_rng(0)
    units = range(32)
    x = pd.DataFrame(rng.normal(size=(32, 9)), units)
    labels = pd.MultiIndex.from_tuples([(f"s{i}", "2010", "none") for i in range(OUTCOMES * times)])
    y = pd.DataFrame(rng.normal(size=(32, OUTCOMES * times)), units, labels)
    controls = pd.DataFrame(rng.normal(size=(32, 2)), units, ["a", "b"])
    sets = {"none": (), "a": ("a",), "b": ("b",), "both": ("a", "b")}
    weights = pd.Series(rng.lognormal(size=32), units)
    return lambda: multiverse.state_space(x, y, controls, sets, weights)


def selection_draws(times: int) -> Callable[[], object]:
    """Return so many times the draws of the selection."""
    rng = np.random.default_rng(0)
    plan = load_plan()
    space = plan.robustness.model_copy(update={"draws": DRAWS * times})
    problem = simulated_problem(rng, len(plan.criteria))

    def work() -> None:
        table = robustness.prepare(problem, space, rng)
        design = robustness.draw_design(problem.weights, space, rng)
        robustness.run(table, design, space, problem.eligible)

    return work


def table_rows(times: int) -> Callable[[], object]:
    """Return the reading of a table of so many times the rows."""
    from cohesion.tables import schema

    lines = ["mun_code,year,indicator,value,edition"]
    lines += [f"{i % 99999:05d},2010,poverty,{i % 100},first" for i in range(ROWS * times)]
    content = ("\n".join(lines) + "\n").encode()
    return lambda: schema.parse(content, "municipality", "simulated.csv")


def measured(make: Callable[[int], Callable[[], object]]) -> tuple[list[float], list[float]]:
    """Return processor seconds and peak megabytes of the work at each of :data:`TIMES`."""
    seconds, megabytes = [], []
    for times in TIMES:
        work = make(times)
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
        tracemalloc.start()
        work()
        megabytes.append(tracemalloc.get_traced_memory()[1] / 1e6)
        tracemalloc.stop()
    return seconds, megabytes


def main() -> None:
    """Print seconds, memory and exponents of four kinds of work."""
    print(f"{'units × 1, 10, 100':28}{'CPU s':>24}{'exponent':>10}{'peak MB':>24}{'exponent':>10}")
    for name, make in {
        "municipal count models": count_models,
        "specification space": specification_space,
        "draws of the selection": selection_draws,
        "reading of tables": table_rows,
    }.items():
        seconds, megabytes = measured(make)
        print(
            f"{name:28}{'  '.join(f'{s:6.2f}' for s in seconds):>24}"
            f"{exponent(TIMES, seconds):10.2f}{'  '.join(f'{m:6.0f}' for m in megabytes):>24}"
            f"{exponent(TIMES, megabytes):10.2f}   aim {AIM}"
        )


if __name__ == "__main__":
    main()
