"""The specification space under exchange: same coefficients, right level, spoilt input."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.methods import exchange_space, grid, multiverse

SETS = {"none": [], "income": ["c"]}


def tables(seed: int, n: int = 32):
    rng = np.random.default_rng(seed)
    c = rng.normal(0, 1, n)
    x = pd.DataFrame({"a": rng.normal(0, 1, n) + c, "b": rng.normal(0, 1, n)})
    raw = np.exp(rng.normal(0, 1, n) + 0.5 * c)
    y = pd.DataFrame({("s", "2010", "none"): raw, ("s", "2010", "log"): np.log(raw)})
    return x, y, pd.DataFrame({"c": c}), pd.Series(rng.lognormal(0, 1, n))


def orders(seed: int, count: int, n: int = 32) -> np.ndarray:
    return np.random.default_rng(seed).permuted(np.tile(np.arange(n), (count, 1)), axis=1)


def test_coefficients_are_those_of_the_declared_space():
    x, y, c, w = tables(1)
    found = exchange_space.space(x, y, c, SETS, w, orders(1, 99))
    other = multiverse.state_space(x, y, c, SETS, w)
    keys = ["x", "series", "years", "transform", "controls", "estimator"]
    both = found.merge(other, on=keys)
    assert len(both) == len(found) == len(other)
    assert np.allclose(both["coefficient_x"], both["coefficient_y"])


def test_p_of_the_plain_specification_is_that_of_the_grid():
    x, y, c, w = tables(2)
    drawn = orders(3, 999)
    found = exchange_space.space(x, y, c, SETS, w, drawn)
    line = found.query("x == 'a' and transform == 'log' and controls == 'income'")
    line = line[line["estimator"] == "pearson"].iloc[0]
    expected = grid.exchange_p(
        x[["a"]].to_numpy(), y[("s", "2010", "log")].to_numpy(), c.to_numpy(), drawn
    )[1][0]
    assert line["p"] == pytest.approx(expected)
    assert line["low"] < 0 < line["high"]


@pytest.mark.dear
@pytest.mark.sampled
def test_weighted_specification_holds_its_level_where_its_t_test_does_not(every):
    drawn, exchange, t_test = orders(5, 199), [], []
    for seed in range(250 if every else 120):
        x, y, c, w = tables(seed)
        y = y.sample(frac=1, random_state=seed).set_axis(y.index)
        options = (x[["b"]], y.iloc[:, :1], c, {"none": []}, w)
        weighted = ["population_weighted"]
        exchange.append(exchange_space.space(*options, drawn, estimators=weighted)["p"].iloc[0])
        t_test.append(multiverse.state_space(*options, estimators=weighted)["p"].iloc[0])
    assert 0.015 < np.mean(np.array(exchange) <= 0.05) < 0.09
    assert np.mean(np.array(t_test) <= 0.05) > np.mean(np.array(exchange) <= 0.05)


def test_a_gap_and_a_flat_series_are_refused():
    x, y, c, w = tables(1)
    gap = x.copy()
    gap.iloc[2, 0] = np.nan
    with pytest.raises(DataError, match="gap"):
        exchange_space.space(gap, y, c, SETS, w, orders(1, 9))
    with pytest.raises(DataError, match="same value"):
        exchange_space.space(x, y, c.assign(c=1.0), SETS, w, orders(1, 9))
