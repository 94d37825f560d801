"""CONAPO, population of 18 years and over by state and sex (projections of 2023)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.plain import read_plain
from cohesion.readers.shared.table import Reads
from cohesion.readers.shared.whole import only_known, whole_grid
from cohesion.tables.geography import NATION

ADULTS = "security/raw/conapo_pop_18mas_estado_julio_1990_2050.csv"
COLUMNS = ["state_code", "age_group", "sex", "date", "population"]
YEARS = range(2000, 2026)

#: The file's codes. Nothing in it names them: adults of code 0 outnumber those of code 1, minors
#: the other way round, as women and men do in every census.
_SEX = {0: "women", 1: "men"}
_ADULTS_CODE = 1


def build(root: Path) -> pd.DataFrame:
    """Return the adult population in July of each year, total, women and men (persons)."""
    frame = read_plain(root, ADULTS, COLUMNS, keys=["state_code", "date"])
    _check_sexes(frame)
    frame = frame[frame["age_group"] == _ADULTS_CODE]
    frame = frame.assign(
        state_code=frame["state_code"].map(lambda code: f"{int(code):02d}"),
        year=frame["date"].str[:4].astype(int),
        sex=frame["sex"].map(_SEX),
        value=frame["population"],
    )
    frame = frame[frame["year"].isin(YEARS)][["state_code", "year", "sex", "value"]]
    total = frame.groupby(["state_code", "year"], as_index=False)["value"].sum()
    frame = pd.concat([frame, total.assign(sex="total")], ignore_index=True)
    nation = frame.groupby(["year", "sex"], as_index=False)["value"].sum()
    frame = pd.concat([frame, nation.assign(state_code=NATION)], ignore_index=True)
    return frame.assign(indicator="population_adults", edition="conapo_2023_adults")


def _check_sexes(frame: pd.DataFrame) -> None:
    for column in ("age_group", "sex"):
        only_known(frame[column], [0, 1], ADULTS, column)
    whole_grid(frame, ["date", "state_code"], ["age_group", "sex"], ADULTS)
    sums = frame.groupby(["age_group", "sex"])["population"].sum()
    if set(sums.index) != {(0, 0), (0, 1), (1, 0), (1, 1)} or not (
        sums[(1, 0)] > sums[(1, 1)] and sums[(0, 0)] < sums[(0, 1)]
    ):
        raise DataError(
            "the codes of age and sex do not behave as women (0) and men (1).",
            file=ADULTS,
            column="sex",
            cure="Find the meaning of the codes and adapt the reader.",
        )


TABLES = {
    "conapo_population_adults_states": Reads(build, (ADULTS,)),
}
