"""Federal funds that states receive (Ramo 33): by fund, per person, one state beside the nation.

A transfer is what a state received, not what it spent. The nation is the sum of its states: the
national cells of 2010 contradict them (see the table's defects).
"""

from __future__ import annotations

import pandas as pd

from cohesion.tables import catalogue, store
from cohesion.tables.geography import NATION, STATE_CODES, STATES

#: Funds in the order of the table of a state: sectors of the programme first.
FUNDS = (
    "transfer_health",
    "transfer_social_infrastructure",
    "transfer_social_assistance",
    "transfer_public_security",
    "transfer_education",
    "transfer_technical_adult_education",
    "transfer_school_building_basic",
    "transfer_school_building_higher",
    "transfer_municipal_strengthening",
    "transfer_state_strengthening",
)
MILLION = 1e6


def amounts(funds: tuple[str, ...] | str, year: int) -> tuple[pd.DataFrame, store.Selection]:
    """Return million current pesos, states × funds, with the nation as the sum of its states.

    A state that has no such fund (the Federal District has none for education or social
    infrastructure; the file writes a blank or zero) is missing, and the nation is the sum of the
    others.
    """
    wanted = [funds] if isinstance(funds, str) else list(funds)
    chosen = store.select(wanted, years=[year])
    wide = chosen.wide(year)[wanted]
    wide = wide.mask(wide == 0)
    wide.loc[NATION] = wide.loc[list(STATE_CODES)].sum()
    return wide, chosen


def per_person(wide: pd.DataFrame, people: pd.Series) -> pd.DataFrame:
    """Return pesos per person; the nation's people are those of the states that have the fund.

    Parameters
    ----------
    wide : DataFrame
        Million pesos, states and nation × funds.
    people : Series
        Persons by state.
    """
    each = MILLION * wide.div(people, axis=0)
    for fund in wide:
        having = [code for code in STATE_CODES if wide.at[code, fund] > 0]
        each.loc[NATION, fund] = MILLION * wide.at[NATION, fund] / people[having].sum()
    return each


def spread(
    fund: str, people: pd.Series, head: str, year: int = 2010, number: int = 3
) -> tuple[pd.DataFrame, store.Selection]:
    """Return the nation and the states with most and least of a fund per person.

    Parameters
    ----------
    fund : str
        Id of the fund.
    people : Series
        Persons by state (and nation, ``'00'``) over whom the fund is divided.
    head : str
        Head of that column, for instance 'Pesos per inhabitant'.
    number : int
        States shown at each end.

    Returns
    -------
    DataFrame
        Index: Mexico and the states, in order; million pesos, pesos per person.
    Selection
        What the amounts came from.
    """
    wide, chosen = amounts(fund, year)
    each = per_person(wide, people)[fund].dropna()
    states = each.drop(NATION).sort_values(ascending=False)
    shown = [NATION, *states.index[:number], *states.index[-number:]]
    table = pd.DataFrame({"Million pesos": wide.loc[shown, fund], head: each[shown]})
    names = ["Mexico", *STATES.loc[shown[1:], "name_en"]]
    return table.set_axis(pd.Index(names, name="State")), chosen


def ratio(fund: str, people: pd.Series, year: int = 2010) -> float:
    """Return how many times as much the state with most receives per person as that with least."""
    wide, _ = amounts(fund, year)
    each = per_person(wide, people)[fund].drop(NATION).dropna()
    return float(each.max() / each.min())


def of_state(
    code: str, people: pd.Series, year: int = 2010
) -> tuple[pd.DataFrame, store.Selection]:
    """Return one state's funds: million pesos, pesos per inhabitant, and the nation's.

    Parameters
    ----------
    code : str
        Key of the state.
    people : Series
        Inhabitants by state and nation.

    Returns
    -------
    DataFrame
        Index: fund; Million pesos, Pesos per inhabitant, Mexico, Place (1 receives most; texts).
    Selection
        What the amounts came from.
    """
    wide, chosen = amounts(FUNDS, year)
    each = per_person(wide, people)
    places = each.drop(NATION).rank(ascending=False, method="min")
    labels = catalogue.indicators()["label_en"]
    table = pd.DataFrame(
        {
            "Million pesos": wide.loc[code],
            "Pesos per inhabitant": each.loc[code],
            "Mexico, per inhabitant": each.loc[NATION],
            "Place": places.loc[code].map(lambda place: "–" if pd.isna(place) else f"{place:.0f}"),
        }
    )
    table.index = pd.Index([labels[fund].removeprefix("Transfers ") for fund in FUNDS], name="Fund")
    table.index = table.index.str[:1].str.upper() + table.index.str[1:]
    return table.rename_axis("Fund"), chosen
