"""Tests of ``cohesion/readers/envipe/__init__.py``: from ENVIPE's workbooks to tidy rows."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import envipe
from cohesion.readers.conapo.adults import ADULTS
from tests.readers.envipe.small import pair, table
from tests.tools.spoilt import assert_equal_to_data, values, workbook, written

OCCURRED = ("Delitos ocurridos1", None, None)
BY = "Distribución de los delitos ocurridos por entidad federativa, según"


def shares(percents: dict[str, float]):
    """Return heads and figures of a table of shares: each is the same in every state."""
    heads = [head for name in percents for head in pair(None, name)]
    return heads, lambda n: [cell for share in percents.values() for cell in (n, share)]


def times(year: int) -> dict[str, float]:
    """Return the classes of time that a survey offers, and their shares."""
    found = {"Menos de 1 hora": 10, "De 1 a 2 horas": 20, "De 3 a 4 horas": 30}
    return found | ({"De 2 a 3 horas": 6, "Más de 4 horas": 34} if year == 2016 else
                    {"Más de 4 horas": 40})  # fmt: skip


def tables(year: int) -> dict[str, list]:
    """Return the tables of a survey: percents are a state's number, or shares of 100."""
    marks = {"Excelente": 5, "Bueno": 45, "Malo": 30, "Muy malo": 20}
    if year == 2012:
        marks = marks | {"Regular": 12, "Malo": 18}
    found = {
        "Índice": [["Índice"]],
        "3.1": table(f"{BY} condición de denuncia e inicio de averiguación previa", [
            OCCURRED, *pair("Delitos denunciados"), *pair("Inició averiguación previa", "Sí"),
            *pair(None, "No"),
        ], lambda n: [1000 * n, 10 * n, n / 2, 5 * n, n / 4, 0, 0]),
        "3.2": table(f"{BY} cifra negra", [OCCURRED, *pair("Cifra negra2")],
                     lambda n: [1000 * n, 900 * n, 90]),
        "3.8": table("Delitos no denunciados por entidad federativa, según causas de la no "
                     "denuncia", [OCCURRED, *pair("Causas", "Por causas atribuibles"),
                                  *pair(None, "Otras causas")], lambda n: [n, n, 60, n, "40*"]),
        "3.13": table(f"{BY} el tiempo promedio", *shares(times(year))),
        "3.16": table(f"{BY} calificación otorgada al trato recibido", *shares(marks)),
    }  # fmt: skip
    if year == 2016:
        found["3.4"] = table(
            "Delitos ocurridos a mujeres por entidad federativa, según cifra negra",
            [OCCURRED, *pair("Cifra negra")],
            lambda n: [n, n, 91.5],
        )
    return found  # fmt: skip


@pytest.fixture
def root(tmp_path, monkeypatch):
    """Three surveys; that of 2012 offers a mark more, that of 2016 a class of time more."""
    years = (2012, 2016, 2017)
    files = [f"{envipe.FOLDER}/{year}.xlsx" for year in years]
    monkeypatch.setattr(envipe, "EDITIONS", years)
    monkeypatch.setattr(envipe, "REPORTING", files)
    for year, file in zip(years, files, strict=True):
        workbook(tmp_path, file, tables(year))
    return tmp_path


def test_reporting_of_three_surveys(root):
    frame = envipe.build_reporting(root)
    found = values(frame, "indicator", "state_code", "year", "sex")
    assert found["crimes_occurred", "07", 2011, "total"] == 7000
    assert found["crime_reported", "20", 2015, "total"] == 10
    assert found["investigation_opened", "20", 2011, "total"] == 5
    assert found["unreported_authority", "00", 2011, "total"] == 60
    assert found["unreported_crime", "32", 2011, "total"] == 90
    # Some surveys tabulate the unreported crimes against women, too.
    assert found["unreported_crime", "07", 2015, "women"] == 91.5
    assert set(frame[frame["sex"] != "total"]["year"]) == {2015}
    # "Fair" was offered in 2012 only, two to three hours in 2016 only.
    assert found["mp_treatment_fair", "07", 2011, "total"] == 12
    assert found["mp_treatment_very_bad", "07", 2015, "total"] == 20
    assert found["mp_time_2_3h", "07", 2015, "total"] == 6
    assert found["mp_time_over_4h", "07", 2011, "total"] == 40
    for indicator, year in (("mp_time_2_3h", 2015), ("mp_treatment_fair", 2011)):
        assert set(frame[frame["indicator"] == indicator]["year"]) == {year}


def test_crimes_by_adults_are_our_own_division(root):
    people = "".join(
        f"{state},{age},{sex},2011-07-01,{number}\n"
        for state in (7, 20)
        for age, sex, number in ((0, 0, 90), (0, 1, 95), (1, 0, 30_000), (1, 1, 20_000))
    )
    written(root, ADULTS, f"state_code,age_group,sex,date,population\n{people}")
    found = values(envipe.build_derived_incidence(root), "state_code", "year")
    assert found == pytest.approx({("07", 2011): 14_000, ("20", 2011): 40_000, ("00", 2011): 0})


def test_shares_that_do_not_make_a_whole_are_told(root):
    odd = tables(2016)
    odd["3.13"] = table(f"{BY} el tiempo promedio", *shares(
        {name: 3 for name in times(2016)}
    ))  # fmt: skip
    file = envipe.REPORTING[1]
    workbook(root, file, odd)
    with pytest.raises(DataError, match="2016.xlsx: the shares of 'mp_time' add up to 15.0–15.0"):
        envipe.build_reporting(root)


def test_prevalence_is_of_the_year_before_and_perception_of_the_year_itself(tmp_path):
    columns = [f"{kind}{year}" for kind, first in (("pre", 2010), ("inc", 2010), ("ins", 2011))
               for year in range(first, first + 4)]  # fmt: skip
    workbook(tmp_path, envipe.SERIES, {"Hoja1": [["codigo", *columns], [7, *range(12)]]})
    frame = envipe.build_series(tmp_path)
    assert values(frame[frame["year"] == 2011], "indicator", "edition") == {
        ("prevalence", "envipe_2012"): 1, ("incidence", "envipe_2012"): 5,
        ("perception_insecure", "envipe_2011"): 8,
    }  # fmt: skip
    assert set(frame["state_code"]) == {"07"} and len(frame) == 12
    workbook(tmp_path, envipe.SERIES, {"Hoja1": [["codigo", *columns[:-1]], [7, *range(11)]]})
    with pytest.raises(DataError, match="missing column.*'ins2014'"):
        envipe.build_series(tmp_path)


def test_the_announcement_of_2011_is_the_table_in_data():
    assert_equal_to_data(envipe, "envipe_first_results_nation")
