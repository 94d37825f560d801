"""The readers of homicides, victimisation and reported crime: layout, defects, arithmetic."""

from __future__ import annotations

import shutil

import numpy as np
import openpyxl
import pandas as pd
import pytest

from cohesion import paths
from cohesion.errors import DataError
from cohesion.readers import sesnsp
from cohesion.readers.conapo import adults
from cohesion.readers.envipe import workbook_2011
from cohesion.readers.inegi import homicides_layout
from cohesion.readers.shared.state_names import find_state, state_code
from cohesion.tables.geography import STATE_CODES
from cohesion.tables.store import read

needs_sources = pytest.mark.skipif(
    not paths.SOURCES.exists(), reason="the folder of the official files is not there"
)


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


def test_sexes_follow_from_age_totals_and_shares():
    # 60 men and 40 women: 30 + 10 young, 30 + 30 old.
    totals, shares = np.array([40.0, 60.0]), np.array([[50.0, 25.0], [50.0, 75.0]])
    assert workbook_2011.split_by_sex(totals, shares) == (60.0, 40.0)


def test_sexes_that_fit_no_total_are_refused():
    totals = np.array([40.0, 60.0, 50.0])
    shares = np.array([[50.0, 25.0], [25.0, 25.0], [25.0, 50.0]])
    with pytest.raises(DataError, match="do not fit together"):
        workbook_2011.split_by_sex(totals, shares)


@pytest.mark.parametrize("cell", ["n.d.", "12a", "-3"])
def test_a_count_that_is_no_count_is_refused(cell):
    with pytest.raises(DataError, match="is not a count"):
        homicides_layout._count(cell, "x.xlsx", 9)


def test_empty_cell_of_the_cube_is_zero_and_commas_are_thousands():
    assert homicides_layout._count("", "x.xlsx", 9) == 0
    assert homicides_layout._count("25,757", "x.xlsx", 9) == 25_757


def copy(tmp_path, relative):
    target = tmp_path / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(paths.SOURCES / relative, target)
    target.chmod(0o644)
    return target


@needs_sources
def test_missing_official_file_names_it(tmp_path):
    with pytest.raises(DataError, match="inegi_homicidios_residencia"):
        homicides_layout.build_states(tmp_path)


@needs_sources
def test_changed_layout_of_the_cube(tmp_path):
    for relative in (
        homicides_layout.RESIDENCE,
        homicides_layout.OCCURRENCE,
        homicides_layout.REGISTERING,
    ):
        copy(tmp_path, relative)
    book = openpyxl.load_workbook(tmp_path / homicides_layout.OCCURRENCE)
    book.worksheets[0].delete_cols(10)
    book.save(tmp_path / homicides_layout.OCCURRENCE)
    with pytest.raises(DataError, match="header does not hold the total, 32 states"):
        homicides_layout.build_states(tmp_path)


@needs_sources
def test_renamed_column_of_reported_crime(tmp_path):
    target = copy(tmp_path, sesnsp.NEW)
    text = target.read_text(encoding="utf-8").replace("n_delitos,", "delitos,", 1)
    target.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="missing column.*n_delitos"):
        sesnsp.build_new(tmp_path)


@needs_sources
def test_offence_that_vanishes_from_the_classification(tmp_path):
    target = copy(tmp_path, sesnsp.VICTIMS)
    text = target.read_text(encoding="utf-8").replace("Feminicidio", "Otro")
    target.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="'Feminicidio' is not in the file"):
        sesnsp.build_victims(tmp_path)


@needs_sources
def test_wrong_sum_of_sexes_in_the_municipal_cube(tmp_path):
    target = copy(tmp_path, homicides_layout.MUNICIPAL_2017)
    lines = target.read_text(encoding="utf-8").splitlines(keepends=True)
    cells = lines[1].split(",")
    cells[-4] = str(int(cells[-4]) + 1)
    lines[1] = ",".join(cells)
    target.write_text("".join(lines), encoding="utf-8")
    with pytest.raises(DataError, match="row 2, column 'homicidios'"):
        homicides_layout.build_municipalities(tmp_path)


@needs_sources
def test_survey_workbook_with_a_renamed_heading(tmp_path):
    target = copy(tmp_path, workbook_2011.WORKBOOK_2011)
    book = openpyxl.load_workbook(target)
    book["3.2"]["D7"] = "Delitos"
    book.save(target)
    with pytest.raises(DataError, match="'DELITOS DECLARADOS'"):
        workbook_2011.build_victims(tmp_path)


@needs_sources
def test_survey_workbook_without_a_state(tmp_path):
    target = copy(tmp_path, workbook_2011.WORKBOOK_2011)
    book = openpyxl.load_workbook(target)
    book["3.2"].delete_rows(12)
    book.save(target)
    with pytest.raises(DataError, match="32 rows of states, not 33"):
        workbook_2011.build_victims(tmp_path)


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
        own = read("envipe_reporting_states").query("indicator == @ours")
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
        values = own.query("indicator == @indicator").set_index(["state_code", "year"])["value"]
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
def test_codes_of_sex_are_checked(tmp_path):
    target = copy(tmp_path, adults.ADULTS)
    frame = pd.read_csv(target)
    frame["sex"] = 1 - frame["sex"]
    frame.to_csv(target, index=False)
    with pytest.raises(DataError, match="do not behave as women"):
        adults.build(tmp_path)
