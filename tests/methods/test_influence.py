"""Influence on a Poisson model: by refits with statsmodels, and on spoilt input."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from cohesion.errors import DataError
from cohesion.methods import counts, influence


def towns(seed: int = 4) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    n = 160
    frame = pd.DataFrame(
        {
            "state_code": np.repeat([f"{i:02d}" for i in range(8)], 20),
            "people": rng.integers(2_000, 90_000, n).astype(float),
            "x": rng.normal(0, 1, n),
        }
    )
    frame["deaths"] = rng.poisson(frame["people"] * 2e-4 * np.exp(0.2 * frame["x"]))
    # One large place with many events and a low x.
    frame.loc[0, ["people", "x", "deaths"]] = [1_500_000, -1.5, 2_500]
    return frame


def model(frame: pd.DataFrame) -> counts.Design:
    return counts.design(frame, "deaths", "people", ["x"], "state_code")


def refit(frame: pd.DataFrame) -> float:
    dummies = pd.get_dummies(frame["state_code"], dtype=float)
    fitted = sm.GLM(
        frame["deaths"],
        pd.concat([frame[["x"]], dummies], axis=1),
        family=sm.families.Poisson(),
        offset=np.log(frame["people"]),
    ).fit()
    return float(fitted.params["x"])


def test_one_step_ranks_rows_as_exact_refits_do():
    frame = towns()
    full, moved = refit(frame), influence.one_step(model(frame))
    exact = np.array([refit(frame.drop(i)) - full for i in range(len(frame))])
    assert int(np.argmax(np.abs(moved))) == int(np.argmax(np.abs(exact))) == 0
    others = np.arange(1, len(frame))
    assert np.corrcoef(moved[others], exact[others])[0, 1] > 0.98
    assert np.abs(moved[others] - exact[others]).max() < 0.005


def test_exact_refits_are_those_of_another_library():
    frame = towns()
    found = influence.most_influential(model(frame), frame.index.astype(str), 3)
    assert found.index[0] == "0"
    for label, row in found.iterrows():
        assert np.log(row["rate_ratio"]) == pytest.approx(refit(frame.drop(int(label))), abs=1e-7)
        assert row["share"] == pytest.approx(frame["deaths"][int(label)] / frame["deaths"].sum())
    states = influence.by_cluster(model(frame))
    assert list(states.index) == [f"{i:02d}" for i in range(8)]
    left = frame[frame["state_code"] != "03"]
    assert np.log(states.loc["03", "rate_ratio"]) == pytest.approx(refit(left), abs=1e-7)


def test_a_term_without_spread_and_wrong_labels_are_refused():
    frame = towns().assign(x=0.0)
    frame.loc[0, "x"] = 1.0
    with pytest.raises(DataError, match="no spread"):
        influence.exact(model(frame), [("0", np.array([0]))])
    with pytest.raises(DataError, match="labels stand for"):
        influence.most_influential(model(towns()), ["a"], 2)
