"""The tables that the specification space of the states needs, made as the plan declares."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from scipy import stats

from cohesion.chapters.correlation import variables
from cohesion.chapters.correlation.plan import AnalysisPlan
from cohesion.methods import counts
from cohesion.tables.geography import STATE_CODES
from cohesion.tables.store import AS_OF, select

#: Alternatives that the plan names beside its variables: Gini of 2008, stronger identification.
STRONG_ALPHA = 1.6

#: Labels of levels and choices for readers.
LEVELS = {
    "gini": "Gini 2010",
    "gini_2008": "Gini 2008",
    "polarisation": "polarisation",
    "polarisation_strong": "polarisation, α 1.6",
    "poverty": "poverty",
    "extreme_poverty": "extreme poverty",
    "social_lag": "social lag",
    "marginalisation": "marginalisation",
    "composite": "composite (turned)",
    "gini_change": "change of Gini 2000–2010",
    "homicides_residence": "residence",
    "homicides_occurrence_reg": "occurrence",
    "homicides_vintage2011": "occurrence, year of death",
    "reported_homicide_old": "investigations",
    "none": "none",
    "log": "logarithm",
    "pearson": "Pearson",
    "spearman": "Spearman",
    "population_weighted": "weighted by population",
}
CHOICES = {
    "x": "cohesion indicator",
    "series": "violence series",
    "years": "years",
    "transform": "scale",
    "controls": "controls",
    "estimator": "estimator",
    "population": "minimum size",
    "fixed_effects": "state effects",
}
STATE_CHOICES = ("x", "series", "years", "transform", "controls", "estimator")
MUNICIPAL_CHOICES = ("years", "population", "fixed_effects", "controls", "estimator")


def state_x(plan: AnalysisPlan, as_of: object = AS_OF) -> variables.Data:
    """Return the cohesion variables of the space, turned so that higher means less cohesion."""
    names = plan.specification_space["states"]["x"]
    base = [name for name in names if name in plan.variables]
    data = variables.state_variables(plan, base, as_of)
    frame = data.frame.copy()
    for name in base:
        if plan.variables[name].cohesive == "higher":
            frame[name] = -frame[name]
    earlier = select("gini_income", years=[2008], as_of=as_of, series=True)
    frame["gini_2008"] = earlier.wide(2008)["gini_income"]
    grades = variables.municipal_marginalisation(as_of=as_of)
    frame["polarisation_strong"] = variables.state_polarisation(grades.frame, STRONG_ALPHA)
    return variables.Data(frame[names], (*data.sources, earlier))


def state_y(plan: AnalysisPlan, as_of: object = AS_OF) -> variables.Data:
    """Return the violence series of the space: columns (series, years, transform)."""
    space = plan.specification_space["states"]
    census = select(variables.CENSUS, years=[variables.CENSUS_YEAR], as_of=as_of)
    people = census.wide(variables.CENSUS_YEAR)[variables.CENSUS]
    columns, sources = {}, [census]
    for series, windows in space["y"].items():
        years = sorted({year for window in windows for year in window})
        chosen = select(series, years=years, as_of=as_of, series=True)
        sources.append(chosen)
        for window in windows:
            span = f"{window[0]}–{window[-1]}" if len(window) > 1 else str(window[0])
            raw = variables.rate(chosen, series, tuple(window), people)
            for transform in space["transform_y"]:
                column = np.log(raw) if transform == "log" else raw
                columns[(series, span, transform)] = column
    frame = pd.DataFrame(columns).reindex(list(STATE_CODES))
    return variables.Data(frame, tuple(sources))


def state_controls(plan: AnalysisPlan, as_of: object = AS_OF) -> variables.Data:
    """Return the control variables of the space."""
    sets = plan.specification_space["states"]["controls"]
    names = sorted({name for key in sets for name in plan.correlations.partial_sets[key]})
    return variables.state_variables(plan, names, as_of)


#: Municipal models are sent to the workers in this many parts per worker.
PARTS_PER_WORKER = 4


def municipal_specifications(space: Mapping[str, Any]) -> list[dict[str, Any]]:
    """List the municipal specifications that the plan declares."""
    keys = ("x", "years", "population", "fixed_effects", "controls", "estimator")
    return [
        dict(zip(keys, combination, strict=True))
        for combination in itertools.product(*(space[key] for key in keys))
    ]


MINIMUM_POPULATION = {"all": 0, "at_least_5000": 5_000, "at_least_15000": 15_000}
CONTROLS = {
    "none": [],
    "log_population": ["log_population"],
    "log_population_and_rurality": ["log_population", "rurality"],
}


def municipal_model(frame: pd.DataFrame, spec: Mapping[str, Any]) -> dict[str, Any]:
    """Estimate one municipal specification.

    Returns
    -------
    The specification with coefficient (log rate ratio for one standard deviation of x), se, p, n.
    """
    years = spec["years"]
    tag = "" if years == [2008, 2009, 2010] else "_2010" if len(years) == 1 else "_2006_2010"
    outcome, exposure = f"homicides{tag}", f"exposure{tag}"
    data = frame[frame["population"] >= MINIMUM_POPULATION[spec["population"]]]
    data = data.assign(x=(data[spec["x"]] - data[spec["x"]].mean()) / data[spec["x"]].std())
    effects = "state_code" if spec["fixed_effects"] == "state" else None
    model = counts.design(data, outcome, exposure, ["x", *CONTROLS[spec["controls"]]], effects)
    columns = model.columns.to_numpy()
    if spec["estimator"] == "poisson":
        beta, se = counts.fast_clustered(columns, model.y, model.offset, model.clusters)
    else:
        smooth = counts.empirical_bayes(pd.Series(model.y), pd.Series(np.exp(model.offset)))
        beta, se = counts.linear_clustered(columns, np.log(smooth.to_numpy()), model.clusters)
    groups = len(np.unique(model.clusters))
    return {
        **spec,
        "years": f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0]),
        "coefficient": beta[0],
        "se": se[0],
        "p": 2 * stats.t.sf(abs(beta[0] / se[0]), groups - 1),
        "n": len(model.y),
    }


def municipal_space(
    frame: pd.DataFrame, specifications: Sequence[Mapping[str, Any]], jobs: int = 1
) -> pd.DataFrame:
    """Estimate every municipal specification, by joblib with ``jobs`` workers.

    With a Dask client:
    ``with joblib.parallel_config(backend="dask"): municipal_space(…, jobs=-1)``.
    """
    parts = min(len(specifications), PARTS_PER_WORKER * max(jobs, 1) if jobs > 0 else 32)
    chunks = [list(specifications[i::parts]) for i in range(parts)]
    done = Parallel(n_jobs=jobs)(delayed(_several)(frame, chunk) for chunk in chunks)
    table = pd.DataFrame(list(itertools.chain.from_iterable(done)))
    keys = ["x", "years", "population", "fixed_effects", "controls", "estimator"]
    return table.sort_values(keys, ignore_index=True)


def _several(frame: pd.DataFrame, specifications: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [municipal_model(frame, spec) for spec in specifications]
