"""What the chapter on basic health concludes, as claims on its data."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cohesion.publishing.claims import Claim, coefficient, count, share, within
from cohesion.tables.geography import named


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


def of_register(
    reach: pd.Series, low: float, high: float, infant: pd.Series, source: Any
) -> dict[str, Claim]:
    """Return the claims on the register of infant deaths.

    Parameters
    ----------
    reach : Series
        By state key: registered deaths in per cent of the estimate.
    low, high : float
        Interval of its rank correlation with poverty.
    infant : Series
        The three measures of the nation, per thousand.
    """
    return {
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
    slopes: pd.DataFrame, settled: pd.Series, degree: pd.Series, gap: tuple[float, float],
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


def of_mothers(maternal: pd.DataFrame, source: Any) -> dict[str, Claim]:
    """Return the claim on maternal mortality; ``maternal``: ``rate``, ``low``, ``high``."""
    ordered = maternal.sort_values("rate", ascending=False)
    apart = int((ordered["high"] < ordered["low"].iloc[0]).sum())
    return {
        "health-maternal-shared": Claim(
            "all states but one have intervals wholly below that of the highest",
            "apart == number - 2",
            {"apart": count(apart, of=len(ordered)), "number": within(len(ordered), 1, 64)}, source,
        ),
    }  # fmt: skip
