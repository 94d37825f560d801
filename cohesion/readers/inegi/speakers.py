"""INEGI, census of 2010: speakers of an indigenous language aged five and over, by state.

The table is a transcription that others made of INEGI's results; the exact sum of the states is its
guarantee.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.plain import read_plain, tidy
from cohesion.readers.shared.table import Reads
from cohesion.tables.geography import NATION

FILE = "found/indigenous_language_2010/inegi_censo2010_hablantes_lengua_indigena_5mas_estatal.csv"
EDITION = "inegi_census_2010_speakers"
COLUMNS = {
    "hablantes_5mas": "indigenous_speakers_5_plus",
    "pct_hablantes_5mas": "indigenous_speakers_5_plus_share",
}


def speakers_states(root: Path) -> pd.DataFrame:
    """Return speakers aged 5 and over (persons, and percent of that age) by state, 2010.

    Raises
    ------
    DataError
        If the states do not add up to the nation exactly, the only guarantee of a transcription.
    """
    frame = read_plain(root, FILE, ["cve_ent", "anio", *COLUMNS], ["cve_ent"])
    persons = frame.set_index("cve_ent")["hablantes_5mas"]
    if persons.drop(NATION).sum() != persons[NATION]:
        raise DataError(
            "the states do not add up to the nation.",
            file=FILE,
            column="hablantes_5mas",
            cure="Compare the transcription with INEGI's table.",
        )
    parts = [
        tidy(frame, column, indicator=indicator, edition=EDITION, file=FILE)
        for column, indicator in COLUMNS.items()
    ]
    return pd.concat(parts, ignore_index=True)


TABLES = {
    "inegi_speakers_states": Reads(speakers_states, (FILE,)),
}
