"""The panel of counts: against dummies, against a logit, by simulation, on spoilt input."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from cohesion.errors import DataError
from cohesion.methods import panel_counts


def simulate(seed: int, effect: float = 0.5, groups: int = 12, units: int = 15, times: int = 3):
    rng = np.random.default_rng(seed)
    size = groups * units
    unit = np.repeat(np.arange(size), times)
    group = unit // units
    time = np.tile(np.arange(times), size)
    level = rng.normal(0, 1, size)[unit]
    x = 0.5 * level + rng.normal(0, 1, len(unit))
    shock = rng.normal(0, 0.4, (groups, times))[group, time]
    people = rng.integers(5_000, 50_000, size)[unit] * (1 + 0.2 * time)
    noise = rng.gamma(4, 1 / 4, len(unit))
    y = rng.poisson(people * 3e-4 * np.exp(level + effect * x + shock) * noise)
    return pd.DataFrame(
        {"unit": unit, "time": time, "group": group, "x": x, "people": people, "y": y}
    )


def fitted(frame: pd.DataFrame, terms=("x",)) -> pd.DataFrame:
    return panel_counts.fit(
        frame, "y", "people", list(terms), unit="unit", time="time", group="group"
    )


def test_estimates_are_those_with_a_dummy_for_each_unit():
    frame = simulate(1, groups=6, units=8)
    found = fitted(frame)
    kept = frame[frame.groupby("unit")["y"].transform("sum") > 0]
    label = kept["group"].astype(str) + "-" + kept["time"].astype(str)
    columns = pd.concat(
        [
            kept[["x"]],
            pd.get_dummies(kept["unit"], prefix="u", dtype=float),
            pd.get_dummies(label.where(kept["time"] > 0), dtype=float),
        ],
        axis=1,
    )
    other = sm.GLM(
        kept["y"], columns, family=sm.families.Poisson(), offset=np.log(kept["people"])
    ).fit(tol=1e-12, maxiter=200)
    assert found.loc["x", "coefficient"] == pytest.approx(other.params["x"], abs=1e-6)


def test_two_times_are_a_binomial_logit_of_the_later_share():
    frame = simulate(2, times=2)
    found = fitted(frame)
    wide = frame.pivot(index="unit", columns="time")
    total = wide["y"].sum(axis=1)
    wide, total = wide[total > 0], total[total > 0]
    columns = pd.get_dummies(wide["group"][0], dtype=float)
    columns.insert(0, "x", wide["x"][1] - wide["x"][0])
    other = sm.GLM(
        np.column_stack([wide["y"][1], wide["y"][0]]),
        columns,
        family=sm.families.Binomial(),
        offset=np.log(wide["people"][1] / wide["people"][0]),
    ).fit(cov_type="cluster", cov_kwds={"groups": wide["group"][0], "use_correction": False})
    assert found.loc["x", "coefficient"] == pytest.approx(other.params["x"], abs=1e-7)
    groups = found.loc["x", "clusters"]
    expected = other.bse["x"] * np.sqrt(groups / (groups - 1))
    assert found.loc["x", "se"] == pytest.approx(expected, rel=1e-6)
    assert found.loc["x", "units"] == len(wide)


@pytest.mark.dear
def test_known_truth_comes_back_and_intervals_cover_it():
    found = [fitted(simulate(seed, groups=20)).loc["x"] for seed in range(60)]
    assert np.mean([row["coefficient"] for row in found]) == pytest.approx(0.5, abs=0.02)
    assert np.mean([row["low"] <= 0.5 <= row["high"] for row in found]) >= 0.88


def test_what_is_fixed_within_units_or_common_to_a_group_changes_nothing():
    frame = simulate(3)
    base = fitted(frame).loc["x", "coefficient"]
    moved = frame.assign(x=frame["x"] + 7.0 * frame["unit"])
    assert fitted(moved).loc["x", "coefficient"] == pytest.approx(base, abs=1e-6)
    common = frame.assign(x=frame["x"] + 3.0 * frame["group"] * frame["time"])
    assert fitted(common).loc["x", "coefficient"] == pytest.approx(base, abs=1e-6)


def test_spoilt_input_is_refused():
    frame = simulate(4)
    with pytest.raises(DataError, match="does not change within units"):
        fitted(frame.assign(x=frame["unit"] * 1.0))
    with pytest.raises(DataError, match="does not change within units"):
        fitted(frame.assign(z=frame["x"]), ["x", "z"])
    with pytest.raises(DataError, match="two rows for one time"):
        fitted(pd.concat([frame, frame.iloc[[0]]]))
    with pytest.raises(DataError, match="exposure is zero"):
        fitted(frame.assign(people=0))
    with pytest.raises(DataError, match="not in the table"):
        fitted(frame.drop(columns="x"))
    with pytest.raises(DataError, match="fewer than two groups"):
        fitted(frame.assign(y=0))
