"""Artículo 19: attacks on journalists and media by state and year."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.plain import read_plain, tidy
from cohesion.readers.shared.table import Reads
from cohesion.readers.shared.whole import only_known
from cohesion.tables.geography import NOT_SPECIFIED, STATE_CODES

FILE = "security/articulo19_agresiones_estado_2007_2015.csv"
EDITION = "articulo19_list_2015"
# The list is complete from 2008 to 2014: 2007 begins late and 2015 stops early.
YEARS = range(2008, 2015)
LEFT_OUT = (2007, 2015)


def build_attacks(root: Path) -> pd.DataFrame:
    """Return the number of attacks by state; a state without an entry in a full year has none."""
    frame = read_plain(root, FILE, ["cve_ent", "anio", "agresiones"], ["cve_ent"])
    only_known(frame["cve_ent"], [*STATE_CODES, NOT_SPECIFIED], FILE, "cve_ent")
    only_known(frame["anio"], [*YEARS, *LEFT_OUT], FILE, "anio")
    frame = frame[frame["anio"].isin(YEARS)]
    counts = frame.set_index(["cve_ent", "anio"])["agresiones"]
    every = pd.MultiIndex.from_product([STATE_CODES, YEARS], names=["cve_ent", "anio"])
    # The list names incidents: absence from a complete year means that none was recorded.
    states = counts.reindex(every, fill_value=0).reset_index()
    elsewhere = frame[frame["cve_ent"] == NOT_SPECIFIED]
    nation = frame.groupby("anio", as_index=False)["agresiones"].sum().assign(cve_ent="00")
    rows = pd.concat([states, elsewhere, nation], ignore_index=True)
    return tidy(rows, "agresiones", indicator="journalists_attacked", edition=EDITION, file=FILE)


TABLES = {
    "articulo19_attacks_states": Reads(build_attacks, (FILE,)),
}
