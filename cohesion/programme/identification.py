"""The identification table of the Action Fiche and its crosswalk."""

from __future__ import annotations

import pandas as pd
from pydantic import Field

from cohesion.files.entries import Entry, read_yaml


class Item(Entry):
    """One row of the fiche's identification table."""

    field: str = Field(min_length=3)
    value: str = Field(min_length=3)


class Place(Entry):
    """Where a part of the fiche would stand in today's form."""

    fiche: str = Field(min_length=5)
    today: str = Field(min_length=5)
    change: str = Field(min_length=5)


def crosswalk() -> pd.DataFrame:
    """Return where each part of the fiche would stand in the form in use today."""
    frame = pd.DataFrame(read_yaml("identification")["crosswalk"]).set_index("fiche")
    heads = {"today": "Today's action document", "change": "What changes"}
    return frame.rename(columns=heads).rename_axis("Action Fiche")


class Identification(Entry):
    """``identification.yml``."""

    rows: tuple[Item, ...] = Field(min_length=1)
    crosswalk: tuple[Place, ...] = Field(min_length=1)


def identification() -> pd.DataFrame:
    """Return the identification table of the fiche; the roles in it stay."""
    rows = read_yaml("identification")["rows"]
    frame = pd.DataFrame(rows).set_index("field").rename(columns={"value": "Entry"})
    return frame.rename_axis("Item")
