"""What the chapter on the data concludes, as claims on what is recorded."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cohesion.publishing.claims import Claim, count, share, within

#: Publishers and their years that the captions name.
LARGE = ("INEGI", "SESNSP", "CONAPO", "Presidencia de la República", "CONEVAL")


def of_coverage(known: pd.DataFrame, justice: tuple[int, int], source: Any) -> dict[str, Claim]:
    """Return the claims on what was known by the day of the book.

    Parameters
    ----------
    known : DataFrame
        One row per indicator and reference year with a figure that was known: ``dimension``,
        ``publisher``, ``indicator``, ``year``.
    justice : (int, int)
        Indicators of justice with a known figure, and all indicators of justice.
    """
    by_year = known["year"].value_counts()
    most = {year: within(int(by_year.get(year, 0)), 0, len(known)) for year in (2008, 2010)}
    others = int(by_year.drop([2008, 2010], errors="ignore").max())
    large = 100 * known["publisher"].isin(LARGE).mean()
    return {
        "data-large-publishers": Claim(
            "five publishers gave more than nine in ten of the figures that were known",
            "large > 90", {"large": share(large)}, source,
        ),
        "data-best-years": Claim(
            "of no other years were so many indicators known as of 2010 and, after it, 2008",
            "second > others and first > second",
            {"first": most[2010], "second": most[2008], "others": within(others, 0, len(known))},
            source,
        ),
        "data-justice-late": Claim(
            "fewer than one in ten indicators of justice had a known figure",
            "known < 0.1 * every",
            {"known": count(justice[0], of=justice[1]), "every": within(justice[1], 1, 1000)},
            source,
        ),
    }  # fmt: skip


def of_social(rows: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return the claim on the indicators of social development.

    Parameters
    ----------
    rows : DataFrame
        One row per known indicator of social development and reference year: ``publisher``,
        ``year``.
    """
    coneval = 100 * (rows["publisher"] == "CONEVAL").mean()
    years = 100 * rows["year"].isin([2008, 2010]).mean()
    return {
        "data-social-coneval": Claim(
            "more than nine in ten of these figures are CONEVAL's, more than half of 2008 and 2010",
            "coneval > 90 and years > 50",
            {"coneval": share(coneval), "years": share(years)}, source,
        )
    }  # fmt: skip


#: What a caption says was known, by claim: indicators that have a figure of the time.
KNOWN = {
    "data-governance-known": (
        "gini_income", "turnout_federal_deputies", "women_state_congress", "transfer_total",
    ),
    "data-security-known": ("homicides_residence", "reported_crime_old", "prevalence"),
}  # fmt: skip


def of_known(found: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return the claims that some indicators had a figure of the time.

    Parameters
    ----------
    found : DataFrame
        ``indicator``, ``year`` and ``status`` (see :func:`cohesion.chapters.data.figures`).
    """
    years = found[found["status"] != "later"].groupby("indicator")["year"].nunique()
    says = "each of them has a figure of at least one year that was known"
    claims = {}
    for name, indicators in KNOWN.items():
        known = years.reindex(list(indicators), fill_value=0).rename_axis(None)
        claims[name] = Claim(says, "min(known) > 0", {"known": count(known, of=100)}, source)
    survey = within(int(years.get("prevalence", 0)), 0, 100)
    one = Claim(
        f"{says}, and the survey of victims one year only", "min(known) > 0 and survey == 1",
        {**claims["data-security-known"].rests_on, "survey": survey}, source,
    )  # fmt: skip
    return claims | {"data-security-known": one}
