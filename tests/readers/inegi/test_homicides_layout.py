"""Tests of ``cohesion/readers/inegi/homicides_layout.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers.inegi import homicides_layout
from cohesion.tables.geography import STATES
from tests.tools.spoilt import values, with_cell, workbook, written

YEARS = [str(year) for year in range(2001, 2011)]
TITLE = [["Defunciones por homicidio"], ["x"], ["x"], ["x"]]
#: By residence: the nation's 100 in each year are 60, 30 and, of no state, 10.
RESIDENCE = [
    *TITLE, ["", "", *YEARS],
    ["", "Total", *["1,100"] * 10],
    ["07", "Chiapas", *[" 60 "] * 9, "60 p/"],
    ["20", "Oaxaca", *["30"] * 9, None],
    ["33", "Extranjero", *["4"] * 10],
    ["99", "No especificado", *["6"] * 10],
    [None], ["FUENTE: INEGI."],
]  # fmt: skip
HEADS = ["Total", *STATES["name_es"], "No especificado"]


def cases(chiapas: int, oaxaca: int, total: int | None = None) -> list[object]:
    """Return a row of the cube by place of occurrence."""
    row = [None] * len(HEADS)
    row[0], row[7], row[20] = chiapas + oaxaca if total is None else total, chiapas, oaxaca
    return row


#: By occurrence: of five registered in 2010, three happened then, one in 2009, one before 1990.
OCCURRENCE = [
    *TITLE, ["", "", *HEADS],
    ["2009", "Total", *cases(2, 0)], ["2009", "2009", *cases(2, 0)],
    ["2010", "Total", *cases(4, 2)], ["2010", "1985", *cases(1, 0)],
    ["2010", "2009", *cases(0, 1)], ["2010", "2010", *cases(3, 0)],
    ["2010", "No especificado", *cases(0, 1)],
    [None], ["FUENTE: INEGI."],
]  # fmt: skip
REGISTERING = [
    *TITLE, ["x"], ["x"], ["Entidad", *YEARS], ["Entidad", *["Total"] * 10],
    ["Total", *[90] * 10], ["Chiapas", *[60] * 10], ["Oaxaca", *[30] * 10],
    [""], ["Fuente:"],
]  # fmt: skip
BOOKS = {
    homicides_layout.RESIDENCE: RESIDENCE,
    homicides_layout.OCCURRENCE: OCCURRENCE,
    homicides_layout.REGISTERING: REGISTERING,
}


def states(tmp_path, **changed):
    for file, rows in BOOKS.items():
        kind = next(name for name in ("RESIDENCE", "OCCURRENCE", "REGISTERING")
                    if getattr(homicides_layout, name) == file)  # fmt: skip
        workbook(tmp_path, file, {"Hoja1": changed.get(kind, rows)})
    return homicides_layout.build_states(tmp_path)


def test_each_base_is_an_indicator_of_its_own(tmp_path):
    found = values(states(tmp_path), "indicator", "state_code", "year")
    assert found["homicides_residence", "00", 2001] == 1100
    assert found["homicides_residence", "07", 2010] == 60
    assert found["homicides_residence", "20", 2010] == 0
    assert found["homicides_residence", "99", 2001] == 10  # abroad and not specified: one row
    assert found["homicides_occurrence_reg", "07", 2010] == 4
    assert found["homicides_occurrence_occ", "07", 2009] == 2
    assert found["homicides_occurrence_occ", "20", 2009] == 1  # registered a year later
    assert found["homicides_occurrence_occ", "00", 2010] == 3
    assert ("homicides_occurrence_occ", "07", 1985) not in found
    assert ("homicides_occurrence_reg", "99", 2010) not in found
    assert found["homicides_registering_entity", "20", 2010] == 30


@pytest.mark.parametrize(
    ("kind", "row", "column", "cell", "said"),
    [
        ("RESIDENCE", 6, 3, "sesenta", "row 7: 'sesenta' is not a count"),
        ("RESIDENCE", 6, 1, "Texas", "row 7: 'Texas' is not the name of a state"),
        ("RESIDENCE", 6, 12, "7", "row 7: the row has more figures.*'7' stands beyond"),
        ("RESIDENCE", 4, 3, "2005", "row 5: the header holds no run of years"),
        ("RESIDENCE", 4, 3, "total", "row 5, head 2.*'total' stands where a year"),
        ("RESIDENCE", 11, 3, 17, "row 12: '17' stands below the end of the table"),
        ("OCCURRENCE", 4, 5, "Baja California", "does not hold the total, 32 states"),
        ("OCCURRENCE", 5, 0, "s/f", "row 6, year of registration"),
        ("OCCURRENCE", 6, 1, "antes", "row 7, year of occurrence"),
        ("OCCURRENCE", 10, 9, "4", "years of occurrence add up to 5 for 07, 2010.*prints 4"),
        ("OCCURRENCE", 13, 4, 3, "row 14: '3' stands below the end"),
        ("REGISTERING", 9, 2, "-1", "row 10: '-1' is not a count"),
        ("REGISTERING", 11, 3, 9, "row 12: '9' stands below the end"),
    ],
)
def test_a_changed_cell_of_a_cube_is_named(tmp_path, kind, row, column, cell, said):
    rows = BOOKS[getattr(homicides_layout, kind)]
    with pytest.raises(DataError, match=f"inegi_homicidios.*{said}"):
        states(tmp_path, **{kind: with_cell(rows, row, column, cell)})


def test_states_that_do_not_add_up_to_the_nation_and_a_short_row_are_told(tmp_path):
    rows = [list(row) for row in OCCURRENCE]
    for place in (7, 10):
        rows[place][2] += 1
    with pytest.raises(DataError, match="the states add up to 6 for 2010, the file prints 7"):
        states(tmp_path, OCCURRENCE=rows)
    with pytest.raises(DataError, match="fewer figures than the header has years"):
        homicides_layout._cells(("1", "2"), [2001, 2002, 2003], "x.xlsx", 7)


def test_a_missing_official_file_is_named(tmp_path):
    with pytest.raises(DataError, match="inegi_homicidios_residencia"):
        homicides_layout.build_states(tmp_path)


CUBE = """\
anio,cve_mun,municipio,homicidios,hombres,mujeres,sexo_no_esp
2010,07001,Acacoyagua,5,3,1,1
2010,07002,Acala,0,0,0,0
2010,20001,Abejones,2,2,0,0
1999,07001,Acacoyagua,1,0,1,0
2015,07002,Acala,0,0,0,0
"""


def test_the_municipal_cube_by_sex(tmp_path):
    root = written(tmp_path, homicides_layout.MUNICIPAL_2017, CUBE)
    found = values(homicides_layout.build_states_by_sex(root), "state_code", "year", "sex")
    assert [found["07", 2010, sex] for sex in ("total", "men", "women")] == [5, 3, 1]
    assert found["00", 2010, "total"] == 7 and found["00", 1999, "women"] == 1
    found = values(homicides_layout.build_municipalities(root), "mun_code", "year", "sex")
    # A zero stands in the full years only, sexes only since 2000.
    assert found["07002", 2010, "total"] == 0 and ("07002", 2015, "total") not in found
    assert ("07002", 2010, "men") not in found and ("07001", 1999, "women") not in found
    assert found["07001", 1999, "total"] == 1 and found["20001", 2010, "men"] == 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("07002,Acala,0,0,", "07002,Acala,1,0,", "row 3, column 'homicidios': women, men and"),
        ("20001,", "2001,", "row 4, column 'cve_mun': '2001' is no key of a municipality"),
        ("sexo_no_esp", "sexo_ne", "missing column.*'sexo_no_esp'"),
    ],
)
def test_a_changed_row_of_the_municipal_cube_is_named(tmp_path, old, new, said):
    root = written(tmp_path, homicides_layout.MUNICIPAL_2017, CUBE.replace(old, new, 1))
    with pytest.raises(DataError, match=said):
        homicides_layout.build_municipalities(root)


@pytest.fixture
def of_2011(tmp_path):
    """The cube of 2011, with a case of unknown municipality, and the population of that time."""
    written(
        tmp_path, homicides_layout.MUNICIPAL_2011,
        "anio,cve_mun,homicidios,base_anio\n2010,07001,3,ocurrencia\n1992,07001,2,registro\n"
        "2010,07999,4,ocurrencia\n2010,20001,1,ocurrencia\n",
    )  # fmt: skip
    return written(
        tmp_path, homicides_layout.POPULATION,
        "cve_mun,municipio,anio,poblacion\n07001,x,2010,100\n07002,x,2010,50\n20001,x,2010,30\n"
        "07001,x,1990,90\n",
    )  # fmt: skip


def test_homicides_as_they_were_known_in_2011(of_2011):
    found = values(homicides_layout.build_municipalities_2011(of_2011), "mun_code", "year")
    assert found["07001", 2010] == 3 and found["07001", 1992] == 2
    # A municipality with a population has its zeros since 2000; no municipality is unknown.
    assert found["07002", 2010] == 0 and found["07001", 2000] == 0
    assert len(found) == 3 * 11 + 1
    found = values(homicides_layout.build_states_2011(of_2011), "state_code", "year")
    assert found == {("07", 2010): 7, ("20", 2010): 1, ("07", 1992): 2,
                     ("00", 2010): 8, ("00", 1992): 2}  # fmt: skip


def test_population_as_it_was_estimated_in_2011(of_2011):
    found = values(homicides_layout.build_population_states(of_2011), "state_code", "year")
    assert found["07", 2010] == 150 and found["00", 2010] == 180 and found["07", 1990] == 90
    found = values(homicides_layout.build_population_municipalities(of_2011), "mun_code", "year")
    assert found == {("07001", 2010): 100, ("07002", 2010): 50, ("20001", 2010): 30}


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (homicides_layout.MUNICIPAL_2011, "2010,07001", "2010,7001", "'7001' is no key"),
        (homicides_layout.MUNICIPAL_2011, "1992,", "1992 a/,", "column 'anio'"),
        (homicides_layout.MUNICIPAL_2011, ",3,", ",n.d.,", "row 2, column 'homicidios'"),
        (homicides_layout.MUNICIPAL_2011, ",3,", ",,", "row 2, column 'homicidios'"),
        (homicides_layout.MUNICIPAL_2011, "cve_mun", "cve_mun 1/", "'cve_mun'"),
        (homicides_layout.POPULATION, "x,2010,100", "x,2010,1OO", "column 'poblacion'"),
        (homicides_layout.POPULATION, "07001,x,2010,100", "7001,x,2010,100", "'7001' is no key"),
    ],
)
@pytest.mark.parametrize(
    "build", [homicides_layout.build_municipalities_2011, homicides_layout.build_states_2011]
)
def test_a_spoilt_cell_of_2011_is_named(of_2011, build, file, old, new, said):
    path = of_2011 / file
    text = path.read_text("utf-8")
    assert old in text, text
    path.write_text(text.replace(old, new, 1), "utf-8")
    if file == homicides_layout.POPULATION:
        build = homicides_layout.build_population_municipalities
    with pytest.raises(DataError) as caught:
        build(of_2011)
    assert said in str(caught.value) and file in str(caught.value)


@pytest.mark.parametrize("cell", ["n.d.", "12a", "-3"])
def test_a_count_that_is_no_count_is_refused(cell):
    with pytest.raises(DataError, match="is not a count"):
        homicides_layout._count(cell, "x.xlsx", 9)


def test_empty_cell_of_the_cube_is_zero_and_commas_are_thousands():
    assert homicides_layout._count("", "x.xlsx", 9) == 0
    assert homicides_layout._count("25,757", "x.xlsx", 9) == 25_757
