"""Tests of ``cohesion/readers/coneval/municipal.py``."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.readers import coneval
from cohesion.readers.coneval import municipal
from cohesion.readers.coneval.states import SOCIAL_LAG_2020, SOCIAL_LAG_INPUTS
from tests.tools.spoilt import assert_equal_to_data, needs_sources, values, workbook


def by_sex_file(tmp_path, rows):
    folder = tmp_path / "social" / "raw"
    folder.mkdir(parents=True)
    columns = [
        "clave_municipio", "grupo", "poblacion", "periodo", "pobreza_porcentaje",
        "ingreso_inferior_a_lpi_porcentaje",
    ]  # fmt: skip
    name = municipal.MUNICIPAL_BY_SEX
    pd.DataFrame(rows, columns=columns).to_csv(tmp_path / name, index=False)
    return tmp_path


def test_totals_are_weighted_and_suppressed_figures_are_absent(tmp_path):
    women, men = "Población por sexo: mujeres", "Población por sexo: hombres"
    rows = [
        (1001, women, 300, "2010-01-01", 20.0, 30.0),
        (1001, men, 100, "2010-01-01", 40.0, -999.0),
        (1002, women, -888, "2010-01-01", 10.0, 10.0),
        (1002, men, 50, "2010-01-01", -888.0, 10.0),
    ]
    frame = municipal.by_sex(by_sex_file(tmp_path, rows))
    table = frame.set_index(["mun_code", "indicator", "sex"])["value"]
    assert table[("01001", "poverty", "total")] == 25  # (300·20 + 100·40) / 400, by hand
    assert ("01001", "below_poverty_line", "total") not in table
    assert ("01002", "poverty", "total") not in table
    assert ("01002", "population_survey", "total") not in table
    assert table[("01002", "poverty", "women")] == 10


def test_an_unknown_group_is_refused(tmp_path):
    rows = [(1001, "Población por edad: niñas", 300, "2010-01-01", 20.0, 30.0)]
    with pytest.raises(DataError, match="row 2.*grupo"):
        municipal.by_sex(by_sex_file(tmp_path, rows))


def test_a_missing_column_of_the_municipal_file_is_named(tmp_path):
    folder = by_sex_file(tmp_path, [])
    file = folder / municipal.MUNICIPAL_2010
    pd.DataFrame({"clave_mun": ["01001"], "pobreza": [0.3]}).to_csv(file, index=False)
    with pytest.raises(DataError, match="pobreza_e"):
        municipal.poverty_2010(folder)


def of_2010(tmp_path, **cells):
    """Write the municipal file with two rows: every share is 0.25, every other figure 7."""
    shares = dict.fromkeys(municipal._SHARES_2010.values(), 0.25)
    columns = [*municipal._PERSONS_2010.values(), *municipal._GINI.values(), "irez_soc05"]
    columns += [f"{stem}{end}" for stem in municipal._LAG_COLUMNS.values() for end in ("00", "10")]
    degrees = dict.fromkeys(["gdo_rezsoc00", "gdo_rezsoc05", "gdo_rezsoc10"], "Muy alto")
    first = {"clave_mun": "07001", **shares, **dict.fromkeys(columns, 7), **degrees}
    second = first | {"clave_mun": "01001"} | cells
    file = tmp_path / municipal.MUNICIPAL_2010
    file.parent.mkdir(parents=True, exist_ok=True)
    pd.DataFrame([first, second]).to_csv(file, index=False)
    return tmp_path


def test_shares_become_percent_and_persons_and_gini_stay(tmp_path):
    frame = municipal.poverty_2010(of_2010(tmp_path, pobreza=0.5, gini_90="ND", N_pobreza="-"))
    found = values(frame, "mun_code", "indicator", "year")
    assert found["01001", "poverty", 2010] == 50
    assert found["07001", "below_extreme_line", 2010] == 25
    assert found["07001", "population_survey", 2010] == 7
    assert found["07001", "gini_income", 1990] == 7
    assert ("01001", "gini_income", 1990) not in found
    assert ("01001", "poverty_persons", 2010) not in found


def test_a_cell_that_is_no_number_is_named(tmp_path):
    with pytest.raises(DataError, match="row 3, column 'gini_00': '0.4 a' is not a number"):
        municipal.poverty_2010(of_2010(tmp_path, gini_00="0.4 a"))


def lag_2020(root):
    """Write the sheet of 2020: two titles above each other, keys in the third column."""
    titles = [*SOCIAL_LAG_INPUTS.values(), "Índice de rezago social", "Grado de rezago social"]
    figures = [None, None, "07001", *range(1, 8), "-0.5", "Bajo"]
    rows = [["CONEVAL"], ["", "", "Clave municipio", *titles], figures, [None, None, "Fuente"]]
    return workbook(root, SOCIAL_LAG_2020, {"Municipios": rows})


def test_social_lag_of_four_years(tmp_path):
    root = lag_2020(of_2010(tmp_path, gdo_rezsoc05="ND", gdo_rezsoc10="Medio", irez_soc10=""))
    found = values(municipal.social_lag(root), "mun_code", "indicator", "year")
    assert found["07001", "social_lag_degree", 2000] == 5
    assert found["01001", "social_lag_degree", 2010] == 3
    assert ("01001", "social_lag_degree", 2005) not in found
    assert ("01001", "social_lag_index", 2010) not in found
    # Of 2005 there is the index only; 2020 comes from a workbook of its own.
    assert found["07001", "social_lag_index", 2005] == 7
    assert ("07001", "social_lag_dirt_floor", 2005) not in found
    assert found["07001", "social_lag_index", 2020] == -0.5
    assert found["07001", "social_lag_degree", 2020] == 2
    with pytest.raises(DataError, match="row 3, column 'gdo_rezsoc10': 'altisimo' is not known"):
        municipal.social_lag(of_2010(tmp_path, gdo_rezsoc10="Altísimo"))


@needs_sources
@pytest.mark.sampled(1)
@pytest.mark.parametrize("what", ["poverty_2010", "social_lag", "poverty_by_sex"])
def test_the_reader_gives_the_table_in_data_byte_for_byte(what):
    assert_equal_to_data(coneval, f"coneval_municipal_{what}")
