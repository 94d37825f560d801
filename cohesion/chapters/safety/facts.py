"""The numbers that the chapter on safety names, section by section, as facts.

Each function takes what the notebook has computed and returns a frame for ``publish.facts``; a row
without a source rests on what the notebook names there.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cohesion import formats, phrases
from cohesion.chapters.safety import declared, results
from cohesion.publishing import frames
from cohesion.tables.geography import NATION, STATES
from cohesion.tables.store import Selection

_RATE = "per 100 000"
#: States whose rates of 2008–2010 the text names.
_NAMED = {"chihuahua": "08", "yucatan": "31", "oaxaca": "20", "slp": "24"}


def of_trend(trend: pd.DataFrame, change: pd.Series) -> pd.DataFrame:
    """Return the nation's homicides in the years of a turn.

    Parameters
    ----------
    trend : DataFrame
        By year: ``count``, ``rate``, ``low``, ``high``.
    change : Series
        From 2007 to 2010: ``ratio``, ``ratio_low``, ``ratio_high``.
    """
    years = (1992, 2007, 2010)
    written = {
        "homicide-rate-2010-interval": formats.interval(*trend.loc[2010, ["low", "high"]]),
        "homicide-ratio-interval": formats.interval(*change[["ratio_low", "ratio_high"]], 2),
    }
    return frames.joined(
        frames.rows({f"homicides-{year}": trend.at[year, "count"] for year in years}),
        frames.rows({f"homicide-rate-{year}": trend.at[year, "rate"] for year in years},
                    unit=_RATE, digits=1),
        frames.rows({"homicide-ratio-2010": change["ratio"]}, digits=1),
        frames.rows(written, digits=1),
    )  # fmt: skip


def of_states(states: pd.DataFrame, dispersion: float, clustered: pd.Series) -> pd.DataFrame:
    """Return in how many states homicides rose, by single and by clustered deaths.

    Parameters
    ----------
    states : DataFrame
        As ``results.homicide_table`` gives it.
    dispersion : float
        Variance of yearly counts over that of independent deaths.
    clustered : Series
        By state: 1, 0, −1 with that variance.
    """
    moved = results.directions(states)
    after, before = states["after"], states["before"]
    fell = {"homicide-states-fell": moved["fell"],
            "homicide-states-fell-clustered": (clustered < 0).sum()}  # fmt: skip
    rates = {"homicide-pooled-before": before[NATION], "homicide-pooled-after": after[NATION]} | {
        f"homicide-rate-{name}": after[code] for name, code in _NAMED.items()
    }
    counts = {
        "homicide-states-rose": moved["rose"], "homicide-states-no-change": moved["no_change"],
        "homicide-states-rose-clustered": (clustered > 0).sum(),
        "homicide-doubled": (states.drop(NATION).head(5)["ratio"] >= 2).sum(),
    }  # fmt: skip
    return frames.joined(
        frames.rows(counts),
        frames.rows(fell, digits=1).assign(text=[phrases.word(count) for count in fell.values()]),
        frames.rows({"homicide-dispersion": dispersion}, digits=1),
        frames.rows(rates, unit=_RATE, digits=1),
    )


def of_spread(after: pd.Series, prevalence: pd.Series) -> pd.DataFrame:
    """Return how many times the highest state has the lowest one's homicides, and victims."""
    return frames.rows({"safety-spread-killing": after.max() / after.min(),
                        "safety-spread-victims": prevalence.max() / prevalence.min()})  # fmt: skip


def of_files(files: Selection, reported: pd.Series) -> pd.DataFrame:
    """Return the homicides in prosecutors' files and their growth.

    Parameters
    ----------
    files : Selection
        Counts of the files.
    reported : Series
        By year, per 100 000.
    """
    growth = results.national_growth(files, "reported_homicide_old")
    counts = {f"homicide-files-{year}": files.nation("reported_homicide_old", year)
              for year in (2007, 2010, 2011)}  # fmt: skip
    rates = {f"homicide-files-rate-{year}": reported[year] for year in (1997, 2007, 2010, 2011)}
    rises = {f"homicide-files-rise-{year}": growth[year] for year in (2010, 2011)}
    return frames.joined(
        frames.rows(rates, unit=_RATE, digits=1),
        frames.rows(counts),
        frames.rows(rises, unit="%"),
    )


def of_map(states: pd.DataFrame, limit: float) -> pd.DataFrame:
    """Return which states stand above a rate in either period."""
    dark = states.drop(NATION)[["before", "after"]] > limit
    names = STATES["name_en"]
    listed = {
        f"homicide-dark-{when}": phrases.listed(names.reindex(dark.index[dark[when]]).tolist())
        for when in dark
    }
    return frames.rows(listed, digits=1)


def of_sexes(
    by_sex: pd.DataFrame, tie: results.Tie, deaths: Selection, both: list[Selection]
) -> pd.DataFrame:
    """Return homicide rates of women and men, and how their states agree.

    Parameters
    ----------
    by_sex : DataFrame
        As ``results.sex_rates`` gives it.
    tie : Tie
        Rank correlation of the two over the states.
    deaths, both
        What the counts, and what the rates rest on.
    """
    women, men = by_sex.loc[("women", NATION)], by_sex.loc[("men", NATION)]
    rates = {
        "homicide-rate-women": women["rate"], "homicide-rate-men": men["rate"],
        "homicide-rate-women-chihuahua": by_sex.at[("women", "08"), "rate"],
    }  # fmt: skip
    share = women["count"] / (women["count"] + men["count"]) * 100
    return frames.joined(
        frames.rows(rates, unit=_RATE, digits=1, source=both),
        frames.rows({"homicide-women-to-men": women["rate"] / men["rate"] * 100}, unit="%",
                    digits=1, source=both),
        frames.rows({"homicide-share-women": share}, unit="%", digits=1, source=deaths),
        frames.rows({"homicide-sex-rho": tie.rho}, digits=2, source=both),
        frames.rows({"homicide-sex-rho-interval": formats.interval(*tie.span, 2)}, digits=1,
                    source=both),
        frames.rows({"homicide-sex-n": tie.number}, source=deaths),
    )  # fmt: skip


def of_sex_trend(index: pd.DataFrame) -> pd.DataFrame:
    """Return homicides of women and men of 2010 beside 2007, and the highest year before."""
    return frames.rows({
        "homicide-index-women-2010": index.at[2010, "women"],
        "homicide-index-men-2010": index.at[2010, "men"],
        "homicide-index-before": index.loc[:2007].max().max(),
    })  # fmt: skip


def of_survey(survey: Selection, unsafe: Selection, households: Selection) -> pd.DataFrame:
    """Return victims, crimes and fear of the nation, by the surveys of 2011."""
    victims, crimes = (survey.nation(key, 2010) for key in ("prevalence", "incidence"))
    return frames.joined(
        frames.rows({"prevalence-2010": victims, "incidence-2010": crimes}, unit=_RATE,
                    source=survey),
        frames.rows({"prevalence-per-100": victims / 1000, "incidence-per-100": crimes / 1000},
                    digits=1, source=survey),
        frames.rows({"prevalence-2010-percent": victims / 1000}, unit="%", digits=1,
                    source=survey),
        frames.rows({"perception-insecure-2011": unsafe.nation("perception_insecure", 2011)},
                    unit="%", digits=1, source=unsafe),
        frames.rows({"households-victim-2010": households.nation("households_victim", 2010)},
                    unit="%", source=households),
    )  # fmt: skip


def of_ages(ages: pd.DataFrame) -> pd.DataFrame:
    """Return who was a victim, from ``results.victims_by_age_and_sex``."""
    rows = {"women": "Women, all ages", "men": "Men, all ages", "twenties": "20 to 29",
            "sixty": "60 and over"}  # fmt: skip
    shares = {f"victims-{key}-2010": ages.at[label, "share"] for key, label in rows.items()}
    return frames.rows(shares, unit="%", digits=1)


def of_fear(
    fear: Mapping[str, results.Tie], survey: list[Selection], both: list[Selection]
) -> pd.DataFrame:
    """Return what fear goes with over the states.

    Parameters
    ----------
    fear : mapping
        ``prevalence-perception``, ``homicide-perception`` and ``homicide-prevalence`` → tie.
    survey, both
        What the first, and what the others rest on.
    """
    rests = {name: both if name.startswith("homicide") else survey for name in fear}
    parts = []
    for name, tie in fear.items():
        span = {f"rho-{name}-interval": formats.interval(*tie.span, 2)}
        parts += [
            frames.rows({f"rho-{name}": tie.rho}, digits=2, source=rests[name]),
            frames.rows(span, digits=1, source=rests[name]),
        ]
    number = {"rho-prevalence-perception-n": fear["prevalence-perception"].number}
    return frames.joined(*parts, frames.rows(number, source=survey))


def of_concentration(marks: Mapping[str, int], late: pd.DataFrame) -> pd.DataFrame:
    """Return in how few municipalities half of the homicides happened.

    Parameters
    ----------
    marks : mapping
        Period → municipalities that hold half.
    late : DataFrame
        By municipality: ``deaths`` of 2008–2010.
    """
    counts = {
        "homicide-municipalities-half": marks["2008–2010"],
        "homicide-municipalities-half-before": marks["2005–2007"],
        "homicide-municipalities": len(late),
    }
    juarez = late["deaths"]["08037"] / late["deaths"].sum() * 100
    return frames.joined(
        frames.rows(counts),
        frames.rows({"homicide-municipalities-zero": (late["deaths"] == 0).mean() * 100}, unit="%"),
        frames.rows({"homicides-juarez": juarez}, unit="%", digits=1),
    )


def of_marginalisation(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return homicide rates where marginalisation is very low and very high, in both periods."""
    rates = {
        f"homicide-degree-{name.lower().replace(' ', '-')}-{when}": table.at[name, "rate"]
        for when, table in (("before", before), ("after", after))
        for name in ("Very low", "Very high")
    }
    return frames.rows(rates, unit=_RATE, digits=1)


def of_fund() -> pd.DataFrame:
    """Return the amount of the fund for public security that the law of the year guarantees."""
    amount, share = (
        declared.quantity(key)
        for key in ("fasp_guaranteed_million_pesos", "fasp_state_share_percent")
    )
    return frames.joined(
        frames.rows({"fasp-guaranteed": amount.value}, digits=1, source=amount.source),
        frames.rows({"fasp-state-share": share.value}, unit="%", source=share.source),
    )
