"""Variables that were added to the plan: each by state, with the selection that it rests on."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from cohesion.chapters.correlation import variables
from cohesion.chapters.correlation.plan import AnalysisPlan
from cohesion.chapters.selection import evidence
from cohesion.chapters.series import is_absent
from cohesion.errors import DataError
from cohesion.tables.geography import NATION, STATE_CODES
from cohesion.tables.store import AS_OF, select

Made = tuple[pd.Series, list]

DESK = "programme/desk_evidence.yml"
#: The first five years published by state over which disappearances are summed.
DISAPPEARED_YEARS = 5
#: A later series counts from the first year with figures for this many states.
MINIMUM_STATES = 30


def _first_year(series: str, as_of: object) -> Made:
    # Editions stand apart here: one year is picked, and no two are compared.
    chosen = select(series, as_of=as_of, apart=True)
    table = chosen.wide()[series]
    states = table.reindex(list(STATE_CODES))
    for year in states.columns:
        if states[year].notna().sum() >= MINIMUM_STATES:
            return states[year], [select(series, years=[int(year)], as_of=as_of)]
    raise DataError(f"no observation of '{series}' for {MINIMUM_STATES} states in any year.")


def _women(as_of: object) -> Made:
    chosen = select("women_state_congress", years=[2011], as_of=as_of)
    return chosen.wide(2011)["women_state_congress"], [chosen]


def _files(as_of: object) -> Made:
    files = select("reported_crime_old", years=[2010], as_of=as_of)
    crimes = select("crimes_declared", years=[2010], as_of=as_of)
    top, bottom = files.wide(2010)["reported_crime_old"], crimes.wide(2010)["crimes_declared"]
    return 100 * top / bottom, [files, crimes]


def _stage(as_of: object) -> Made:
    return evidence.desk_evidence()["penal_reform_stage"], [DESK]


def _indigenous(as_of: object) -> Made:
    series = "indigenous_speakers_5_plus_share"
    chosen = select(series, years=[2010], as_of=as_of)
    return chosen.wide(2010)[series], [chosen]


def _trust(who: str) -> Callable[[object], Made]:
    def make(as_of: object) -> Made:
        parts = [f"{who}_trust_much", f"{who}_trust_some"]
        chosen = select(parts, sex=None, as_of=as_of)
        rows = chosen.frame[chosen.frame["state_code"] != NATION]
        both = rows.groupby(["state_code", "sex", "indicator"])["value"].mean()
        # Women and men are published apart; their plain mean stands for both.
        return both.groupby(["state_code", "sex"]).sum().groupby("state_code").mean(), [chosen]

    return make


def trust_errors(who: str, as_of: object = None) -> pd.Series:
    """Return the standard error of the trust of a state, women and men, parts taken as independent.

    An upper bound: the two answers of one person exclude each other, so that their errors are
    negatively correlated.
    """
    parts = [f"{who}_trust_much", f"{who}_trust_some"]
    rows = select(parts, sex=None, as_of=as_of).frame
    rows = rows[rows["state_code"] != NATION]
    return np.sqrt((rows.assign(v=rows["se"] ** 2).groupby("state_code")["v"].sum()) / 4)


def _series(series: str) -> Callable[[object], Made]:
    return lambda as_of: _first_year(series, as_of)


def _bad_treatment(as_of: object) -> Made:
    parts = ["mp_treatment_bad", "mp_treatment_very_bad"]
    chosen = select(parts, as_of=as_of, apart=True)
    wide = chosen.wide()
    total = (wide[parts[0]] + wide[parts[1]]).reindex(list(STATE_CODES))
    # In the first year people could also call the treatment fair; it is another question.
    year = min(y for y in total.columns if y > min(total.columns))
    return total[year], [select(parts, years=[int(year)], as_of=as_of)]


def _disappeared(as_of: object) -> Made:
    series = "persons_disappeared"
    chosen = select(series, as_of=as_of, apart=True)
    table = chosen.wide()[series].reindex(list(STATE_CODES))
    complete = [year for year in table.columns if table[year].notna().sum() >= MINIMUM_STATES]
    years = complete[:DISAPPEARED_YEARS]
    people = select(variables.CENSUS, years=[variables.CENSUS_YEAR], as_of=as_of)
    base = people.wide(variables.CENSUS_YEAR)[variables.CENSUS].reindex(list(STATE_CODES))
    count = table[years].fillna(0).sum(axis=1)
    # Half an event: a state without any has a logarithm too.
    rate = variables.PER * (count + 0.5) / (len(years) * base)
    return np.log(rate), [select(series, years=[int(y) for y in years], as_of=as_of), people]


RECIPES: dict[str, Callable[[object], Made]] = {
    "women_congress": _women,
    "files_per_crime": _files,
    "reform_stage": _stage,
    "indigenous_2010": _indigenous,
    "trust_judges": _trust("judges"),
    "trust_prosecutors": _trust("prosecutors"),
    "rule_of_law": _series("rule_of_law_wjp"),
    "impunity": _series("impunity_igi"),
    "corruption_justice": _series("corruption_perceived_justice"),
    "unreported_crime": _series("unreported_crime"),
    "prosecutor_slow": _series("mp_time_over_4h"),
    "prosecutor_bad": _bad_treatment,
    "disappeared": _disappeared,
    "transparency": _series("open_government_transparency"),
    "trust_neighbours": _series("trust_neighbours"),
}


def table(
    plan: AnalysisPlan, names: list[str], as_of: object = AS_OF
) -> tuple[variables.Data, list[str]]:
    """Return the named variables, declared or added, and those that no table of the day holds.

    Returns
    -------
    Data
        32 states × variables, with their selections.
    list of str
        Variables that are left out because no figure is at hand, in the order asked for.
    """
    declared = [name for name in names if name in plan.variables and name not in RECIPES]
    base = variables.state_variables(plan, declared, as_of)
    columns, sources, absent = dict(base.frame.items()), list(base.sources), []
    for name in names:
        if name in columns:
            continue
        try:
            column, used = RECIPES[name](as_of)
        except DataError as error:
            if not is_absent(error):
                raise
            absent.append(name)
            continue
        columns[name] = column.reindex(list(STATE_CODES))
        sources += used
    frame = pd.DataFrame(columns)[[name for name in names if name not in absent]]
    return variables.Data(frame.rename_axis("state_code"), tuple(sources)), absent
