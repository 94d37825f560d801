"""The municipal results of the correlation chapter, computed as the analysis plan declares."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from cohesion.chapters.correlation.plan import AnalysisPlan
from cohesion.methods import association, counts

BOOTSTRAP = 199
SIZES = {
    "under 5 000": (0, 5_000),
    "5 000 to under 15 000": (5_000, 15_000),
    "15 000 to under 100 000": (15_000, 100_000),
    "100 000 and more": (100_000, np.inf),
}
LARGE = 100_000
STEPS = {"gini": 0.01, "poverty": 10.0, "social_lag": 1.0}
PARTS = (
    "between states",
    "within states",
    "within, state effects",
    "within, plain state mean",
    "pooled",
)

Fit = Callable[[counts.Design], pd.DataFrame]


def controls(plan: AnalysisPlan, name: str) -> list[str]:
    """Return the variables that the primary model of a hypothesis holds constant."""
    sets = plan.municipal_models["primary"]
    key = {"M2": "controls_for_gini_change", "M3": "controls_for_poverty_and_lag",
           "M4": "controls_for_poverty_and_lag"}.get(name, "controls")  # fmt: skip
    return list(sets[key])


def estimate(
    plan: AnalysisPlan,
    towns: pd.DataFrame,
    name: str,
    fit: Fit = counts.poisson,
    effects: str | None = "state_code",
) -> pd.Series:
    """Return the rate ratio of one hypothesis: rate_ratio, low, high, p, n, clusters."""
    h = plan.families["municipalities"].hypotheses[name]
    model = counts.design(towns, "homicides", "exposure", [h.x, *controls(plan, name)], effects)
    return counts.rate_ratio(fit(model).iloc[[0]], h.per).iloc[0]


def primary(plan: AnalysisPlan, towns: pd.DataFrame) -> pd.DataFrame:
    """Return the declared hypotheses, p adjusted over the family, with their verdicts."""
    hypotheses = plan.families["municipalities"].hypotheses
    table = pd.DataFrame({name: estimate(plan, towns, name) for name in hypotheses}).T
    table["p_holm"] = association.adjust(table["p"], "holm")
    table["p_bh"] = association.adjust(table["p"], "bh")
    table["verdict"] = [
        association.verdict(
            np.log(row["rate_ratio"]), row["p_holm"], hypotheses[name].sign, plan.settings.alpha
        )
        for name, row in table.iterrows()
    ]
    return table


def alternatives(
    plan: AnalysisPlan, towns: pd.DataFrame, name: str, rng: np.random.Generator
) -> dict[str, pd.Series]:
    """Return one hypothesis under each alternative that the plan names."""
    longer = towns.assign(
        homicides=towns["homicides_2006_2010"], exposure=towns["exposure_2006_2010"]
    )
    peopled = towns[towns["population"] >= plan.municipal_models["minimum_population"]]
    rows = {
        "Poisson, state effects (primary)": estimate(plan, towns, name),
        "Negative binomial, state effects": estimate(plan, towns, name, counts.negative_binomial),
        "Poisson, no state effects": estimate(plan, towns, name, effects=None),
        "Poisson, years 2006–2010": estimate(plan, longer, name),
        "Poisson, at least the minimum population": estimate(plan, peopled, name),
        "Empirical Bayes rate, linear": smoothed(plan, towns, name),
    }
    drawn = rows["Poisson, state effects (primary)"].copy()
    drawn[["low", "high", "p"]] = (*bootstrap_interval(plan, towns, name, rng), np.nan)
    rows["Poisson, bootstrap of whole states"] = drawn
    return {f"{name} {title}": row for title, row in rows.items()}


def smoothed(plan: AnalysisPlan, towns: pd.DataFrame, name: str) -> pd.Series:
    """Return the hypothesis in a linear model of the logarithm of the empirical Bayes rate."""
    h = plan.families["municipalities"].hypotheses[name]
    terms = [h.x, *controls(plan, name)]
    model = counts.design(towns, "homicides", "exposure", terms, "state_code")
    rate = counts.empirical_bayes(pd.Series(model.y), pd.Series(np.exp(model.offset)))
    beta, se = counts.linear_clustered(
        model.columns.to_numpy(), np.log(rate.to_numpy()), model.clusters
    )
    groups = len(np.unique(model.clusters))
    return counts.interval_row(beta[0], se[0], len(model.y), groups, h.per)


def bootstrap_interval(
    plan: AnalysisPlan, towns: pd.DataFrame, name: str, rng: np.random.Generator
) -> tuple[float, float]:
    """Return the percentile interval of the rate ratio when whole states are resampled."""
    h = plan.families["municipalities"].hypotheses[name]
    terms = [h.x, *controls(plan, name)]
    model = counts.design(towns, "homicides", "exposure", terms, "state_code")
    drawn = h.per * counts.cluster_bootstrap(model, rng, BOOTSTRAP)[:, 0]
    tail = (1 - plan.settings.confidence) / 2
    low, high = np.exp(np.quantile(drawn, [tail, 1 - tail]))
    return float(low), float(high)


def by_size(plan: AnalysisPlan, towns: pd.DataFrame) -> pd.DataFrame:
    """Return M1 in four classes of size (exploratory), p_holm over them, and their homicides."""
    rows = {}
    for label, (least, most) in SIZES.items():
        group = towns[(towns["population"] >= least) & (towns["population"] < most)]
        rows[label] = estimate(plan, group, "M1")
        rows[label]["homicides"] = group["homicides"].sum()
    table = pd.DataFrame(rows).T
    return table.assign(p_holm=association.adjust(table["p"].astype(float)))


def within_between(towns: pd.DataFrame) -> pd.DataFrame:
    """Return, for Gini, poverty and social lag, the association between and within states.

    Returns
    -------
    DataFrame indexed by (variable, part), parts as in :data:`PARTS`; population held constant.
    """
    rows = {}
    for x, step in STEPS.items():
        parts = counts.split_within_between(towns, x, "state_code", "population")
        both = _fit(parts, [f"{x}_between", f"{x}_within"], None).iloc[:2]
        plain = counts.split_within_between(towns.assign(one=1.0), x, "state_code", "one")
        every = pd.concat([both, _fit(towns, [x], "state_code").iloc[[0]],
                           _fit(plain, [f"{x}_between", f"{x}_within"], None).iloc[[1]],
                           _fit(towns, [x], None).iloc[[0]]])  # fmt: skip
        ratios = counts.rate_ratio(every, step)
        rows |= {(x, part): ratios.iloc[i] for i, part in enumerate(PARTS)}
    return pd.DataFrame(rows).T


def _fit(frame: pd.DataFrame, terms: list[str], effects: str | None) -> pd.DataFrame:
    return counts.poisson(
        counts.design(frame, "homicides", "exposure", [*terms, "log_population"], effects)
    )
