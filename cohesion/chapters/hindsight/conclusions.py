"""What the hindsight pages on health and on justice conclude, as claims on their data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from cohesion.publishing.claims import Claim, chance, coefficient, count, share, within

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
    return (
        _of_unreported(dark, source)
        | _of_prosecutors(table, desk, source)
        | _of_stand_in(proxy, interval, source)
        | _of_peak(homicides, source)
    )


def _of_unreported(dark: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return that unreported crime hardly moved in the nation, and differs between states."""
    nation, last = dark.loc["00"], dark.drop(index="00")[2024]
    return {
        "justice-later-steady": Claim(
            "in fourteen years unreported crime of the nation moved within three points",
            "highest - lowest < 3", {"highest": share(nation.max()), "lowest": share(nation.min())},
            source,
        ),
        "justice-later-states": Claim(
            "the states of the last year spread wider than the nation ever moved",
            "spread > highest - lowest",
            {"spread": within(last.max() - last.min(), 0, 100),
             "highest": share(nation.max()),
             "lowest": share(nation.min())}, source,
        ),
    }  # fmt: skip


def _of_prosecutors(
    table: pd.DataFrame, desk: Mapping[str, pd.Series], source: Any
) -> dict[str, Claim]:
    """Return what became of reports, and how those who report were received."""
    bad, long, short = desk["bad"], desk["long"], desk["short"]
    return {
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
    }  # fmt: skip


def _of_stand_in(
    proxy: pd.DataFrame, interval: tuple[float, float], source: Any
) -> dict[str, Claim]:
    """Return how near the mission's stand-in came to the share investigated that was measured."""
    gap = proxy["files"] - proxy["actual"]
    return {
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
    }  # fmt: skip


def _of_peak(homicides: pd.Series, source: Any) -> dict[str, Claim]:
    """Return that homicides went on rising after the last year the mission knew."""
    return {
        "justice-later-homicides": Claim(
            "registered homicides rose to 2011, and those of 2010 were neither peak nor turn",
            "y2011 > y2010 and y2012 < y2011 and y2012 > y2010",
            {f"y{year}": within(homicides[year], 0, 60_000) for year in (2010, 2011, 2012)}, source,
        ),
    }  # fmt: skip


def of_selection(
    table: pd.DataFrame,
    scores: pd.DataFrame,
    kept: Mapping[str, int],
    moved: float,
    places: int,
    source: Any,
) -> dict[str, Claim]:
    """Return the claims on the two states that were chosen.

    Parameters
    ----------
    table, scores : DataFrame
        As :class:`cohesion.chapters.selection.run.Result` holds them.
    kept : mapping
        How many of the proposed states stay among the first four: ``later`` (figures of 2012),
        ``evidence`` (criteria filled later); ``gated`` (excluded by the gate of violence in 2012);
        ``slp`` (rank of San Luis Potosí in 2012).
    moved : float
        Weight that would have to move for San Luis Potosí, per cent.
    places : int
        How many states are proposed.
    """
    oaxaca, slp = table.loc["20"], table.loc["24"]
    first = table.index[table["rank"].le(places) & table["eligible"]]
    heavy = ["social_development", "basic_health"]
    rank = {"low": 1, "high": 32}
    return {
        "choice-later-one": Claim(
            "the rule agrees on Oaxaca and not on San Luis Potosí", "oaxaca <= 4 and slp > 4",
            {"oaxaca": within(oaxaca["rank"], **rank), "slp": within(slp["rank"], **rank)}, source,
        ),
        "choice-later-firm": Claim(
            "Oaxaca is among the first four in more than half of the variants, San Luis Potosí in "
            "next to none, and more than a fifth of the weight would have to move",
            "oaxaca > 50 and slp < 1 and moved > 20",
            {"oaxaca": share(100 * oaxaca["top4"]), "slp": share(100 * slp["top4"]),
             "moved": share(moved)}, source,
        ),
        "choice-later-lower": Claim(
            "San Luis Potosí scores lower than every proposed state on the two heaviest criteria",
            "development < 0 and health < 0",
            {name: within(scores.at["24", one] - scores.loc[first, one].min(), -100, 100)
             for name, one in zip(("development", "health"), heavy, strict=True)}, source,
        ),
        "choice-later-2012": Claim(
            "with the figures of 2012 three of the four stay, the gate excludes one, and San Luis "
            "Potosí stays outside", "kept == 3 and gated == 1 and slp > 4",
            {"kept": count(kept["later"], of=4), "gated": count(kept["gated"], of=4),
             "slp": within(kept["slp"], **rank)}, source,
        ),
        "choice-later-evidence": Claim(
            "all four stay whichever later figure fills its criterion", "kept == 4",
            {"kept": count(kept["evidence"], of=4)}, source,
        ),
    }  # fmt: skip


def of_correlation(
    models: pd.DataFrame,
    found: pd.DataFrame,
    panel_holm: float,
    again: pd.DataFrame,
    yearly: pd.DataFrame,
    alpha: float,
    source: Any,
) -> dict[str, Claim]:
    """Return the claims on the declared pairs with later figures.

    Parameters
    ----------
    models : DataFrame
        ``low`` and ``high`` of the rate ratio in every model of the panel.
    found, again : DataFrame
        Correlations with ``r``, ``low``, ``high``, ``p_holm``; ``again`` holds '2012' and '2015'.
    yearly : DataFrame
        variable, r, low, high by year.
    alpha : float
        Level of the plan.
    """
    return (
        _of_declared_pairs(models, found, panel_holm, alpha, source)
        | _of_turnout(again, source)
        | _of_single_years(yearly, source)
    )


def _of_declared_pairs(
    models: pd.DataFrame, found: pd.DataFrame, panel_holm: float, alpha: float, source: Any
) -> dict[str, Claim]:
    """Return that none of the declared later associations is clear."""
    ratio = {"low": 0, "high": 10}
    return {
        "corr-later-panel": Claim(
            "in every model the interval of the ratio holds one", "low < 1 and high > 1",
            {"low": within(models["low"].max(), **ratio),
             "high": within(models["high"].min(), **ratio)}, source,
        ),
        "corr-later-none": Claim(
            "none of the declared later associations is clear", f"smallest >= {alpha}",
            {"smallest": chance(min(found["p_holm"].min(), panel_holm))}, source,
        ),
        "corr-later-fear": Claim(
            "fear with corruption in justice has the largest coefficient, and is not clear",
            f"largest == fear and p >= {alpha}",
            {"largest": coefficient(found["r"].max()), "fear": coefficient(found.at["H3", "r"]),
             "p": chance(found.at["H3", "p_holm"])}, source,
        ),
        "corr-later-neighbours": Claim(
            "trust in neighbours goes clearly with neither homicides nor inequality",
            f"min(homicides, inequality) >= {alpha}",
            {"homicides": chance(found.at["H1", "p_holm"]),
             "inequality": chance(found.at["H5", "p_holm"])}, source,
        ),
    }  # fmt: skip


def _of_turnout(again: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return that homicides and turnout go together in one election and not in the next."""
    return {
        "corr-later-turnout": Claim(
            "homicides and turnout: clear in 2012, not in 2015", "high_2012 < 0 and high_2015 > 0",
            {"high_2012": coefficient(again.at["2012", "high"]),
             "high_2015": coefficient(again.at["2015", "high"])}, source,
        ),
    }  # fmt: skip


def _of_single_years(yearly: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return how many single years are clear, and the coefficients of perceived corruption."""
    clear = int(((yearly["low"] > 0) | (yearly["high"] < 0)).sum())
    corruption = yearly.loc[yearly["variable"] == "corruption_justice", "r"]
    return {
        "corr-later-years": Claim(
            "of the intervals of single years no more than one in ten leaves out zero",
            "clear <= number / 10",
            {"clear": count(clear, of=len(yearly)), "number": within(len(yearly), 1, 99)}, source,
        ),
        "corr-later-corruption": Claim(
            "all coefficients of perceived corruption are positive, and below 0.5",
            "least > 0 and most < 0.5",
            {"least": coefficient(corruption.min()), "most": coefficient(corruption.max())}, source,
        ),
    }  # fmt: skip


def of_sizes(noise: float, theirs: float, ratios: pd.Series, source: Any) -> dict[str, Claim]:
    """Return the claims on how far the sizes of the page can be trusted.

    Parameters
    ----------
    noise : float
        Per cent of what the panel leaves of the Gini coefficient that is sampling error.
    theirs : float
        Published effect per hundredth of the Gini coefficient, per cent.
    ratios : Series
        Our rate ratios per hundredth, by model.
    """
    ours = (100 * (ratios - 1)).rename_axis(None)
    return {
        "corr-later-gini-error": Claim(
            "between a third and two thirds of what is left of the Gini coefficient is sampling "
            "error", "100 / 3 < noise and noise < 200 / 3", {"noise": share(noise)}, source,
        ),
        "corr-later-published": Claim(
            "the largest of ours is positive, the published effect more than ten times as large",
            "max(ours) > 0 and theirs > 10 * max(ours)",
            {"theirs": within(theirs, 0, 100), "ours": within(ours, -100, 100)}, source,
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
