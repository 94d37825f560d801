"""The declared selection with few draws, and with other figures in its table."""

from __future__ import annotations

import dataclasses
import functools

from cohesion.chapters.selection import rule, run


@functools.cache
def evaluated(draws: int = 3000) -> run.Result:
    """Return the declared selection on a few draws: enough for shares, not for print."""
    plan = rule.load_plan()
    space = plan.robustness.model_copy(update={"draws": draws, "data_replicates": 100})
    return run.evaluate(plan.model_copy(update={"robustness": space}))


def with_table(result: run.Result, code: str, **changed: float) -> run.Result:
    """Return a result in whose table one state has other figures."""
    table = result.table.copy()
    for column, value in changed.items():
        table.loc[code, column] = value
    return dataclasses.replace(result, table=table)
