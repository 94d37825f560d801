"""Tests of ``cohesion/readers/coneval/national.py``."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.readers import coneval
from cohesion.readers.coneval import layout, national
from cohesion.readers.coneval.states import ANNEX_2018, ANNEX_2022, TESTS_2014
from tests.tools.spoilt import assert_equal_to_data, needs_sources, values, with_cell, workbook

#: CONEVAL's words in the annex of 2018; the other two files write some of them otherwise.
ROWS = [
    "Población en situación de pobreza", "    Población en situación de pobreza moderada",
    "    Población en situación de pobreza extrema", "Población vulnerable por carencias sociales",
    "Población vulnerable por ingresos", "Población no pobre y no vulnerable",
    "Población con al menos una carencia social", "Población con al menos tres carencias sociales",
    "Rezago educativo", "Carencia por acceso a los servicios de salud",
    "Carencia por acceso a la seguridad social", "Carencia por calidad y espacios de la vivienda",
    "Carencia por acceso a los servicios básicos en la vivienda",
    "Carencia por acceso a la alimentación ",
    "Población con ingreso inferior a la línea de pobreza extrema por ingresos",
    "Población con ingreso inferior a la línea de pobreza por ingresos ",
]  # fmt: skip
ROWS_2022 = [*ROWS[:13], "Carencia por acceso a la alimentación nutritiva y de calidad", *ROWS[14:]]
ROWS_2014 = [
    *ROWS[:11], "Carencia por calidad y espacios en la vivienda", *ROWS[12:14],
    "Población con ingreso inferior a la línea de bienestar mínimo",
    "Población con ingreso inferior a la línea de bienestar",
]  # fmt: skip
#: Groups of a table, and its number in each of the three files.
GROUPS = [
    (["Mujeres", "Hombres"], 10, 15, 9),
    (["Población menor de 18 años", "Población de 18 años o más"], 11, 12, 10),
    (["Población entre 12 y 29 años"], 12, 11, None),
    (["Población de 65 años o más", "Población menor de 65 años"], 13, 13, 11),
    (["Población indígena1", "Población no indígena"], 14, 16, 12),
    (["Población hablante de lengua indígena", "Población no hablante de lengua indígena"],
     15, 17, 13),
    (["Con discapacidad", "Sin discapacidad"], 16, 18, 14),
    (["Rural", "Urbano"], 17, 19, 15),
]  # fmt: skip
NETWORKS = "Población en entidades con {} de percepción de redes sociales"
COHESION = [
    "Razón de ingreso entre la población pobre extrema y la población no pobre y no vulnerable*",
    "Población en entidades polarizadas", "Población en entidades con polo de alta marginación",
    "Población en entidades con polo de baja marginación", "Población en entidades sin polo",
    *(NETWORKS.format(f"grado {degree}") for degree in ("alto", "medio", "bajo")),
]  # fmt: skip
COHESION_2022 = [*COHESION[:5], *(NETWORKS.format(f"un grado {d}") for d in ("alto", "medio",
                                                                             "bajo"))]  # fmt: skip


def cuadro(rows: list[str], groups: list[str], years: list[object]) -> list[list]:
    """Return a table of a series: percent, and millions of people, of each group by year.

    The percentage of a group is 20 × its place + the place of its row, and one more each year.
    """
    head, kinds, dates = [], [], []
    for group in groups:
        head += [group, *[None] * (2 * len(years) + 1)]
        kinds += ["Porcentaje", *[None] * len(years), "Millones de personas", *[None] * len(years)]
        dates += [*years, None, *years, None]
    body = []
    for row, name in enumerate(rows):
        cells = []
        for group in range(len(groups)):
            percents = [20 * group + row + year for year in range(len(years))]
            cells += [*percents, None, *[0.5] * len(years), None]
        body.append([None, name, *cells])
    return [
        ["Cuadro"], [None, "Indicadores ", *head], [None, None, *kinds], [None, None, *dates],
        [None, "Pobreza"], *body, [None, "Fuente: estimaciones del CONEVAL"],
    ]  # fmt: skip


def errors_of(rows: list[str], groups: list[str]) -> list[list]:
    """Return a table of the hypothesis tests: the figures of 2010 and 2012 with their errors."""
    head, dates, kinds = [], [], []
    for group in groups:
        head += [group, *[None] * 4]
        dates += [2010, None, 2012, None, None]
        kinds += [*["Porcentaje", "Error estándar (x100)"] * 2, None]
    body = [[None, name, *(cell for group in range(len(groups)) for cell in
                           (20 * group + row, 0.1 * row, 20 * group + row + 1, 0.7, ""))]
            for row, name in enumerate(rows)]  # fmt: skip
    return [["Cuadro"], [None, "Indicadores ", *head], [None, None, *dates],
            [None, None, *kinds], *body]  # fmt: skip


def files(tmp_path):
    """Write the three files with the tables by group."""
    old = {f"Cuadro {place}": cuadro(ROWS, groups, [2010, 2012]) for groups, place, *_ in GROUPS}
    new = {f"Cuadro {place}": cuadro(ROWS_2022, groups, [2020, "2022**"])
           for groups, _, place, _ in GROUPS}  # fmt: skip
    tests = {f"Cuadro {place}": errors_of(ROWS_2014, groups)
             for groups, *_, place in GROUPS if place}  # fmt: skip
    nation = ["Estados Unidos Mexicanos"]
    old["Cuadro 1"], new["Cuadro 1"] = cuadro(ROWS, nation, [2010]), cuadro(ROWS, nation, [2022])
    workbook(tmp_path, ANNEX_2018, old)
    workbook(tmp_path, ANNEX_2022, new)
    return workbook(tmp_path, TESTS_2014, tests)


def test_groups_of_three_files_and_their_standard_errors(tmp_path):
    frame = national.groups(files(tmp_path))
    found = values(frame, "edition", "indicator", "group", "sex", "year")
    old, new = "coneval_2008_2018", "coneval_2016_2022"
    assert found[old, "poverty", "all", "women", 2010] == 0
    assert found[old, "extreme_poverty", "all", "men", 2012] == 20 + 2 + 1
    assert found[old, "deprivation_housing", "indigenous", "total", 2010] == 11
    assert found[old, "below_poverty_line", "non_indigenous", "total", 2010] == 20 + 15
    assert found[new, "deprivation_food_quality", "urban", "total", 2022] == 20 + 13 + 1
    assert found[new, "deprivation_health", "age_12_29", "total", 2020] == 9
    assert found[old, "any_deprivation", "all", "total", 2010] == 6
    assert (new, "deprivation_food", "urban", "total", 2022) not in found
    assert set(frame["state_code"]) == {"00"}
    errors = frame.set_index(["edition", "indicator", "group", "sex", "year"])["se"]
    assert errors[old, "below_extreme_line", "rural", "total", 2010] == pytest.approx(1.4)
    assert errors[old, "poverty", "all", "men", 2012] == 0.7
    # The young are in no test, and the later series has none.
    assert errors[:, :, "age_12_29"].isna().all() and errors[new].isna().all()


def without(rows: list[list], row: int) -> list[list]:
    return rows[:row] + rows[row + 1 :]


RURAL = cuadro(ROWS, ["Rural", "Urbano"], [2010, 2012])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (without(RURAL, 8), "no row for 'vulnerable_deprivation'"),
        (cuadro(ROWS, ["Rural", "Ciudad"], [2010, 2012]), "no column for 'urban'"),
        (with_cell(RURAL, 6, 3, "s/d"), "row 7, column 'D': 's/d' is not a number"),
        ([["x"], [None, "Conceptos"]], "no heading that matches /indicadores/"),
        (RURAL[:4], "no row of the table has a known name"),
    ],
)
def test_a_changed_table_is_told(tmp_path, changed, said):
    file = workbook(tmp_path, "annex.xlsx", {"Cuadro 17": changed}) / "annex.xlsx"
    with pytest.raises(DataError, match=f"annex.xlsx, sheet Cuadro 17.*{said}"):
        layout.indicator_block(file, "Cuadro 17", national._ROWS, national._PLACE)


def context(rows: list[str], years: list[object]) -> list[list]:
    """Return a table of cohesion: a figure is the place of its row, and one more each year."""
    body = [[None, name, *(row + n for n in range(len(years)))] for row, name in enumerate(rows)]
    gini = [None, "Coeficiente de Gini", *[0.5] * len(years)]
    return [["Cuadro"], [None, "Indicadores ", *years], gini, *body]


def test_cohesion_of_two_series(tmp_path):
    sheets = {"Cuadro 3A": context(COHESION, [2010, 2014]), "Cuadro 3B": context(COHESION, [2016])}
    workbook(tmp_path, ANNEX_2018, sheets)
    workbook(tmp_path, ANNEX_2022, {"Cuadro 3A": context(COHESION_2022, [2020, "2022**"])})
    errors = [["x"], [None, "Indicadores", 2010, None],
              [None, None, "Valor del indicador", "Error estándar (x100)"],
              *([None, name, row, 0.2] for row, name in enumerate(COHESION))]  # fmt: skip
    root = workbook(tmp_path, TESTS_2014, {"Cuadro 3": errors})
    frame = national.cohesion(root)
    found = values(frame, "indicator", "year")
    assert found["income_ratio_extreme_poor", 2014] == 1
    assert found["low_marginalisation_pole_population", 2016] == 3
    assert found["networks_low_population", 2022] == 8
    assert len(found) == 8 * 5
    assert set(frame.loc[frame["se"].notna(), "year"]) == {2010}


def test_a_missing_sheet_is_named(tmp_path):
    for file in (ANNEX_2018, ANNEX_2022, TESTS_2014):
        workbook(tmp_path, file, {"Cuadro 99": [["x"]]})
    with pytest.raises(DataError, match="2008_2018.xlsx: there is no sheet 'Cuadro 3A'"):
        national.cohesion(tmp_path)


@pytest.mark.dear
@needs_sources
@pytest.mark.parametrize("name", ["coneval_cohesion_national", "coneval_poverty_groups"])
def test_the_reader_gives_the_table_in_data_byte_for_byte(name):
    assert_equal_to_data(coneval, name)


def test_women_and_men_are_a_sex_and_other_groups_stay_groups():
    frame = pd.DataFrame({"group": ["women", "men", "rural", "all"], "value": range(4)})
    apart = national._sex_apart(frame)
    assert apart["sex"].tolist() == ["women", "men", "total", "total"]
    assert apart["group"].tolist() == ["all", "all", "rural", "all"]
    assert frame["group"].tolist() == ["women", "men", "rural", "all"]
