"""The readers of homicides, victimisation and reported crime: layout, defects, arithmetic."""

from __future__ import annotations

import pandas as pd
import pytest
from openpyxl.styles import PatternFill

from cohesion import paths
from cohesion.errors import DataError
from cohesion.readers import envipe
from cohesion.readers.envipe import layout
from cohesion.readers.shared.state_names import find_state, state_code
from cohesion.tables.geography import STATE_CODES
from cohesion.tables.store import read
from tests.readers.envipe.small import pair, table
from tests.tools.spoilt import assert_equal_to_data, needs_sources, workbook


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Coahuila de Zaragoza", "05"),
        ("MICHOACAN", "16"),
        ("Ciudad de México", "09"),
        ("DISTRITO FEDERAL", "09"),
        ("México", "15"),
        ("Estados Unidos Mexicanos1", "00"),
        ("  San Luis  Potosí ", "24"),
        ("No especificado", "99"),
    ],
)
def test_spellings_of_a_state(name, code):
    assert state_code(name, "x.csv") == code


def test_unknown_state_names_file_and_row():
    with pytest.raises(DataError, match=r"x.csv, row 7: 'Texas' is not the name of a state"):
        state_code("Texas", "x.csv", 7)
    assert find_state("Robo total de vehículo2") is None


@needs_sources
def test_reporting_equals_the_independent_extraction():
    extraction = pd.read_csv(
        paths.SOURCES / "security/envipe_denuncia_cifra_negra_estado_2010_2024.csv",
        dtype={"cve_ent": str},
    )
    names = {
        "cifra_negra_pct": "unreported_crime",
        "delitos_denunciados_pct": "crime_reported",
        "inicio_averiguacion_carpeta_pct_de_denunciados": "investigation_opened",
        "no_denuncia_por_causas_atribuibles_autoridad_pct": "unreported_authority",
    }
    extraction["indicator"] = extraction["indicador"].map(names)
    theirs = extraction.dropna(subset="indicator").set_index(
        ["cve_ent", "anio_referencia", "indicator"]
    )["valor"]
    own = read("envipe_reporting_states").query("sex == 'total'")
    own = own.set_index(["state_code", "year", "indicator"])["value"]
    assert len(theirs) == 4 * 14 * 33
    assert (own.reindex(theirs.index) - theirs).abs().max() < 1e-5


@needs_sources
def test_time_and_treatment_equal_the_independent_extraction():
    extraction = pd.read_csv(
        paths.SOURCES / "security/envipe_mp_tiempo_trato_estado_2011_2024.csv",
        dtype={"cve_ent": str},
    )
    shares = extraction[extraction["unidad"] != "absoluto"]
    for theirs, ours in (("tiempo_mas_4h", "mp_time_over_4h"), ("trato_malo", "mp_treatment_bad")):
        expected = shares[shares["indicador"] == theirs]
        expected = expected.set_index(["cve_ent", "anio_referencia"])["valor"]
        own = read("envipe_reporting_states")
        own = own[own["indicator"] == ours]
        own = own.set_index(["state_code", "year"])["value"]
        assert len(expected) == 14 * 33
        assert (own.reindex(expected.index) - expected).abs().max() < 1e-4


@needs_sources
def test_key_offences_equal_the_independent_extraction():
    theirs = pd.read_csv(
        paths.SOURCES / "security/sesnsp_delitos_clave_estado_1997_2014.csv",
        dtype={"cve_ent": str},
    ).set_index(["cve_ent", "anio"])
    own = read("sesnsp_reported_old_states")
    for column, indicator in (
        ("homicidio_doloso", "reported_homicide_old"),
        ("secuestro", "reported_kidnapping_old"),
        ("total_delitos", "reported_crime_old"),
    ):
        values = own[own["indicator"] == indicator].set_index(["state_code", "year"])["value"]
        assert (values.reindex(theirs.index) - theirs[column]).abs().max() == 0


def test_states_of_the_2011_municipal_table_lie_below_the_state_table():
    people = read("inegi_homicides_population_municipalities")
    assert people["mun_code"].nunique() == 2454
    counts = read("inegi_homicides_municipalities_2011").query("year == 2010")
    assert set(people["mun_code"]) <= set(counts["mun_code"])
    sums = counts.groupby(counts["mun_code"].str[:2])["value"].sum()
    states = read("inegi_homicides_states_2011").query("year == 2010")
    states = states.set_index("state_code")["value"].reindex(sums.index)
    assert (sums <= states).all()
    assert states.sum() - sums.sum() < 200


def test_full_years_hold_every_municipality_and_its_zeros():
    frame = read("inegi_homicides_municipalities").query("sex == 'total'")
    rows = frame.groupby("year")["mun_code"].nunique()
    assert (rows.loc[2000:2012] == 2457).all()
    assert (frame.query("year == 2007")["value"] == 0).sum() > 1000
    assert (frame.query("year == 2015")["value"] > 0).all()


def test_victims_by_sex_add_up_and_women_are_half():
    frame = read("envipe_victims_nation").query("indicator == 'victims'")
    ages = frame[frame["group"] != "all"]["value"].sum()
    sexes = frame[frame["group"] == "all"].set_index("sex")["value"]
    assert ages == 18_182_434
    assert abs(sexes.sum() - ages) <= 1


def test_cost_of_crime_is_losses_plus_health():
    frame = read("envipe_costs_states").query("indicator == 'crime_cost'")
    wide = frame.pivot(index=["state_code", "sex"], columns="group", values="value")
    assert (wide["all"] - wide["losses"] - wide["health"]).abs().max() <= 2
    states = wide.xs("total", level="sex")["all"]
    assert (states.drop("00") > 0).all()


def test_guerrero_is_marked_as_imprecise():
    frame = read("envipe_costs_states").query("indicator == 'precision_crime_cost'")
    classes = frame.set_index("state_code")["value"]
    assert classes["12"] == 3
    assert set(classes.index) == {*STATE_CODES, "00"}


def test_break_in_treatment_is_kept():
    frame = read("envipe_reporting_states")
    assert set(frame.query("indicator == 'mp_treatment_fair'")["year"]) == {2011}
    assert set(frame.query("indicator == 'mp_time_2_3h'")["year"]) == {2015}


def test_half_year_is_no_year():
    assert read("sesnsp_reported_new_states")["year"].max() == 2024
    assert read("sesnsp_victims_states")["year"].max() == 2024


@needs_sources
@pytest.mark.sampled(2)
# The rest is the derived incidence: it takes as long as the reporting that it is made of.
@pytest.mark.parametrize("name", sorted(set(envipe.TABLES) - {"envipe_incidence_derived_states"}))
def test_the_reader_gives_the_table_in_data_byte_for_byte(name):
    assert_equal_to_data(envipe, name)


PLAIN = [("Víctimas", None, None), *pair("Delitos", "Sí"), *pair(None, "No")]


def opened(tmp_path, *tables: list[list[object]]):
    """Write tables below each other's sheets and open the workbook."""
    named = {"Índice": [["x"]]} | {f"3.{n}": rows for n, rows in enumerate(tables, start=1)}
    return layout.open_book(workbook(tmp_path, "x.xlsx", named) / "x.xlsx")


def sheet_of(tmp_path, figures=lambda n: [n, 2 * n, 3 * n, 4 * n, "5.5*"], heads=PLAIN):
    book = opened(tmp_path, table("Víctimas según sexo", heads, figures))
    return layout.find_sheet(book, "x.xlsx", ("VICTIMAS",))


def test_a_column_is_found_by_the_lowest_heading_above_it(tmp_path):
    sheet = sheet_of(tmp_path)
    assert sheet.columns == {
        ("VICTIMAS", ""): 1, ("SI", "ABSOLUTOS"): 2, ("SI", "RELATIVOS"): 3,
        ("NO", "ABSOLUTOS"): 4, ("NO", "RELATIVOS"): 5,
    }  # fmt: skip
    assert (sheet.name, sheet.first_row) == ("3.1", 11)
    places = {word: layout.column(sheet, word, "RELATIVOS") for word in ("SI", "NO")}
    frame = layout.state_values(sheet, places)
    row = frame.set_index("state_code").loc["07"]
    assert (row["SI"], row["NO"], len(frame)) == (21, 5.5, 33)


def test_tables_and_columns_that_are_not_there_once_are_told(tmp_path):
    title = table("Víctimas por entidad federativa", PLAIN, lambda n: [n] * 5)
    book = opened(tmp_path, title, title)
    with pytest.raises(DataError, match="2 tables have the words VICTIMAS in their title"):
        layout.find_sheet(book, "x.xlsx", ("VICTIMAS",))
    with pytest.raises(DataError, match="0 tables have the words VICTIMAS"):
        layout.find_sheet(book, "x.xlsx", ("VICTIMAS",), without=("ENTIDAD",))
    with pytest.raises(DataError, match="row 3.1, column 'N': 0 columns are headed 'N'.*found V"):
        layout.column(sheet_of(tmp_path), "N")
    twice = [*pair("Sí"), *pair(None, "Sí, pero")]
    with pytest.raises(DataError, match="2 columns are headed 'SI' RELATIVOS"):
        layout.column(sheet_of(tmp_path, heads=twice), "SI", "RELATIVOS")


def test_a_table_without_heading_or_nation_is_refused(tmp_path):
    for rows in (
        table("Víctimas", PLAIN, lambda n: [n] * 5, label="Lugar"),
        [*table("Víctimas", PLAIN, lambda n: [n] * 5)[:9], ["Chiapas", 1]],
    ):
        with pytest.raises(DataError, match="row 3.1: no heading followed by the national row"):
            layout.find_sheet(opened(tmp_path, rows), "x.xlsx", ("VICTIMAS",))


def test_a_cell_that_is_no_number_and_a_missing_state_are_named(tmp_path):
    sheet = sheet_of(tmp_path, lambda n: ["n.d." if n == 7 else n])
    with pytest.raises(DataError, match=r"x.xlsx, row 3.1, row 18: 'n.d.' is not a number"):
        layout.state_values(sheet, {"victims": 1})
    sheet.worksheet["A12"] = "Texas"
    sheet.worksheet["B18"] = 7
    with pytest.raises(DataError, match="32 rows of states, not 33"):
        layout.state_values(sheet, {"victims": 1})
    # What belongs to no state is no row of a state.
    sheet.worksheet["A12"], sheet.worksheet["A44"] = "Aguascalientes", "No especificado"
    assert "99" not in set(layout.state_values(sheet, {"victims": 1})["state_code"])
    assert len(layout.precision(sheet, 1)) == 33


def test_the_colour_of_a_cell_is_its_precision(tmp_path):
    sheet = sheet_of(tmp_path)
    for cell, colour in (("B23", "FFFF5400"), ("B24", "FFFFEA00"), ("B25", "FFFFFFFF")):
        sheet.worksheet[cell].fill = PatternFill("solid", fgColor=colour)
    classes = layout.precision(sheet, 1).set_index("state_code")["value"]
    assert classes.loc[["12", "13", "14", "15"]].tolist() == [3, 2, 1, 1]
