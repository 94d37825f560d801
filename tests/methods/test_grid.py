"""The grid of associations against scipy, against loops by hand, and on spoilt input."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from cohesion.errors import DataError
from cohesion.methods import association, grid

NAMES = ["a", "b", "u", "v", "w", "c1", "c2"]


def data(n: int = 32, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    c = rng.standard_normal((n, 2))
    a = rng.standard_normal(n) + c[:, 0]
    b = 0.7 * a + rng.standard_normal(n)
    u = 0.8 * a + rng.standard_normal(n)
    v = rng.standard_normal(n) + 2 * c[:, 0]
    w = rng.integers(0, 3, n).astype(float)
    return pd.DataFrame(np.column_stack([a, b, u, v, w, c]), columns=NAMES)


def cells(frame: pd.DataFrame, **options) -> pd.DataFrame:
    table = grid.associations(
        frame, ["a", "b"], ["u", "v", "w"], np.random.default_rng(7), ranked=["w"], **options
    )
    return table.set_index(["row", "column"])


def test_plain_coefficients_are_those_of_scipy():
    frame, found = data(), cells(data())
    for (row, column), cell in found.iterrows():
        other = stats.spearmanr if column == "w" else stats.pearsonr
        assert cell["r"] == pytest.approx(other(frame[row], frame[column])[0], abs=1e-12)
    assert list(found.index)[:3] == [("a", "u"), ("a", "v"), ("a", "w")]
    assert (found.xs("w", level="column")["method"] == "spearman").all()


def test_partial_coefficients_are_those_of_two_regressions():
    frame, found = data(), cells(data(), held=["c1", "c2"])
    design = np.column_stack([np.ones(len(frame)), frame[["c1", "c2"]]])

    def left(y: pd.Series) -> np.ndarray:
        return y - design @ np.linalg.lstsq(design, y, rcond=None)[0]

    for row in ("a", "b"):
        for column in ("u", "v"):
            expected = stats.pearsonr(left(frame[row]), left(frame[column]))[0]
            assert found.loc[(row, column), "r"] == pytest.approx(expected, abs=1e-10)


def test_p_values_agree_with_those_of_the_declared_tests():
    frame = data()
    found = cells(frame, held=["c1"], permutations=9999)
    other = association.permutation_p(
        frame[["a", "v", "c1"]].to_numpy(), np.random.default_rng(3), "pearson", 9999
    )
    p = found.loc[("a", "v"), "p"]
    assert abs(p - other) < 4 * np.sqrt(2 * other * (1 - other) / 9999) + 1e-3


def test_intervals_agree_with_scipys_bootstrap():
    frame, found = data(), cells(data(), replications=9999)
    expected = stats.bootstrap(
        (frame["a"].to_numpy(), frame["u"].to_numpy()),
        lambda x, y, axis=-1: (
            association.coefficients(np.stack([x, y], axis=-1))
            if x.ndim > 1
            else stats.pearsonr(x, y)[0]
        ),
        paired=True,
        vectorized=True,
        method="BCa",
        n_resamples=9999,
        rng=np.random.default_rng(5),
    ).confidence_interval
    cell = found.loc[("a", "u")]
    assert cell["low"] == pytest.approx(expected.low, abs=0.03)
    assert cell["high"] == pytest.approx(expected.high, abs=0.03)


def test_exchange_test_holds_its_level_without_an_association():
    rng = np.random.default_rng(11)
    orders = rng.permuted(np.tile(np.arange(20), (199, 1)), axis=1)
    p = []
    for _ in range(300):
        held = rng.standard_normal((20, 1))
        x, y = rng.standard_normal((20, 1)) + held, rng.exponential(1, 20) + 3 * held[:, 0]
        p.append(grid.exchange_p(x, y, held, orders)[1][0])
    assert 0.02 < np.mean(np.array(p) <= 0.05) < 0.085


def test_same_orders_give_the_same_p_whatever_the_generator():
    frame, rng = data(), np.random.default_rng(2)
    orders = rng.permuted(np.tile(np.arange(32), (499, 1)), axis=1)
    one = cells(frame, orders=orders)["p"]
    assert one.equals(cells(frame, orders=orders)["p"])


def test_a_gap_names_unit_and_variable():
    frame = data()
    frame.loc[5, "u"] = np.nan
    with pytest.raises(DataError, match="row 5, column 'u'"):
        cells(frame)


def test_a_variable_without_spread_is_refused():
    with pytest.raises(DataError, match="same value everywhere"):
        cells(data().assign(v=4.2))


def test_collinear_controls_and_a_determined_variable_are_refused():
    frame = data()
    with pytest.raises(DataError, match="collinear"):
        cells(frame.assign(c2=2 * frame["c1"] + 1), held=["c1", "c2"])
    with pytest.raises(DataError, match="determine the variable"):
        cells(frame.assign(v=3 * frame["c1"]), held=["c1"])


def test_an_unknown_variable_and_too_few_units_are_refused():
    with pytest.raises(DataError, match="not in the table"):
        cells(data().drop(columns="b"))
    with pytest.raises(DataError, match="only 5 units"):
        cells(data(5))
