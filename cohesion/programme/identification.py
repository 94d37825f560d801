"""The identification table of the Action Fiche and its crosswalk."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from pydantic import Field

from cohesion import paths
from cohesion.files.entries import Entry, check_unique, load

FILE = "identification.yml"


class Item(Entry):
    """One row of the fiche's identification table."""

    field: str = Field(min_length=3)
    value: str = Field(min_length=3)


class Place(Entry):
    """Where a part of the fiche would stand in today's form."""

    fiche: str = Field(min_length=5)
    today: str = Field(min_length=5)
    change: str = Field(min_length=5)


class Identification(Entry):
    """``identification.yml``."""

    rows: tuple[Item, ...] = Field(min_length=1)
    crosswalk: tuple[Place, ...] = Field(min_length=1)


def load_identification(folder: Path = paths.PROGRAMME) -> Identification:
    """Return the identification of the fiche; no row stands twice."""
    found = load(Identification, FILE, folder)
    check_unique([row.field for row in found.rows], folder / FILE)
    return found


def identification() -> pd.DataFrame:
    """Return the identification table of the fiche; the roles in it stay."""
    rows = load_identification().rows
    index = pd.Index([row.field for row in rows], name="Item")
    return pd.DataFrame({"Entry": [row.value for row in rows]}, index=index)


def crosswalk() -> pd.DataFrame:
    """Return where each part of the fiche would stand in the form in use today."""
    places = load_identification().crosswalk
    return pd.DataFrame(
        {
            "Today's action document": [place.today for place in places],
            "What changes": [place.change for place in places],
        },
        index=pd.Index([place.fiche for place in places], name="Action Fiche"),
    )
