"""INEGI's and INPI's tables against published figures, their identities, and changed layouts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.readers import inegi, inpi
from cohesion.readers.inegi.layout import municipal_query, state_workbook
from cohesion.readers.shared.declared import tables_of
from cohesion.tables.geography import STATE_CODES
from cohesion.tables.store import read
from tests.tools.spoilt import assert_equal_to_data, needs_sources, workbook, written


def test_compiled_ratio_fits_the_nation_but_not_the_states():
    # The compilation divides deaths by the place where they happened: close for the nation, far
    # off in the capital, whose hospitals receive patients from elsewhere: a declared defect.
    frame = read("inegi_maternal_states").set_index(["indicator", "state_code", "year"])["value"]
    births = read("inegi_births_states").set_index(["state_code", "year"])["value"]
    deaths = frame["maternal_deaths_registered"]
    ratio = frame["maternal_mortality_ratio_registered"] / (1e5 * deaths / births)
    assert ratio["00"].dropna().between(0.97, 1.01).all()
    assert ratio["09", 2010] > 1.4


@pytest.mark.parametrize("name", ["inegi_population_states", "inegi_population_municipalities"])
def test_women_and_men_add_up(name):
    frame = read(name)
    wide = frame.pivot_table(index=[frame.columns[0], "year"], columns="sex", values="value")
    assert (wide["women"] + wide["men"]).equals(wide["total"])


def test_municipalities_add_up_to_states_and_states_to_the_nation():
    municipal = read("inegi_population_municipalities")
    sums = municipal.groupby([municipal["mun_code"].str[:2], "year", "sex"])["value"].sum()
    states = read("inegi_population_states").set_index(["state_code", "year", "sex"])["value"]
    only_states = states.drop("00", level="state_code").sort_index()
    assert np.array_equal(sums.sort_index().to_numpy(), only_states.to_numpy())
    nation = only_states.groupby(["year", "sex"]).sum()
    assert nation.equals(states.xs("00", level="state_code").reindex(nation.index))


@pytest.mark.parametrize(
    ("name", "municipal"),
    [("indigenous_speakers", True), ("afromexican_population", True), ("population_3_plus", True)],
)
def test_peoples_add_up(name, municipal):
    by_state = read("inegi_census_states").query("indicator == @name")
    by_state = by_state.set_index("state_code")["value"]
    assert by_state.drop("00").sum() == by_state["00"]
    by_mun = read("inegi_census_municipalities").query("indicator == @name")
    assert by_mun["value"].sum() == by_state["00"]


def test_state_products_add_up_to_the_nation():
    frame = read("inegi_gdp_states")
    wide = frame.pivot_table(index=["indicator", "year"], columns="state_code", values="value")
    ratio = wide[list(STATE_CODES)].sum(axis=1) / wide["00"]
    assert ratio.between(0.9999, 1.0001).all()
    assert len(wide) == 44


def test_too_small_samples_are_gaps_not_zeros():
    frame = read("inpi_indigenous_municipalities").query("mun_code == '08010'")
    assert set(frame["indicator"]) == {"population_survey_2015"}


def query_file(tmp_path, heads, rows):
    file = tmp_path / "q.csv"
    lines = ['"Población total"', '""', '"Consulta"', '"","",' + ",".join(f'"{h}"' for h in heads)]
    file.write_text("\n".join([*lines, *rows]) + "\n", encoding="latin-1")
    return file.name


def test_a_query_with_another_header_is_refused(tmp_path):
    name = query_file(tmp_path, ["Total", "Varones"], ['" ","Total","2","1"'])
    with pytest.raises(DataError, match="no header row with Total, Hombres; found Total, Varones"):
        municipal_query(tmp_path, name, ["Total", "Hombres"])


def test_a_query_reads_the_three_kinds_of_keys(tmp_path):
    rows = [
        '" ","Total","1,200","700"',
        '"=CONCATENAR(0,01) ","Aguascalientes","900","500"',
        '"=CONCATENAR( ,10) ","Durango","300","200"',
        '" 10 001 ","Canatlán","300",""',
        '"FUENTE: INEGI."',
    ]
    heads = ["Total", "Hombres"]
    frame = municipal_query(tmp_path, query_file(tmp_path, heads, rows), heads)
    assert frame["unit"].tolist() == ["00", "01", "10", "10001"]
    assert frame.loc[0, "Total"] == 1200
    assert pd.isna(frame.loc[3, "Hombres"])


def by_state(tmp_path, states=STATE_CODES, total=None):
    # The last state had no case: INEGI leaves the cell empty.
    rows = [[code, "x", None if code == "32" else "1"] for code in states]
    whole = str(len(STATE_CODES) - 1 if total is None else total)
    head = [["clave", "Entidad", "2010"], ["", "Total", whole]]
    workbook(tmp_path, "b.xlsx", {"Hoja1": [*head, *rows]})
    return "b.xlsx"


def test_an_empty_cell_is_zero_where_the_column_adds_up(tmp_path):
    frame = state_workbook(tmp_path, by_state(tmp_path), header=0)
    assert frame.set_index("state_code").loc["32", "value"] == 0


def test_a_column_that_does_not_add_up_is_refused(tmp_path):
    with pytest.raises(DataError, match="add up to 31, the total says 40"):
        state_workbook(tmp_path, by_state(tmp_path, total=40), header=0)


def test_a_missing_state_is_named(tmp_path):
    with pytest.raises(DataError, match="row of '07' is missing"):
        state_workbook(
            tmp_path, by_state(tmp_path, [c for c in STATE_CODES if c != "07"]), header=0
        )


def test_changed_layouts_are_named(tmp_path):
    written(tmp_path, inpi.INDIGENOUS_2015, "INEGI,MPO\n01001,1\n")
    with pytest.raises(DataError, match="missing column"):
        inpi.indigenous_states(tmp_path)
    workbook(tmp_path, inegi.GDP, {"Tabulado": [["Otra cosa", 2003]]})
    with pytest.raises(DataError, match="no row 'Concepto'"):
        inegi.gdp_states(tmp_path)


@needs_sources
@pytest.mark.sampled(2)
@pytest.mark.parametrize("name", [table.name for table in tables_of(inegi)])
def test_the_reader_gives_the_table_in_data_byte_for_byte(name):
    assert_equal_to_data(inegi, name)
