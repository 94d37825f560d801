"""CONEVAL's poverty annexes: the tables with one row per state."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.coneval.layout import plain, read_sheet, state_block
from cohesion.readers.shared.numbers import to_numbers
from cohesion.readers.shared.table import check_columns, source_file

ANNEX_2018 = "social/raw/coneval_anexo_estadistico_2008_2018.xlsx"
ANNEX_2022 = "social/raw/coneval_anexo_estadistico_2016_2022.xlsx"
TESTS_2014 = "social/raw/coneval_pruebas_hipotesis_2010_2014.xlsx"
SOCIAL_LAG_2020 = "social/raw/coneval_irs_entidades_mpios_2020.xlsx"
SOCIAL_LAG_EXTRACT = "social/tidy/lnpp_indicadores_estatales_seleccion.csv"
FIRST_PUBLISHED = "social/tidy/coneval_pobres_estatal_2008_2010_vintage2011.csv"

SERIES_2018, SERIES_2022 = "coneval_2008_2018", "coneval_2016_2022"

# Values of the annex of hypothesis tests and of the series differ by rounding only.
SAME_VALUE = 0.001

_SITUATION_A = {
    "poverty": r"pobreza",
    "moderate_poverty": r"pobreza moderada",
    "extreme_poverty": r"pobreza extrema",
}
_SITUATION_B = {
    "vulnerable_deprivation": r"vulnerable por carencias sociales",
    "vulnerable_income": r"vulnerable por ingresos",
    "not_poor_not_vulnerable": r"no pobre y no vulnerable",
}
_DEPRIVATIONS = {
    "deprivation_education": r"rezago educativo",
    "deprivation_health": r"carencia por acceso a los servicios de salud",
    "deprivation_social_security": r"carencia por acceso a la seguridad social",
    "deprivation_housing": r"carencia por calidad y espacios (de|en) la vivienda",
    "deprivation_services": r"carencia por acceso a los servicios basicos en la vivienda",
    "deprivation_food": r"carencia por acceso a la alimentacion",
    "below_extreme_line": r"poblacion con ingreso inferior a la linea de "
    r"(pobreza extrema por ingresos|bienestar minimo)",
    "below_poverty_line": r"poblacion con ingreso inferior a la linea de "
    r"(pobreza por ingresos|bienestar)",
}
# The series 2016–2022 measures another food deprivation ("nutritious and of quality"): another id.
_DEPRIVATIONS_2022 = {
    key: pattern for key, pattern in _DEPRIVATIONS.items() if key != "deprivation_food"
} | {"deprivation_food_quality": r"carencia por acceso a la alimentacion nutritiva y de calidad"}
_POPULATION = {"population_survey": r"poblacion \(miles de personas\)"}

_COMPONENTS = {
    "19D": {
        "dirt_floor": r"poblacion en viviendas con pisos de tierra",
        "weak_roof": r"poblacion en viviendas con techos de material endeble",
        "weak_walls": r"poblacion en viviendas con muros de material endeble",
        "overcrowding": r"poblacion en viviendas con hacinamiento",
    },
    "19E": {
        "no_water": r"poblacion en viviendas sin acceso al agua",
        "no_drainage": r"poblacion en viviendas sin drenaje",
        "no_electricity": r"poblacion en viviendas sin electricidad",
        "no_chimney": r"poblacion en viviendas sin chimenea cuando usan lena o carbon para cocinar",
    },
    "19F": {
        "food_insecurity_mild": r"inseguridad alimentaria leve",
        "food_insecurity_moderate": r"inseguridad alimentaria moderada",
        "food_insecurity_severe": r"inseguridad alimentaria severa",
    },
    "19A": {
        "education_lag_3_15": r"poblacion de 3 a 15 anos",
        "education_lag_born_before_1982": r"poblacion de 16 anos o mas nacida hasta 1981",
        "education_lag_born_since_1982": r"poblacion de 16 anos o mas nacida a partir de 1982",
    },
    "19B": {
        "affiliation_seguro_popular": r"poblacion af[il]+iada al seguro popular",
        "affiliation_imss": r"poblacion afiliada al imss",
        "affiliation_issste": r"poblacion afiliada al issste",
    },
    "19C": {
        "no_social_security_employed": r"poblacion ocupada sin acceso a la seguridad social",
        "no_social_security_inactive": r"poblacion no economicamente activa sin acceso a la "
        r"seguridad social",
        "no_social_security_65_plus": r"poblacion de 65 anos o mas sin acceso a la seguridad "
        r"social",
    },
}
# Components whose definition is the same in the series 2016–2022: housing, services, food scale.
_COMPONENTS_2022 = {"26D": "19D", "26E": "19E", "26F": "19F"}


def poverty(root: Path) -> pd.DataFrame:
    """Return poverty, vulnerability, deprivations and income below the lines, by state.

    Percentages of the population with their standard errors (2010, 2012, 2014), persons
    (``…_persons``) and mean number of deprivations (``mean_deprivations_…``); two series that are
    not comparable with each other, kept apart as editions.
    """
    old, new = source_file(root, ANNEX_2018), source_file(root, ANNEX_2022)
    blocks = [
        (state_block(old, "Cuadro 4A", _SITUATION_A), SERIES_2018),
        (state_block(old, "Cuadro 4B", _SITUATION_B), SERIES_2018),
        (state_block(old, "Cuadro 5", _DEPRIVATIONS | _POPULATION), SERIES_2018),
        (state_block(old, "Cuadro 6", _DEPRIVATIONS), SERIES_2018),
        (state_block(new, "Cuadro 4A", _SITUATION_A), SERIES_2022),
        (state_block(new, "Cuadro 4B", _SITUATION_B), SERIES_2022),
        (state_block(new, "Cuadro 5", _DEPRIVATIONS_2022 | _POPULATION), SERIES_2022),
        (state_block(new, "Cuadro 6", _DEPRIVATIONS_2022), SERIES_2022),
    ]
    parts = [_named_by_measure(block).assign(edition=edition) for block, edition in blocks]
    tests = source_file(root, TESTS_2014)
    errors = pd.concat(
        [
            state_block(tests, "Cuadro 4A", _SITUATION_A),
            state_block(tests, "Cuadro 4B", _SITUATION_B),
            state_block(tests, "Cuadro 5", _DEPRIVATIONS),
        ]
    )
    return with_standard_errors(pd.concat(parts, ignore_index=True), errors, "percent")


def gini(root: Path) -> pd.DataFrame:
    """Return the Gini coefficient of income per person, by state, with standard errors."""
    old, new = source_file(root, ANNEX_2018), source_file(root, ANNEX_2022)
    parts = [
        state_block(old, "Cuadro 18A", {"gini_income": "valor"}).assign(edition=SERIES_2018),
        state_block(old, "Cuadro 18B", {"gini_income": "valor"}).assign(edition=SERIES_2018),
        state_block(new, "Cuadro 3B", {"gini_income": "coeficiente"}).assign(edition=SERIES_2022),
    ]
    values = pd.concat(parts, ignore_index=True).drop(columns="measure")
    errors = state_block(
        source_file(root, TESTS_2014),
        "Cuadro 16",
        {"gini_income": r"coeficiente|error estandar \(x100\)"},
    )
    return with_standard_errors(values, errors, "value")


def components(root: Path) -> pd.DataFrame:
    """Return the components of the deprivations by state, in percent, with standard errors."""
    old, new = source_file(root, ANNEX_2018), source_file(root, ANNEX_2022)
    tests = source_file(root, TESTS_2014)
    parts, errors = [], []
    for sheet, subjects in _COMPONENTS.items():
        block = state_block(old, f"Cuadro {sheet}", subjects)
        parts.append(block[block["measure"] == "percent"].assign(edition=SERIES_2018))
        errors.append(state_block(tests, f"Cuadro 17{sheet[-1]}", subjects))
    for sheet, same_as in _COMPONENTS_2022.items():
        block = state_block(new, f"Cuadro {sheet}", _COMPONENTS[same_as])
        parts.append(block[block["measure"] == "percent"].assign(edition=SERIES_2022))
    values = pd.concat(parts, ignore_index=True).drop(columns="measure")
    return with_standard_errors(values, pd.concat(errors), "percent")


def with_standard_errors(values: pd.DataFrame, tests: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Attach the standard errors of the hypothesis tests to the series 2008–2018.

    The tests were published with the figures of 2014 as a file of their own. They are attached,
    and not kept as an edition of their own, because they repeat the point values of the series; a
    value that differs by more than rounding raises :class:`DataError`.
    """
    unit = [c for c in ("state_code", "sex", "group") if c in values]
    keys = [*unit, "indicator", "year"]
    tests = tests.drop_duplicates([*keys, "measure"])
    pairs = tests.pivot(index=keys, columns="measure", values="value").reset_index()
    pairs = pairs.rename(columns={measure: "tested"}).assign(edition=SERIES_2018)
    merged = values.merge(pairs[[*keys, "tested", "se", "edition"]], "left", [*keys, "edition"])
    difference = (merged["value"] - merged["tested"]).abs()
    if (difference > SAME_VALUE).any():
        worst = merged.loc[difference.idxmax()]
        raise DataError(
            f"the hypothesis tests give {worst['tested']:g}, the series {worst['value']:g} for "
            f"'{worst['indicator']}', {worst['year']}.",
            file=TESTS_2014,
            row=str(tuple(worst[unit])),
            column=worst["indicator"],
            cure="The two files are of different editions: keep their figures apart.",
        )
    return merged.drop(columns="tested")


def first_published(root: Path) -> pd.DataFrame:
    """Return the persons in poverty 2008 and 2010 as published in July 2011, by state.

    CONEVAL printed the persons in 2010 and the change since 2008, in thousands; the persons in
    2008 are the difference. The nation is the sum of the states, as on the same slides.
    """
    file = source_file(root, FIRST_PUBLISHED)
    raw = pd.read_csv(file, dtype={"cve_ent": str})
    check_columns(raw, ["cve_ent", "pobres_2010_miles", "cambio_2008_2010_miles"], file.name)
    wide = raw.set_index("cve_ent")
    years = pd.DataFrame(
        {
            2008: wide["pobres_2010_miles"] - wide["cambio_2008_2010_miles"],
            2010: wide["pobres_2010_miles"],
        }
    )
    years.loc["00"] = years.sum()
    long = years.rename_axis("state_code").reset_index().melt("state_code", var_name="year")
    return long.assign(
        value=long["value"] * 1000, indicator="poverty_persons", edition="coneval_2011_07"
    )


def social_lag(root: Path) -> pd.DataFrame:
    """Return the social lag index by state, 2000–2015 (extract) and 2020 (official file)."""
    file = source_file(root, SOCIAL_LAG_EXTRACT)
    raw = pd.read_csv(file, dtype={"cve_ent": str})
    check_columns(raw, ["indicador", "cve_ent", "anio", "valor"], file.name)
    index = raw[raw["indicador"] == "coneval_indice_rezago_social"]
    early = pd.DataFrame(
        {
            "state_code": index["cve_ent"],
            "year": index["anio"],
            "indicator": "social_lag_index",
            "value": index["valor"],
            "edition": "coneval_social_lag_2000_2015",
        }
    )
    sheet = read_sheet(source_file(root, SOCIAL_LAG_2020), "Estados")
    late = social_lag_2020(sheet, SOCIAL_LAG_2020, key_column=0, width=2)
    late = late.rename(columns={"unit": "state_code"})
    late = late[late["state_code"] != "00"]
    return pd.concat([early, late], ignore_index=True)


DEGREES = {"muy bajo": 1, "bajo": 2, "medio": 3, "alto": 4, "muy alto": 5}

SOCIAL_LAG_INPUTS = {
    "social_lag_illiteracy": "poblacion de 15 anos o mas analfabeta",
    "social_lag_basic_education_incomplete": "poblacion de 15 anos y mas con educacion basica "
    "incompleta",
    "social_lag_no_health_entitlement": "poblacion sin derechohabiencia a servicios de salud",
    "social_lag_dirt_floor": "viviendas con piso de tierra",
    "social_lag_no_piped_water": "viviendas que no disponen de agua entubada de la red publica",
    "social_lag_no_drainage": "viviendas que no disponen de drenaje",
    "social_lag_no_electricity": "viviendas que no disponen de energia electrica",
}


def social_lag_2020(sheet: pd.DataFrame, file: str, *, key_column: int, width: int) -> pd.DataFrame:
    """Return index, degree (1 very low … 5 very high) and inputs of one sheet of 2020.

    ``key_column`` holds the keys, ``width`` is their number of digits.
    """
    header = sheet.iloc[:8]
    columns = {}
    wanted = SOCIAL_LAG_INPUTS | {
        "social_lag_index": "indice de rezago social",
        "social_lag_degree": "grado de rezago social",
    }
    for indicator, title in wanted.items():
        match = [c for c in header if any(plain(cell) == title for cell in header[c])]
        if not match:
            raise DataError(
                f"no column for '{indicator}' (expected '{title}').",
                file=file,
                column=indicator,
                cure="Compare the sheet with the layout that the reader names.",
            )
        columns[indicator] = match[-1]
    keys = sheet[key_column].astype(str).str.strip()
    rows = keys.str.fullmatch(rf"\d{{{width}}}").fillna(False)
    table = sheet.loc[rows, list(columns.values())].set_axis(list(columns), axis=1)
    # A key that lost its zero, or a note beside it, is a row of figures without a key.
    figures = sheet[columns["social_lag_index"]].map(lambda cell: isinstance(cell, (int, float)))
    stray = figures & sheet[columns["social_lag_index"]].notna() & ~rows
    stray &= keys.str.contains(r"\d")
    if stray.any():
        raise DataError(
            f"'{keys[stray].iloc[0]}' is no key of {width} digits, and figures stand beside it.",
            file=file,
            row=int(stray.idxmax()) + 1,
            cure="Compare the key with CONEVAL's workbook.",
        )
    degrees = table["social_lag_degree"].map(lambda cell: plain(cell) if pd.notna(cell) else "")
    unknown = ~degrees.isin([*DEGREES, "", "nd", "n.d", "-"])
    if unknown.any():
        raise DataError(
            f"'{table.loc[unknown, 'social_lag_degree'].iloc[0]}' is no degree; known: "
            f"{', '.join(DEGREES)}.",
            file=file,
            row=int(unknown.idxmax()) + 1,
            column="social_lag_degree",
            cure="Compare the cell with CONEVAL's workbook.",
        )
    table["social_lag_degree"] = degrees.map(DEGREES)
    first = int(table.index[0]) + 1
    for indicator in table:
        if indicator != "social_lag_degree":
            table[indicator] = to_numbers(table[indicator], file, indicator, first_row=first)
    table = table.astype(float).assign(unit=keys[rows], year=2020)
    long = table.melt(["unit", "year"], var_name="indicator").dropna(subset=["value"])
    return long.assign(edition="coneval_social_lag_2020")


def _named_by_measure(block: pd.DataFrame) -> pd.DataFrame:
    """Percentages keep the id; persons get '…_persons', mean deprivations 'mean_deprivations_…'."""
    block = block[block["measure"].isin(["percent", "thousands", "mean", ""])].copy()
    # People vulnerable by income or not poor have no deprivation: their mean says nothing.
    empty_mean = (block["measure"] == "mean") & (block["value"] == 0)
    block = block[~empty_mean]
    persons = block["measure"] == "thousands"
    mean = block["measure"] == "mean"
    counted = block["indicator"] == "population_survey"
    block.loc[persons | counted, "value"] *= 1000
    block.loc[persons | counted, "value"] = block.loc[persons | counted, "value"].round()
    block.loc[persons, "indicator"] += "_persons"
    block.loc[mean, "indicator"] = "mean_deprivations_" + block.loc[mean, "indicator"]
    return block.drop(columns="measure")
