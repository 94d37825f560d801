"""The hierarchical count model: by quadrature, by statsmodels, by simulation, on spoilt input."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import special, stats

from cohesion.errors import DataError
from cohesion.methods import hierarchical


def simulate(
    seed: int, groups: int = 24, size: int = 40, slope: float = 0.3, sd: float = 0.25
) -> hierarchical.Grouped:
    rng = np.random.default_rng(seed)
    g = np.repeat(np.arange(groups), size)
    x = rng.normal(0, 1, len(g))
    people = rng.integers(3_000, 80_000, len(g)).astype(float)
    a, b = rng.normal(0, 0.6, groups), rng.normal(0, sd, groups)
    mean = people * 3e-4 * np.exp(a[g] + (slope + b[g]) * x)
    alpha = 0.5
    y = rng.negative_binomial(1 / alpha, 1 / (1 + alpha * mean)).astype(float)
    columns = pd.DataFrame({"x": x, "one": 1.0})
    return hierarchical.Grouped(y, np.log(people), columns, np.array([f"{i:02d}" for i in g]))


def test_likelihood_is_that_of_quadrature():
    model = simulate(2, groups=5, size=12)
    beta, sds, twist, alpha = np.array([0.3, np.log(3e-4)]), (0.6, 0.25), 0.1, 0.5
    root = np.array([[sds[0], 0], [twist, sds[1]]])
    prior = stats.multivariate_normal(cov=root @ root.T)
    total = 0.0
    for group in np.unique(model.groups):
        rows = model.groups == group
        y, x = model.y[rows], model.columns["x"].to_numpy()[rows]
        base = model.offset[rows] + beta[0] * x + beta[1]

        # A fine grid over both effects: the trapezoid rule on a smooth density is exact enough.
        a, b = np.meshgrid(np.linspace(-4, 4, 161), np.linspace(-2, 2, 161), indexing="ij")
        mean = np.exp(base + a[..., None] + b[..., None] * x)
        logs = stats.nbinom.logpmf(y, 1 / alpha, 1 / (1 + alpha * mean)).sum(axis=-1)
        weight = prior.logpdf(np.stack([a, b], axis=-1))
        total += special.logsumexp(logs + weight) + np.log(8 / 160 * 4 / 160)
    found = hierarchical.log_likelihood(
        model, [*beta, np.log(sds[0]), np.log(sds[1]), twist, np.log(alpha)]
    )
    assert found == pytest.approx(total, abs=0.05)


def test_without_random_effects_it_is_statsmodels_negative_binomial():
    model = simulate(3)
    other = sm.NegativeBinomial(model.y, model.columns.to_numpy(), offset=model.offset).fit(
        start_params=[0.25, np.log(3e-4), 0.8], method="bfgs", maxiter=500, disp=False
    )
    *beta, alpha = other.params
    found = hierarchical.log_likelihood(model, [*beta, -6, -6, 0, np.log(alpha)])
    assert found == pytest.approx(other.llf, abs=0.1)


def test_gradient_is_that_of_differences():
    work = hierarchical._Laplace(simulate(4))
    point = np.array([0.2, np.log(2.5e-4), np.log(0.5), np.log(0.2), 0.05, np.log(0.6)])
    _, gradient = work.negative(point)
    for k in range(len(point)):
        sides = []
        for sign in (1, -1):
            other = point.copy()
            other[k] += sign * 1e-5
            sides.append(work.negative(other, gradient=False))
        assert gradient[k] == pytest.approx((sides[0] - sides[1]) / 2e-5, rel=1e-4, abs=1e-3)


@pytest.mark.dear
@pytest.mark.sampled
def test_known_truth_comes_back_and_intervals_cover_it(every):
    fits = [hierarchical.fit(simulate(seed)) for seed in range(40 if every else 16)]
    slope = np.array([f.fixed.loc["x", "coefficient"] for f in fits])
    covered = [f.fixed.loc["x", "low"] <= 0.3 <= f.fixed.loc["x", "high"] for f in fits]
    assert slope.mean() == pytest.approx(0.3, abs=0.03)
    assert np.mean(covered) >= 0.85
    assert np.mean([f.sd_slope for f in fits]) == pytest.approx(0.25, abs=0.05)
    assert np.mean([f.sd_intercept for f in fits]) == pytest.approx(0.6, abs=0.08)
    assert np.mean([f.alpha for f in fits]) == pytest.approx(0.5, abs=0.05)


def test_slopes_of_groups_are_drawn_towards_the_common_one():
    model = simulate(5, size=25, sd=0.4)
    found = hierarchical.fit(model)
    alone = {}
    for group in found.slopes.index:
        rows = model.groups == group
        fitted = sm.GLM(
            model.y[rows],
            model.columns[rows],
            offset=model.offset[rows],
            family=sm.families.NegativeBinomial(alpha=found.alpha),
        ).fit()
        alone[group] = fitted.params["x"]
    alone = pd.Series(alone)
    common = found.fixed.loc["x", "coefficient"]
    assert found.slopes["slope"].std() < alone.std()
    assert np.corrcoef(found.slopes["slope"], alone)[0, 1] > 0.8
    assert ((found.slopes["slope"] - common).abs() <= (alone - common).abs() + 0.25).mean() > 0.8


def test_spoilt_input_is_refused():
    model = simulate(1)
    flat = model.columns.assign(x=2.0)
    with pytest.raises(DataError, match="no spread"):
        hierarchical.fit(hierarchical.Grouped(model.y, model.offset, flat, model.groups))
    doubled = model.columns.assign(two=2 * model.columns["x"])
    with pytest.raises(DataError, match="collinear"):
        hierarchical.fit(hierarchical.Grouped(model.y, model.offset, doubled, model.groups))
    gap = model.columns.copy()
    gap.iloc[3, 0] = np.nan
    with pytest.raises(DataError, match="gap"):
        hierarchical.fit(hierarchical.Grouped(model.y, model.offset, gap, model.groups))
    few = np.array(["a", "b"])[np.arange(len(model.y)) % 2]
    with pytest.raises(DataError, match="five groups"):
        hierarchical.fit(hierarchical.Grouped(model.y, model.offset, model.columns, few))
    with pytest.raises(DataError, match="negative or missing"):
        hierarchical.fit(hierarchical.Grouped(-model.y, model.offset, model.columns, model.groups))
