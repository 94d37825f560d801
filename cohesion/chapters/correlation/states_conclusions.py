"""What the page on the declared pairs concludes, as claims on its results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from cohesion.publishing.claims import Claim, chance, coefficient, count

#: Homicides and turnout: the pair that comes nearest to a finding.
NEAREST = "G3"


def of_families(results: pd.DataFrame, alpha: float, source: Any) -> dict[str, Claim]:
    """Return the claims on the declared pairs, primary test; as ``states.families`` gives them."""
    holm = results["p_holm"].astype(float)
    low, high = (coefficient(results[side].astype(float)) for side in ("low", "high"))
    signed = results[results["sign"].isin(["+", "-"])]
    right = int((np.sign(signed["r"]) == signed["sign"].map({"+": 1, "-": -1})).sum())
    return {
        "states-none": Claim(
            "no declared pair is clear after the count of its family", f"min(p) >= {alpha}",
            {"p": chance(holm)}, source,
        ),
        "states-nearest": Claim(
            "homicides and turnout have the smallest adjusted p-value, and go opposite ways",
            f"smallest(p) == '{NEAREST}' and r < 0",
            {"p": chance(holm), "r": coefficient(results.loc[NEAREST, "r"])}, source,
        ),
        "states-one-interval": Claim(
            "the interval of homicides and turnout alone leaves out zero, below it",
            f"count(low > 0) + count(high < 0) == 1 and high['{NEAREST}'] < 0",
            {"low": low, "high": high}, source,
        ),
        "states-signs": Claim(
            "no more pairs than half point the expected way", "right <= signed / 2",
            {"right": count(right, of=len(signed)), "signed": count(len(signed), of=len(results))},
            source,
        ),
    }  # fmt: skip


def of_alternatives(
    results: pd.DataFrame, others: Mapping[str, pd.DataFrame], alpha: float, source: Any
) -> dict[str, Claim]:
    """Return the claims on ranks and partial associations; ``others`` by their titles."""
    held = {title: table for title, table in others.items() if title != "Spearman"}
    rest = min(table["p_holm"].drop(NEAREST).min() for table in others.values())
    partial = max(table.loc[NEAREST, "p_holm"] for table in held.values())
    return {
        "states-alternatives": Claim(
            "no coefficient and no control makes a pair clear but homicides and turnout, which "
            "every control makes clear and ranks do not",
            f"rest >= {alpha} and partial < {alpha} and ranks > primary",
            {"rest": chance(rest), "partial": chance(partial),
             "ranks": chance(others["Spearman"].loc[NEAREST, "p_holm"]),
             "primary": chance(results.loc[NEAREST, "p_holm"])}, source,
        ),
    }  # fmt: skip


def of_influence(
    influences: Mapping[str, pd.DataFrame], found: float, source: Any
) -> dict[str, Claim]:
    """Return the claim on leaving out a state; ``found``: |r| that Holm's first step detects."""
    strongest = max(table["r_without"].abs().max() for table in influences.values())
    return {
        "states-influence": Claim(
            "without any one state no pair is as strong as the rule can find", "strongest < found",
            {"strongest": coefficient(strongest), "found": coefficient(found)}, source,
        ),
    }  # fmt: skip
