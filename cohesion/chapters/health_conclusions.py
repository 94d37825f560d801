"""What the chapter on basic health concludes, as claims on its data."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cohesion.publishing.claims import Claim, chance, coefficient, count, share, within
from cohesion.tables.geography import NATION, named


def _by_name(values: pd.Series) -> pd.Series:
    return named(values.to_frame("value"))["value"]


def of_access(
    states: pd.DataFrame, affiliation: pd.DataFrame, now: pd.DataFrame, source: Any
) -> dict[str, Claim]:
    """Return the claims on access and affiliation.

    Parameters
    ----------
    states : DataFrame
        By state key: ``before`` and ``change`` of the share without access.
    affiliation : DataFrame
        By institution: ``Change, points``, nation.
    now : DataFrame
        By state key: ``poverty`` and affiliations, per cent.
    """
    change = affiliation["Change, points"].map(lambda points: within(points, -100, 100))
    poor = now["poverty"]
    ties = {
        stem: coefficient(poor.corr(now[f"affiliation_{name}"], "spearman"))
        for stem, name in (("popular", "seguro_popular"), ("imss", "imss"))
    }
    return {
        "health-popular-grew": Claim(
            "Seguro Popular grew by more than five points, IMSS and ISSSTE by less than one",
            "popular > 5 and max(abs(imss), abs(issste)) < 1",
            {"popular": change["Seguro Popular"], "imss": change["IMSS"],
             "issste": change["ISSSTE"]}, source,
        ),
        "health-split-poverty": Claim(
            "the rank correlation with poverty is above one half for Seguro Popular and below "
            "minus one half for IMSS", "popular > 0.5 and imss < -0.5", ties, source,
        ),
        "health-fell-where-high": Claim(
            "the rank correlation of the level of 2008 and the change is below minus one half",
            "rho < -0.5",
            {"rho": coefficient(states["before"].corr(states["change"], "spearman"))}, source,
        ),
    }  # fmt: skip


def of_level(
    nation: pd.Series, states: pd.DataFrame, level: pd.Series, day: float, source: Any
) -> dict[str, Claim]:
    """Return the claims on the level of access and its change.

    Parameters
    ----------
    nation, states
        See ``health.access``: the row of the nation and those of the states.
    level : Series
        By state key: per cent without access in the edition of 2011.
    day : float
        The nation's share in that edition.
    """
    tied = {
        "first": int((states["best"] == 1).sum()),
        "last": int((states["worst"] == len(states)).sum()),
    }
    readings = states["reading"].value_counts()
    return {
        "health-access-fell": Claim(
            "the interval of the change of the nation's share without access lies below zero",
            "high < 0", {"high": within(nation["change_high"], -100, 100)}, source,
        ),
        "health-ties": Claim(
            "several states share the highest place and several the lowest",
            "first > 1 and last > 1",
            {side: count(number, of=len(states)) for side, number in tied.items()}, source,
        ),
        "health-series-lower": Claim(
            "the later series puts the nation of 2010 lower than the edition of 2011",
            "series < edition", {"series": share(nation["after"]), "edition": share(day)}, source,
        ),
        "health-order-same": Claim(
            "the rank correlation of the two editions over the states is above 0.9", "rho > 0.9",
            {"rho": coefficient(level.corr(states["after"], "spearman"))}, source,
        ),
        "health-most-fell": Claim(
            "the share fell beyond sampling error in more than half of the states and did not "
            "change clearly in the others", "fell > number / 2 and fell + unclear == number",
            {"fell": count(int(readings.get("fell", 0)), of=len(states)),
             "unclear": count(int(readings.get("no clear change", 0)), of=len(states)),
             "number": within(len(states), 1, 64)}, source,
        ),
    }  # fmt: skip


def of_entitlement(
    survey: pd.Series, census: pd.Series, municipal: pd.Series, source: Any
) -> dict[str, Claim]:
    """Return the claims on what the census of 2010 asked.

    Parameters
    ----------
    survey, census : Series
        By name of state: per cent in Seguro Popular, household survey and census.
    municipal : Series
        By municipal key: per cent without entitlement.
    """
    known = municipal.dropna()
    states = known.groupby(known.index.str[:2])
    inside = float(((known - states.transform("mean")) ** 2).sum())
    whole = float(((known - known.mean()) ** 2).sum())
    return {
        "health-survey-more": Claim(
            "in every state the survey finds more people in Seguro Popular than the census",
            "all(more > 0)",
            {"more": within(survey.reindex(census.index) - census, -100, 100)}, source,
        ),
        "health-inside-states": Claim(
            "more than half of the variance of the municipal shares without entitlement lies "
            "inside the states", "inside > 50", {"inside": share(100 * inside / whole)}, source,
        ),
    }  # fmt: skip


def of_register(
    reach: pd.Series, low: float, high: float, measures: pd.DataFrame, source: Any
) -> dict[str, Claim]:
    """Return the claims on the register of infant deaths.

    Parameters
    ----------
    reach : Series
        By state key: registered deaths in per cent of the estimate.
    low, high : float
        Interval of its rank correlation with poverty.
    measures : DataFrame
        By state key and nation: the estimate, registered deaths over registered births, over
        estimated births, per thousand.
    """
    infant, states = measures.loc[NATION], measures.drop(index=NATION)
    return {
        "health-register-misses": Claim(
            "in at least one state the register holds less than nine tenths of the estimate",
            "least < 90", {"least": within(reach.min(), 0, 200)}, source,
        ),
        "health-reach-apart": Claim(
            "the register reaches more than twice as far in one state as in another",
            "most > 2 * least",
            {"most": within(reach.max(), 0, 500), "least": within(reach.min(), 0, 500)}, source,
        ),
        "health-safest-place": Claim(
            "the state with the lowest registered mortality is among the five with the highest "
            "estimate", "place(estimate, 'Guerrero') <= 5 and smallest(registered) == 'Guerrero'",
            {"estimate": within(_by_name(states.iloc[:, 0]), 0, 1000),
             "registered": within(_by_name(states.iloc[:, 1]), 0, 1000)}, source,
        ),
        "health-register-guerrero": Claim(
            "the register reaches least in Guerrero", "smallest(reach) == 'Guerrero'",
            {"reach": _by_name(reach)}, source,
        ),
        "health-register-poverty": Claim(
            "the interval of the rank correlation of the register's reach with poverty holds zero",
            "low <= 0 <= high", {"low": coefficient(low), "high": coefficient(high)}, source,
        ),
        "health-measures-disagree": Claim(
            "the highest of the three measures is more than a tenth above the lowest",
            "highest > 1.1 * lowest",
            {"highest": within(infant.max(), 0, 1000), "lowest": within(infant.min(), 0, 1000)},
            source,
        ),
    }  # fmt: skip


def of_groups(
    gaps: pd.DataFrame, spread: pd.DataFrame, rural_before: float, source: Any
) -> dict[str, Claim]:
    """Return the claims on groups; see ``health.group_gaps``.

    Parameters
    ----------
    gaps : DataFrame
        Pairs in the order men – women, indigenous – others, rural – urban, young – old, with a
        disability – without: ``difference``, ``low``, ``high`` in points.
    spread : DataFrame
        By group: ``value`` in per cent.
    rural_before : float
        The rural gap of 2008, points.
    """
    low, high = (
        gaps[side].map(lambda x: within(x, -100, 100)).to_list() for side in ("low", "high")
    )
    gap = [within(x, -100, 100) for x in gaps["difference"]]
    return {
        "health-groups-more": Claim(
            "men, indigenous and rural people lack access more often, older people less often than "
            "children", "min(men, indigenous, rural, young) > 0",
            {"men": low[0], "indigenous": low[1], "rural": low[2], "young": low[3]}, source,
        ),
        "health-disability-unclear": Claim(
            "the interval of the gap by disability holds zero", "low <= 0 <= high",
            {"low": low[4], "high": high[4]}, source,
        ),
        "health-indigenous-widest": Claim(
            "the gap between indigenous and other households is the widest of those by origin, "
            "place and sex", "indigenous > max(men, rural)",
            {"men": gap[0], "indigenous": gap[1], "rural": gap[2]}, source,
        ),
        "health-ends-groups": Claim(
            "of all groups indigenous households lack access most often, people of 65 and over "
            "least", "largest(lacking) == 'Indigenous households' and "
            "smallest(lacking) == '65 and over'", {"lacking": share(spread)}, source,
        ),
        "health-rural-closed": Claim(
            "the rural gap is less than half of what it was", "now < before / 2",
            {"now": gap[2], "before": within(rural_before, -100, 100)}, source,
        ),
    }  # fmt: skip


def of_places(
    slopes: pd.DataFrame,
    settled: pd.Series,
    degree: pd.Series,
    gap: tuple[float, float],
    source: Any,
) -> dict[str, Claim]:
    """Return the claims on gradients between states and classes of municipalities.

    Parameters
    ----------
    slopes : DataFrame
        Access and maternal mortality in rows 0 and 2: ``rho_low``.
    settled, degree : Series
        By municipal key: per cent without access; degree of marginalisation.
    gap : tuple of float
        Points between the most and the least marginalised without entitlement, 2000 and 2010.
    """  # fmt: skip
    classes = settled.groupby(degree.reindex(settled.index))
    inside = classes.quantile(0.75) - classes.quantile(0.25)
    medians = classes.median()
    return {
        "health-gradient": Claim(
            "the intervals of the rank correlations of poverty with lack of access and with "
            "maternal mortality lie above zero", "min(access, maternal) > 0",
            {"access": coefficient(slopes["rho_low"].iloc[0]),
             "maternal": coefficient(slopes["rho_low"].iloc[2])}, source,
        ),
        "health-inside-classes": Claim(
            "in every class the middle half of the municipalities spans more points than lie "
            "between the medians of the classes", "inside > between",
            {"inside": within(inside.min(), 0, 100),
             "between": within(medians.max() - medians.min(), 0, 100)}, source,
        ),
        "health-gap-shrank": Claim(
            "the gap in entitlement between the most and the least marginalised municipalities is "
            "less than half of that of 2000", "after < before / 2",
            {"before": within(gap[0], -100, 100), "after": within(gap[1], -100, 100)}, source,
        ),
    }  # fmt: skip


def of_funds(ratio: float, source: Any) -> dict[str, Claim]:
    """Return the claim on the fund; ``ratio``: the state with most over that with least, each."""
    return {
        "health-fund-apart": Claim(
            "the state with most receives more than twice as much per person as that with least",
            "ratio > 2", {"ratio": within(ratio, 1, 100)}, source,
        ),
    }  # fmt: skip


def of_mothers(
    maternal: pd.DataFrame, nation: float, births: pd.Series, source: Any
) -> dict[str, Claim]:
    """Return the claims on maternal mortality.

    Parameters
    ----------
    maternal : DataFrame
        By state key: ``count`` of five years, ``rate``, ``low``, ``high``, ``best``, ``worst``.
    nation : float
        The nation's ratio.
    births : Series
        By state key.
    """
    ordered = maternal.sort_values("rate", ascending=False)
    apart = int((ordered["high"] < ordered["low"].iloc[0]).sum())
    width, ranks = maternal["high"] - maternal["low"], ordered["worst"] - ordered["best"] + 1
    return {
        "health-maternal-unequal": Claim(
            "the interval of the state with the highest ratio lies above the nation's ratio",
            "low > nation",
            {"low": within(ordered["low"].iloc[0], 0, 1000), "nation": within(nation, 0, 1000)},
            source,
        ),
        "health-maternal-few": Claim(
            "in half of the states fewer than thirty maternal deaths are registered in a year",
            "middle < 30", {"middle": within(maternal["count"].median() / 5, 0, 2000)}, source,
        ),
        "health-maternal-overlap": Claim(
            "but for the first two, half of the states could hold more than five ranks",
            "middle > 5", {"middle": within(ranks.iloc[2:].median(), 1, 32)}, source,
        ),
        "health-small-wide": Claim(
            "the rank correlation of births and width of the interval is below minus one half",
            "rho < -0.5",
            {"rho": coefficient(births.reindex(maternal.index).corr(width, "spearman"))}, source,
        ),
        "health-maternal-shared": Claim(
            "all states but one have intervals wholly below that of the highest",
            "apart == number - 2",
            {"apart": count(apart, of=len(ordered)), "number": within(len(ordered), 1, 64)}, source,
        ),
    }  # fmt: skip


def of_lives(slow: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return the claims on length of life and births.

    Parameters
    ----------
    slow : DataFrame
        By year (columns): life expectancy of women and of men, infant mortality of girls and of
        boys, children per woman, in this order of rows.
    """
    women, men, _, boys, children = (slow.iloc[row] for row in range(5))
    return {
        "health-women-longer": Claim(
            "women live longer than men", "women > men",
            {"women": within(women[2010], 0, 120), "men": within(men[2010], 0, 120)}, source,
        ),
        "health-life-still": Claim(
            "from 2005 to 2010 women gained less than half a year, and men lost",
            "0 <= women < 0.5 and men < 0",
            {"women": within(women[2010] - women[2005], -10, 10),
             "men": within(men[2010] - men[2005], -10, 10)}, source,
        ),
        "health-fertility-near": Claim(
            "fertility is within three tenths of 2.1 children", "1.8 < children < 2.4",
            {"children": within(children[2010], 0, 10)}, source,
        ),
        "health-boys-fell": Claim(
            "infant mortality of boys was lower in 2010 than in 1990", "after < before",
            {"after": within(boys[2010], 0, 1000), "before": within(boys[1990], 0, 1000)}, source,
        ),
    }  # fmt: skip


def of_gradients(slopes: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return the claims on the table of gradients.

    Parameters
    ----------
    slopes : DataFrame
        Access, infant and maternal mortality, life expectancy, fertility, Seguro Popular and IMSS,
        in this order of rows: ``rho``, ``p_adjusted``, ``slope_low``.
    """
    rho = slopes["rho"].to_numpy()
    worse = [*rho[:3], -rho[3], rho[4]]
    return {
        "health-gradients-all": Claim(
            "in poorer states the five outcomes are worse, with adjusted p below 0.05",
            "least > 0 and p < 0.05",
            {"least": coefficient(float(min(worse))),
             "p": chance(float(slopes["p_adjusted"].iloc[:5].max()))}, source,
        ),
        "health-split-steepest": Claim(
            "no outcome has a stronger rank correlation with poverty than an affiliation",
            "affiliation > others",
            {"affiliation": within(abs(rho[5:]).max(), 0, 1),
             "others": within(abs(rho[:5]).max(), 0, 1)}, source,
        ),
        "health-slopes-rise": Claim(
            "the intervals of the slopes of access and maternal mortality lie above zero",
            "min(access, maternal) > 0",
            {"access": within(slopes["slope_low"].iloc[0], -100, 100),
             "maternal": within(slopes["slope_low"].iloc[2], -1000, 1000)}, source,
        ),
    }  # fmt: skip


def of_cities(half: pd.Series, number: int, source: Any) -> dict[str, Claim]:
    """Return the claim on where people without access live.

    Parameters
    ----------
    half : Series
        Inhabitants of the fewest municipalities that hold half of the people without access.
    number : int
        Of all municipalities.
    """
    return {
        "health-half-cities": Claim(
            "half of the people without access live in less than a tenth of the municipalities, "
            "all of more than 50 000 inhabitants", "half < number / 10 and smallest > 50000",
            {"half": count(len(half), of=int(number)), "number": within(number, 1, 3000),
             "smallest": within(half.min(), 0, 2e6)}, source,
        ),
    }  # fmt: skip
