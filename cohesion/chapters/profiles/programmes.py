"""The states' own social programmes, as CONEVAL's later inventory lists them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cohesion.tables import store
from cohesion.tables.geography import STATES

RIGHTS = {
    "health": "Health",
    "education": "Education",
    "food": "Food",
    "housing": "Housing",
    "work": "Work",
    "social_security": "Social security",
    "economic_wellbeing": "Economic wellbeing",
    "non_discrimination": "Non-discrimination",
    "environment": "Healthy environment",
}
COUNTS = {
    "state_programmes": "All programmes",
    "state_programmes_document": "With a normative document",
    "state_programmes_own": "Not in the federal inventory",
    "state_programmes_own_document": "Of these, with a normative document",
}


def by_right(codes: Sequence[str], year: int) -> tuple[pd.DataFrame, list[store.Selection]]:
    """Return the number of programmes by social right, and how many have a document.

    Parameters
    ----------
    codes : sequence of str
        States, in the order of the columns.

    Returns
    -------
    DataFrame
        Index: social right, then the counts over all; one column per state.
    list of Selection
        What it came from.
    """
    rights = store.select("state_programmes", years=[year], group=None, as_of=None)
    counts = store.select(list(COUNTS), years=[year], as_of=None)
    wide = rights.frame.pivot(index="group", columns="state_code", values="value")
    whole = counts.frame.pivot(index="indicator", columns="state_code", values="value")
    table = pd.concat(
        [
            wide.reindex(list(RIGHTS)).rename(RIGHTS),
            whole.reindex(list(COUNTS)).rename(COUNTS),
        ]
    )[list(codes)]
    table.columns = STATES.loc[list(codes), "name_en"].tolist()
    return table.rename_axis(f"Programmes of {year}"), [rights, counts]
