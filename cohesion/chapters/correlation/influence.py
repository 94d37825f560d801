"""Municipal results with and without single places, and the slopes of the states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cohesion.chapters.correlation import municipalities
from cohesion.chapters.correlation.plan import AnalysisPlan
from cohesion.methods import association, counts, hierarchical, influence, rates, wild
from cohesion.tables import geo
from cohesion.tables.geography import STATE_CODES

#: The place whose weight turns the declared result (found by a check, not declared before it).
JUAREZ = "08037"
#: Bootstrap samples of the interval (the test uses those that the plan declares).
INTERVAL_DRAWS = 1_999


def without(towns: pd.DataFrame, place: str = JUAREZ) -> pd.DataFrame:
    """Return the table without one place; where it is missing already, the table as it is."""
    return towns.drop(index=place, errors="ignore")


def model(plan: AnalysisPlan, towns: pd.DataFrame, name: str) -> counts.Design:
    """Return the primary model of one declared hypothesis, ready to be fitted."""
    h = plan.families["municipalities"].hypotheses[name]
    terms = [h.x, *municipalities.controls(plan, name)]
    return counts.design(towns, "homicides", "exposure", terms, "state_code")


def kept(plan: AnalysisPlan, towns: pd.DataFrame, name: str) -> pd.Index:
    """Return the municipalities that the model of a hypothesis holds, in its order."""
    h = plan.families["municipalities"].hypotheses[name]
    needed = [h.x, "homicides", "exposure", "state_code", *municipalities.controls(plan, name)]
    data = towns[needed].dropna()
    return data.index[data.groupby("state_code")["homicides"].transform("sum") > 0]


def with_and_without(
    plan: AnalysisPlan, towns: pd.DataFrame, declared: pd.DataFrame, left_out: str = JUAREZ
) -> pd.DataFrame:
    """Return the declared hypotheses with all municipalities and without one.

    Parameters
    ----------
    declared : DataFrame
        The declared result (:func:`municipalities.primary`).

    Returns
    -------
    DataFrame
        Indexed by (hypothesis, "all" or "without"): rate_ratio, low, high, p, n, p_holm (over the
        four of the same set).
    """
    rest, lines = without(towns, left_out), {}
    for name, row in declared.iterrows():
        made = model(plan, rest, str(name))
        beta, se = counts.fast_clustered(
            made.columns.to_numpy(float), made.y, made.offset, made.clusters
        )
        per = plan.families["municipalities"].hypotheses[str(name)].per
        clusters = len(np.unique(made.clusters))
        lines[(name, "all")] = row[["rate_ratio", "low", "high", "p", "n"]]
        lines[(name, "without")] = counts.interval_row(beta[0], se[0], len(made.y), clusters, per)
    table = pd.DataFrame(lines).T.astype(float)
    for label in ("all", "without"):
        part = table.xs(label, level=1, drop_level=False)
        table.loc[part.index, "p_holm"] = association.adjust(part["p"], "holm")
    return table


@dataclass(frozen=True)
class Influence:
    """Who moves one hypothesis: single places and states, and the bootstrap over states."""

    places: pd.DataFrame
    states: pd.DataFrame
    states_without: pd.DataFrame
    test: wild.WildTest
    test_without: wild.WildTest
    interval: tuple[float, float]
    interval_without: tuple[float, float]


def of_hypothesis(
    plan: AnalysisPlan, towns: pd.DataFrame, name: str, rng: np.random.Generator
) -> Influence:
    """Return the influence of places and states on a hypothesis, with and without Ciudad Juárez."""
    rule, per = plan.added.influence, plan.families["municipalities"].hypotheses[name].per
    rest = without(towns)
    full, less = model(plan, towns, name), model(plan, rest, name)
    weights = wild.draw_weights(len(STATE_CODES), rule.bootstrap, rng, rule.weights)
    bounds = [
        tuple(np.exp(per * np.array(wild.poisson_interval(m, weights[:, :INTERVAL_DRAWS]))))
        for m in (full, less)
    ]
    return Influence(
        influence.most_influential(full, kept(plan, towns, name), rule.exact, per),
        influence.by_cluster(full, per),
        influence.by_cluster(less, per),
        wild.poisson_test(full, weights),
        wild.poisson_test(less, weights),
        bounds[0],
        bounds[1],
    )


def hierarchical_fit(plan: AnalysisPlan, towns: pd.DataFrame, measure: str) -> hierarchical.Fit:
    """Fit the hierarchical model of one measure, in the step that the plan names."""
    rule = plan.added.hierarchical
    step = rule.measures[measure]
    held = list(rule.controls[measure])
    names = ["homicides", "exposure", "state_code", measure, *held]
    data = towns[names].dropna()
    mean = data.groupby("state_code")[measure].transform("mean")
    columns = pd.DataFrame(
        {"within": (data[measure] - mean) / step, "between": (mean - mean.mean()) / step}
    )
    for name in held:
        columns[name] = data[name] - data[name].mean()
    columns["constant"] = 1.0
    return hierarchical.fit(
        hierarchical.Grouped(
            data["homicides"].to_numpy(float),
            np.log(data["exposure"].to_numpy(float)),
            columns,
            data["state_code"].to_numpy(),
        )
    )


def hierarchical_table(plan: AnalysisPlan, towns: pd.DataFrame) -> dict[tuple[str, str], object]:
    """Return the fits of each measure, with all municipalities and without Ciudad Juárez."""
    rest = without(towns)
    return {
        (measure, label): hierarchical_fit(plan, data, measure)
        for measure in plan.added.hierarchical.measures
        for label, data in (("all", towns), ("without", rest))
    }


def border_distance() -> pd.Series:
    """Return the distance of each state's inner point to the nearest state on the border, in km.

    States that touch the United States have zero: municipal outlines are not used.
    """
    import geopandas as gpd
    from sklearn.metrics.pairwise import haversine_distances

    shapes = gpd.GeoDataFrame.from_features(geo.outlines(), crs="EPSG:4326")
    shapes = shapes.set_index("state_code").loc[list(STATE_CODES)]
    inside = shapes.representative_point()
    points = np.radians(np.column_stack([inside.y, inside.x]))
    at_border = [list(STATE_CODES).index(code) for code in BORDER]
    distance = 6371.0 * haversine_distances(points, points[at_border]).min(axis=1)
    return pd.Series(distance, index=list(STATE_CODES))


#: States that touch the United States.
BORDER = ("02", "05", "08", "19", "26", "28")
DOSES = {
    "log_population": "population (logarithm)",
    "marginalisation": "marginalisation",
    "border_distance": "distance of the state to the border",
    "indigenous": "speakers of an indigenous language",
}


def interactions(
    plan: AnalysisPlan, towns: pd.DataFrame, extra: Mapping[str, pd.Series]
) -> pd.DataFrame:
    """Return how the association of the Gini coefficient changes with each dose.

    Parameters
    ----------
    extra : mapping
        Doses that the table of municipalities does not hold, by state code or municipality; a dose
        of the plan that is nowhere is left out.

    Returns
    -------
    DataFrame
        Per dose and set ("all", "without" Ciudad Juárez): rate ratio per hundredth of the Gini
        coefficient at the mean of the dose and one standard deviation above; the ratio of the two
        with interval, p and Holm's p.
    """
    lines = {}
    for label, data in (("all", towns), ("without", without(towns))):
        for dose in plan.added.interactions.with_:
            if dose in data:
                value = data[dose]
            elif dose in extra:
                given = extra[dose]
                by_state = set(given.index) <= set(STATE_CODES)
                value = data["state_code"].map(given) if by_state else given.reindex(data.index)
            else:
                continue
            z = (value - value.mean()) / value.std()
            gini = (data["gini"] - data["gini"].mean()) / 0.01
            frame = data.assign(product=gini * z, gini_step=gini, dose=z)
            held = [t for t in ("log_population", "social_lag") if t != dose]
            own = ["dose"] if dose != "border_distance" else []
            terms = ["product", "gini_step", *own, *held]
            made = counts.design(frame, "homicides", "exposure", terms, "state_code")
            beta, se = counts.fast_clustered(
                made.columns.to_numpy(float), made.y, made.offset, made.clusters
            )
            clusters = len(np.unique(made.clusters))
            line = counts.interval_row(beta[0], se[0], len(made.y), clusters)
            line["at_mean"] = np.exp(beta[1])
            line["one_above"] = line["at_mean"] * line["rate_ratio"]
            lines[(dose, label)] = line
    table = pd.DataFrame(lines).T
    table["p_holm"] = np.nan
    for label in ("all", "without"):
        part = table.xs(label, level=1, drop_level=False)
        table.loc[part.index, "p_holm"] = association.adjust(part["p"], "holm")
    return table


def reversal(towns: pd.DataFrame) -> pd.Series:
    """Return what turns between the levels for the Gini coefficient itself, in a few figures.

    Rank correlations of the Gini coefficient of 2010 with the crude rate of 2008–2010: all
    municipalities, those with a homicide, by size; Pearson weighted by population; between states.
    """
    data = towns[["gini", "homicides", "exposure", "population", "state_code"]].dropna()
    rate = data["homicides"] / data["exposure"]

    def rank(rows: pd.Series) -> float:
        return float(data.loc[rows, "gini"].corr(rate[rows], method="spearman"))

    every = pd.Series(True, index=data.index)
    figures = {"all": rank(every), "with a homicide": rank(data["homicides"] > 0)}
    for label, (least, most) in municipalities.SIZES.items():
        figures[label] = rank((data["population"] >= least) & (data["population"] < most))
    weights = data["population"] / data["population"].sum()
    x, y = (v - (weights * v).sum() for v in (data["gini"], rate))
    figures["weighted"] = float(
        (weights * x * y).sum() / np.sqrt((weights * x**2).sum() * (weights * y**2).sum())
    )
    states = data.groupby("state_code")
    total = states["homicides"].sum() / states["exposure"].sum()
    mean = (data["gini"] * data["population"]).groupby(data["state_code"]).sum()
    figures["between states"] = float(
        (mean / states["population"].sum()).corr(total, method="spearman")
    )
    return pd.Series(figures)


def smoothed_rates(towns: pd.DataFrame) -> pd.DataFrame:
    """Return each municipality's homicide rate of 2008–2010, drawn towards that of its state.

    A place is drawn to its own state and not to the nation, so that neighbours do not pull a quiet
    state's villages up. Columns as :func:`cohesion.methods.rates.empirical_bayes`.
    """
    data = towns[["homicides", "exposure", "state_code"]].dropna()
    parts = [
        rates.empirical_bayes(part["homicides"], part["exposure"])
        for _, part in data.groupby("state_code")
    ]
    return pd.concat(parts).loc[data.index]
