"""Municipalities over the censuses of 1990, 2000 and 2010: homicides and the Gini coefficient."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from cohesion.chapters.correlation import variables
from cohesion.chapters.correlation.influence import JUAREZ
from cohesion.chapters.correlation.plan import AnalysisPlan
from cohesion.methods import association, panel_counts
from cohesion.tables.store import AS_OF, select

#: From this year on the series writes a zero where no homicide was registered.
FIRST_WITH_ZEROS = 2000


def frame(
    plan: AnalysisPlan,
    as_of: object = AS_OF,
    windows: Mapping[int, tuple[int, ...]] | None = None,
) -> variables.Data:
    """Return one row per municipality and census: homicides, exposure, gini, population.

    Parameters
    ----------
    windows : mapping, optional
        Years whose homicides stand for a census, in place of those of the plan.
    """
    chosen = dict(windows or plan.added.town_panel.windows)
    years = sorted({year for window in chosen.values() for year in window})
    deaths = select("homicides_mun", level="municipality", years=years, as_of=as_of)
    people = select(variables.CENSUS, level="municipality", years=list(chosen), as_of=as_of)
    gini = select("gini_income", level="municipality", years=list(chosen), as_of=as_of)
    count, census = deaths.wide()["homicides_mun"], people.wide()[variables.CENSUS]
    unequal = gini.wide()["gini_income"]
    # The series leaves out a municipality without a homicide in the years before these.
    sparse = [year for year in years if year < FIRST_WITH_ZEROS]
    count = count.reindex(census.index)
    count[sparse] = count[sparse].fillna(0)
    parts = []
    for year, window in chosen.items():
        population = census[year]
        parts.append(
            pd.DataFrame(
                {
                    "year": year,
                    "homicides": count[list(window)].sum(axis=1, min_count=len(window)),
                    "exposure": len(window) * population,
                    "population": population,
                    "gini": unequal[year],
                }
            ).rename_axis("mun_code")
        )
    table = pd.concat(parts).reset_index()
    table["state_code"] = table["mun_code"].str[:2]
    return variables.Data(table, (deaths, people, gini))


def _fit(data: pd.DataFrame, step: float) -> pd.Series:
    found = panel_counts.fit(
        data.assign(step=data["gini"] / step),
        "homicides",
        "exposure",
        ["step"],
        unit="mun_code",
        time="year",
        group="state_code",
    ).iloc[0]
    line = {key: np.exp(found[key]) for key in ("coefficient", "low", "high")}
    return pd.Series(
        {
            "rate_ratio": line["coefficient"],
            "low": line["low"],
            "high": line["high"],
            "p": found["p"],
            "n": found["units"],
            "events": found["events"],
        }
    )


def results(plan: AnalysisPlan, data: pd.DataFrame) -> pd.DataFrame:
    """Return the panel by decade: all municipalities, without Ciudad Juárez, and by size.

    Returns
    -------
    DataFrame
        Indexed by (decade, group): rate_ratio per step of the Gini coefficient, low, high, p, n
        (municipalities), events, p_holm over the decades (all municipalities) and over the classes
        of each decade.
    """
    rule = plan.added.town_panel
    lines = {}
    for first, last in rule.decades:
        part = data[data["year"].isin([first, last])].dropna()
        decade = f"{first}–{last}"
        earlier = part[part["year"] == first].set_index("mun_code")["population"]
        size = part["mun_code"].map(earlier)
        groups = {"all": part, "without": part[part["mun_code"] != JUAREZ]}
        edges = [0, *rule.sizes, np.inf]
        for low, high in zip(edges[:-1], edges[1:], strict=True):
            groups[class_name(low, high)] = part[(size >= low) & (size < high)]
        for name, rows in groups.items():
            lines[(decade, name)] = _fit(rows, rule.step)
    table = pd.DataFrame(lines).T.astype(float)
    whole = table.index.get_level_values(1) == "all"
    classes = ~whole & (table.index.get_level_values(1) != "without")
    table.loc[whole, "p_holm"] = association.adjust(table.loc[whole, "p"], "holm")
    for decade in table.index.get_level_values(0).unique():
        chosen = classes & (table.index.get_level_values(0) == decade)
        table.loc[chosen, "p_holm"] = association.adjust(table.loc[chosen, "p"], "holm")
    return table


def class_name(low: float, high: float) -> str:
    """Name a class of size for readers."""
    if np.isinf(high):
        return f"{low:,.0f} and more".replace(",", " ")
    if low == 0:
        return f"under {high:,.0f}".replace(",", " ")
    return f"{low:,.0f} to under {high:,.0f}".replace(",", " ")


def break_checks(plan: AnalysisPlan, data: pd.DataFrame) -> pd.DataFrame:
    """Return what the method break of the series could have done to the result, by decade.

    Returns
    -------
    DataFrame
        Per decade: mean change of the Gini coefficient, share of municipalities where it fell (%),
        standard deviation of the earlier and the later levels, correlation of the change with the
        earlier level and with the population (logarithm), and the rate ratio for one standard
        deviation when the coefficient is a z-score within each year (low, high, p).
    """
    rule = plan.added.town_panel
    scored = data.assign(
        gini=data.groupby("year")["gini"].transform(lambda g: (g - g.mean()) / g.std())
    )
    lines = {}
    for first, last in rule.decades:
        wide = data.pivot(index="mun_code", columns="year", values="gini")[[first, last]].dropna()
        people = data[data["year"] == first].set_index("mun_code")["population"]
        change = wide[last] - wide[first]
        pair = scored[scored["year"].isin([first, last])].dropna()
        again = _fit(pair, 1.0)
        lines[f"{first}–{last}"] = {
            "change": change.mean(),
            "fell": 100 * (change < 0).mean(),
            "sd_before": wide[first].std(),
            "sd_after": wide[last].std(),
            "levels": wide[first].corr(wide[last]),
            "with_level": change.corr(wide[first]),
            "with_size": change.corr(np.log(people.reindex(change.index))),
            **{f"z_{key}": again[key] for key in ("rate_ratio", "low", "high", "p")},
        }
    return pd.DataFrame.from_dict(lines, orient="index")
