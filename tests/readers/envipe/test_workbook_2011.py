"""Tests of ``cohesion/readers/envipe/workbook_2011.py``."""

from __future__ import annotations

import numpy as np
import openpyxl
import pytest
from openpyxl.styles import PatternFill

from cohesion.errors import DataError
from cohesion.readers.envipe import workbook_2011
from tests.readers.envipe.small import blocks, pair, table
from tests.tools.spoilt import values, workbook

#: Adults and victims by age; of 600 men a tenth is young, of 400 women a quarter.
AGES = [("18-19 años", 160, 10, 25), ("20-29 años", 840, 90, 75)] + [
    (label, 0, 0, 0) for label in ("30-39 años", "40-49 años", "50-59 años", "60 años y más",
                                   "No especificado1")
]  # fmt: skip
TYPES = [
    "Robo total de vehículo2", "Robo de accesorios, refacciones", "Robo en su casa habitación2",
    "Robo o asalto en la calle", "Robo en forma distinta a las anteriores4", "Fraude5",
    "Extorsión", "Amenazas verbales", "Lesiones", "Otros delitos distintos6",
]  # fmt: skip
COST = "Pérdidas económicas y gasto promedio de las víctimas"


def harm(n: int) -> list[list]:
    """Return the block of a state: crimes with a harm, and three kinds of it by sex, in percent."""
    kinds = [("Económico", 50 + n, 60, 40), ("Emocional o psicológico", 30, 25, 35),
             ("Físico o laboral", 15, 14, 16), ("No especificado1", 5, 1, "0.0*")]  # fmt: skip
    rows = [[kind, n, total, None, n, men, None, n, women] for kind, total, men, women in kinds]
    return [[n, 100, None, n, 100, None, n, 100], *rows]


def costs(n: int) -> list[list]:
    """Return the block of a state: cost, and its two parts, of all, of men, of women."""
    return [[10 * n, None, 6 * n, 4 * n],
            ["Pérdidas económicas a consecuencia de los delitos", 9 * n, None, 6 * n, 3 * n],
            ["Gastos a consecuencia de los daños en la salud", n, None, 0, n]]  # fmt: skip


def sheets() -> dict[str, list]:
    """Return the tables of the survey that are read."""
    head = [["INEGI"], [], ["Distribución, por grupo de edad y tipo de delito"], *[[]] * 6]
    nation = "Estados Unidos Mexicanos"
    return {
        "Índice": [["Índice"]],
        "3.1": [*head, [nation, 1], *([label, 10 + n, n, None, 6 + n, n, None, 4, n]
                                      for n, label in enumerate(TYPES))],
        "3.2": table("Víctimas, delitos declarados y promedio de delitos por víctima, según "
                     "entidad federativa de residencia",
                     [("Víctimas ", None, None), ("Delitos declarados1", None, None),
                      ("Promedio de delitos", None, None)], lambda n: [n, 2 * n, 2]),
        "3.3": [*head, [nation, 2000, 900, 1100, None, 1000, 100, 100],
                *([label, 2 * n, n, n, None, n, men, women] for label, n, men, women in AGES)],
        "3.8": blocks("Delitos en los que hubo daño", "Tipo de daño", 9, harm),
        "3.9": blocks(f"{COST}, por entidad federativa de ocurrencia", "Pérdidas", 5, costs),
        "3.10": blocks(f"{COST}, por entidad federativa", "Pérdidas", 5, costs),
        "3.11": table("Delitos en los que la víctima estuvo presente, por entidad federativa de "
                      "residencia, según agresión física", [*pair("Agresión", "Sí"),
                                                             *pair(None, "No")],
                      lambda n: [n, n / 2, n, n]),
    }  # fmt: skip


def root(tmp_path, **changed):
    """Write the workbook, with some other tables; ``None`` leaves a table out."""
    names = {f"_{name.replace('.', '_')}": name for name in sheets()}
    whole = sheets() | {names[key]: rows for key, rows in changed.items()}
    kept = {name: rows for name, rows in whole.items() if rows is not None}
    return workbook(tmp_path, workbook_2011.WORKBOOK_2011, kept)


def painted(root, sheet: str, cell: str) -> None:
    """Paint a cell in the colour of the lowest precision."""
    file = root / workbook_2011.WORKBOOK_2011
    book = openpyxl.load_workbook(file)
    book[sheet][cell].fill = PatternFill("solid", fgColor="FFFF5400")
    book.save(file)


def test_victims_harm_and_aggression_by_state(tmp_path):
    folder = root(tmp_path)
    painted(folder, "3.2", "B23")  # row 11 is the nation, row 23 Guerrero
    found = values(workbook_2011.build_victims(folder), "indicator", "state_code", "sex")
    assert found["victims", "12", "total"] == 12
    assert found["crimes_declared", "00", "total"] == 0
    assert found["crimes_declared", "32", "total"] == 64
    assert found["crime_aggression", "07", "total"] == 3.5
    assert found["harm_economic", "07", "total"] == 57
    assert found["harm_emotional", "07", "men"] == 25
    assert found["harm_physical", "07", "women"] == 16
    classes = {key[1]: value for key, value in found.items() if key[0] == "precision_victims"}
    assert classes.pop("12") == 3 and set(classes.values()) == {1} and len(classes) == 32


def test_costs_by_state_of_residence_and_of_occurrence(tmp_path):
    folder = root(tmp_path, _3_9=blocks(COST, "x", 5, lambda n: [[n, None, n, 0], *costs(n)[1:]]))
    painted(folder, "3.10", "B59")  # blocks of four rows: the nation at 11, Guerrero at 59
    frame = workbook_2011.build_costs(folder)
    found = values(frame, "indicator", "state_code", "sex", "group")
    assert found["crime_cost", "07", "total", "all"] == 70
    assert found["crime_cost_occurrence", "07", "total", "all"] == 7
    assert found["crime_cost", "20", "women", "losses"] == 60
    assert found["crime_cost", "20", "men", "health"] == 0
    assert found["precision_crime_cost", "12", "total", "all"] == 3
    assert found["precision_crime_cost", "13", "total", "all"] == 1


def test_adults_victims_and_crimes_of_the_nation(tmp_path):
    frame = workbook_2011.build_victims_nation(root(tmp_path))
    found = values(frame, "indicator", "sex", "group")
    assert found["adults_envipe", "women", "all"] == 1100
    assert found["adults_envipe", "men", "age_20_29"] == 840
    assert found["victims", "total", "age_18_19"] == 160
    # 160 = men / 10 + women / 4 and 840 = 0.9 men + 0.75 women: 600 men and 400 women.
    assert (found["victims", "men", "all"], found["victims", "women", "all"]) == (600, 400)
    assert found["crimes_by_type", "men", "extortion"] == 12
    assert found["crimes_by_type", "total", "vehicle_theft"] == 10


def test_sexes_follow_from_age_totals_and_shares():
    # 60 men and 40 women: 30 + 10 young, 30 + 30 old.
    totals, shares = np.array([40.0, 60.0]), np.array([[50.0, 25.0], [50.0, 75.0]])
    assert workbook_2011.split_by_sex(totals, shares) == (60.0, 40.0)


def test_sexes_that_fit_no_total_are_refused():
    totals = np.array([40.0, 60.0, 50.0])
    shares = np.array([[50.0, 25.0], [25.0, 25.0], [25.0, 50.0]])
    with pytest.raises(DataError, match="do not fit together"):
        workbook_2011.split_by_sex(totals, shares)


def with_cell(name: str, row: int, column: int, cell: object) -> list:
    """Return a table with one other cell (as a spreadsheet counts rows, columns from zero)."""
    rows = sheets()[name]
    rows[row - 1][column] = cell
    return rows


@pytest.mark.parametrize(
    ("build", "changed", "said"),
    [
        ("build_victims", {"_3_8": None}, "3.8: the workbook has no table 3.8"),
        ("build_victims", {"_3_8": [["x"], ["Otra cosa"]]}, "3.8 does not speak of 'HUBO DANO'"),
        ("build_victims", {"_3_8": with_cell("3.8", 12, 2, "n.d.")}, "row 12: 'n.d.' is not a num"),
        ("build_victims", {"_3_2": with_cell("3.2", 7, 2, "Delitos")}, "'DELITOS DECLARADOS'"),
        ("build_victims", {"_3_2": with_cell("3.2", 12, 0, "x")}, "32 rows of states, not 33"),
        ("build_costs", {"_3_10": with_cell("3.10", 15, 1, "-")}, "row 3.10, row 15: '-' is not"),
        ("build_victims_nation", {"_3_1": sheets()["3.1"][:-1]}, "3.1: no row 'OTROS DELITOS'"),
    ],
)
def test_a_changed_workbook_is_told(tmp_path, build, changed, said):
    with pytest.raises(DataError, match=f"victimas_2011.*{said}"):
        getattr(workbook_2011, build)(root(tmp_path, **changed))
