"""What the hindsight pages on health and on justice conclude, as claims on their data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from cohesion.publishing.claims import Claim, coefficient, count, share, within

RATES = (0.0, 1000.0)


def of_justice(
    dark: pd.DataFrame,
    table: pd.DataFrame,
    desk: Mapping[str, pd.Series],
    proxy: pd.DataFrame,
    interval: tuple[float, float],
    homicides: pd.Series,
    source: Any,
) -> dict[str, Claim]:
    """Return the claims on access to justice since 2011.

    Parameters
    ----------
    dark : DataFrame
        Nation and states × years: unreported crime, per cent.
    table : DataFrame
        Crimes reported, investigation opened, because of the authority × years, per cent.
    desk : mapping of Series
        ``bad``, ``long``, ``short``: treatment and time at the prosecutor, nation, by year.
    proxy : DataFrame
        By state: ``files`` per 100 crimes of 2010, ``actual`` share with an investigation in 2011.
    interval : (float, float)
        Of their rank correlation.
    homicides : Series
        The nation's by year.
    """
    nation = dark.loc["00"]
    states = dark.drop(index="00")
    bad, long, short = desk["bad"], desk["long"], desk["short"]
    gap = proxy["files"] - proxy["actual"]
    spread = states[2024].max() - states[2024].min()
    return {
        "justice-later-steady": Claim(
            "in fourteen years unreported crime of the nation moved within three points",
            "highest - lowest < 3", {"highest": share(nation.max()), "lowest": share(nation.min())},
            source,
        ),
        "justice-later-states": Claim(
            "the states of the last year spread wider than the nation ever moved",
            "spread > highest - lowest",
            {"spread": within(spread, 0, 100), "highest": share(nation.max()),
             "lowest": share(nation.min())}, source,
        ),
        "justice-later-reported": Claim(
            "fewer crimes are reported than in 2011, and of those the share investigated is not "
            "smaller", "now < then and opened_now >= opened_then",
            {"now": share(table.at["Crimes reported", 2024]),
             "then": share(table.at["Crimes reported", 2011]),
             "opened_now": share(table.at["Investigation opened, of those reported", 2024]),
             "opened_then": share(table.at["Investigation opened, of those reported", 2011])},
            source,
        ),
        "justice-later-desk": Claim(
            "bad treatment stays within five points of one half, and reports of over four hours "
            "became more frequent while those under one hour became rarer",
            "max(abs(bad - 50)) < 5.5 and long_now > long_then and short_now < short_then",
            {"bad": share(bad.rename(index=str)), "long_now": share(long.iloc[-1]),
             "long_then": share(long.iloc[0]), "short_now": share(short.iloc[-1]),
             "short_then": share(short.iloc[0])}, source,
        ),
        "justice-later-proxy": Claim(
            "the interval of the rank correlation lies above zero and below 0.8, and in at least "
            "one state the stand-in is too low by far", "low > 0 and high < 0.8 and worst < -3",
            {"low": coefficient(interval[0]), "high": coefficient(interval[1]),
             "worst": within(gap.min(), -1000, 1000)}, source,
        ),
        "justice-later-proxy-two": Claim(
            "Campeche and Tlaxcala are the two states where the stand-in is lowest beside the "
            "later figure", "campeche <= 2 and tlaxcala <= 2",
            {"campeche": count(int(gap.rank()["04"]), of=32),
             "tlaxcala": count(int(gap.rank()["29"]), of=32)}, source,
        ),
        "justice-later-homicides": Claim(
            "registered homicides rose to 2011, and those of 2010 were neither peak nor turn",
            "y2011 > y2010 and y2012 < y2011 and y2012 > y2010",
            {f"y{year}": within(homicides[year], 0, 60_000) for year in (2010, 2011, 2012)}, source,
        ),
    }  # fmt: skip


def of_counts(counted: pd.Series, source: Any) -> dict[str, Claim]:
    """Return the claim on the two counts of homicides; ``counted``: see ``safety.later``."""
    return {
        "justice-later-counts": Claim(
            "the other count is within three per cent of INEGI's and orders states and years alike",
            "abs(ratio - 1) < 0.03 and r > 0.99",
            {"ratio": within(counted["ratio"], 0, 10), "r": coefficient(counted["correlation"])},
            source,
        ),
    }


def of_later(
    nation: pd.DataFrame,
    editions: pd.DataFrame,
    maternal: pd.Series,
    popular: pd.Series,
    spans: Mapping[str, tuple[float, float]],
    source: Any,
) -> dict[str, Claim]:
    """Return the claims on basic health since the mission.

    Parameters
    ----------
    nation : DataFrame
        By year: ``value``, ``edition`` of the share without access to health services.
    editions : DataFrame
        Infant mortality first: ``Edition 2012``, ``Edition 2023``.
    maternal : Series
        Maternal deaths per 100 000 births by year.
    popular : Series
        Affiliated to Seguro Popular, per cent: ``indigenous``, ``all``.
    spans : mapping
        Indicator → interval of its rank correlation with poverty.
    """
    value = nation["value"]
    return {
        "health-later-lost": Claim(
            "lack of access fell by half from 2008 to its least, rose by more than fifteen points "
            "after 2018 and ended within two points of 2008",
            "least < 0.5 * first and last - before > 15 and abs(last - first) < 2",
            {"least": share(value.min()), "first": share(value[2008]), "last": share(value[2022]),
             "before": share(value[2018])}, source,
        ),
        "health-later-infant": Claim(
            "the edition of 2023 puts infant mortality of 2010 higher", "later > first",
            {"first": within(editions.iloc[0, 0], *RATES),
             "later": within(editions.iloc[0, 1], *RATES)}, source,
        ),
        "health-later-maternal": Claim(
            "maternal mortality fell from 2002 to 2019, rose by more than a third in the pandemic "
            "and returned to within a quarter of the earlier level",
            "before < start and peak > 1.33 * before and abs(last - before) < before / 4",
            {"start": within(maternal.iloc[0], *RATES), "before": within(maternal[2019], *RATES),
             "peak": within(maternal.loc[2020:2021].max(), *RATES),
             "last": within(maternal.iloc[-1], *RATES)}, source,
        ),
        "health-later-popular": Claim(
            "more indigenous people than others were affiliated to Seguro Popular",
            "indigenous > everyone",
            {"indigenous": share(popular["indigenous"]), "everyone": share(popular["all"])}, source,
        ),
        "health-later-resources": Claim(
            "the interval of the rank correlation with poverty lies below zero for beds, above "
            "zero for births, and holds zero for doctors",
            "beds < 0 and births > 0 and low <= 0 <= high",
            {"beds": coefficient(spans["hospital_beds"][1]),
             "births": coefficient(spans["fertility_adolescent"][0]),
             "low": coefficient(spans["doctors"][0]), "high": coefficient(spans["doctors"][1])},
            source,
        ),
    }  # fmt: skip
