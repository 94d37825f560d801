"""The names of the municipalities of 2010, by INEGI's key.

``python -m cohesion.readers.municipality_names`` writes ``data/geo/municipalities.csv`` from
CONEVAL's municipal table, which carries INEGI's catalogue of that year.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion import paths
from cohesion.errors import DataError
from cohesion.geography import STATE_CODES
from cohesion.readers.base import Table, check_columns, source_file

TABLES: tuple[Table, ...] = ()

SOURCE = "social/raw/coneval_municipal_sabana_1990_2010.csv"


def read_names(sources: Path) -> pd.DataFrame:
    """Return ``mun_code``, ``name``: one row per municipality, sorted by key.

    Raises
    ------
    DataError
        A key that is not five digits of a known state, or that stands twice.
    """
    frame = pd.read_csv(source_file(sources, SOURCE), dtype=str)
    frame = check_columns(frame, ["clave_mun", "nom_mun"], SOURCE)[["clave_mun", "nom_mun"]]
    frame = frame.set_axis(["mun_code", "name"], axis=1)
    good = frame["mun_code"].str.fullmatch(r"\d{5}") & frame["mun_code"].str[:2].isin(STATE_CODES)
    wrong = frame.loc[~good | frame["mun_code"].duplicated(), "mun_code"]
    if len(wrong):
        raise DataError(
            f"'{wrong.iloc[0]}' is not a key of a municipality, or stands twice.",
            file=SOURCE,
            row=int(wrong.index[0]) + 2,
            column="clave_mun",
            cure="Use INEGI's five-digit keys, each once.",
        )
    return frame.sort_values("mun_code", ignore_index=True)


def build(sources: Path, folder: Path) -> Path:
    """Write ``municipalities.csv`` into ``folder`` and return its path."""
    file = folder / "municipalities.csv"
    read_names(sources).to_csv(file, index=False, lineterminator="\n")
    return file


if __name__ == "__main__":
    print(build(paths.SOURCES, paths.GEO).relative_to(paths.ROOT))
