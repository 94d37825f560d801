"""The numbers that the chapter on measurement names, section by section, as facts.

Each function takes what the notebook has computed and returns a frame for ``publish.facts``; a row
without a source rests on what the notebook names there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from cohesion import phrases
from cohesion.publishing import frames
from cohesion.tables.geography import STATES

NAMES = STATES["name_en"]


def of_polarisation(base: pd.Series, limits: Sequence[float]) -> pd.DataFrame:
    """Return which states are most and least polarised.

    Parameters
    ----------
    base : Series
        Polarisation by state.
    limits : sequence of float
        Class breaks of the map; the states of the last and first class are named.
    """
    classes = {"darkest": base >= limits[-2], "lightest": base < limits[1]}
    listed = {
        f"corr-polarisation-{stem}": phrases.listed(NAMES[chosen.index[chosen]].tolist())
        for stem, chosen in classes.items()
    }
    ends = {"corr-polarisation-highest": NAMES[base.idxmax()],
            "corr-polarisation-lowest": NAMES[base.idxmin()]}  # fmt: skip
    return frames.rows(ends | listed, digits=1)


def of_coherence(
    alphas: Mapping[str, float], explained: pd.Series, scores: pd.DataFrame
) -> pd.DataFrame:
    """Return how far indicators and dimensions of the index go together.

    Parameters
    ----------
    alphas : mapping
        Dimension → Cronbach's alpha.
    explained : Series
        Per cent of the variance by component, the largest first.
    scores : DataFrame
        States × ``distances``, ``institutions``, ``belonging``.
    """
    between = scores.corr()
    pairs = {"di": ("distances", "institutions"), "db": ("distances", "belonging"),
             "ib": ("institutions", "belonging")}  # fmt: skip
    coefficients = {f"corr-alpha-{name}": value for name, value in alphas.items()} | {
        f"corr-dims-{stem}": between.loc[pair] for stem, pair in pairs.items()
    }
    return frames.joined(
        frames.rows(coefficients, digits=2),
        frames.rows({"corr-two-components": explained.iloc[:2].sum()}, unit="%"),
    )


def of_ranks(ranks: pd.DataFrame, sobol: pd.DataFrame) -> pd.DataFrame:
    """Return how wide the ranks by the index are, and what part of it weights decide.

    Parameters
    ----------
    ranks : DataFrame
        By state: ``base``, ``low``, ``high``.
    sobol : DataFrame
        By assumption: ``first``, first-order index.
    """
    first, last = ranks["base"].idxmin(), ranks["base"].idxmax()
    widths = {"corr-rank-first-high": ranks.loc[first, "high"],
              "corr-rank-width": (ranks["high"] - ranks["low"]).median()}  # fmt: skip
    ends = {"corr-rank-first": NAMES[first], "corr-rank-last": NAMES[last]}
    return frames.joined(
        frames.rows(ends, digits=1),
        frames.rows(widths),
        frames.rows({"corr-sobol-weights": 100 * sobol.loc["weights", "first"]}, unit="%"),
    )


def of_poles(gap: float, threshold: float) -> pd.DataFrame:
    """Return from which share a state counts as polarised, and how near that is to CONEVAL."""
    return frames.joined(
        frames.rows({"corr-poles-gap": gap}, digits=2),
        frames.rows({"corr-poles-threshold": 100 * threshold}, unit="%"),
    )
