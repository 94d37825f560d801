"""Trust in judges and prosecutors by state and sex, with standard errors (ENVIPE microdata).

Computed from INEGI's microdata by another author with the survey's weights.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.plain import read_plain
from cohesion.readers.shared.table import Reads

FILE = "security/envipe_2020_confianza_corrupcion_jueces_mp_estado_sexo.csv"
EDITION = "envipe_trust_2021"
AUTHORITIES = {"jueces": "judges", "mp": "prosecutors"}
ANSWERS = {
    "Mucha confianza": "trust_much",
    "Algo de confianza": "trust_some",
    "Algo de desconfianza": "distrust_some",
    "Mucha desconfianza": "distrust_much",
    "Corrupto": "corrupt",
    "No corrupto": "not_corrupt",
}
#: Answers that must add up to one: trust with "does not know", and corruption likewise.
WHOLES = (
    (*list(ANSWERS)[:4], "Ns/Nc - confianza"),
    ("Corrupto", "No corrupto", "Ns/Nc - corrupto"),
)
SEXES = {"Hombre": "men", "Mujer": "women"}


def trust_states(root: Path) -> pd.DataFrame:
    """Return shares (percent) of adults who know the authority, by state and sex, with errors.

    Raises
    ------
    DataError
        An authority or sex that is not known, or answers that do not add up to one.
    """
    columns = [*ANSWERS, *(f"se.{answer}" for answer in ANSWERS)]
    others = sorted({name for whole in WHOLES for name in whole} - set(ANSWERS))
    frame = read_plain(root, FILE, ["autoridad", "cve_ent", "sexo", *columns, *others], ["cve_ent"])
    for column, known in (("autoridad", AUTHORITIES), ("sexo", SEXES)):
        wrong = ~frame[column].isin(known)
        if wrong.any():
            raise _problem(f"'{frame.loc[wrong, column].iloc[0]}' is not known.", wrong, column)
    for column in columns:
        if frame[column].isna().any():
            raise _problem("a cell is empty.", frame[column].isna(), column)
    for whole in WHOLES:
        off = (frame[list(whole)].sum(axis=1) - 1).abs() > 1e-6
        if off.any():
            raise _problem("the answers do not add up to one.", off, whole[0])
    parts = [
        pd.DataFrame(
            {
                "state_code": frame["cve_ent"],
                "year": 2020,
                "indicator": frame["autoridad"].map(AUTHORITIES) + f"_{name}",
                "sex": frame["sexo"].map(SEXES),
                "value": 100 * frame[answer],
                "se": 100 * frame[f"se.{answer}"],
                "edition": EDITION,
            }
        )
        for answer, name in ANSWERS.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _problem(problem: str, where: pd.Series, column: str) -> DataError:
    return DataError(
        problem,
        file=FILE,
        row=int(where.idxmax()) + 2,
        column=column,
        cure="Compare the row with the author's file.",
    )


TABLES = {
    "envipe_trust_states": Reads(trust_states, (FILE,)),
}
