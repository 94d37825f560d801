"""The state results of the correlation chapter and of its hindsight page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from cohesion import formats
from cohesion.chapters.correlation import variables
from cohesion.chapters.correlation.plan import AnalysisPlan
from cohesion.methods import association, counts, panel
from cohesion.tables.store import select

FAMILIES = ("security", "governance")
#: Bootstrap samples of the alternatives, where the interval is not the result itself.
FEWER = 1_999
#: Variables that only hindsight has: series and the first year published by state.
LATER = {
    "trust_neighbours": ("trust_neighbours", 2012),
    "corruption_justice": ("corruption_perceived_justice", 2015),
    "unreported_crime": ("unreported_crime", 2011),
}
SERIES = {
    "coneval_2008_2018": [2008, 2010, 2012, 2014, 2016],
    "coneval_2016_2022": [2016, 2018, 2020, 2022],
}
PANEL_MODELS = (
    "All years, levels by state and series (primary)",
    "Series 2008–2018, years 2008–2016",
    "Series 2016–2022, years 2016–2022",
)


def hypotheses(plan: AnalysisPlan) -> dict[str, dict[str, Any]]:
    """Return the hypotheses about states that the mission edition tests."""
    return {k: h for name in FAMILIES for k, h in plan.hypotheses(name).items()}


def families(
    plan: AnalysisPlan,
    frame: pd.DataFrame,
    rng: np.random.Generator,
    replications: int | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Estimate both families; p-values are adjusted within each (options of ``family``)."""
    return pd.concat(
        association.family(
            frame, plan.hypotheses(name), rng,
            replications=replications or plan.settings.bootstrap_replications,
            permutations=plan.settings.permutations,
            confidence=plan.settings.confidence, alpha=plan.settings.alpha, **options,
        )
        for name in FAMILIES
    )  # fmt: skip


def alternatives(
    plan: AnalysisPlan, frame: pd.DataFrame, rng: np.random.Generator
) -> dict[str, pd.DataFrame]:
    """Return both families by ranks, and with income and urbanisation held constant."""
    sets = plan.correlations.partial_sets
    options = {
        "Spearman": {"method": "spearman"},
        "Income held constant": {"controls": sets["income"]},
        "Urbanisation held constant": {"controls": sets["urbanisation"]},
        "Both held constant": {"controls": sets["both"]},
    }
    return {name: families(plan, frame, rng, FEWER, **chosen) for name, chosen in options.items()}


def influences(plan: AnalysisPlan, frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the leave-one-out table of each hypothesis, under its primary coefficient."""
    threshold = plan.correlations.influence_threshold
    return {
        k: association.influence(frame, h["x"], h["y"], h["primary"], threshold)
        for k, h in hypotheses(plan).items()
    }


def shown_small(plan: AnalysisPlan, frame: pd.DataFrame, rng: np.random.Generator) -> list[str]:
    """Return the hypotheses whose association is shown to be smaller than the margin."""
    return [
        name
        for name, h in hypotheses(plan).items()
        if association.within_margin(
            association.complete(frame, [h["x"], h["y"]]).to_numpy(),
            rng, plan.settings.equivalence_margin, h["primary"],
            plan.settings.bootstrap_replications, plan.settings.alpha,
        )
    ]  # fmt: skip


def power(r: float, n: int, alpha: float = 0.05) -> float:
    """Return the power (%) of a two-sided test of a correlation (Fisher's z approximation)."""
    shift = np.arctanh(abs(r)) * np.sqrt(n - 3)
    limit = stats.norm.ppf(1 - alpha / 2)
    return float(100 * (stats.norm.sf(limit - shift) + stats.norm.cdf(-limit - shift)))


def hindsight_variables(plan: AnalysisPlan) -> variables.Data:
    """Return the declared state variables with those that were published later."""
    names = ["gini", "homicide", "perception", "turnout", "low_income", "rurality", "indigenous"]
    base = variables.state_variables(plan, names, as_of=None)
    chosen = {k: select(series, years=[y], as_of=None) for k, (series, y) in LATER.items()}
    frame = base.frame.assign(
        **{k: chosen[k].wide(year)[series] for k, (series, year) in LATER.items()}
    )
    return variables.Data(frame, (*base.sources, *chosen.values()))


def gini_panel(plan: AnalysisPlan) -> variables.Data:
    """Return state × year × series: gini (in hundredths), log_rate of homicides."""
    parts = [
        select("gini_income", years=years, edition=edition, as_of=None)
        for edition, years in SERIES.items()
    ]
    gini = pd.concat([p.frame.assign(series=e) for p, e in zip(parts, SERIES, strict=True)])
    events = select("homicides_residence", years=plan.panel["years"], as_of=None)
    people = select("population_midyear", years=plan.panel["years"], as_of=None)
    rate = variables.PER * events.wide()["homicides_residence"]
    rate = (rate / people.wide()["population_midyear"]).stack().rename("rate")
    frame = gini.query("state_code != '00'").set_index(["state_code", "year"])
    frame = frame[["value", "series"]].join(rate).reset_index()
    frame = frame.assign(gini=100 * frame["value"], log_rate=np.log(frame["rate"]))
    return variables.Data(frame, (*parts, events, people))


def gini_error_share(frame: pd.DataFrame, errors: pd.Series) -> float:
    """Return the share of what the panel leaves of the Gini coefficient that is sampling error.

    What is left: the variance after the effects of state and year, in each series apart.

    Parameters
    ----------
    frame : DataFrame
        As :func:`gini_panel` gives it.
    errors : Series
        Standard errors of the states, in the unit of the coefficient (not in hundredths).
    """
    cells = frame.set_index(["series", "state_code", "year"])["gini"]
    rest = (
        cells
        - cells.groupby(["series", "state_code"]).transform("mean")
        - cells.groupby(["series", "year"]).transform("mean")
        + cells.groupby("series").transform("mean")
    )
    free = sum(
        (part["state_code"].nunique() - 1) * (part["year"].nunique() - 1)
        for _, part in frame.groupby("series")
    )
    return float((100 * errors).pow(2).mean() / (rest.pow(2).sum() / free))


def panel_models(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the ratio of homicide rates per 0.01 of the Gini in each model of the plan."""
    old, new = (frame[frame["series"] == name] for name in SERIES)
    fits = (
        panel.two_way(frame, "log_rate", ["gini"], series="series"),
        panel.two_way(old, "log_rate", ["gini"]),
        panel.two_way(new, "log_rate", ["gini"]),
    )
    rows = {k: counts.rate_ratio(f).iloc[0] for k, f in zip(PANEL_MODELS, fits, strict=True)}
    return pd.DataFrame(rows).T


def hindsight_family(
    plan: AnalysisPlan, frame: pd.DataFrame, panel_p: float, rng: np.random.Generator
) -> tuple[pd.DataFrame, float]:
    """Return the later correlations and the panel's Holm p, all p adjusted together."""
    chosen = {k: h for k, h in plan.hypotheses("hindsight").items() if h["primary"] == "pearson"}
    table = association.family(
        frame, chosen, rng, replications=plan.settings.bootstrap_replications,
        permutations=plan.settings.permutations, alpha=plan.settings.alpha,
    )  # fmt: skip
    every = [*table["p"], panel_p]
    holm, bh = association.adjust(every), association.adjust(every, "bh")
    table["p_holm"], table["p_bh"] = holm[:-1], bh[:-1]
    table["verdict"] = [
        association.verdict(row.r, row.p_holm, row.sign, plan.settings.alpha)
        for row in table.itertuples()
    ]
    return table, float(holm[-1])


def second_look(
    plan: AnalysisPlan, frame: pd.DataFrame, rng: np.random.Generator
) -> tuple[pd.DataFrame, tuple[Any, ...]]:
    """Repeat S1, G1 and G3 with the indigenous share held constant, and G3 in later elections.

    Exploratory; p is adjusted by Holm within the first three and the last two rows. Returns the
    table and the selections used beside those of ``frame``.
    """
    draws = {
        "replications": plan.settings.bootstrap_replications,
        "permutations": plan.settings.permutations,
    }
    first = {k: {**hypotheses(plan)[k], "sign": "?"} for k in ("S1", "G1", "G3")}
    held = plan.correlations.partial_sets["with_indigenous"]
    partial = association.family(frame, first, rng, controls=held, **draws)
    census = select(variables.CENSUS, years=[variables.CENSUS_YEAR], as_of=None)
    people = census.wide(variables.CENSUS_YEAR)[variables.CENSUS]
    votes = select("turnout_federal_deputies", years=[2012, 2015], as_of=None)
    used, columns = [votes, census], {}
    for year in (2012, 2015):
        window = (year - 2, year - 1, year)
        deaths = select("homicides_residence", years=list(window), as_of=None)
        rate = variables.rate(deaths, "homicides_residence", window, people)
        columns[f"homicide_{year}"] = np.log(rate)
        columns[f"turnout_{year}"] = votes.wide(year)["turnout_federal_deputies"]
        used.append(deaths)
    later = {
        str(y): {"x": f"homicide_{y}", "y": f"turnout_{y}", "sign": "-", "primary": "pearson"}
        for y in (2012, 2015)
    }
    newer = association.family(pd.DataFrame(columns), later, rng, **draws)
    return pd.concat([partial, newer]), tuple(used)


def by_year(
    plan: AnalysisPlan, rng: np.random.Generator, last: int = 2022
) -> tuple[pd.DataFrame, tuple[Any, ...]]:
    """Correlate each later series with the homicide rate of the same year, year by year.

    Exploratory. Returns variable, year, n, r, low, high, and the selections used.
    """
    chosen = {k: select(series, as_of=None) for k, (series, _) in LATER.items()}
    events = select("homicides_residence", as_of=None)
    people = select("population_midyear", as_of=None)
    rate = np.log(events.wide()["homicides_residence"] / people.wide()["population_midyear"])
    rows = []
    for name, (series, first) in LATER.items():
        values = chosen[name].wide()[series]
        for year in (y for y in values if first <= y <= last):
            pair = pd.DataFrame({"x": rate[year], "y": values[year]}).dropna().to_numpy()
            low, high = association.bca_interval(
                pair, rng, replications=FEWER, confidence=plan.settings.confidence
            )
            r = association.coefficient(pair)
            rows.append((name, year, len(pair), r, low, high))
    table = pd.DataFrame(rows, columns=["variable", "year", "n", "r", "low", "high"])
    return table, (*chosen.values(), events, people)


def published_table(plan: AnalysisPlan, ours: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Set the published estimates beside ours (M1, M2), with the differences named."""
    rows = {
        f"{{cite:t}}`{key}`": {
            "Outcome": c["outcome"],
            "Units": c["units"].format(
                municipalities=formats.integer(c["municipalities"]), years=c["years"]
            ),
            "Period": c["period"],
            "Identification": c["identification"],
            "Result": c["effect_text"].format(**c),
        }
        for key, c in plan.comparisons.items()
    }
    words = {"M1": "Gini of 2010", "M2": "change of the Gini 2000–2010"}
    for name, row in ours.items():
        effect, low, high = (100 * (row[k] - 1) for k in ("rate_ratio", "low", "high"))
        rows[f"This report, {name}"] = {
            "Outcome": "all homicides, 2008–2010",
            "Units": f"{formats.integer(row['n'])} municipalities, one cross-section",
            "Period": words[name],
            "Identification": "none: association within states, given population and social lag",
            "Result": f"{formats.signed(effect, 1)} % per 0.01 "
            f"(95 % interval {formats.signed(low, 1)} to {formats.signed(high, 1)})",
        }
    return pd.DataFrame(rows).T


def plain_table(results: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return n, r, interval, p and Holm's p with the given row names."""
    return pd.DataFrame(
        {
            "n": results["n"].astype(str),
            "r": results["r"].map(lambda value: formats.number(value, 2)),
            "95 % interval": [formats.interval(a, b, 2) for a, b in _bounds(results)],
            "p": results["p"].map(formats.p_value),
            "p (Holm)": results["p_holm"].map(formats.p_value),
        }
    ).rename(index=dict(names))


def _bounds(results: pd.DataFrame) -> Sequence[tuple[float, float]]:
    return list(results[["low", "high"]].itertuples(index=False, name=None))
