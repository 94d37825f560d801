"""What the chapter on safety concludes, as claims on its data."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cohesion.publishing.claims import Claim, Quantity, coefficient, count, share, within
from cohesion.tables.geography import NATION, named

#: No homicide rate of a state or group of municipalities lies beyond these, per 100 000.
RATES = (0.0, 1000.0)


def _by_name(values: pd.Series) -> pd.Series:
    return named(values.to_frame("value"))["value"]


def of_trend(deaths: pd.Series, files: pd.Series, source: Any) -> dict[str, Claim]:
    """Return the claims on the national trend.

    Parameters
    ----------
    deaths, files : Series
        By year: registered deaths and prosecutors' files per 100 000.
    """
    last_files = files.loc[:2010]
    return {
        "safety-break": Claim(
            "no year of the register has a lower rate than 2007, and none a higher one than 2010; "
            "of the files the same",
            "lowest == 2007 and highest == 2010 and files_lowest == 2007 and files_highest == 2010",
            {"lowest": count(int(deaths.idxmin()), of=2012),
             "highest": count(int(deaths.idxmax()), of=2012),
             "files_lowest": count(int(last_files.idxmin()), of=2012),
             "files_highest": count(int(last_files.idxmax()), of=2012)}, source,
        ),
        "safety-scale": Claim(
            "the rate of 2010 is more than twice that of 2007", "later > 2 * before",
            {"before": within(deaths[2007], *RATES), "later": within(deaths[2010], *RATES)}, source,
        ),
        "safety-fall-before": Claim(
            "the rate of 2007 is less than half of that of 1992", "end < 0.5 * start",
            {"start": within(deaths[1992], *RATES), "end": within(deaths[2007], *RATES)}, source,
        ),
        "safety-files-deaths": Claim(
            "until 2007 there are more files than deaths in every year, from 2008 fewer",
            "min_before > 0 and max_after < 0",
            {"min_before": within((files - deaths).loc[1997:2007].min(), -100, 100),
             "max_after": within((files - deaths).loc[2008:2010].max(), -100, 100)}, source,
        ),
        "safety-files-turn": Claim(
            "the files of 2007 are below those of 1997, and those of 2011 above those of 2007",
            "middle < first and last > middle",
            {"first": within(files[1997], *RATES), "middle": within(files[2007], *RATES),
             "last": within(files[2011], *RATES)}, source,
        ),
        "safety-files-slower": Claim(
            "the files of 2011 grew, and by less than those of 2010", "0 < last < before",
            {"last": within(100 * (files[2011] / files[2010] - 1), -100, 1000),
             "before": within(100 * (files[2010] / files[2009] - 1), -100, 1000)}, source,
        ),
    }  # fmt: skip


def of_states(states: pd.DataFrame, clustered: pd.Series, source: Any) -> dict[str, Claim]:
    """Return the claims on states.

    Parameters
    ----------
    states : DataFrame
        Nation and states: ``before``, ``after``, ``best``, ``worst`` (see ``homicide_table``).
    clustered : Series
        By state key: 1, 0, −1, with the variance of clustered deaths.
    """
    alone = states.drop(index=NATION)
    after, before = _by_name(alone["after"]), _by_name(alone["before"])
    nation = within(states.at[NATION, "after"], *RATES)
    return (
        _of_rise_and_places(alone, clustered, source)
        | _of_states_beside_the_nation(after, nation, source)
        | _of_the_north_west(before, after, source)
    )


def _of_rise_and_places(alone: pd.DataFrame, clustered: pd.Series, source: Any) -> dict[str, Claim]:
    """Return in how many states the rate rose, and how many places are held by one state."""
    number, after = len(alone), _by_name(alone["after"])
    firm = (alone["best"] == alone["worst"]).to_numpy()
    return {
        "safety-general-rise": Claim(
            "with the wider variance too the rate rose in more than half of the states and fell in "
            "none", "rose > number / 2 and fell == 0",
            {"rose": count(int((clustered > 0).sum()), of=number),
             "fell": count(int((clustered < 0).sum()), of=number),
             "number": within(number, 1, 64)}, source,
        ),
        "safety-ends": Claim(
            "Yucatán has the lowest rate of 2008–2010, Chihuahua the highest",
            "smallest(rate) == 'Yucatán' and largest(rate) == 'Chihuahua'", {"rate": after}, source,
        ),
        "safety-places": Claim(
            "the first three places and the sixth and seventh are each held by one state, those "
            "from the eighth on by several", "first == 5 and later == 1",
            {"first": count(int(firm[[0, 1, 2, 5, 6]].sum()), of=5),
             # The lowest place is clear again; the sentence speaks of those between.
             "later": count(int(firm[7:].sum()), of=number - 7)}, source,
        ),
    }  # fmt: skip


def _of_states_beside_the_nation(
    after: pd.Series, nation: Quantity, source: Any
) -> dict[str, Claim]:
    """Return how far Oaxaca, San Luis Potosí and the southeast stand from the nation's rate."""
    southeast = ["Yucatán", "Campeche", "Quintana Roo", "Tabasco", "Chiapas"]
    return {
        "safety-oaxaca": Claim(
            "Oaxaca's rate is within a tenth of the nation's, that of San Luis Potosí less than "
            "two thirds of it", "abs(oaxaca - nation) < 0.1 * nation and slp < 2 * nation / 3",
            {"oaxaca": within(after["Oaxaca"], *RATES),
             "slp": within(after["San Luis Potosí"], *RATES), "nation": nation}, source,
        ),
        "safety-southeast": Claim(
            "the mean rate of the southeast is less than half of the nation's",
            "southeast < 0.5 * nation",
            {"southeast": within(after[southeast].mean(), *RATES), "nation": nation}, source,
        ),
    }  # fmt: skip


def _of_the_north_west(before: pd.Series, after: pd.Series, source: Any) -> dict[str, Claim]:
    """Return that five states of the north and west stand highest, and at least doubled."""
    return {
        "safety-north-west": Claim(
            "the six states with the highest rates of 2008–2010 include Chihuahua, Sinaloa, "
            "Durango, Baja California and Nayarit, and all of these at least doubled",
            "max(place(after, 'Chihuahua'), place(after, 'Sinaloa'), place(after, 'Durango'), "
            "place(after, 'Baja California'), place(after, 'Nayarit')) <= 6 and least >= 2",
            {"after": after,
             "least": within((after / before)[["Chihuahua", "Sinaloa", "Durango", "Baja California",
                                               "Nayarit"]].min(), 0, 100)}, source,
        ),
    }  # fmt: skip


def of_sexes(
    index: pd.DataFrame, rho: tuple[float, float], chihuahua: float, nation: float, source: Any
) -> dict[str, Claim]:
    """Return the claims on women and men.

    Parameters
    ----------
    index : DataFrame
        By year: ``women``, ``men``, with 2007 as 100.
    rho : tuple of float
        Interval of the rank correlation of the two rates over states.
    chihuahua, nation : float
        Rate of women in Chihuahua; rate of both sexes in the nation.
    """
    steps = index.loc[2007:2010].diff().iloc[1:]
    return {
        "safety-sexes-rise": Claim(
            "homicides of women and of men rose in each year from 2007 to 2010, those of men more",
            "min(women, men) > 0 and total_men > total_women",
            {"women": within(steps["women"].min(), -1000, 1000),
             "men": within(steps["men"].min(), -1000, 1000),
             "total_women": within(steps["women"].sum(), -1000, 1000),
             "total_men": within(steps["men"].sum(), -1000, 1000)}, source,
        ),
        "safety-sexes-together": Claim(
            "the interval of the rank correlation of both rates lies above one half", "low > 0.5",
            {"low": coefficient(rho[0])}, source,
        ),
        "safety-women-chihuahua": Claim(
            "the rate of women in Chihuahua is above that of both sexes in the nation",
            "women > nation",
            {"women": within(chihuahua, *RATES), "nation": within(nation, *RATES)}, source,
        ),
    }  # fmt: skip


def of_crime(
    offences: pd.DataFrame, types: pd.DataFrame, ages: pd.DataFrame, source: Any
) -> dict[str, Claim]:
    """Return the claims on reported crime and on crimes told to the survey.

    Parameters
    ----------
    offences : DataFrame
        By offence: files per 100 000 in 2007 and 2011, ``change`` in per cent.
    types : DataFrame
        By type of crime: per cent of ``All``, ``Women``, ``Men``.
    ages : DataFrame
        By group of adults: ``share`` of victims, per cent.
    """
    change = offences["change"]
    named_more = (types["Women"] - types["Men"])[
        ["Extortion", "Verbal threats", "Other, kidnapping and sexual crimes included"]
    ]
    by_age = ages["share"].loc["20 to 29":"60 and over"]
    return {
        "safety-files-offences": Claim(
            "files for kidnapping about tripled and those for homicide about doubled, while all "
            "files moved by less than a tenth; those for assault fell",
            "150 < kidnapping < 250 and 75 < homicide < 150 and abs(total) < 10 and assault < 0",
            {name: within(change[label], -100, 1000) for name, label in (
                ("kidnapping", "Kidnapping"), ("homicide", "Intentional homicide"),
                ("total", "All reported crime"), ("assault", "Intentional assault"))}, source,
        ),
        "safety-two-crimes": Claim(
            "street robbery and extortion are the two most frequent crimes, and together between "
            "45 and 50 per cent", "45 < two < 50 and others < two / 2",
            {"two": share(types["All"].iloc[:2].sum()),
             "others": share(types["All"].iloc[2:].max())}, source,
        ),
        "safety-women-name": Claim(
            "women name extortion, threats and the group with sexual crimes more often than men",
            "all(more > 0)", {"more": within(named_more, -100, 100)}, source,
        ),
        "safety-ages": Claim(
            "from the twenties on each age group has fewer victims than the one before, and men "
            "more than women", "steps < 0 and men > women",
            {"steps": within(by_age.diff().max(), -100, 100),
             "men": share(ages.at["Men, all ages", "share"]),
             "women": share(ages.at["Women, all ages", "share"])}, source,
        ),
    }  # fmt: skip


def of_fear(
    victims: pd.Series,
    fear: pd.Series,
    nation: tuple[float, float],
    low: float,
    high: float,
    source: Any,
) -> dict[str, Claim]:
    """Return the claims on victims and fear.

    Parameters
    ----------
    victims, fear : Series
        By state key: per cent of adults.
    nation : tuple of float
        Both, of the nation.
    low, high : float
        Interval of their rank correlation.
    """  # fmt: skip
    by_victims, by_fear = share(_by_name(victims)), share(_by_name(fear))
    return {
        "safety-fear-wider": Claim(
            "more adults feel unsafe than were victims, in the nation and in every state",
            "nation_fear > nation_victims and least > 0",
            {"nation_fear": share(nation[1]), "nation_victims": share(nation[0]),
             "least": within((fear - victims).min(), -100, 100)}, source,
        ),
        "safety-fear-apart": Claim(
            "the interval of the rank correlation of victims and fear holds zero",
            "low <= 0 <= high", {"low": coefficient(low), "high": coefficient(high)}, source,
        ),
        "safety-fear-examples": Claim(
            "Aguascalientes has most victims and less fear than the nation; Michoacán and Oaxaca "
            "fewer victims and more fear than the nation",
            "largest(victims) == 'Aguascalientes' and fear['Aguascalientes'] < nation_fear and "
            "max(victims['Michoacán'], victims['Oaxaca']) < nation_victims and "
            "min(fear['Michoacán'], fear['Oaxaca']) > nation_fear",
            {"victims": by_victims, "fear": by_fear, "nation_victims": share(nation[0]),
             "nation_fear": share(nation[1])}, source,
        ),
        "safety-fear-ends": Claim(
            "Chihuahua is among the three highest on both; Yucatán and Querétaro have least fear",
            "place(victims, 'Chihuahua') <= 3 and place(fear, 'Chihuahua') <= 3 and "
            "min(place(fear, 'Yucatán'), place(fear, 'Querétaro')) >= len(fear) - 1",
            {"victims": by_victims, "fear": by_fear}, source,
        ),
    }  # fmt: skip


def of_fear_and_killing(
    fear: tuple[float, float], victims: tuple[float, float], source: Any
) -> dict[str, Claim]:
    """Return the claims on what goes with the homicide rate from state to state.

    Parameters
    ----------
    fear, victims : tuple of float
        Interval of the rank correlation of each with the homicide rate.
    """
    return {
        "safety-fear-killing": Claim(
            "the interval of the rank correlation of homicides and fear lies above zero",
            "low > 0", {"low": coefficient(fear[0])}, source,
        ),
        "safety-victims-killing": Claim(
            "the interval of the rank correlation of homicides and victims holds zero",
            "low <= 0 <= high",
            {"low": coefficient(victims[0]), "high": coefficient(victims[1])}, source,
        ),
    }  # fmt: skip


def of_municipalities(
    marks: dict[str, int],
    top: pd.DataFrame,
    before: pd.Series,
    after: pd.Series,
    without: pd.Series,
    source: Any,
) -> dict[str, Claim]:
    """Return the claims on municipalities.

    Parameters
    ----------
    marks : dict
        Period → municipalities that hold half of the homicides.
    top : DataFrame
        The fifteen highest smoothed rates, by municipal key: ``population`` of three years.
    before, after, without : Series
        By degree of marginalisation: rate of the two periods, and of the later one without
        Chihuahua.
    """  # fmt: skip
    northern = top.index.str[:2].isin(["02", "05", "08", "19", "26", "28"])
    large = top.index[top["population"] / 3 >= 100_000]
    return {
        "safety-drew-together": Claim(
            "fewer municipalities hold half of the homicides than three years before",
            "after < before",
            {"after": within(marks["2008–2010"], 1, 2454),
             "before": within(marks["2005–2007"], 1, 2454)}, source,
        ),
        "safety-small-north": Claim(
            "all of the highest rates are in states of the northern border, and Juárez alone is of "
            "more than 100 000 people", "northern == number and large == 1 and juarez == 1",
            {"northern": count(int(northern.sum()), of=len(top)), "number": within(len(top), 1, 99),
             "large": count(len(large), of=len(top)),
             "juarez": count(int("08037" in large), of=1)}, source,
        ),
        "safety-poor-before": Claim(
            "until 2007 the most marginalised municipalities had the highest rate",
            "largest(rate) == 'Very high'", {"rate": within(before, *RATES)}, source,
        ),
        "safety-cities-after": Claim(
            "in 2008–2010 the least marginalised stand within a tenth of the most marginalised, "
            "and both more than a quarter above the middle, which is lowest",
            "abs(rate['Very low'] - rate['Very high']) < 0.1 * rate['Very high'] and "
            "min(rate['Very low'], rate['Very high']) > 1.25 * rate['Medium'] and "
            "smallest(rate) == 'Medium'", {"rate": within(after, *RATES)}, source,
        ),
        "safety-without-chihuahua": Claim(
            "without Chihuahua both ends stay above the middle, by less",
            "min(rate['Very low'], rate['Very high']) > rate['Medium'] and "
            "rate['Very low'] - rate['Medium'] < rise",
            {"rate": within(without, *RATES),
             "rise": within(after["Very low"] - after["Medium"], -100, 100)}, source,
        ),
    }  # fmt: skip


def of_justice(
    files: pd.Series,
    ranks: float,
    regions: int,
    harm: pd.DataFrame,
    voice: pd.DataFrame,
    rho: tuple[float, float],
    source: Any,
) -> dict[str, Claim]:
    """Return the claims of the chapter on justice and governance.

    Parameters
    ----------
    files : Series
        By state key: files opened per hundred crimes.
    ranks : float
        Median number of ranks that a state could hold.
    regions : int
        Regions among the states of the darkest class of the map.
    harm : DataFrame
        By main harm: per cent of the crimes against ``women`` and ``men``.
    voice : DataFrame
        By state key: ``turnout`` and ``women`` in congress, per cent.
    rho : tuple of float
        Interval of the rank correlation of both.
    """  # fmt: skip
    number = len(files)
    emotional = harm.loc["Emotional or psychological"]
    return {
        "justice-order-open": Claim(
            "half of the states could hold more than a quarter of all ranks",
            "median > number / 4",
            {"median": within(ranks, 1, 64), "number": within(number, 1, 64)}, source,
        ),
        "justice-no-region": Claim(
            "the darkest class of the map holds states of north, centre and south", "regions == 3",
            {"regions": count(regions, of=3)}, source,
        ),
        "justice-harm-women": Claim(
            "the main harm is emotional more than half as often again for women as for men",
            "women > 1.5 * men",
            {"women": share(emotional["women"]), "men": share(emotional["men"])}, source,
        ),
        "justice-voice-apart": Claim(
            "the interval of the rank correlation of turnout and women in congress holds zero",
            "low <= 0 <= high", {"low": coefficient(rho[0]), "high": coefficient(rho[1])}, source,
        ),
        "justice-campeche": Claim(
            "Campeche is among the three highest in turnout and in women in congress",
            "max(place(turnout, 'Campeche'), place(women, 'Campeche')) <= 3",
            {name: share(_by_name(voice[name])) for name in ("turnout", "women")}, source,
        ),
    }  # fmt: skip


def of_spread(
    states: pd.DataFrame, victims: pd.Series, dispersion: float, source: Any
) -> dict[str, Claim]:
    """Return the claims on how far states differ and how deaths vary.

    Parameters
    ----------
    states : DataFrame
        Nation and states: ``after``, ``best``, ``worst`` (see ``homicide_table``).
    victims : Series
        By state key: victims of crime per 100 000 adults; the nation may be among them.
    dispersion : float
        Variance of yearly deaths over that of deaths that do not depend on each other.
    """
    alone = states.drop(index=NATION)
    known = victims.drop(NATION, errors="ignore")
    return {
        "safety-killing-apart": Claim(
            "the highest homicide rate is over five times as many times the lowest as is the "
            "highest share of victims", "killing > 5 * victims",
            {"killing": within(alone["after"].max() / alone["after"].min(), 1, 1000),
             "victims": within(known.max() / known.min(), 1, 1000)}, source,
        ),
        "safety-often-tied": Claim(
            "more than half of the states share their possible ranks with another",
            "tied > number / 2",
            {"tied": count(int((alone["best"] < alone["worst"]).sum()), of=len(alone)),
             "number": within(len(alone), 1, 64)}, source,
        ),
        "safety-clustered": Claim(
            "yearly deaths vary more than twice as much as single deaths would", "dispersion > 2",
            {"dispersion": within(dispersion, 0, 1000)}, source,
        ),
    }  # fmt: skip


def of_concentration(
    half: int, number: int, kinds: tuple[float, float, float], source: Any
) -> dict[str, Claim]:
    """Return the claims on where homicides and their rise are.

    Parameters
    ----------
    half, number : int
        Municipalities that hold half of the homicides, and all municipalities.
    kinds : tuple of float
        Share of large municipalities in the rise, per cent; rate of the most marginalised
        municipalities before and after.
    """
    large, before, after = kinds
    return {
        "safety-concentrated": Claim(
            "less than a twentieth of the municipalities hold half of the homicides",
            "half < number / 20",
            {"half": count(half, of=number), "number": within(number, 1, 3000)}, source,
        ),
        "safety-two-kinds": Claim(
            "large municipalities took more than half of the rise, and the rate of the most "
            "marginalised rose", "large > 50 and after > before",
            {"large": share(large), "before": within(before, *RATES),
             "after": within(after, *RATES)}, source,
        ),
    }  # fmt: skip


def of_money(each: pd.Series, people: pd.Series, source: Any) -> dict[str, Claim]:
    """Return the claim on the security fund.

    Parameters
    ----------
    each : Series
        By name of state: pesos per inhabitant of the states with most and with least.
    people : Series
        Inhabitants by state key.
    """
    size = _by_name(people.drop(NATION, errors="ignore"))[each.index]
    return {
        "safety-fund-small": Claim(
            "the smallest of the states with most per inhabitant has fewer people than any of "
            "those with least, and all of the first have fewer than all of the last",
            "most < least",
            {"most": within(size[each.nlargest(3).index].max(), 0, 2e7),
             "least": within(size[each.nsmallest(3).index].min(), 0, 2e7)}, source,
        ),
    }  # fmt: skip


def of_population(estimate: float, census: float, source: Any) -> dict[str, Claim]:
    """Return the claim on the population of 1990, as estimated in 2011 and as counted."""
    return {
        "safety-population-above": Claim(
            "the estimate of 1990 is above the count, by less than a tenth",
            "census < estimate < 1.1 * census",
            {"estimate": within(estimate, 5e7, 2e8), "census": within(census, 5e7, 2e8)}, source,
        ),
    }  # fmt: skip


def of_doubt(
    lowest: pd.Series, growth: pd.Series, survey: pd.DataFrame, unreported: float, source: Any
) -> dict[str, Claim]:
    """Return the claims on files, cost and what is not reported.

    Parameters
    ----------
    lowest : Series
        By state key: lower end of files per 100 crimes.
    growth : Series
        By state key: files of 2011 over those of 2007; the nation may be among them.
    survey : DataFrame
        By state key: ``crime_cost``, ``victims``, ``precision_crime_cost`` (1 is best).
    unreported : float
        Crimes without a report or an investigation, per cent.
    """
    precision = survey["precision_crime_cost"].drop(NATION, errors="ignore")
    cost = (survey["crime_cost"] / survey["victims"]).drop(NATION, errors="ignore")
    return {
        "justice-baja-highest": Claim(
            "no state's files per crime have a higher lower end than those of Baja California",
            "largest(low) == 'Baja California'", {"low": within(_by_name(lowest), 0, 100)}, source,
        ),
        "justice-durango": Claim(
            "files grew most in Durango, to more than one and a half times",
            "largest(growth) == 'Durango' and growth['Durango'] > 1.5",
            {"growth": within(_by_name(growth.drop(NATION, errors="ignore")), 0, 100)}, source,
        ),
        "justice-guerrero-cost": Claim(
            "the cost per victim is highest in Guerrero, whose precision is of the worst class",
            "largest(cost) == 'Guerrero' and precision['Guerrero'] == max(precision)",
            {"cost": within(_by_name(cost), 0, 1e6),
             "precision": within(_by_name(precision), 1, 3)}, source,
        ),
        "justice-cost-unsure": Claim(
            "the cost has the best class of precision in fewer than half of the states",
            "precise < number / 2",
            {"precise": count(int((precision == 1).sum()), of=len(precision)),
             "number": within(len(precision), 1, 64)}, source,
        ),
        "justice-most-unreported": Claim(
            "more than half of the crimes are not reported or lead to no investigation",
            "unreported > 50", {"unreported": share(unreported)}, source,
        ),
    }  # fmt: skip
