"""INPI (CDI until 2018): the indigenous population of 2015, health affiliation and literacy."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.numbers import stacked, to_numbers
from cohesion.readers.shared.table import Reads, check_columns, source_file
from cohesion.readers.shared.whole import only_known

INDIGENOUS_2015 = "social/raw/inpi_indicadores_indigenas_municipal_2015.csv"

#: column → (indicator, group, sex); the h/m columns of literacy concern indigenous people.
COLUMNS = {
    "TPOBTOT": ("population_survey_2015", "all", "total"),
    "IPOB_INDI": ("population_survey_2015", "indigenous", "total"),
    "TPCDERSS": ("health_affiliated", "all", "total"),
    "ISITIEDER": ("health_affiliated", "indigenous", "total"),
    "TPSDERSS": ("health_not_affiliated", "all", "total"),
    "INOTIEDER": ("health_not_affiliated", "indigenous", "total"),
    "TPSEGPOP": ("health_seguro_popular", "all", "total"),
    "ISEGPOP": ("health_seguro_popular", "indigenous", "total"),
    "TPIMSS": ("health_imss", "all", "total"),
    "IIMSS": ("health_imss", "indigenous", "total"),
    "TPISSSTE": ("health_issste", "all", "total"),
    "IISSSTE": ("health_issste", "indigenous", "total"),
    "TP15_ALFAB": ("literate_15_plus", "all", "total"),
    "TP15_ANALF": ("illiterate_15_plus", "all", "total"),
    "IP15_ALFA": ("literate_15_plus", "indigenous", "total"),
    "IP15_ANALFA": ("illiterate_15_plus", "indigenous", "total"),
    "mALFA": ("literate_15_plus", "indigenous", "women"),
    "mANALFA": ("illiterate_15_plus", "indigenous", "women"),
    "hALFA": ("literate_15_plus", "indigenous", "men"),
    "hANALFA": ("illiterate_15_plus", "indigenous", "men"),
}
COVERAGE = "COBERTURA DE LA ENCUESTA INTERCENSAL 2015"
TOO_FEW = "Municipio con muestra insuficiente"
ENOUGH = ("Municipio muestreado", "Municipio censado")
MUNICIPAL = ("population_survey_2015", "health_affiliated", "health_seguro_popular")


def _persons(sources: Path) -> pd.DataFrame:
    raw = pd.read_csv(source_file(sources, INDIGENOUS_2015), dtype=str)
    check_columns(raw, ["INEGI", "MPO", COVERAGE, *COLUMNS], INDIGENOUS_2015)
    # Where the sample was too small the file prints zeros: those are gaps, except the population.
    coverage = raw[COVERAGE].str.strip().fillna("")
    of_state = raw["MPO"].str.strip().str.lstrip("0") == ""
    only_known(coverage.where(~of_state, TOO_FEW), [TOO_FEW, *ENOUGH], INDIGENOUS_2015, COVERAGE)
    too_few = coverage == TOO_FEW
    parts = [
        pd.DataFrame(
            {
                "mun_code": raw["INEGI"].str.zfill(5),
                "indicator": indicator,
                "group": group,
                "sex": sex,
                "value": to_numbers(raw[column], INDIGENOUS_2015, column).mask(
                    too_few & (column != "TPOBTOT")
                ),
                # One state total stands among the municipalities.
                "municipality": raw["MPO"].astype(int) != 0,
            }
        )
        for column, (indicator, group, sex) in COLUMNS.items()
    ]
    whole = pd.concat(parts, ignore_index=True)
    whole = whole[whole["municipality"]].drop(columns="municipality")
    return whole.assign(year=2015, edition="inpi_2015")


def indigenous_municipalities(sources: Path) -> pd.DataFrame:
    """Return total and indigenous population and their health affiliation by municipality."""
    whole = _persons(sources)
    return stacked([whole[whole["indicator"].isin(MUNICIPAL)]], "mun_code")


def indigenous_states(sources: Path) -> pd.DataFrame:
    """Return the sums of the municipalities by state and for the nation, all indicators."""
    whole = _persons(sources)
    keys = ["year", "indicator", "group", "sex", "edition"]
    states = whole.assign(state_code=whole["mun_code"].str[:2])
    states = states.groupby(["state_code", *keys], as_index=False)["value"].sum()
    nation = states.groupby(keys, as_index=False)["value"].sum().assign(state_code="00")
    return stacked([states, nation], "state_code")


TABLES = {
    "inpi_indigenous_states": Reads(indigenous_states, (INDIGENOUS_2015,)),
    "inpi_indigenous_municipalities": Reads(indigenous_municipalities, (INDIGENOUS_2015,)),
}
