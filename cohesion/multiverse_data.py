"""The tables that the specification space of the states needs, made as the plan declares."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cohesion import variables
from cohesion.geography import STATE_CODES
from cohesion.plan import AnalysisPlan
from cohesion.store import AS_OF, select

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
CURVE = {
    "x": "Cohesion",
    "series": "Violence",
    "years": "Years",
    "controls": "Held constant",
    "estimator": "Estimator",
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
    earlier = select("gini_income", years=[2008], as_of=as_of)
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
        chosen = select(series, years=years, as_of=as_of)
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
