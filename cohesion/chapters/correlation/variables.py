"""The plan's variables, made from published series: units × variables, with their selections."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cohesion.chapters.correlation import poles
from cohesion.chapters.correlation.plan import AnalysisPlan, Variable
from cohesion.errors import DataError
from cohesion.methods import composite, polarisation
from cohesion.tables.geography import STATE_CODES
from cohesion.tables.store import AS_OF, Selection, select

CENSUS = "population_census"
#: Homicides by municipality and year of occurrence, as a reader of 2011 knew them.
HOMICIDES = "homicides_mun_vintage2011"
CENSUS_YEAR = 2010
#: End of the name of a column → first and last year that are summed.
WINDOWS = {"": (2008, 2010), "_2010": (2010, 2010), "_2006_2010": (2006, 2010)}
#: Rates are per 100 000 inhabitants; attacks on the press per million.
PER = 100_000


@dataclass(frozen=True)
class Data:
    """A table of variables and the selections that it rests on."""

    frame: pd.DataFrame
    sources: tuple[Selection, ...]

    def source(self, *names: str) -> list[Selection]:
        """Return the selections that hold the named series (all without names)."""
        if not names:
            return list(self.sources)
        return [s for s in self.sources if set(s.frame["indicator"]) & set(names)]


def rate(
    events: Selection, series: str, years: tuple[int, ...], people: pd.Series, per: float = PER
) -> pd.Series:
    """Return the mean yearly rate: events summed over the years over years × population."""
    wide = events.wide()[series]
    missing = [year for year in years if year not in wide.columns]
    if missing:
        raise DataError(
            f"no figures of '{series}' for {missing}.", cure="Choose years that are published."
        )
    return per * wide[list(years)].sum(axis=1, min_count=len(years)) / (len(years) * people)


def municipal_marginalisation(year: int = CENSUS_YEAR, as_of: object = AS_OF) -> Data:
    """Return state, census population, degree and index of marginalisation by municipality."""
    grade = select(
        ["marginalisation_index", "marginalisation_degree"],
        level="municipality",
        years=[year],
        as_of=as_of,
    )
    people = select(CENSUS, level="municipality", years=[year], as_of=as_of)
    frame = (
        grade.wide(year)
        .join(people.wide(year))
        .rename(
            columns={
                "marginalisation_index": "index",
                "marginalisation_degree": "degree",
                CENSUS: "population",
            }
        )
    )
    frame = frame.dropna(subset=["index", "degree", "population"])
    frame = frame.astype({"degree": int}).assign(state_code=frame.index.str[:2])
    return Data(frame[list(poles.COLUMNS)], (grade, people))


def state_polarisation(municipalities: pd.DataFrame, alpha: float) -> pd.Series:
    """Return the Esteban–Ray polarisation of each state."""
    shares = poles.shares_by_degree(municipalities)
    return polarisation.esteban_ray(shares, poles.degree_positions(municipalities), alpha)


def composite_tables(plan: AnalysisPlan, as_of: object = AS_OF) -> tuple[Data, pd.DataFrame]:
    """Return ``iData`` (with its selections) and ``iMeta`` of the composite index."""
    rows = [("cohesion", "", 1, 1.0, "Cohesion index")]
    columns, sources = {}, []
    for name, dimension in plan.composite.dimensions.items():
        rows.append((name, "cohesion", 1, 1.0, dimension.label))
        for code, item in dimension.indicators.items():
            sign = 1 if item.cohesive == "higher" else -1
            rows.append((code, name, sign, 1.0, code))
            if code == "polarisation":
                data = municipal_marginalisation(item.year, as_of)
                alpha = plan.polarisation.alpha_primary
                columns[code] = state_polarisation(data.frame, alpha)
                sources += data.sources
            else:
                chosen = select(code, years=[item.year], as_of=as_of, series=True)
                columns[code] = chosen.wide(item.year)[code]
                sources.append(chosen)
    meta = pd.DataFrame(rows, columns=["code", "parent", "direction", "weight", "label"])
    data = pd.DataFrame(columns).reindex(list(STATE_CODES)).rename_axis("state_code")
    return Data(data, tuple(sources)), meta


def composite_index(
    plan: AnalysisPlan, as_of: object = AS_OF, leave_out: tuple[str, ...] = ()
) -> tuple[composite.Index, Data]:
    """Build the composite index under the plan's base assumptions, with all indicators or fewer."""
    data, meta = composite_tables(plan, as_of)
    rule = plan.composite.treatment
    spec = composite.Spec(
        normalisation=plan.composite.normalisation["base"],
        aggregation=plan.composite.aggregation["base"],
        leave_out=leave_out,
        skewness=rule["skewness"],
        kurtosis=rule["kurtosis"],
        maximum_share=rule["maximum_share"],
    )
    return composite.build(data.frame, meta, spec), data


def state_variables(
    plan: AnalysisPlan, names: list[str] | None = None, as_of: object = AS_OF
) -> Data:
    """Return the plan's state variables: 32 states × variables, each transformed as declared.

    Parameters
    ----------
    names : list of str, optional
        The variables wanted; by default all except those that only hindsight allows.
    """
    wanted = names or [n for n in plan.variables if n != "indigenous"]
    for year in (2005, CENSUS_YEAR):
        # Of a day on which one of the two had not been published, just that is told.
        select(CENSUS, years=[year], as_of=as_of)
    census = select(CENSUS, years=[2005, CENSUS_YEAR], as_of=as_of)
    people = census.wide()[CENSUS]
    columns, sources = {}, [census]
    for name in wanted:
        variable = plan.variables[name]
        column, used = _variable(variable, plan, people, as_of)
        columns[name] = column
        sources += used
    frame = pd.DataFrame(columns).reindex(list(STATE_CODES)).rename_axis("state_code")
    return Data(frame, tuple(sources))


def _variable(
    variable: Variable, plan: AnalysisPlan, people: pd.DataFrame, as_of: object
) -> tuple[pd.Series, list[Selection]]:
    now = people[CENSUS_YEAR]
    if variable.transform == "esteban_ray":
        data = municipal_marginalisation(variable.years[0], as_of)
        return state_polarisation(data.frame, plan.polarisation.alpha_primary), list(data.sources)
    if variable.transform == "index":
        built, data = composite_index(plan, as_of)
        return built.total, list(data.sources)
    series = variable.series[0]
    years = [*variable.years, *variable.base_years]
    if series == "population_survey_2015":
        return _indigenous_share(as_of)
    chosen = select(series, years=years, as_of=as_of, series=True)
    if variable.transform == "log_rate":
        return np.log(rate(chosen, series, variable.years, now)), [chosen]
    if variable.transform == "log_ratio":
        before = rate(chosen, series, variable.base_years, people[2005])
        return np.log(rate(chosen, series, variable.years, now) / before), [chosen]
    if variable.transform == "rank":
        # A count of events: a state without a row had none on the published list.
        counts = chosen.wide()[series][list(variable.years)].fillna(0).sum(axis=1)
        return 1_000_000 * counts / (len(variable.years) * now), [chosen]
    return chosen.wide()[series][list(variable.years)].mean(axis=1), [chosen]


def _indigenous_share(as_of: object) -> tuple[pd.Series, list[Selection]]:
    series = "population_survey_2015"
    both = select(series, years=[2015], group="indigenous", as_of=as_of)
    everyone = select(series, years=[2015], as_of=as_of)
    share = 100 * both.wide(2015)[series] / everyone.wide(2015)[series]
    return share, [both, everyone]


def municipal_variables(plan: AnalysisPlan, as_of: object = AS_OF) -> Data:
    """Return what the municipal models need, one row per municipality.

    Columns: state_code, homicides (2008–2010), homicides_2010, homicides_2006_2010,
    homicides_before (2005–2007), exposure, exposure_2010, exposure_2006_2010, population,
    population_2005, gini, gini_2000, gini_change, poverty, extreme_poverty, social_lag,
    marginalisation, rurality, log_population, log_homicide_rate_before.
    """
    homicides = select(HOMICIDES, level="municipality", years=list(range(2005, 2011)), as_of=as_of)
    people = select(CENSUS, level="municipality", years=[2005, 2010], as_of=as_of)
    shares = select(["poverty", "extreme_poverty"], level="municipality", years=[2010], as_of=as_of)
    inequality = select("gini_income", level="municipality", years=[2000, 2010], as_of=as_of)
    lag = select("social_lag_index", level="municipality", years=[2010], as_of=as_of)
    margin = select(
        ["marginalisation_index", "marginalisation_small_localities"],
        level="municipality",
        years=[2010],
        as_of=as_of,
    )
    count = homicides.wide()[HOMICIDES]
    census, gini = people.wide()[CENSUS], inequality.wide()["gini_income"]
    frame = pd.DataFrame({"gini": gini[2010]})
    frame["state_code"] = frame.index.str[:2]
    frame["population"], frame["population_2005"] = census[2010], census[2005]
    frame = frame.join(_in_windows(count, frame["population"]))
    before = count[[2005, 2006, 2007]].sum(axis=1, min_count=3)
    frame["homicides_before"] = before
    frame["gini_2000"] = gini[2000]
    frame["gini_change"] = frame["gini"] - frame["gini_2000"]
    frame = frame.join(shares.wide(2010)).join(
        lag.wide(2010).rename(columns={"social_lag_index": "social_lag"})
    )
    frame = frame.join(
        margin.wide(2010).rename(
            columns={
                "marginalisation_index": "marginalisation",
                "marginalisation_small_localities": "rurality",
            }
        )
    )
    frame["log_population"] = np.log(frame["population"])
    frame["log_homicide_rate_before"] = np.log(
        (frame["homicides_before"] + 0.5) / (3 * frame["population_2005"])
    )
    return Data(frame, (homicides, people, shares, inequality, lag, margin))


def _in_windows(count: pd.DataFrame, people: pd.Series) -> pd.DataFrame:
    """Return homicides and person-years of the windows of years that the models read."""
    found = {}
    for tag, (first, last) in WINDOWS.items():
        years = list(range(first, last + 1))
        summed = count[years].sum(axis=1, min_count=len(years))
        found[f"homicides{tag}"] = summed.reindex(people.index)
        found[f"exposure{tag}"] = len(years) * people
    return pd.DataFrame(found)
