"""Tables of the measurement page: official indicators, the check of polarisation, coherence."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cohesion import formats
from cohesion.chapters.correlation import poles
from cohesion.chapters.correlation.plan import AnalysisPlan
from cohesion.methods import association, composite, composite_checks, nulls
from cohesion.tables.geography import NATION, STATES
from cohesion.tables.store import Selection

#: CONEVAL's indicators: label and decimals.
OFFICIAL = {
    "gini_income": ("Gini coefficient of income", 3),
    "income_ratio_extreme_poor": (
        "Income of the extreme poor, per hundred of that of the not poor and not vulnerable", 1),
    "polarised_states_population": ("% of people in polarised states", 1),
    "high_marginalisation_pole_population": ("% in states with a pole of high marginalisation", 1),
    "low_marginalisation_pole_population": ("% in states with a pole of low marginalisation", 1),
    "no_pole_population": ("% in states without a pole", 1),
    "networks_high_population": ("% in states with strong perceived networks", 1),
    "networks_medium_population": ("% in states with medium perceived networks", 1),
    "networks_low_population": ("% in states with weak perceived networks", 1),
}  # fmt: skip
CLASSES = {
    "polarised": "polarised_states_population",
    "high_pole": "high_marginalisation_pole_population",
    "low_pole": "low_marginalisation_pole_population",
    "no_pole": "no_pole_population",
}
CLASS_HEADS = ("Polarised", "Pole of high marginalisation", "Pole of low marginalisation",
               "No pole")  # fmt: skip
INDICATORS = {
    "gini_income": "Gini coefficient",
    "extreme_poverty": "Extreme poverty",
    "polarisation": "Polarisation",
    "deprivation_education": "Deprivation: education",
    "deprivation_health": "Deprivation: health services",
    "deprivation_social_security": "Deprivation: social security",
    "deprivation_services": "Deprivation: basic services",
    "turnout_federal_deputies": "Turnout 2009",
    "null_votes_federal_deputies": "Null votes 2009",
    "women_state_congress": "Women in the state congress 2011",
}


def nation(official: Selection) -> pd.DataFrame:
    """Return CONEVAL's national figures, indicators × years."""
    rows = official.frame[official.frame["state_code"] == NATION]
    return rows.pivot(index="indicator", columns="year", values="value")


def official_table(official: Selection, year: int = 2010) -> pd.DataFrame:
    """Return each official indicator for the nation, and its range over states if at hand."""
    figures, states = nation(official), official.wide(year)
    rows = {}
    for code, (label, digits) in OFFICIAL.items():
        row = {str(y): formats.number(figures.loc[code, y], digits) for y in figures}
        known = states[code].dropna() if code in states else pd.Series(dtype=float)
        row[f"By state, {year}"] = "not at hand"
        if len(known):
            low, high = known.idxmin(), known.idxmax()
            row[f"By state, {year}"] = (
                f"{formats.number(known[low], digits)} ({STATES.loc[low, 'name_en']}) to "
                f"{formats.number(known[high], digits)} ({STATES.loc[high, 'name_en']})"
            )
        rows[label] = row
    return pd.DataFrame(rows).T


def poles_check(
    plan: AnalysisPlan, shares: pd.DataFrame, population: pd.Series, official: pd.Series
) -> tuple[pd.DataFrame, float, float]:
    """Set the one-threshold rule beside CONEVAL's national shares.

    Parameters
    ----------
    official : CONEVAL's four shares, indexed by indicator.

    Returns
    -------
    table for the reader; the threshold that comes nearest in the polarised class; its distance in
    percentage points.
    """
    thresholds = list(plan.polarisation.thresholds)
    rule = poles.national_shares(shares, population, thresholds)
    gaps = (rule["polarised"] - official[CLASSES["polarised"]]).abs()
    table = rule.set_axis(list(CLASS_HEADS), axis=1)
    table.index = [f"Threshold {formats.percent(100 * t, 0)}" for t in thresholds]
    table.loc["CONEVAL"] = [official[code] for code in CLASSES.values()]
    named = [polarised_states(shares, t) or "none" for t in thresholds]
    table["States polarised"] = [*named, "not at hand"]
    return table, float(gaps.idxmin()), float(gaps.min())


def polarised_states(shares: pd.DataFrame, threshold: float) -> str:
    """Return the names of the states that the one-threshold rule calls polarised."""
    found = poles.classify(shares, threshold)
    return ", ".join(STATES.loc[found.index[found == "polarised"], "name_en"])


def alphas(plan: AnalysisPlan, built: composite.Index) -> dict[str, float]:
    """Return Cronbach's alpha of each dimension."""
    return {
        name: composite_checks.cronbach_alpha(built.normalised[list(dimension.indicators)])
        for name, dimension in plan.composite.dimensions.items()
    }


def coherence_table(plan: AnalysisPlan, built: composite.Index) -> pd.DataFrame:
    """Return how each indicator goes with its dimension, the index and two components."""
    found = composite_checks.coherence(built)
    _, loadings = composite_checks.principal_components(built.normalised)
    parts = {name: d.label for name, d in plan.composite.dimensions.items()}
    return pd.DataFrame(
        {
            "Dimension": found["dimension"].map(parts),
            "With the rest of its dimension": found["with_rest"],
            "With the index": found["with_index"],
            "First component": loadings["PC1"],
            "Second component": loadings["PC2"],
        }
    ).rename(index=INDICATORS)


def sobol_table(found: pd.DataFrame) -> pd.DataFrame:
    """Return Sobol indices with their half-widths as text."""
    heads: Mapping[str, str] = {"first": "First-order index", "total": "Total index"}
    table = pd.DataFrame(
        {
            head: [
                f"{formats.number(value, 2)} ± {formats.number(half, 2)}"
                for value, half in zip(found[key], found[f"{key}_ci"], strict=True)
            ]
            for key, head in heads.items()
        },
        index=[name.capitalize() for name in found.index],
    )
    return table


#: The indicator that fails its placebo, and the outcomes that the index is set beside.
TURNOUT = "turnout_federal_deputies"
OUTCOMES = ("homicide", "homicide_change", "victimisation", "perception")


def without_turnout(frame: pd.DataFrame, one: pd.Series, other: pd.Series) -> pd.DataFrame:
    """Return the correlations of two forms of the index with the outcomes of security.

    Parameters
    ----------
    frame : DataFrame
        States × outcomes.
    one, other : Series
        The declared index and the one without turnout, by state.

    Returns
    -------
    DataFrame
        By outcome: n, r, r_without.
    """
    rows = {}
    for name in OUTCOMES:
        pair = association.complete(frame.assign(one=one, other=other), [name, "one", "other"])
        rows[name] = {
            "n": len(pair),
            "r": pair["one"].corr(pair[name]),
            "r_without": pair["other"].corr(pair[name]),
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def shown_without(plan: AnalysisPlan, pairs: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """Return :func:`without_turnout` as a reader sees it, with Fisher's intervals."""

    def cell(r: float, n: int) -> str:
        low, high = nulls.fisher_interval(r, n, confidence)
        return f"{formats.number(r, 2)} ({formats.interval(low, high, 2)})"

    return pd.DataFrame(
        {
            plan.label(name): {
                "n": formats.integer(row["n"]),
                "As declared": cell(row["r"], row["n"]),
                "Without turnout": cell(row["r_without"], row["n"]),
            }
            for name, row in pairs.iterrows()
        }
    ).T.rename_axis("Index and …")
