"""Tests of ``cohesion/readers/articulo19.py``."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from cohesion import paths
from cohesion.errors import DataError
from cohesion.readers import (
    articulo19,
    congresses,
    dgis,
    gdl,
    ine,
    ips,
    lapop,
    lnpp,
    metrica,
    rnpdno,
    udlap,
    undp,
    wjp,
)
from cohesion.readers.rebuild import to_csv
from cohesion.readers.shared.declared import tables_of
from cohesion.tables import manifest
from tests.tools.spoilt import copied, needs_sources, values, written

MODULES = [
    articulo19, congresses, dgis, gdl, ine, ips, lapop, lnpp, metrica, rnpdno, udlap, undp, wjp,
]  # fmt: skip
SIMPLE = [table for module in MODULES for table in tables_of(module)]


class Built(dict):
    """The tables by name, each built when a test first asks for it."""

    def __missing__(self, name: str) -> pd.DataFrame:
        (table,) = (table for table in SIMPLE if table.name == name)
        self[name] = table.build(paths.SOURCES)
        return self[name]


@pytest.fixture(scope="module")
def built() -> Built:
    if not paths.SOURCES.exists():
        pytest.skip("the official files are not here")
    return Built()


def value(frame: pd.DataFrame, unit: str, year: int, indicator: str, **more: str) -> float:
    where = {"sex": "total", "group": "all"} | more
    code = "mun_code" if "mun_code" in frame else "state_code"
    hit = frame[
        frame[code].eq(unit)
        & frame["year"].eq(year)
        & frame["indicator"].eq(indicator)
        & frame["sex"].eq(where["sex"])
        & frame["group"].eq(where["group"])
    ]
    assert len(hit) == 1, (unit, year, indicator, more)
    return float(hit["value"].iloc[0])


@needs_sources
@pytest.mark.sampled(3)
@pytest.mark.parametrize("declared", SIMPLE, ids=lambda table: table.name)
def test_the_reader_gives_the_table_in_data_byte_for_byte(built, declared):
    held = manifest.table_path(declared.name).read_bytes()
    assert to_csv(built[declared.name], declared.level) == held


@needs_sources
def test_women_in_the_congresses_that_sat_in_2011(built):
    frame = built["congresses_women_states"]
    assert 22 < value(frame, "00", 2011, "women_state_congress") < 26
    # Aguascalientes 2010–2013 sits at the end of 2010, 2011 and 2012: one composition.
    shares = {value(frame, "01", year, "women_state_congress") for year in (2011, 2012)}
    assert len(shares) == 1


def attacks(tmp_path, *rows: str) -> pd.DataFrame:
    text = "\n".join(["cve_ent,anio,agresiones", *rows]) + "\n"
    return articulo19.build_attacks(written(tmp_path, articulo19.FILE, text))


def test_a_state_without_an_entry_in_a_full_year_has_none(tmp_path):
    found = values(
        attacks(tmp_path, "07,2007,9", "07,2010,3", "20,2010,4", "99,2010,2", "07,2015,1"),
        "state_code", "year",
    )  # fmt: skip
    assert found["07", 2010] == 3 and found["01", 2010] == 0 and found["07", 2014] == 0
    # What belongs to no state counts for the nation; a year that was not listed whole does not.
    assert found["99", 2010] == 2 and found["00", 2010] == 9
    assert {year for _, year in found} == set(range(2008, 2015))


@pytest.mark.parametrize("row", ["7,2010,3", "07,2016,3"])
def test_an_unknown_state_or_year_of_attacks_is_named(tmp_path, row):
    with pytest.raises(DataError, match="articulo19.*row 3.*is not known here"):
        attacks(tmp_path, "20,2010,4", row)


@needs_sources
def test_attacks_have_zero_years_and_add_up(built):
    frame = built["articulo19_attacks_states"]
    assert value(frame, "01", 2010, "journalists_attacked") == 0
    yearly = frame.groupby([frame["state_code"].eq("00"), "year"])["value"].sum().unstack()
    assert (yearly.loc[True] == yearly.loc[False]).all()
    assert set(frame["year"]) == set(range(2008, 2015))
    counts = frame.groupby("year")["state_code"].nunique()
    assert (counts >= 33).all()


@needs_sources
def test_disappeared_of_three_states_written_twice_are_added(built):
    frame = built["rnpdno_disappeared_states"]
    # Sum of both spellings of Veracruz in the register, 2019: added by hand.
    assert value(frame, "30", 2019, "persons_disappeared") == 347
    women = value(frame, "30", 2019, "persons_disappeared", sex="women")
    men = value(frame, "30", 2019, "persons_disappeared", sex="men")
    assert women + men <= 347
    assert value(frame, "00", 2019, "persons_disappeared") == 8401
    assert frame["year"].max() == 2024


@needs_sources
def test_the_copied_cell_is_gone_and_only_it(built):
    frame = built["ips_cohesion_states"]
    cells = frame[(frame["indicator"] == "corruption_incidence") & (frame["year"] == 2013)]
    assert set(cells["state_code"]) == {f"{n:02d}" for n in range(33)} - {"14"}


@needs_sources
def test_the_federal_government_is_not_taken_for_the_nation(built):
    assert "00" not in set(built["metrica_open_government_states"]["state_code"])


@needs_sources
def test_oaxacas_districts_are_left_out(built):
    codes = built["undp_development_municipal"]["mun_code"]
    assert codes.nunique() == 1887
    assert not codes.str.startswith("20").any()


@needs_sources
def test_strata_have_larger_standard_errors_than_the_nation(built):
    frame = built["lapop_trust_national"]
    nation = frame[frame["group"] == "all"].set_index(["indicator", "year"])["se"]
    strata = frame[frame["group"] != "all"].set_index(["indicator", "year"])["se"]
    assert (strata > nation.reindex(strata.index)).all()
    # 60.69 % of 1 478 interviews: the textbook standard error.
    assert nation["interpersonal_trust_lapop", 2010] == pytest.approx(1.2705, abs=0.001)


@needs_sources
@pytest.mark.sampled(3)
@pytest.mark.parametrize("table", SIMPLE, ids=lambda table: table.name)
def test_rows_are_unique_and_complete(built, table):
    frame = built[table.name]
    unit = "mun_code" if table.level == "municipality" else "state_code"
    assert not frame.duplicated([unit, "year", "indicator", "sex", "group", "edition"]).any()
    assert frame["value"].notna().all()


CSV_TABLES = [table for table in SIMPLE if table.sources[0].endswith(".csv")]


@needs_sources
@pytest.mark.parametrize("table", CSV_TABLES, ids=lambda table: table.name)
def test_a_renamed_column_names_file_and_column(tmp_path, table):
    for relative in table.sources:
        file = copied(tmp_path, relative)
        header, rest = file.read_text(encoding="utf-8").split("\n", 1)
        renamed = header.replace("anio", "ejercicio").replace("cve_ent", "clave")
        file.write_text(f"{renamed}\n{rest}", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        table.build(tmp_path)
    assert Path(table.sources[0]).name in str(caught.value)
    assert "missing column" in str(caught.value)
