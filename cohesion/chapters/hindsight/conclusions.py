"""What the hindsight pages on health and on justice conclude, as claims on their data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from cohesion.publishing.claims import Claim, coefficient, share, within

RATES = (0.0, 1000.0)


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
        Intervals of the rank correlations with poverty: Hospital beds, Doctors, Births.
    """
    value = nation["value"]
    births = next(ends for name, ends in spans.items() if name.startswith("Births"))
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
            "the interval of the rank correlation with poverty lies below zero for beds, above zero "
            "for births, and holds zero for doctors",
            "beds < 0 and births > 0 and low <= 0 <= high",
            {"beds": coefficient(spans["Hospital beds"][1]), "births": coefficient(births[0]),
             "low": coefficient(spans["Doctors"][0]), "high": coefficient(spans["Doctors"][1])},
            source,
        ),
    }  # fmt: skip
