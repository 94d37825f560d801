"""INEGI's census of state prisons 2014: people in prison who have no sentence yet."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.plain import read_plain, tidy
from cohesion.readers.shared.state_names import state_code
from cohesion.readers.shared.table import Reads

FILE = "security/inegi_sin_sentencia_estado_2014.csv"
EDITION = "inegi_prisons_2014"
COLUMNS = {
    "fuero_comun": "unsentenced_common",
    "fuero_federal": "unsentenced_federal",
}
#: The state whose shares are below one per cent in both branches, which cannot be.
IMPLAUSIBLE = "28"


def unsentenced_states(root: Path) -> pd.DataFrame:
    """Return the share (percent) of people in prison without a sentence, by branch, 2014."""
    frame = read_plain(root, FILE, ["codigo", "estado", *COLUMNS], ["codigo"])
    codes = frame["codigo"].str.zfill(2)
    named = [state_code(name, FILE, row) for row, name in enumerate(frame["estado"], start=2)]
    if codes.tolist() != named:
        raise DataError(
            "a key stands beside another state's name.",
            file=FILE,
            column="codigo",
            cure="Rows may have slipped: compare them with the publisher's file.",
        )
    frame = frame.assign(cve_ent=codes)
    odd = frame.loc[frame["cve_ent"] == IMPLAUSIBLE, list(COLUMNS)]
    if not (odd < 0.01).all().all():
        raise DataError(
            "the shares that the reader leaves out as impossible have changed.",
            file=FILE,
            column="fuero_comun",
            cure="Compare Tamaulipas with INEGI's census, and take it over if it is right.",
        )
    kept = frame[frame["cve_ent"] != IMPLAUSIBLE]
    parts = [
        tidy(kept, column, indicator=indicator, edition=EDITION, year=2014, file=FILE)
        for column, indicator in COLUMNS.items()
    ]
    whole = pd.concat(parts, ignore_index=True)
    return whole.assign(value=100 * whole["value"])


TABLES = {
    "inegi_unsentenced_states": Reads(unsentenced_states, (FILE,)),
}
