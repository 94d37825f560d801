"""What the chapter on social development concludes, as claims on its data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from cohesion.chapters.social import Places
from cohesion.methods.concentration import units_holding
from cohesion.publishing.claims import Claim, count, share, within
from cohesion.tables.geography import STATES, named


def of_nation(shift: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return the claims on national changes; ``shift``: see ``social.national_change``."""
    low, high = (shift[side].map(lambda x: within(x, -100, 100)) for side in ("low", "high"))

    def ends(names: Sequence[str], frame: pd.Series) -> dict[str, Any]:
        return {name.removeprefix("deprivation_"): frame[name] for name in names}

    worse = ("below_poverty_line", "below_extreme_line", "deprivation_food")
    better = ("deprivation_health", "deprivation_social_security", "deprivation_housing",
              "deprivation_education")  # fmt: skip
    changes = shift["change"]
    return {
        "social-worse": Claim(
            "low income, by both lines, and lack of food became more frequent",
            "min(below_poverty_line, below_extreme_line, food) > 0", ends(worse, low), source,
        ),
        "social-better": Claim(
            "lack of health access, social security, housing and schooling became less frequent",
            "max(health, social_security, housing, education) < 0", ends(better, high), source,
        ),
        "social-health-most": Claim(
            "no national indicator moved as far as lack of health access",
            "all(abs(others) < -health)",
            {"others": within(changes.drop("deprivation_health"), -100, 100),
             "health": within(changes["deprivation_health"], -100, 100)}, source,
        ),
        "social-services-unclear": Claim(
            "the change of basic services holds zero", "low <= 0 <= high",
            {"low": low["deprivation_services"], "high": high["deprivation_services"]}, source,
        ),
        "social-poverty-border": Claim(
            "the lower end of the interval of the change in poverty is within a third of a point "
            "of zero", "abs(low) < 0.34", {"low": low["poverty"]}, source,
        ),
    }  # fmt: skip


def of_releases(table: pd.DataFrame, shift: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return the claims on the two releases; ``table``: see ``social.releases_table``."""
    moves = {
        kind: within(table.iloc[1][f"2010, {kind}"] - table.iloc[1][f"2008, {kind}"], -20, 20)
        for kind in ("first", "series")
    }
    gap = {
        stem: within(abs(table.iloc[row]["2010, series"] - table.iloc[row]["2010, first"]), 0, 20)
        for stem, row in (("poverty", 0), ("extreme", 1))
    }
    least = within(shift.at["extreme_poverty", "detectable"], 0, 20)
    return {
        "social-extreme-turns": Claim(
            "extreme poverty falls in the first release and rises in the series",
            "first < 0 < series", moves, source,
        ),
        "social-extreme-small": Claim(
            "both movements of extreme poverty are smaller than the least change that is told",
            "abs(first) < least and abs(series) < least", {**moves, "least": least}, source,
        ),
        "social-releases-gap": Claim(
            "the releases differ more in extreme poverty than in poverty", "extreme > poverty",
            gap, source,
        ),
    }  # fmt: skip


def of_editions(gaps: pd.Series, source: Any) -> dict[str, Claim]:
    """Return the claim on the editions of 2010; ``gaps``: their differences for the nation."""
    return {
        "social-editions-close": Claim(
            "most figures of the nation differ by less than a point between the editions",
            "close > number / 2",
            {"close": count(int((gaps < 1).sum()), of=len(gaps)),
             "number": within(len(gaps), 1, 99)},
            source,
        ),
    }  # fmt: skip


def of_states(
    wide: pd.DataFrame, ties: pd.Series, persons: pd.Series, source: Any
) -> dict[str, Claim]:
    """Return the claims on the level of states.

    Parameters
    ----------
    wide : DataFrame
        By state key: indicators of 2010, per cent.
    ties : Series
        By state key: how many others share a state's possible ranks.
    persons : Series
        By state key: persons in poverty.
    """
    poor = share(named(wide[["poverty"]])["poverty"])
    region = STATES["region"].reindex(wide.index)
    means = wide["poverty"].groupby(region).mean()
    several = named(ties.to_frame("ties"))["ties"]
    deprived = wide[[name for name in wide if name.startswith("deprivation_")]]
    others = deprived.drop(columns="deprivation_social_security").max(axis=1)
    lead = named((deprived["deprivation_social_security"] - others).to_frame("lead"))["lead"]
    services = named(wide[["deprivation_services"]])["deprivation_services"]
    return {
        "social-south-poorest": Claim(
            "the mean of the states of the south is higher than those of north and centre, and the "
            "poorest state is Chiapas",
            "south > max(north, centre) and largest(poor) == 'Chiapas'",
            {"south": share(means["South"]), "north": share(means["North"]),
             "centre": share(means["Centre"]), "poor": poor}, source,
        ),
        "social-own-rank": Claim(
            "Chiapas is tied with no state, and no other state is",
            "ties['Chiapas'] == 0 and count(ties == 0) == 1",
            {"ties": within(several, 0, len(several) - 1)}, source,
        ),
        "social-security-leads": Claim(
            "in every state social security is the most frequent deprivation", "all(lead > 0)",
            {"lead": within(lead, -100, 100)}, source,
        ),
        "social-services-south": Claim(
            "more than half of the people lack a basic service in Oaxaca, Guerrero and Chiapas, "
            "and in no state of the north do so many",
            "min(services['Oaxaca'], services['Guerrero'], services['Chiapas']) > 50"
            " and north < 50",
            {"services": share(services),
             "north": share(wide.loc[region == "North", "deprivation_services"].max())}, source,
        ),
        "social-numbers-elsewhere": Claim(
            "the state with most poor people is not among the ten with the largest shares",
            "place(poor, 'State of Mexico') > 10 and largest(persons) == 'State of Mexico'",
            {"poor": poor, "persons": named(persons.to_frame("persons"))["persons"]}, source,
        ),
    }  # fmt: skip


def of_change(
    moved: pd.DataFrame, agree: int, rates: pd.DataFrame, source: Any
) -> dict[str, Claim]:
    """Return the claims on the change of states.

    Parameters
    ----------
    moved : DataFrame
        By state key: ``change`` and ``reading`` (see ``social.state_change``).
    agree : int
        Number of states that the ministry reads alike.
    rates : DataFrame
        Per assumed error of 2008: states read as ``Rose`` and ``Fell``; the last row is the
        ministry's.
    """
    region = STATES["region"].reindex(moved.index)
    rose = moved["reading"] == 1
    number, change = len(moved), named(moved[["change"]])["change"]
    changed = (rates["Rose"] + rates["Fell"]).to_numpy()
    distance = (rates[["Rose", "Fell"]].iloc[:-1] - rates[["Rose", "Fell"]].iloc[-1]).abs()
    far = distance.sum(axis=1).to_numpy()
    return {
        "social-few-changed": Claim(
            "more states than not show no clear change",
            "unclear > number / 2",
            {"unclear": count(int((moved["reading"] == 0).sum()), of=number),
             "number": within(number, 1, 64)}, source,
        ),
        "social-rises-north-west": Claim(
            "more than half of the states where poverty rose lie in the north", "north > rest",
            {"north": count(int((rose & (region == "North")).sum()), of=number),
             "rest": count(int((rose & (region != "North")).sum()), of=number)}, source,
        ),
        "social-change-ends": Claim(
            "Morelos and Coahuila have the largest falls, Baja California Sur and Zacatecas the "
            "largest rises",
            "place(change, 'Morelos') >= len(change) - 1 and place(change, 'Coahuila') >= "
            "len(change) - 1 and max(place(change, 'Baja California Sur'), "
            "place(change, 'Zacatecas')) <= 2",
            {"change": change}, source,
        ),
        "social-reading-agrees": Claim(
            "the ministry reads all states alike but one", "agree == number - 1",
            {"agree": count(agree, of=number), "number": within(number, 1, 64)}, source,
        ),
        "social-equal-errors": Claim(
            "no other assumption comes nearer to the ministry's reading than equal errors, and "
            "larger errors leave fewer states changed", "nearer == 0 and last < second",
            {"nearer": count(int((far < far[1]).sum()), of=len(far)),
             "last": count(int(changed[len(distance) - 1]), of=number),
             "second": count(int(changed[1]), of=number)}, source,
        ),
    }  # fmt: skip


def of_inequality(
    gini: pd.Series, signal: float, apart: int, cohesion: pd.DataFrame, number: int, source: Any
) -> dict[str, Claim]:
    """Return the claims on inequality.

    Parameters
    ----------
    gini : Series
        Change of the nation's coefficient: ``low``, ``high``.
    signal : float
        See ``ranks.signal_share``, per cent.
    apart : int
        Pairs of the ``number`` states that differ clearly.
    cohesion : DataFrame
        CONEVAL's national cohesion indicators (see ``social.cohesion_table``).
    """
    pairs = number * (number - 1) // 2
    moves = ((cohesion["2010"] - cohesion["2008"]) / cohesion["Standard error 2010"]).abs()
    networks = [name for name in moves.index if "etwork" in name]
    return {
        "social-gini-no-change": Claim(
            "the interval of the change of the Gini coefficient holds zero", "low <= 0 <= high",
            {"low": within(gini["low"], -1, 1), "high": within(gini["high"], -1, 1)}, source,
        ),
        "social-gini-signal": Claim(
            "more than half of the variance between states is more than sampling error",
            "signal > 50", {"signal": share(signal)}, source,
        ),
        "social-gini-pairs": Claim(
            "fewer than a quarter of the pairs of states differ clearly", "apart < 0.25 * pairs",
            {"apart": count(apart, of=pairs), "pairs": within(pairs, 1, 2000)}, source,
        ),
        "social-networks-most": Claim(
            "no other national cohesion indicator moved by more of its errors than networks",
            "networks > others",
            {"networks": within(moves[networks].max(), 0, 1000),
             "others": within(moves.drop(networks).max(), 0, 1000)}, source,
        ),
    }  # fmt: skip


def of_groups(
    groups: pd.DataFrame, nation: dict[str, float], gaps: pd.DataFrame, source: Any
) -> dict[str, Claim]:
    """Return the claims on groups of people.

    Parameters
    ----------
    groups : DataFrame
        By group: indicators, per cent (see ``social.group_table``).
    nation : dict
        The six deprivations of the nation, per cent.
    gaps : DataFrame
        By name: ``gap``, ``low``, ``high`` (see ``social.gaps``).
    """
    ends = {
        (name, side): within(gaps.at[name, side], -100, 100)
        for name in gaps.index for side in ("low", "high", "gap")
    }  # fmt: skip
    worse = {
        stem: within((groups.loc[label, list(nation)] - pd.Series(nation)).min(), -100, 100)
        for stem, label in (("indigenous", "Indigenous"), ("rural", "Rural"))
    }
    return {
        "social-place-and-origin": Claim(
            "the gaps by indigenous origin and by place are each over twice those by sex and age",
            "min(indigenous, rural) > 2 * max(abs(women), abs(children))",
            {"indigenous": ends["poverty-gap-indigenous", "gap"],
             "rural": ends["poverty-gap-rural", "gap"], "women": ends["poverty-gap-women", "gap"],
             "children": ends["poverty-gap-children", "gap"]}, source,
        ),
        "social-children-poorer": Claim(
            "children and adolescents are poorer than adults", "low > 0",
            {"low": ends["poverty-gap-children", "low"]}, source,
        ),
        "social-women-no-gap": Claim(
            "the interval of the gap in poverty between women and men holds zero",
            "low <= 0 <= high",
            {"low": ends["poverty-gap-women", "low"], "high": ends["poverty-gap-women", "high"]},
            source,
        ),
        "social-women-schooling": Claim(
            "women lack schooling more often than men, men health access more often than women",
            "schooling > 0 and health < 0",
            {"schooling": ends["education-gap-women", "low"],
             "health": ends["health-gap-women", "high"]}, source,
        ),
        "social-groups-worse": Claim(
            "indigenous and rural people lack each of the six rights more often than the nation",
            "min(indigenous, rural) > 0", worse, source,
        ),
    }  # fmt: skip


def of_places(
    rho_low: float, places: Places, nation: float, lag: float, poorer: pd.Series, source: Any
) -> dict[str, Claim]:
    """Return the claims on marginalisation and concentration.

    Parameters
    ----------
    rho_low : float
        Lower end of the interval of the rank correlation of marginalisation and poverty.
    places : Places
        Where the poor live.
    nation, lag : float
        Poverty of the nation, and the share of the poor where social lag is very low, per cent.
    poorer : Series
        By state key: rank by poverty minus rank by marginalisation, the highest first.
    """
    ranks = named(poorer.to_frame("poorer"))["poorer"]
    half = int(places.half)
    return {
        "social-marginalised-poorer": Claim(
            "the interval of the rank correlation lies above one half", "low > 0.5",
            {"low": within(rho_low, -1, 1)}, source,
        ),
        "social-poorer-than-marginal": Claim(
            "Tlaxcala and Zacatecas stand at least six places higher by poverty than by "
            "marginalisation", "min(places['Tlaxcala'], places['Zacatecas']) >= 6",
            {"places": within(ranks, -31, 31)}, source,
        ),
        "social-half-large": Claim(
            "most of the municipalities that hold half of the poor are large, and poverty there is "
            "less frequent than in the nation", "large > half / 2 and rate < nation",
            {"large": count(int(places.large), of=half), "half": within(half, 1, 2456),
             "rate": share(places.rate), "nation": share(nation)}, source,
        ),
        "social-extreme-concentrated": Claim(
            "the concentration of extreme poverty is more than half as large again as that of "
            "poverty", "extreme > 1.5 * poverty",
            {"extreme": within(places.extreme, -1, 1),
             "poverty": within(places.poverty, -1, 1)}, source,
        ),
        "social-lag-misses": Claim(
            "more than half of the poor live where social lag is very low", "lag > 50",
            {"lag": share(lag)}, source,
        ),
    }  # fmt: skip


def of_persons(before: float, after: float, source: Any) -> dict[str, Claim]:
    """Return the claim on the number of people in poverty in the two years."""
    return {
        "social-poor-added": Claim(
            "there were more people in poverty than two years before", "after > before",
            {"before": within(before, 0, 1e8), "after": within(after, 0, 1e8)}, source,
        ),
    }  # fmt: skip


def of_deprivations(parts: pd.Series, second: pd.Series, source: Any) -> dict[str, Claim]:
    """Return the claims on extreme poverty and on what comes after social security.

    Parameters
    ----------
    parts : Series
        Share of the states with most extreme poverty in the nation: ``extreme_poverty_persons``,
        ``population_survey``, per cent.
    second : Series
        By deprivation: states in which it is the widest after social security.
    """
    number = int(second.sum())
    return {
        "social-extreme-heavy": Claim(
            "these states hold more than twice as much of the extremely poor as of the people",
            "poor > 2 * people",
            {"poor": share(parts["extreme_poverty_persons"]),
             "people": share(parts["population_survey"])}, source,
        ),
        "social-second-differs": Claim(
            "no deprivation comes second in nine tenths of the states", "most < 0.9 * number",
            {"most": count(int(second.max()), of=number), "number": within(number, 1, 64)}, source,
        ),
    }  # fmt: skip


def of_speakers(speakers: pd.Series, source: Any) -> dict[str, Claim]:
    """Return the claim on where indigenous languages are spoken; ``speakers``: by state key."""
    number = len(speakers)
    half = units_holding(speakers)
    return {
        "social-speakers-few": Claim(
            "half of the speakers live in less than a fifth of the states", "half < number / 5",
            {"half": count(half, of=number), "number": within(number, 1, 64)}, source,
        ),
    }  # fmt: skip


def of_map(towns: pd.DataFrame, level: pd.Series, nation: float, source: Any) -> dict[str, Claim]:
    """Return the claims on poverty by municipality.

    Parameters
    ----------
    towns : DataFrame
        By municipal key: ``poverty``, per cent, and ``poverty_persons``.
    level : Series
        By state key: poverty, per cent.
    nation : float
        Poverty of the nation, per cent.
    """
    state = towns.index.str[:2]
    medians = towns["poverty"].groupby(STATES["region"].reindex(state).to_numpy()).median()
    high = towns["poverty"].groupby(state).max() > 80
    well_off = level.index[level < nation]
    poorest = towns["poverty_persons"].where(towns["poverty"] > 80).sum()
    return {
        "social-map-south": Claim(
            "the median of the municipalities of the south is the highest of the three regions, "
            "and some states with less poverty than the nation have a municipality above 80 %",
            "south > max(north, centre) and inside >= 2",
            {"south": share(medians["South"]), "north": share(medians["North"]),
             "centre": share(medians["Centre"]),
             "inside": count(int(high.reindex(well_off).sum()), of=len(well_off))}, source,
        ),
        "social-rates-miss": Claim(
            "municipalities with more than 80 % in poverty hold less than a fifth of the poor",
            "poorest < 20", {"poorest": share(100 * poorest / towns["poverty_persons"].sum())},
            source,
        ),
    }  # fmt: skip


def of_funds(ratio: float, source: Any) -> dict[str, Claim]:
    """Return the claim on the fund; ``ratio``: the state with most over that with least, each."""
    return {
        "social-fund-apart": Claim(
            "the state with most receives more than twice as much per poor person as that with "
            "least", "ratio > 2", {"ratio": within(ratio, 1, 100)}, source,
        ),
    }  # fmt: skip
