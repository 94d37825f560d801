"""What the hindsight page on cohesion and justice concludes, as claims on its data."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cohesion.publishing.claims import Claim, chance, coefficient

#: What more of a measure means for justice: 1 worse, −1 better.
WORSE = {
    "trust_judges": -1,
    "trust_prosecutors": -1,
    "rule_of_law": -1,
    "impunity": 1,
    "corruption_justice": 1,
    "unreported_crime": 1,
    "prosecutor_slow": 1,
    "prosecutor_bad": 1,
    "transparency": -1,
}
TRUST = "trust_neighbours"
DESK = ("prosecutor_slow", "prosecutor_bad")


def of_trust(cells: pd.DataFrame, alpha: float, source: Any) -> dict[str, Claim]:
    """Return the claims on weaker cohesion beside later measures of justice.

    Parameters
    ----------
    cells : DataFrame
        row, column, r, p_holm of every pair, nothing held constant; rows are turned so that more
        is weaker cohesion.
    alpha : float
        Level of the plan.
    """
    pairs = cells.set_index(["row", "column"])
    slow, bad = (pairs.loc[(TRUST, column)] for column in DESK)
    others = pairs.drop(index=[(TRUST, column) for column in DESK])
    poverty, composite = (pairs.loc[row] for row in ("poverty", "composite"))
    measured = [name for name in WORSE if name in composite.index]
    judges, prosecutors = (pairs.loc[(TRUST, f"trust_{who}")] for who in ("judges", "prosecutors"))
    return {
        "later-trust": Claim(
            "little trust in neighbours goes clearly with time and treatment at the prosecutor",
            f"slow < {alpha} and bad < {alpha} and r_slow > 0 and r_bad > 0",
            {"slow": chance(slow["p_holm"]), "bad": chance(bad["p_holm"]),
             "r_slow": coefficient(slow["r"]), "r_bad": coefficient(bad["r"])}, source,
        ),
        "later-only": Claim(
            "no other pair is clear", f"smallest >= {alpha}",
            {"smallest": chance(others["p_holm"].min())}, source,
        ),
        "later-poverty-none": Claim(
            "poverty goes clearly with no later measure of justice or governance",
            f"smallest >= {alpha}", {"smallest": chance(poverty["p_holm"].min())}, source,
        ),
        "later-composite": Claim(
            "the composite leans the right way with all measures of justice, clear with none",
            f"all(leaning > 0) and smallest >= {alpha}",
            {"leaning": coefficient(composite.loc[measured, "r"] * pd.Series(WORSE)[measured]),
             "smallest": chance(composite.loc[measured, "p_holm"].min())}, source,
        ),
        "later-judges-unclear": Claim(
            "trust in judges is not clear after Holm", f"p >= {alpha}",
            {"p": chance(judges["p_holm"])}, source,
        ),
        "later-trust-leans": Claim(
            "little trust in neighbours leans towards little trust in judges and in prosecutors",
            "judges < 0 and prosecutors < 0",
            {"judges": coefficient(judges["r"]), "prosecutors": coefficient(prosecutors["r"])},
            source,
        ),
    }  # fmt: skip
