"""What the page on municipalities concludes, as claims on its results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from cohesion.chapters.correlation import influence, municipalities, town_panel
from cohesion.methods import hierarchical
from cohesion.publishing.claims import Claim, Quantity, chance, coefficient, count, share, within

#: Rate ratios for the declared steps, and their logarithms, lie within these.
RATIOS = (0.2, 5.0)
LOGARITHMS = (-5.0, 5.0)
LARGE = list(municipalities.SIZES)[-1]


def _ratio(value: Any) -> Quantity:
    return within(value if isinstance(value, pd.Series) else float(value), *RATIOS)


def of_juarez(
    found: pd.DataFrame,
    pair: pd.DataFrame,
    moved: influence.Influence,
    towns: pd.DataFrame,
    alpha: float,
) -> dict[str, Claim]:
    """Return the claims on the declared result and on the city that turns it.

    Parameters
    ----------
    found, pair : DataFrame
        As ``municipalities.primary`` and ``influence.with_and_without`` give them.
    moved : Influence
        Of M1.
    """
    city = influence.JUAREZ
    rest = moved.places.drop(index=city, errors="ignore")
    deaths, gini = towns["homicides"], towns["gini"]
    large = towns.loc[towns["population"] >= municipalities.LARGE, "gini"]
    ratio, p = pair["rate_ratio"], pair["p_holm"]
    return {
        "towns-none": Claim(
            "no declared association is clear after the count of the four", f"min(p) >= {alpha}",
            {"p": chance(found["p_holm"].astype(float))},
        ),
        "towns-juarez": Claim(
            "M1 is not clear with all places and clear without Ciudad Juárez",
            f"p_all >= {alpha} and p_without < {alpha} and ratio > 1",
            {"p_all": chance(p["M1", "all"]), "p_without": chance(p["M1", "without"]),
             "ratio": _ratio(ratio["M1", "without"])},
        ),
        "towns-juarez-weight": Claim(
            "Ciudad Juárez has more homicides than any other place, and a lower Gini coefficient "
            "than the median of the large ones",
            "deaths > others and gini < median_large",
            {"deaths": count(int(deaths.get(city, 0)), of=100_000),
             "others": count(int(influence.without(towns)["homicides"].max()), of=100_000),
             "gini": within(gini.get(city, large.median()), 0, 1),
             "median_large": within(large.median(), 0, 1)},
        ),
        "towns-nothing-else": Claim(
            "no other place turns M1, and without Juárez no state does",
            f"places >= {alpha} and states < {alpha}",
            {"places": chance(rest["p"].min()), "states": chance(moved.states_without["p"].max())},
        ),
        "towns-poverty-lag": Claim(
            "M3 and M4 move towards one without Juárez",
            "poverty < poverty_all and lag < lag_all and poverty > 1 and lag > 1",
            {"poverty": _ratio(ratio["M3", "without"]), "poverty_all": _ratio(ratio["M3", "all"]),
             "lag": _ratio(ratio["M4", "without"]), "lag_all": _ratio(ratio["M4", "all"])},
        ),
    }  # fmt: skip


def of_slopes(
    fits: Mapping[tuple[str, str], hierarchical.Fit], split: pd.DataFrame, alpha: float
) -> dict[str, Claim]:
    """Return the claims on the states' slopes and on the parts within and between them."""
    gini, lag = fits["gini", "all"], fits["social_lag", "all"]
    one, other = (
        float(fits["gini", name].fixed.loc["within", "coefficient"]) for name in ("all", "without")
    )
    slopes = lag.slopes["slope"]
    p = split["p"].astype(float)
    parts = ("within states", "within, state effects", "within, plain state mean")
    return {
        "towns-all-states": Claim(
            "all state slopes of the Gini coefficient lie above one", "lowest > 0",
            {"lowest": within(float(gini.slopes["slope"].min()), *LOGARITHMS)},
        ),
        "towns-hierarchical": Claim(
            "the common slope moves by less than half a percent without Juárez",
            "abs(one - other) < 0.005",
            {"one": within(one, *LOGARITHMS), "other": within(other, *LOGARITHMS)},
        ),
        "hier-lag-none": Claim(
            "social lag has no clear common slope", f"p >= {alpha}",
            {"p": chance(lag.fixed.loc["within", "p"])},
        ),
        "towns-lag-states": Claim(
            "of the states' slopes of social lag at least a third rise and at least a third fall",
            "3 * up >= states and 3 * down >= states",
            {"up": count(int((slopes > 0).sum()), of=len(slopes)),
             "down": count(int((slopes < 0).sum()), of=len(slopes)),
             "states": count(len(slopes), of=100)},
        ),
        "towns-split": Claim(
            "social lag within states is clear in the declared part alone, above one; between "
            "states nothing is",
            f"declared < {alpha} and ratio > 1 and others >= {alpha} and between >= {alpha}",
            {"declared": chance(p["social_lag", parts[0]]),
             "ratio": _ratio(split.loc[("social_lag", parts[0]), "rate_ratio"]),
             "others": chance(min(p["social_lag", part] for part in parts[1:])),
             "between": chance(p.xs("between states", level=1).min())},
        ),
    }  # fmt: skip


def of_models(
    rows: Mapping[str, pd.Series], size: pd.DataFrame, turns: pd.Series, alpha: float
) -> dict[str, Claim]:
    """Return the claims on estimators, classes of size and levels.

    Parameters
    ----------
    rows : mapping
        The alternatives of M1 by their titles.
    size : DataFrame
        As ``municipalities.by_size`` gives it.
    turns : Series
        As ``influence.reversal`` gives it.
    """
    poisson = rows["M1 Poisson, state effects (primary)"]
    binomial = rows["M1 Negative binomial, state effects"]
    small, large = size.drop(index=LARGE), size.loc[LARGE]
    ranks = turns[[name for name in municipalities.SIZES if name != LARGE]]
    return {
        "towns-models": Claim(
            "the negative binomial model finds the association, the Poisson model does not",
            f"poisson >= {alpha} and binomial < {alpha} and ratio > 1",
            {"poisson": chance(poisson["p"]), "binomial": chance(binomial["p"]),
             "ratio": _ratio(binomial["rate_ratio"])},
        ),
        "towns-size": Claim(
            "the ratio lies above one in every class but the largest, where it lies below and the "
            "interval holds one",
            "min(small) > 1 and large < 1 and high >= 1",
            {"small": _ratio(small["rate_ratio"].astype(float)),
             "large": _ratio(large["rate_ratio"]), "high": _ratio(large["high"])},
        ),
        "towns-size-none": Claim(
            "no class is clear after the count of all", f"min(p) >= {alpha}",
            {"p": chance(size["p_holm"].astype(float))},
        ),
        "rev-levels": Claim(
            "by ranks more unequal municipalities have more homicides, more unequal states do not",
            "towns > 0.1 and states <= 0",
            {"towns": coefficient(turns["all"]), "states": coefficient(turns["between states"])},
        ),
        "rev-sizes": Claim(
            "by ranks the sign is positive in every class but the largest, and negative there",
            "min(small) > 0.1 and large < -0.1",
            {"small": coefficient(ranks), "large": coefficient(turns[LARGE])},
        ),
        "rev-zero": Claim(
            "among places with a homicide the rank correlation is next to nothing", "abs(r) < 0.05",
            {"r": coefficient(turns["with a homicide"])},
        ),
    }  # fmt: skip


def of_panel(
    decades: pd.DataFrame, change: pd.Series, alpha: float, source: Any
) -> dict[str, Claim]:
    """Return the claims on the censuses; ``change``: the checks of the later decade."""
    late, early = decades.loc[("2000–2010", "all")], decades.loc[("1990–2000", "all")]
    name = town_panel.class_name(municipalities.LARGE, np.inf)
    rest = decades.loc["2000–2010"].drop(index=["all", "without", name])
    return {
        "panel-timing": Claim(
            "clear after 2000 and not before; above one in large places only, unadjusted",
            f"late < {alpha} and early >= {alpha} and large < {alpha} and ratio > 1 and "
            f"small >= {alpha}",
            {"late": chance(late["p_holm"]), "early": chance(early["p_holm"]),
             "large": chance(decades.loc[("2000–2010", name), "p"]),
             "ratio": _ratio(decades.loc[("2000–2010", name), "rate_ratio"]),
             "small": chance(rest["p"].min())}, source,
        ),
        "panel-juarez": Claim(
            "without Juárez the later decade is not clear", f"p >= {alpha}",
            {"p": chance(decades.loc[("2000–2010", "without"), "p"])}, source,
        ),
        "panel-break": Claim(
            "the Gini coefficient fell in most municipalities, most where it had been highest",
            "change < 0 and fell > 50 and with_level < -0.5",
            {"change": within(change["change"], -1, 1), "fell": share(change["fell"]),
             "with_level": coefficient(change["with_level"])}, source,
        ),
    }  # fmt: skip


def of_doses(doses: pd.DataFrame, alpha: float) -> dict[str, Claim]:
    """Return the claim on size, marginalisation and the border."""
    p = doses["p_holm"]
    return {
        "doses-juarez": Claim(
            "size and border change M1 with all places, no dose without Juárez",
            f"size < {alpha} and border < {alpha} and rest >= {alpha}",
            {"size": chance(p["log_population", "all"]),
             "border": chance(p["border_distance", "all"]),
             "rest": chance(p.xs("without", level=1).min())},
        ),
    }  # fmt: skip
