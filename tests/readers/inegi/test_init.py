"""Tests of ``cohesion/readers/inegi/__init__.py``: registered events, and the product of states."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import inegi
from cohesion.tables.geography import STATE_CODES, STATES
from tests.tools.spoilt import values, workbook

#: Names that differ in INEGI's accounts from those of the book.
LONG = {
    "05": "Coahuila de Zaragoza", "09": "Ciudad de México", "16": "Michoacán de Ocampo",
    "30": "Veracruz de Ignacio de la Llave",
}  # fmt: skip


def events(header: int) -> list[list]:
    """Return a table of events by state below some lines of title: two of each, Oaxaca has five."""
    rows = [[code, "x", 5 if code == "20" else 2] for code in STATE_CODES]
    return [*[["x"]] * header, ["", "", "2010"], ["", "Total", 67], *rows]


@pytest.mark.parametrize(
    ("build", "file", "header", "indicator"),
    [
        (inegi.births_states, inegi.BIRTHS, 0, "births_registered"),
        (inegi.infant_states, inegi.INFANT_DEATHS, 4, "infant_deaths_registered"),
    ],
)
def test_registered_events_by_state(tmp_path, build, file, header, indicator):
    frame = build(workbook(tmp_path, file, {"Hoja1": events(header)}))
    found = values(frame, "indicator", "state_code", "year")
    assert found[indicator, "00", 2010] == 67 and found[indicator, "20", 2010] == 5
    assert len(found) == 33


def maternal(tmp_path, ratio):
    workbook(tmp_path, inegi.MATERNAL_DEATHS, {"Hoja1": events(4)})
    rows = [["cve_ent", "anio", "indicador_valor"], *ratio]
    return inegi.maternal_states(workbook(tmp_path, inegi.MATERNAL_RATIO, {"Hoja1": rows}))


def test_maternal_deaths_and_their_ratio(tmp_path):
    frame = maternal(tmp_path, [["20", 2010, 80.5], ["00", 2010, None]])
    found = values(frame, "indicator", "state_code")
    assert found["maternal_deaths_registered", "20"] == 5
    assert found["maternal_mortality_ratio_registered", "20"] == 80.5
    assert ("maternal_mortality_ratio_registered", "00") not in found
    with pytest.raises(DataError, match="row 2, column 'indicador_valor': 'high' is not a number"):
        maternal(tmp_path, [["20", 2010, "high"]])


def accounts() -> list[list]:
    """Return INEGI's accounts in small: two blocks and, between them, growth that is not read."""
    rows = [["Sistema de Cuentas Nacionales"], ["Concepto", "2009", "2010R", "2011P"]]
    for block, title in enumerate(["Millones de pesos a precios de 2018", "Variación anual",
                                   "Millones de pesos"]):  # fmt: skip
        rows += [[f"     {title}", "", "", ""], ["____aPIBPM - Producto interno bruto", "", "", ""]]
        for code, name in [("00", "Estados Unidos Mexicanos"), *STATES["name_es"].items()]:
            figure = 1000 * block + int(code)
            rows.append([f"      {LONG.get(code, name)}", figure, figure + 0.5, "NA"])
    for row in rows[-33:]:
        row[3] = 7
    for row in rows[4:37]:
        row[3] = 8
    return rows


def product(tmp_path, rows):
    return inegi.gdp_states(workbook(tmp_path, inegi.GDP, {"Tabulado": rows}))


def test_product_at_constant_and_current_prices(tmp_path):
    found = values(product(tmp_path, accounts()), "indicator", "state_code", "year")
    assert found["gdp_constant_2018", "30", 2009] == 30
    assert found["gdp_constant_2018", "05", 2010] == 5.5
    assert found["gdp_current", "09", 2009] == 2009
    assert found["gdp_current", "16", 2011] == 7 and found["gdp_constant_2018", "00", 2011] == 8
    assert len(found) == 2 * 33 * 3


@pytest.mark.parametrize(
    ("row", "column", "cell", "said"),
    [
        (1, 0, "Concept", "no row 'Concepto'"),
        (1, 2, "2010X", "'2010X' is not a year"),
        (2, 0, "Millones de pesos a precios de 2013", "no block 'Millones de pesos a precios"),
        (5, 0, "Aguas", "unknown state 'Aguas'"),
        (5, 2, "ca. 9", "row 6, column '.* 2010': 'ca. 9' is not a number"),
    ],
)
def test_a_changed_cell_of_the_accounts_is_named(tmp_path, row, column, cell, said):
    rows = accounts()
    rows[row][column] = cell
    with pytest.raises(DataError, match=f"pibe_2003_2024.*{said}"):
        product(tmp_path, rows)
