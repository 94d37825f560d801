"""What the chapter on the differences between states concludes, as claims on its data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from cohesion.publishing.claims import Claim, chance, coefficient, count, share, within
from cohesion.tables.geography import named


def _by_name(values: pd.Series) -> pd.Series:
    return named(values.to_frame("value"))["value"]


def of_groups(stable: pd.DataFrame, threshold: float, source: Any) -> dict[str, Claim]:
    """Return the claims on the typology.

    Parameters
    ----------
    stable : DataFrame
        By number of groups: ``least stable``, the lowest mean Jaccard coefficient.
    threshold : float
        What every group has to reach.
    """
    least = stable["least stable"]
    quantities = {"finer": chance(least.loc[3:].max()), "threshold": chance(threshold)}
    return {
        "differ-no-groups": Claim(
            "of every cut into three groups or more the least stable one misses the threshold",
            "finer < threshold", quantities, source,
        ),
        "differ-two-stable": Claim(
            "of the cut into two the least stable group reaches the threshold", "two >= threshold",
            {"two": chance(least.loc[2]), "threshold": chance(threshold)}, source,
        ),
    }  # fmt: skip


def of_south(regions: pd.Series, source: Any) -> dict[str, Claim]:
    """Return the claim on where the stable group lies; ``regions`` of its states."""
    return {
        "differ-south-regions": Claim(
            "no state of the stable group belongs to the north", "north == 0",
            {"north": count(int((regions == "North").sum()), of=len(regions))}, source,
        ),
    }  # fmt: skip


def of_need(by_sector: pd.DataFrame, third: pd.Series, source: Any) -> dict[str, Claim]:
    """Return the claims on thirds of need.

    Parameters
    ----------
    by_sector : DataFrame
        By state key: standardised need of each field.
    third : Series
        By state key: ``lower need``, ``middle need``, ``higher need``.
    """
    number = len(third)
    development, safety = (_by_name(by_sector[name]) for name in ("social_development", "safety"))
    return {
        "differ-chiapas": Claim(
            "Chiapas is among the five states of most need in development and in the lower third "
            "in safety", "place(development, 'Chiapas') <= 5 and place(safety, 'Chiapas') > cut",
            {"development": development, "safety": safety,
             "cut": count(number - int((third == "lower need").sum()), of=number)}, source,
        ),
    }  # fmt: skip


def of_dimensions(
    correlations: dict[str, tuple[float, float, float]],
    single: dict[str, float],
    components: pd.DataFrame,
    source: Any,
) -> dict[str, Claim]:
    """Return the claims on the dimensions.

    Parameters
    ----------
    correlations : dict
        ``health``, ``safety``: coefficient with need in development and its interval.
    single : dict
        ``victims``, ``homicide``, ``fear``: coefficients of single indicators with development.
    components : DataFrame
        By state key: scores on ``component 1`` (deprivation) and ``component 2`` (violence).
    """  # fmt: skip
    first, second = (_by_name(components[f"component {number}"]) for number in (1, 2))
    return {
        "differ-together": Claim(
            "the interval of the correlation of need in development and in health lies above zero",
            "low > 0", {"low": coefficient(correlations["health"][1])}, source,
        ),
        "differ-safety-apart": Claim(
            "need in development correlates with need in safety negatively, and less closely than "
            "with need in health", "safety < 0 and abs(safety) < health",
            {"safety": coefficient(correlations["safety"][0]),
             "health": coefficient(correlations["health"][0])}, source,
        ),
        "differ-victims-drive": Claim(
            "victimisation has the most negative correlation of the three, fear and homicide less",
            "victims < min(homicide, fear)",
            {name: coefficient(value) for name, value in single.items()}, source,
        ),
        "differ-components-ends": Claim(
            "Guerrero, Chiapas and Oaxaca have the highest scores on deprivation, Nuevo León and "
            "the Federal District the lowest; Chihuahua has the highest on violence, "
            "Yucatán the lowest",
            "max(place(first, 'Guerrero'), place(first, 'Chiapas'), place(first, 'Oaxaca')) == 3"
            " and min(place(first, 'Nuevo León'), place(first, 'Federal District')) >= "
            "len(first) - 1 and largest(second) == 'Chihuahua'"
            " and smallest(second) == 'Yucatán'",
            {"first": first, "second": second}, source,
        ),
    }  # fmt: skip


def of_concentration(index: pd.Series, quarter: dict[str, float], source: Any) -> dict[str, Claim]:
    """Return the claims on concentration.

    Parameters
    ----------
    index : Series
        By need: concentration index.
    quarter : dict
        By need: share held by the most affected quarter, per cent.
    """
    return {
        "differ-extreme-concentrated": Claim(
            "extreme poverty is the most concentrated need, missing social security the least, and "
            "by less than a third as much",
            "largest(index) == 'Extreme poverty' and smallest(index) == 'No social security'"
            " and index['No social security'] < index['Extreme poverty'] / 3",
            {"index": within(index, -1, 1)}, source,
        ),
        "differ-curves-order": Claim(
            "extreme poverty and missing services are more concentrated than poverty, and poverty "
            "more than access to health and social security",
            "min(index['Extreme poverty'], index['No basic services']) > index['Poverty'] > "
            "max(index['No access to health'], index['No social security'])",
            {"index": within(index, -1, 1)}, source,
        ),
        "differ-security-spread": Claim(
            "the most affected quarter holds between 25 and 33 per cent of missing social security",
            "25 < security < 33", {"security": share(quarter["No social security"])}, source,
        ),
    }  # fmt: skip


def of_people(
    sexes: pd.DataFrame, indigenous: pd.DataFrame, advantage: pd.Series, source: Any
) -> dict[str, Claim]:
    """Return the claims on women and men, indigenous and other people.

    Parameters
    ----------
    sexes, indigenous : DataFrame
        By indicator: ``difference`` in points, ``low``, ``high``.
    advantage : Series
        By state key: women's life expectancy minus men's, years.
    """
    low, high = (within(sexes.at["poverty", side], -100, 100) for side in ("low", "high"))
    return {
        "differ-sexes-no-gap": Claim(
            "the interval of the difference in poverty between women and men holds zero",
            "low <= 0 <= high", {"low": low, "high": high}, source,
        ),
        "differ-indigenous-all": Claim(
            "in every measure the interval of the difference between indigenous and other people "
            "lies above zero", "all(low > 0)",
            {"low": within(indigenous["low"], -100, 100)}, source,
        ),
        "differ-sexes-small": Claim(
            "the largest difference between the sexes is smaller than the smallest between "
            "indigenous and other people", "max(abs(sexes)) < min(indigenous)",
            {"sexes": within(sexes["difference"], -100, 100),
             "indigenous": within(indigenous["difference"], -100, 100)}, source,
        ),
        "differ-sexes-signs": Claim(
            "women more often lack schooling, men access to health and social security",
            "schooling > 0 and max(health, security) < 0",
            {"schooling": within(sexes.at["deprivation_education", "low"], -100, 100),
             "health": within(sexes.at["deprivation_health", "high"], -100, 100),
             "security": within(sexes.at["deprivation_social_security", "high"], -100, 100)},
            source,
        ),
        "differ-indigenous-most": Claim(
            "the differences are largest in basic services and in poverty",
            "max(place(gap, 'deprivation_services'), place(gap, 'poverty')) <= 2",
            {"gap": within(indigenous["difference"], -100, 100)}, source,
        ),
        "differ-women-outlive": Claim(
            "in every state women live longer than men", "all(years > 0)",
            {"years": within(_by_name(advantage), -20, 20)}, source,
        ),
    }  # fmt: skip


def of_components(
    loadings: pd.DataFrame, sectors: Mapping[str, Any], source: Any
) -> dict[str, Claim]:
    """Return the claims on the two components.

    Parameters
    ----------
    loadings : DataFrame
        By indicator: correlations with the first two components.
    sectors : mapping
        Field → an object with its ``indicators``.
    """
    first, second = (coefficient(loadings.iloc[:, column]) for column in (0, 1))
    deprivations = [name for field in ("social_development", "health", "social_care")
                    for name in sectors[field].indicators]  # fmt: skip
    return {
        "differ-first-deprivation": Claim(
            "every indicator of development, health and care goes with the first component at 0.4 "
            "or more", "all(first > 0.4)",
            {"first": coefficient(loadings.loc[deprivations].iloc[:, 0])}, source,
        ),
        "differ-second-violence": Claim(
            "no indicators go as closely with the second component as homicide and fear, and they "
            "do not go with the first",
            "max(place(second, 'homicide_rate'), place(second, 'perception_insecure')) <= 2 and "
            "max(abs(first['homicide_rate']), abs(first['perception_insecure'])) < 0.4",
            {"first": first, "second": second}, source,
        ),
    }  # fmt: skip
