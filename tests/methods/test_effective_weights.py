"""Effective weights: hand-worked, against a decomposition of variance, on spoilt input."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.methods import composite_checks
from cohesion.methods import effective_weights as weights


def scores(seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    a = rng.normal(50, 20, 32)
    return pd.DataFrame(
        {"a": a, "b": a + rng.normal(0, 5, 32), "c": 100 - a + rng.normal(0, 9, 32)}
    )


def test_two_opposed_copies_cancel_and_count_for_nothing_together():
    table = scores()[["a"]].assign(mirror=lambda t: 100 - t["a"], other=scores(2)["a"])
    found = weights.effective(table, pd.Series({"a": 0.2, "mirror": 0.2, "other": 0.6}))
    assert found.loc["a", "effective"] + found.loc["mirror", "effective"] == pytest.approx(0)
    assert found.loc["other", "effective"] == pytest.approx(1)


def test_effective_weights_sum_to_one_and_turn_negative_against_the_score():
    found = weights.effective(scores(), pd.Series({"a": 2, "b": 2, "c": 1}))
    assert found["effective"].sum() == pytest.approx(1)
    assert found["nominal"].tolist() == [0.4, 0.4, 0.2]
    assert found.loc["c", "effective"] < 0 < found.loc["a", "effective"]


def test_columns_are_those_of_an_independent_computation():
    table, nominal = scores(), pd.Series({"a": 0.5, "b": 0.3, "c": 0.2})
    found = weights.effective(table, nominal)
    total = table @ nominal
    for name in table:
        assert found.loc[name, "correlation"] == pytest.approx(
            np.corrcoef(table[name], total)[0, 1]
        )
        share = nominal[name] * np.cov(table[name], total)[0, 1] / total.var()
        assert found.loc[name, "effective"] == pytest.approx(share)
        fit = np.polyval(np.polyfit(table[name], total, 2), table[name])
        assert found.loc[name, "ratio"] == pytest.approx(np.corrcoef(fit, total)[0, 1] ** 2)


def test_a_part_equal_for_all_has_no_weight_whatever_was_meant():
    found = weights.effective(scores().assign(d=50.0), pd.Series({"a": 1, "d": 3}))
    assert found.loc["d", "effective"] == 0 and np.isnan(found.loc["d", "correlation"])
    assert found.loc["d", "nominal"] == 0.75


def test_coherence_is_the_alpha_of_the_composite_index_and_negative_where_parts_disagree():
    table = scores()
    found = weights.coherence(table, {"one": ["a", "b"], "two": ["a", "c"], "three": ["c"]})
    assert found.loc["one", "alpha"] == pytest.approx(
        composite_checks.cronbach_alpha(table[["a", "b"]])
    )
    assert found.loc["two", "alpha"] < 0
    assert np.isnan(found.loc["three", "alpha"]) and found.loc["three", "parts"] == 1


def test_spoilt_input_is_refused():
    with pytest.raises(DataError, match="no scores"):
        weights.effective(scores(), pd.Series({"a": 1, "z": 1}))
    gap = scores()
    gap.loc[3, "b"] = np.nan
    with pytest.raises(DataError, match="row 3, column 'b'"):
        weights.effective(gap, pd.Series({"a": 1, "b": 1}))
    with pytest.raises(DataError, match="same for every unit"):
        weights.effective(scores().assign(a=1.0), pd.Series({"a": 1}))
    with pytest.raises(DataError, match="same value everywhere"):
        weights.coherence(scores().assign(a=1.0), {"one": ["a", "b"]})
