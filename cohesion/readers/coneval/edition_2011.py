"""Poverty and deprivations of 2010 by state as CONEVAL had published them by the end of 2011.

No table of shares by state of that edition is at hand. Two things are: the persons in poverty of
July 2011, and the municipal estimates of December 2011 with the population to which they refer.
The share in poverty is the first over the population of the second; the other shares are sums of
municipal persons over that population. They are named as what they are: sums of estimates for
small areas.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.coneval.municipal import MUNICIPAL_2010
from cohesion.readers.coneval.states import FIRST_PUBLISHED, first_published
from cohesion.readers.shared.table import Reads, check_columns, source_file
from cohesion.readers.shared.whole import municipal_keys
from cohesion.tables.geography import NATION

JULY, DECEMBER = "coneval_2011_07_shares", "coneval_2011_12_states"
POPULATION = "pobtot_ajustada"
#: Persons of the municipal file, and the share (percent) of the population that they are.
SUMS = {
    "extreme_poverty": "N_pobreza_e",
    "vulnerable_deprivation": "N_vul_car",
    "vulnerable_income": "N_vul_ing",
    "not_poor_not_vulnerable": "N_npnv",
    "deprivation_education": "N_ic_rezedu",
    "deprivation_health": "N_ic_asalud",
    "deprivation_social_security": "N_ic_segsoc",
    "deprivation_housing": "N_ic_cv",
    "deprivation_services": "N_ic_sbv",
    "deprivation_food": "N_ic_ali",
    "any_deprivation": "N_carencias",
    "three_deprivations": "N_carencias3",
    "below_poverty_line": "N_plb",
    "below_extreme_line": "N_plb_m",
}
#: Shares that the catalogue also knows as persons at the level of states.
WITH_PERSONS = tuple(name for name in SUMS if name not in ("any_deprivation", "three_deprivations"))
#: The whole population in four parts: poor (sum of municipalities), the two vulnerable, the rest.
FOUR_PARTS = ("N_pobreza", "N_vul_car", "N_vul_ing", "N_npnv")
ONE_PERSON_EACH = 0.01  # of the population: municipal persons are rounded


def state_sums(root: Path) -> pd.DataFrame:
    """Return persons by state and for the nation: sums of CONEVAL's municipal estimates.

    Returns
    -------
    DataFrame
        Indexed by ``state_code`` (33 rows); the columns of the municipal file in :data:`SUMS`,
        ``N_pobreza`` and :data:`POPULATION`, in persons.

    Raises
    ------
    DataError
        A cell that is no number, or four parts that do not add up to the population.
    """
    columns = [POPULATION, *FOUR_PARTS, *SUMS.values()]
    columns = list(dict.fromkeys(columns))
    raw = pd.read_csv(source_file(root, MUNICIPAL_2010), dtype={"clave_mun": str})
    check_columns(raw, ["clave_mun", *columns], MUNICIPAL_2010)
    municipal_keys(raw["clave_mun"], MUNICIPAL_2010, "clave_mun")
    persons = raw[columns].apply(pd.to_numeric, errors="coerce")
    if persons.isna().any().any():
        row = int(persons.isna().any(axis=1).idxmax())
        raise DataError(
            "a municipality has no figure.",
            file=MUNICIPAL_2010,
            row=row + 2,
            column=str(persons.columns[persons.loc[row].isna()][0]),
            cure="A sum over municipalities needs all of them: compare with the official file.",
        )
    states = persons.groupby(raw["clave_mun"].str[:2].rename("state_code")).sum()
    states.loc[NATION] = states.sum()
    off = (states[list(FOUR_PARTS)].sum(axis=1) / states[POPULATION] - 1).abs()
    if (off > ONE_PERSON_EACH / 100).any():
        raise DataError(
            f"the four parts of state {off.idxmax()} do not add up to its population.",
            file=MUNICIPAL_2010,
            column=POPULATION,
            cure="Compare the sums with the official file.",
        )
    return states


def states_2010(root: Path) -> pd.DataFrame:
    """Return poverty, deprivations (percent and persons) and population by state, 2010."""
    sums = state_sums(root)
    poor = first_published(root)
    poor = poor[poor["year"] == 2010].set_index("state_code")["value"]
    parts = [_rows(100 * poor / sums[POPULATION], "poverty", JULY)]
    parts.append(_rows(sums[POPULATION], "population_survey", DECEMBER))
    for share, column in SUMS.items():
        parts.append(_rows(100 * sums[column] / sums[POPULATION], share, DECEMBER))
        if share in WITH_PERSONS:
            parts.append(_rows(sums[column], f"{share}_persons", DECEMBER))
    return pd.concat(parts, ignore_index=True)


def _rows(values: pd.Series, indicator: str, edition: str) -> pd.DataFrame:
    frame = values.rename_axis("state_code").rename("value").reset_index()
    return frame.assign(year=2010, indicator=indicator, edition=edition)


TABLES = {
    "coneval_states_edition_2011": Reads(states_2010, (FIRST_PUBLISHED, MUNICIPAL_2010)),
}
