"""Tests of ``cohesion/readers/sesnsp.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import sesnsp
from cohesion.tables.geography import STATE_CODES, STATES
from tests.tools.spoilt import assert_equal_to_data, needs_sources, values, workbook, written

#: Offences of the old classification, and how many of each stand in the files of every state.
OLD = {
    ("HOMICIDIOS", "DOLOSOS", "CON ARMA DE FUEGO"): 5,
    ("HOMICIDIOS", "DOLOSOS", "CON ARMA BLANCA"): 2,
    ("HOMICIDIOS", "CULPOSOS", "OTROS"): 3,
    ("PRIV. DE LA LIBERTAD (SECUESTRO)", "SECUESTRO", "SECUESTRO"): 1,
    ("DELITOS PATRIMONIALES", "EXTORSION", "EXTORSION"): 4,
    ("DELITOS SEXUALES (VIOLACION)", "VIOLACION", "VIOLACION"): 6,
    ("LESIONES", "DOLOSAS", "OTROS"): 7,
    ("ROBO COMUN", "CON VIOLENCIA", "DE VEHICULOS"): 10,
    ("ROBO COMUN", "SIN VIOLENCIA", "DE VEHICULOS"): 20,
    ("ROBO COMUN", "CON VIOLENCIA", "A CASA HABITACION"): 8,
    ("ROBO COMUN", "CON VIOLENCIA", "A NEGOCIO"): 9,
    ("ROBO COMUN", "CON VIOLENCIA", "A TRANSEUNTES"): 11,
}
#: Offences of the new one: kind, subkind, how many.
NEW = {
    ("Homicidio", "Homicidio doloso"): 5,
    ("Feminicidio", "Feminicidio"): 1,
    ("Secuestro", "Secuestro"): 2,
    ("Extorsión", "Extorsión"): 3,
    ("Violación", "Violación simple"): 4,
    ("Violación", "Violación equiparada"): 6,
    ("Lesiones", "Lesiones dolosas"): 7,
    ("Robo", "Robo de vehículo automotor"): 8,
    ("Robo", "Robo a casa habitación"): 9,
    ("Violencia familiar", "Violencia familiar"): 10,
}


def old_rows(states=tuple(STATES["name_es"])) -> list[list]:
    rows = [["AÑO", "ENTIDAD", "MODALIDAD", "TIPO", "SUBTIPO", *sesnsp._MONTHS, "TOTAL AÑO"]]
    for name in states:
        for kind, count in OLD.items():
            # All in January; a blank month is one that the state did not report.
            rows.append([2010, name.upper(), *kind, count, *[0] * 10, " ", count])
    return rows


def build_old(tmp_path, rows):
    return sesnsp.build_old(workbook(tmp_path, sesnsp.OLD, {"Hoja1": rows}))


def test_offences_of_the_old_method_are_sums_of_their_rows(tmp_path):
    rows = old_rows()
    rows[1][5] = rows[1][-1] = 15  # ten more in Aguascalientes
    found = values(build_old(tmp_path, rows), "indicator", "state_code")
    assert found["reported_homicide_old", "07"] == 7
    assert found["reported_homicide_old", "01"] == 17
    assert found["reported_homicide_old", "00"] == 32 * 7 + 10
    assert found["reported_vehicle_theft_old", "07"] == 30
    assert found["reported_robbery_old", "32"] == 58
    assert found["reported_crime_old", "32"] == sum(OLD.values())
    assert len(found) == 33 * len(sesnsp.OLD_OFFENCES)


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (3, 6, 1, "row 4, column 'TOTAL AÑO': the twelve months do not add up"),
        (3, 6, "s/d", "row 4, column 'TOTAL AÑO'"),
        (3, 1, "TEXAS", "'TEXAS' is not the name of a state"),
        (3, 4, "VARIOS", "row 4, column 'SUBTIPO': .*VARIOS' is there for 1 of 2"),
        (2, 4, "CON ARMA DE FUEGO", "row 3.*stands twice"),
        (0, 3, "CLASE", "missing column.*'TIPO'"),
    ],
)
def test_a_changed_cell_of_the_old_workbook_is_named(tmp_path, row, column, value, said):
    rows = old_rows(("CHIAPAS", "OAXACA"))
    rows[row][column] = value
    with pytest.raises(DataError, match=f"metodologia_anterior.*{said}"):
        build_old(tmp_path, rows)


def new_text(counts: str, years=(2015, 2025), sexes=None) -> str:
    """Return a file of the new method: in every state the same, in the nation 32 times as many."""
    more = {"": 1} if sexes is None else sexes
    head = f"n_year,cve_ent,tipo_de_delito,subtipo_de_delito,modalidad,{counts}"
    lines = [head if sexes is None else f"{head},genero"]
    for year in years:
        for code in ("00", *STATE_CODES):
            for (kind, part), count in NEW.items():
                for sex, times in more.items():
                    number = count * times * (32 if code == "00" else 1)
                    lines.append(f"{year},{code},{kind},{part},Total,{number},{sex}".rstrip(","))
    return "\n".join(lines) + "\n"


def test_offences_of_the_new_method_without_the_half_year(tmp_path):
    frame = sesnsp.build_new(written(tmp_path, sesnsp.NEW, new_text("n_delitos")))
    found = values(frame, "indicator", "state_code", "year")
    assert found["reported_rape_new", "07", 2015] == 10
    assert found["reported_robbery_new", "00", 2015] == 32 * 17
    assert found["reported_crime_new", "07", 2015] == sum(NEW.values())
    assert {year for *_, year in found} == {2015}


def test_victims_by_sex(tmp_path):
    text = new_text("n_victimas", sexes={"Total": 3, "Hombre": 2, "Mujer": 1})
    found = values(
        sesnsp.build_victims(written(tmp_path, sesnsp.VICTIMS, text)),
        "indicator", "state_code", "sex",
    )  # fmt: skip
    assert found["victims_homicide", "07", "total"] == 15
    assert found["victims_homicide", "00", "men"] == 320
    assert found["victims_extortion", "20", "women"] == 3
    with pytest.raises(DataError, match="column 'genero': unknown value 'Mujeres'"):
        sesnsp.build_victims(
            written(tmp_path, sesnsp.VICTIMS, text.replace("Mujer\n", "Mujeres\n"))
        )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("n_delitos", "delitos", "missing column.*'n_delitos'"),
        ("Feminicidio,Feminicidio", "Otro,Otro", "offence 'Feminicidio' is not in the file"),
        ("2015,07,Homicidio,Homicidio doloso,Total,5", "2015,07,Homicidio,Homicidio doloso,Total,6",
         "the states add up to 161 for .*Homicidio doloso, Total, the file prints 160"),
        ("2015,07,Homicidio,Homicidio doloso,Total,5\n", "",
         r"'Homicidio, Homicidio doloso, Total' is there for 65 of 66"),
    ],
)  # fmt: skip
def test_a_changed_file_of_the_new_method_is_told(tmp_path, old, new, said):
    text = new_text("n_delitos")
    assert old in text
    with pytest.raises(DataError, match=said):
        sesnsp.build_new(written(tmp_path, sesnsp.NEW, text.replace(old, new)))


def test_a_file_without_a_state_is_refused(tmp_path):
    with pytest.raises(DataError, match="'reported_crime_old' does not cover the 32 states"):
        build_old(tmp_path, old_rows(("CHIAPAS", "OAXACA")))


@needs_sources
@pytest.mark.sampled(1)
# The old method is one large workbook: it comes last.
@pytest.mark.parametrize("name", sorted(sesnsp.TABLES))
def test_the_reader_gives_the_table_in_data_byte_for_byte(name):
    assert_equal_to_data(sesnsp, name)
