"""The specification space read one cohesion measure at a time, with the prevalence of crime."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cohesion.chapters.correlation import specifications
from cohesion.chapters.correlation.plan import AnalysisPlan
from cohesion.methods import exchange_space
from cohesion.tables.store import AS_OF, select

VIOLENCE = "homicides and investigations"
PREVALENCE = "victims of crime"


def space(
    plan: AnalysisPlan,
    x: pd.DataFrame,
    y: pd.DataFrame,
    controls: pd.DataFrame,
    weights: pd.Series,
    rng: np.random.Generator,
    as_of: object = AS_OF,
) -> tuple[pd.DataFrame, list]:
    """Return every state specification with its limits under exchange, prevalence included.

    Returns
    -------
    DataFrame
        As :func:`exchange_space.space`, with ``outcome`` (violence or victims) and ``primary``
        (Pearson, nothing held constant, logarithm, the declared years).
    list
        What the added outcome rests on.
    """
    rule = plan.added.specifications
    chosen = select(rule.outcome, years=list(rule.years), as_of=as_of)
    columns = {}
    for year in rule.years:
        values = chosen.wide(year)[rule.outcome].reindex(y.index)
        columns[(rule.outcome, str(year), "none")] = values
        columns[(rule.outcome, str(year), "log")] = np.log(values)
    # The first column tells which transform ranks keep: the order of the declared ones leads.
    every = pd.concat([y, pd.DataFrame(columns)], axis=1)
    orders = rng.permuted(np.tile(np.arange(len(x)), (rule.exchanges, 1)), axis=1)
    sets = {
        name: plan.correlations.partial_sets[name]
        for name in plan.specification_space["states"]["controls"]
    }
    found = exchange_space.space(x, every, controls, sets, weights, orders, plan.settings.alpha)
    found["outcome"] = np.where(found["series"] == rule.outcome, PREVALENCE, VIOLENCE)
    plain = (found["estimator"] == "pearson") & (found["controls"] == "none")
    declared = (
        (found["series"] == "homicides_residence")
        & (found["years"] == "2008–2010")
        & (found["transform"] == "log")
    )
    added = (found["series"] == rule.outcome) & (found["transform"] == "none")
    found["primary"] = plain & (declared | added)
    return found, [chosen]


def shown(found: pd.DataFrame, alpha: float) -> pd.DataFrame:
    """Return, per measure and outcome, how many specifications are clear, and under what."""
    lines = {}
    for outcome in (VIOLENCE, PREVALENCE):
        for name, part in found[found["outcome"] == outcome].groupby("x", sort=False):
            plain = part[part["controls"] == "none"]
            both = part[part["controls"] == "both"]
            lines[(outcome, specifications.LEVELS[name])] = {
                "Specifications": len(part),
                "Median": part["coefficient"].median(),
                "Clear, negative (%)": 100
                * ((part["p"] < alpha) & (part["coefficient"] < 0)).mean(),
                "Clear, positive (%)": 100
                * ((part["p"] < alpha) & (part["coefficient"] > 0)).mean(),
                "Clear, nothing held constant (%)": 100 * (plain["p"] < alpha).mean(),
                "Clear, pay and places held constant (%)": 100 * (both["p"] < alpha).mean(),
            }
    table = pd.DataFrame.from_dict(lines, orient="index")
    table.index = pd.MultiIndex.from_tuples(table.index, names=["Outcome", "Cohesion measure"])
    return table


def municipal_without(
    plan: AnalysisPlan, towns: pd.DataFrame, known: pd.DataFrame, place: str
) -> pd.DataFrame:
    """Return the municipal Gini specifications with and without one place, by estimator.

    Parameters
    ----------
    known : DataFrame
        The specifications of all municipalities (:func:`specifications.municipal_space`).

    Returns
    -------
    DataFrame
        Per set ("all", "without"), estimator and state effects: n, median, clear (%, positive).
    """
    specs = [
        spec
        for spec in specifications.municipal_specifications(
            plan.specification_space["municipalities"]
        )
        if spec["x"] == "gini"
    ]
    rest = towns.drop(index=place, errors="ignore")
    sets = {
        "all": known[known["x"] == "gini"],
        "without": pd.DataFrame([specifications.municipal_model(rest, spec) for spec in specs]),
    }
    lines = {}
    for label, found in sets.items():
        for (estimator, effects), part in found.groupby(["estimator", "fixed_effects"]):
            clear = (part["p"] < plan.settings.alpha) & (part["coefficient"] > 0)
            lines[(label, estimator, effects)] = {
                "n": len(part),
                "median": part["coefficient"].median(),
                "clear": 100 * clear.mean(),
            }
    return pd.DataFrame.from_dict(lines, orient="index")


def shown_municipal(split: pd.DataFrame) -> pd.DataFrame:
    """Return :func:`municipal_without` as a reader sees it."""
    words = {
        "all": "all municipalities", "without": "without Ciudad Juárez", "poisson": "Poisson",
        "empirical_bayes_linear": "smoothed rate, linear", "none": "no state effects",
        "state": "state effects",
    }  # fmt: skip
    table = split.set_axis([", ".join(words[part] for part in key) for key in split.index])
    heads = ["Specifications", "Median coefficient", "Clear, positive (%)"]
    return table.set_axis(heads, axis=1).rename_axis("Gini coefficient")
