"""CONEVAL's readers: reading by words, changed layouts, and agreement with the official files."""

from __future__ import annotations

import functools

import pandas as pd
import pytest

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files import hashes
from cohesion.readers import coneval
from cohesion.readers.coneval import layout, states
from cohesion.readers.rebuild import to_csv
from cohesion.readers.shared.declared import tables_of
from cohesion.tables import manifest
from tests.tools.spoilt import needs_sources, written


def test_standard_errors_of_another_edition_are_refused():
    values = pd.DataFrame(
        {
            "state_code": ["01"],
            "indicator": ["poverty"],
            "year": [2010],
            "value": [38.1],
            "edition": ["coneval_2008_2018"],
        }
    )
    tests = pd.DataFrame(
        {
            "state_code": ["01", "01"],
            "indicator": ["poverty"] * 2,
            "year": [2010] * 2,
            "measure": ["percent", "se"],
            "value": [38.1, 2.0],
        }
    )
    attached = states.with_standard_errors(values, tests, "percent")
    assert attached["se"].to_list() == [2.0]
    tests.loc[0, "value"] = 37.9
    with pytest.raises(DataError, match="poverty.*different editions"):
        states.with_standard_errors(values, tests, "percent")


@functools.cache
def poverty() -> pd.DataFrame:
    """Return what the reader makes of the annexes, which take seconds to read."""
    (table,) = (one for one in tables_of(coneval) if one.name == "coneval_poverty_states")
    assert table.build is states.poverty
    return states.poverty(paths.SOURCES)


@pytest.mark.dear
@needs_sources
@pytest.mark.parametrize(
    "name",
    ["coneval_poverty_states", "coneval_gini_states", "coneval_social_lag_states",
     "coneval_poverty_first_published", "coneval_components_states"],
)  # fmt: skip
def test_the_reader_gives_the_table_in_data_byte_for_byte(name):
    table = next(table for table in tables_of(coneval) if table.name == name)
    made = poverty() if name == "coneval_poverty_states" else table.build(paths.SOURCES)
    built = to_csv(made, table.level)
    assert built == manifest.table_path(name).read_bytes()
    assert hashes.sha256(built) == manifest.load(name)["sha256"]


@needs_sources
def test_an_absent_sheet_is_named():
    file = paths.SOURCES / states.ANNEX_2018
    with pytest.raises(DataError, match="no sheet 'Cuadro 99'"):
        layout.read_sheet(file, "Cuadro 99")


@pytest.mark.dear
@needs_sources
def test_an_independent_extraction_of_the_same_annexes_agrees():
    other = pd.read_csv(
        paths.SOURCES / "social/tidy/coneval_pobreza_estatal_2008_2022.csv",
        dtype={"cve_ent": str},
    )
    other = other[(other["unidad"] == "porcentaje") & (other["indicador"] == "pobreza")]
    ours = poverty()
    ours = ours[ours["indicator"] == "poverty"]
    assert len(ours) == len(other) == 330
    key = ["cve_ent", "anio", "valor"]
    theirs = sorted(map(tuple, other[key].round(9).to_numpy().tolist()))
    mine = sorted(map(tuple, ours[["state_code", "year", "value"]].round(9).to_numpy().tolist()))
    assert mine == theirs


def lag(**changed):
    """A sheet of 2020 with one state: key, the seven inputs, index and degree."""
    titles = [*states.SOCIAL_LAG_INPUTS.values(), "Índice de rezago social",
              "Grado de rezago social"]  # fmt: skip
    row = {"key": "07", "index": 2.6, "degree": "Muy alto", **changed}
    heads = pd.DataFrame([["Clave", *titles], *[[None] * 10] * 7])
    return pd.concat(
        [heads, pd.DataFrame([[row["key"], *range(10, 17), row["index"], row["degree"]]])],
        ignore_index=True,
    )


def test_social_lag_is_read_by_its_titles():
    (_, row), *_ = (
        states.social_lag_2020(lag(), "x.xlsx", key_column=0, width=2)
        .set_index("indicator")[["value"]].T.iterrows()
    )  # fmt: skip
    assert row["social_lag_degree"] == 5 and row["social_lag_index"] == 2.6
    assert row["social_lag_illiteracy"] == 10 and row["social_lag_no_electricity"] == 16


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        (lag().replace({8: {"Índice de rezago social": "Índice"}}), "no column for 'social_lag_in"),
        (lag(key="7"), "'7' is no key of 2 digits"),
        (lag(degree="Enorme"), "'Enorme' is no degree"),
    ],
)
def test_a_sheet_that_says_something_else_is_refused(sheet, said):
    with pytest.raises(DataError, match=said):
        states.social_lag_2020(sheet, "x.xlsx", key_column=0, width=2)


# ── the annexes, made small ──────────────────────────────────────────────────────────────────────

#: Titles as CONEVAL prints them, where a pattern is more than a title.
_TITLES = {
    "deprivation_housing": "Carencia por calidad y espacios de la vivienda",
    "below_extreme_line": "Población con ingreso inferior a la línea de bienestar mínimo",
    "below_poverty_line": "Población con ingreso inferior a la línea de bienestar",
    "population_survey": "Población (miles de personas)",
    "affiliation_seguro_popular": "Población afiliada al Seguro Popular",
}


def block(subjects, values, year=2010):
    """A sheet of one state: under each subject its measures, and under each measure the year.

    ``values`` maps a subject to its measures and figures; others have ``values[""]``.
    """
    rows = [["Entidad federativa"], [None], [None], ["Chiapas"]]
    for key, pattern in subjects.items():
        first = True
        for measure, value in values.get(key, values[""]).items():
            title = _TITLES.get(key, pattern) if first else None
            first = False
            for row, cell in zip(rows, (title, measure or None, year, value), strict=True):
                row.append(cell)
    return pd.DataFrame(rows)


def workbook(root, name, sheets):
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    with pd.ExcelWriter(file, engine="openpyxl") as book:
        for sheet, frame in sheets.items():
            frame.to_excel(book, sheet_name=sheet, header=False, index=False)


PERCENT, PERSONS, MEAN, ERROR = ("Porcentaje", "Miles de personas", "Carencias promedio",
                                 "Error estándar (x100)")  # fmt: skip


@pytest.fixture(scope="module")
def annexes(tmp_path_factory):
    """The three workbooks with one state, one year each and figures that can be told apart."""
    root = tmp_path_factory.mktemp("annexes")
    levels = {"": {PERCENT: 50.0, PERSONS: 2400.0004, MEAN: 2.5}}
    inside = {"": {PERCENT: 30.0, PERSONS: 10.0, MEAN: 0}}
    counted = {"": {PERCENT: 20.0}, "population_survey": {"": 4800.0}}
    tested = {"": {PERCENT: 50.0, ERROR: 1.5}}
    series = {
        "4A": (states._SITUATION_A, levels), "4B": (states._SITUATION_B, inside),
    }  # fmt: skip
    old = {sheet: block(*made) for sheet, made in series.items()} | {
        "5": block(states._DEPRIVATIONS | states._POPULATION, counted),
        "6": block(states._DEPRIVATIONS, {"": {PERSONS: 960.0}}),
        "18A": block({"gini_income": "Valor"}, {"": {"": 0.541}}),
        "18B": block({"gini_income": "Valor"}, {"": {"": 0.5}}, 2016),
        **{name: block(parts, {"": {PERCENT: 20.0, PERSONS: 1.0}})
           for name, parts in states._COMPONENTS.items()},
    }  # fmt: skip
    new = {sheet: block(*made, 2016) for sheet, made in series.items()} | {
        "5": block(states._DEPRIVATIONS_2022 | states._POPULATION, counted, 2016),
        "6": block(states._DEPRIVATIONS_2022, {"": {PERSONS: 960.0}}, 2016),
        "3B": block({"gini_income": "Coeficiente"}, {"": {"": 0.48}}, 2016),
        **{name: block(states._COMPONENTS[same], {"": {PERCENT: 7.0}}, 2016)
           for name, same in states._COMPONENTS_2022.items()},
    }  # fmt: skip
    tests = {
        "4A": block(states._SITUATION_A, tested),
        "4B": block(states._SITUATION_B, {"": {PERCENT: 30.0, ERROR: 0.75}}),
        "5": block(states._DEPRIVATIONS, {"": {PERCENT: 20.0, ERROR: 2.25}}),
        "16": block({"gini_income": "Coeficiente"}, {"": {"Coeficiente": 0.541, ERROR: 0.012}}),
        **{f"17{name[-1]}": block(parts, {"": {PERCENT: 20.0, ERROR: 0.5}})
           for name, parts in states._COMPONENTS.items()},
    }  # fmt: skip
    for name, sheets in ((states.ANNEX_2018, old), (states.ANNEX_2022, new),
                         (states.TESTS_2014, tests)):  # fmt: skip
        workbook(root, name, {f"Cuadro {sheet}": frame for sheet, frame in sheets.items()})
    return root


def by_indicator(frame):
    assert set(frame["state_code"]) == {"07"}
    return frame.set_index(["indicator", "year", "edition"])[["value", "se"]].sort_index()


def test_percentages_persons_and_means_of_a_state_are_told_apart(annexes):
    table = by_indicator(states.poverty(annexes))
    old, new = states.SERIES_2018, states.SERIES_2022
    assert table.index.is_unique
    values = {
        ("poverty", 2010, old): 50, ("poverty_persons", 2010, old): 2_400_000,
        ("mean_deprivations_poverty", 2010, old): 2.5, ("vulnerable_income", 2010, old): 30,
        ("deprivation_food", 2010, old): 20, ("deprivation_food_persons", 2010, old): 960_000,
        ("population_survey", 2010, old): 4_800_000, ("poverty", 2016, new): 50,
        ("deprivation_food_quality", 2016, new): 20, ("population_survey", 2016, new): 4_800_000,
    }  # fmt: skip
    assert {key: table.at[key, "value"] for key in values} == values
    found = {(name, edition) for name, _, edition in table.index}
    # No deprivation, no mean of them; another question about food is another indicator.
    assert not {name for name, _ in found if name == "mean_deprivations_vulnerable_income"}
    assert ("deprivation_food", new) not in found
    assert ("deprivation_food_quality", old) not in found


def test_standard_errors_go_to_percentages_of_the_series_that_was_tested(annexes):
    errors = by_indicator(states.poverty(annexes))["se"].dropna()
    assert {(year, edition) for _, year, edition in errors.index} == {(2010, states.SERIES_2018)}
    told = errors.droplevel(["year", "edition"]).to_dict()
    assert set(told) == {*states._SITUATION_A, *states._SITUATION_B, *states._DEPRIVATIONS}
    assert (told["poverty"], told["vulnerable_income"], told["deprivation_food"]) == (
        1.5,
        0.75,
        2.25,
    )


def test_the_gini_coefficient_comes_from_three_sheets(annexes):
    table = by_indicator(states.gini(annexes))
    assert table["value"].to_dict() == {
        ("gini_income", 2010, states.SERIES_2018): 0.541,
        ("gini_income", 2016, states.SERIES_2018): 0.5,
        ("gini_income", 2016, states.SERIES_2022): 0.48,
    }
    assert table["se"].dropna().to_list() == [0.012]


def test_components_are_percentages_and_only_those_defined_alike_go_on(annexes):
    table = by_indicator(states.components(annexes))
    new = {name for name, _, edition in table.index if edition == states.SERIES_2022}
    assert new == {name for sheet in ("19D", "19E", "19F") for name in states._COMPONENTS[sheet]}
    old = table.xs(states.SERIES_2018, level="edition")
    assert len(old) == sum(map(len, states._COMPONENTS.values()))
    assert set(old["value"]) == {20.0} and set(old["se"]) == {0.5}
    assert set(table.xs(states.SERIES_2022, level="edition")["value"]) == {7.0}


def test_persons_in_2008_are_those_of_2010_without_the_change(tmp_path):
    text = "cve_ent,pobres_2010_miles,cambio_2008_2010_miles\n07,3777.5,100.5\n12,2330,-10.5\n"
    table = states.first_published(written(tmp_path, states.FIRST_PUBLISHED, text))
    assert table.set_index(["state_code", "year"])["value"].to_dict() == {
        ("07", 2008): 3_677_000, ("12", 2008): 2_340_500, ("00", 2008): 6_017_500,
        ("07", 2010): 3_777_500, ("12", 2010): 2_330_000, ("00", 2010): 6_107_500,
    }  # fmt: skip
    assert set(table["indicator"]) == {"poverty_persons"}
    with pytest.raises(DataError, match="pobres_2010_miles"):
        spoilt = text.replace("pobres_2010", "pobres_2011")
        states.first_published(written(tmp_path, states.FIRST_PUBLISHED, spoilt))


def test_social_lag_of_both_files_is_joined_without_the_nation(tmp_path):
    text = (
        "indicador,cve_ent,anio,valor\nconeval_indice_rezago_social,07,2010,2.27\n"
        "other_index,07,2010,9\n"
    )
    nation = lag(key="00", index=0.0).tail(1)
    sheet = pd.concat([lag(), nation], ignore_index=True)
    workbook(tmp_path, states.SOCIAL_LAG_2020, {"Estados": sheet})
    table = states.social_lag(written(tmp_path, states.SOCIAL_LAG_EXTRACT, text))
    index = table[table["indicator"] == "social_lag_index"]
    assert index[["state_code", "year", "value", "edition"]].to_numpy().tolist() == [
        ["07", 2010, 2.27, "coneval_social_lag_2000_2015"],
        ["07", 2020, 2.6, "coneval_social_lag_2020"],
    ]
    assert set(table["state_code"]) == {"07"} and len(table) == 1 + 9
