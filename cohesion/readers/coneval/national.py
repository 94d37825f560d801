"""CONEVAL's poverty annexes: national figures by population group, and the cohesion block."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.coneval.layout import indicator_block
from cohesion.readers.coneval.states import (
    ANNEX_2018,
    ANNEX_2022,
    SERIES_2018,
    SERIES_2022,
    TESTS_2014,
    with_standard_errors,
)
from cohesion.readers.shared.table import source_file
from cohesion.tables.geography import NATION

_ROWS = {
    "poverty": r"poblacion en situacion de pobreza",
    "moderate_poverty": r"poblacion en situacion de pobreza moderada",
    "extreme_poverty": r"poblacion en situacion de pobreza extrema",
    "vulnerable_deprivation": r"poblacion vulnerable por carencias sociales",
    "vulnerable_income": r"poblacion vulnerable por ingresos",
    "not_poor_not_vulnerable": r"poblacion no pobre y no vulnerable",
    "any_deprivation": r"poblacion con al menos una carencia social",
    "three_deprivations": r"poblacion con al menos tres carencias sociales",
    "deprivation_education": r"rezago educativo",
    "deprivation_health": r"carencia por acceso a los servicios de salud",
    "deprivation_social_security": r"carencia por acceso a la seguridad social",
    "deprivation_housing": r"carencia por calidad y espacios (de|en) la vivienda",
    "deprivation_services": r"carencia por acceso a los servicios basicos en la vivienda",
    "deprivation_food": r"carencia por acceso a la alimentacion",
    "below_extreme_line": r"poblacion con (un )?ingreso inferior a la linea de "
    r"(pobreza extrema por ingresos|bienestar minimo)",
    "below_poverty_line": r"poblacion con (un )?ingreso inferior a la linea de "
    r"(pobreza por ingresos|bienestar)",
}
_ROWS_2022 = {key: pattern for key, pattern in _ROWS.items() if key != "deprivation_food"} | {
    "deprivation_food_quality": r"carencia por acceso a la alimentacion nutritiva y de calidad"
}

_SEX = {"women": r"mujeres", "men": r"hombres"}
_AGE_18 = {
    "age_0_17": r"poblacion menor de 18 anos",
    "age_18_plus": r"poblacion de 18 anos o mas",
}
_AGE_12 = {"age_12_29": r"poblacion (entre 12 y|de 12 a) 29 anos"}
_AGE_65 = {
    "age_65_plus": r"poblacion de 65 anos o mas",
    "age_0_64": r"poblacion menor de 65 anos",
}
_ETHNICITY = {
    "indigenous": r"poblacion indigena",
    "non_indigenous": r"poblacion no indigena",
}
_LANGUAGE = {
    "indigenous_language": r"poblacion hablante de lengua indigena",
    "no_indigenous_language": r"poblacion no hablante de lengua indigena",
}
_DISABILITY = {"disability": r"con discapacidad", "no_disability": r"sin discapacidad"}
_PLACE = {"rural": r"rural", "urban": r"urbano"}

# Sheet of the series 2008–2018, of the series 2016–2022, of the tests 2010–2014 (none for youth).
_GROUP_SHEETS = (
    (_SEX, "10", "15", "9"),
    (_AGE_18, "11", "12", "10"),
    (_AGE_12, "12", "11", None),
    (_AGE_65, "13", "13", "11"),
    (_ETHNICITY, "14", "16", "12"),
    (_LANGUAGE, "15", "17", "13"),
    (_DISABILITY, "16", "18", "14"),
    (_PLACE, "17", "19", "15"),
)

_COHESION = {
    "income_ratio_extreme_poor": r"razon de ingreso entre la poblacion pobre extrema y la "
    r"poblacion no pobre y no vulnerable",
    "polarised_states_population": r"poblacion en entidades polarizadas",
    "high_marginalisation_pole_population": r"poblacion en entidades con polo de alta marginacion",
    "low_marginalisation_pole_population": r"poblacion en entidades con polo de baja marginacion",
    "no_pole_population": r"poblacion en entidades sin polo",
    "networks_high_population": r"poblacion en entidades con (un )?grado alto de percepcion de "
    r"redes sociales",
    "networks_medium_population": r"poblacion en entidades con (un )?grado medio de percepcion de "
    r"redes sociales",
    "networks_low_population": r"poblacion en entidades con (un )?grado bajo de percepcion de "
    r"redes sociales",
}


def groups(root: Path) -> pd.DataFrame:
    """Return poverty and deprivations of the nation by sex, age, ethnicity, disability and place.

    In percent of the group, with standard errors for 2010, 2012 and 2014. People with at least
    one and at least three deprivations are given for the nation as a whole too.
    """
    old, new = source_file(root, ANNEX_2018), source_file(root, ANNEX_2022)
    tests = source_file(root, TESTS_2014)
    parts, errors = [_nation(old, _ROWS, SERIES_2018), _nation(new, _ROWS_2022, SERIES_2022)], []
    for group, sheet_2018, sheet_2022, sheet_tests in _GROUP_SHEETS:
        parts.append(
            indicator_block(old, f"Cuadro {sheet_2018}", _ROWS, group).assign(edition=SERIES_2018)
        )
        parts.append(
            indicator_block(new, f"Cuadro {sheet_2022}", _ROWS_2022, group).assign(
                edition=SERIES_2022
            )
        )
        if sheet_tests:
            errors.append(indicator_block(tests, f"Cuadro {sheet_tests}", _ROWS, group))
    values = pd.concat(parts, ignore_index=True)
    values = values[values["measure"] == "percent"].drop(columns="measure")
    together = with_standard_errors(
        _sex_apart(values), _sex_apart(pd.concat(errors, ignore_index=True)), "percent"
    )
    return together.assign(state_code=NATION)


def cohesion(root: Path) -> pd.DataFrame:
    """Return CONEVAL's national indicators of social cohesion other than the Gini coefficient."""
    old, new = source_file(root, ANNEX_2018), source_file(root, ANNEX_2022)
    values = pd.concat(
        [
            indicator_block(old, "Cuadro 3A", _COHESION).assign(edition=SERIES_2018),
            indicator_block(old, "Cuadro 3B", _COHESION).assign(edition=SERIES_2018),
            indicator_block(new, "Cuadro 3A", _COHESION).assign(edition=SERIES_2022),
        ],
        ignore_index=True,
    ).drop(columns="measure")
    errors = indicator_block(source_file(root, TESTS_2014), "Cuadro 3", _COHESION)
    return with_standard_errors(values, errors, "value").assign(state_code=NATION)


def _nation(path: Path, rows: dict[str, str], edition: str) -> pd.DataFrame:
    """Return the rows of Cuadro 1 that no table by state holds."""
    wanted = {key: rows[key] for key in ("any_deprivation", "three_deprivations")}
    return indicator_block(path, "Cuadro 1", wanted).assign(edition=edition)


def _sex_apart(frame: pd.DataFrame) -> pd.DataFrame:
    """Women and men go to the column ``sex``, every other group stays in ``group``."""
    by_sex = frame["group"].isin(_SEX)
    return frame.assign(
        sex=frame["group"].where(by_sex, "total"), group=frame["group"].mask(by_sex, "all")
    )
