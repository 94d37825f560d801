"""Tests of ``cohesion/readers/articulo19.py``."""

from __future__ import annotations

import shutil
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
from cohesion.readers.shared.declared import tables_of

needs_sources = pytest.mark.skipif(
    not paths.SOURCES.exists(), reason="the official files are not here"
)
MODULES = [
    articulo19, congresses, dgis, gdl, ine, ips, lapop, lnpp, metrica, rnpdno, udlap, undp, wjp,
]  # fmt: skip
SIMPLE = [table for module in MODULES for table in tables_of(module)]


@pytest.fixture(scope="module")
def built() -> dict[str, pd.DataFrame]:
    if not paths.SOURCES.exists():
        pytest.skip("the official files are not here")
    return {table.name: table.build(paths.SOURCES) for table in SIMPLE}


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


# (table, unit, year, indicator, published figure, tolerance); the source of each figure beside it.
PUBLISHED = [
    # IFE/INE: national turnout of deputies 2009 44.8 % with special polling stations
    ("ine_turnout_states", "00", 2009, "turnout_federal_deputies", 44.8, 0.3),
    # INE: 47.7 % in 2015
    ("ine_turnout_states", "00", 2015, "turnout_federal_deputies", 47.7, 0.4),
    # UNDP 2023 report as quoted by periodismoyambiente.com.mx: Benito Juárez, Cochoapa, Batopilas
    ("undp_development_municipal", "09014", 2020, "human_development_municipal", 0.908, 0.0005),
    ("undp_development_municipal", "12078", 2020, "human_development_municipal", 0.445, 0.0005),
    ("undp_development_municipal", "08008", 2020, "human_development_municipal", 0.456, 0.0005),
    # INEGI, ENCIG press releases: corruption incidence, nation
    ("ips_cohesion_states", "00", 2013, "corruption_incidence", 24_724, 0.5),
    ("ips_cohesion_states", "00", 2015, "corruption_incidence", 30_097, 0.5),
    ("ips_cohesion_states", "00", 2017, "corruption_incidence", 25_541, 0.5),
    # ENCIG 2013 and 2015 by state, as printed by the press
    ("ips_cohesion_states", "08", 2013, "corruption_incidence", 44_006, 0.5),
    ("ips_cohesion_states", "01", 2013, "corruption_incidence", 8_456, 0.5),
    ("ips_cohesion_states", "15", 2015, "corruption_incidence", 62_160, 0.5),
    # INEGI, ENOE: informality in the fourth quarter of 2012
    ("ips_labour_states", "00", 2012, "labour_informality", 59.6, 0.1),
    # UDLAP, IGI-MEX 2022, as printed: lowest Baja California Sur
    ("udlap_impunity_states", "03", 2022, "impunity_igi", 49.05, 0.005),
    # World Justice Project 2019–2020: Yucatán first with 0.46
    ("wjp_rule_of_law_states", "31", 2019, "rule_of_law_wjp", 0.46, 0.005),
    # Artículo 19, annual reports: 330 attacks in 2013; 172 in 2011 in the list's own totals
    ("articulo19_attacks_states", "00", 2013, "journalists_attacked", 330, 0.5),
    ("articulo19_attacks_states", "00", 2011, "journalists_attacked", 172, 0.5),
]


@needs_sources
@pytest.mark.parametrize(("table", "unit", "year", "indicator", "published", "within"), PUBLISHED)
def test_published_figures(built, table, unit, year, indicator, published, within):
    assert value(built[table], unit, year, indicator) == pytest.approx(published, abs=within)


@needs_sources
def test_the_same_order_of_states_as_undps_state_index_2012(built):
    # UNDP Mexico, IDH entidades federativas 2015: six states quoted in the press, in this order.
    frame = built["gdl_development_states"]
    undp_2012 = {"09": 0.830, "19": 0.790, "26": 0.779, "20": 0.681, "12": 0.679, "07": 0.667}
    ours = {code: value(frame, code, 2012, "human_development_gdl") for code in undp_2012}
    assert list(undp_2012) == sorted(ours, key=ours.get, reverse=True)
    assert all(abs(ours[code] - undp_2012[code]) < 0.0155 for code in ours)


@needs_sources
def test_impunity_mean_is_the_printed_one(built):
    assert built["udlap_impunity_states"]["value"].mean() == pytest.approx(60.08, abs=0.005)


@needs_sources
def test_women_in_the_congresses_that_sat_in_2011(built):
    frame = built["congresses_women_states"]
    assert 22 < value(frame, "00", 2011, "women_state_congress") < 26
    # Aguascalientes 2010–2013 sits at the end of 2010, 2011 and 2012: one composition.
    shares = {value(frame, "01", year, "women_state_congress") for year in (2011, 2012)}
    assert len(shares) == 1


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
@pytest.mark.parametrize("table", SIMPLE, ids=lambda table: table.name)
def test_rows_are_unique_and_complete(built, table):
    frame = built[table.name]
    unit = "mun_code" if table.level == "municipality" else "state_code"
    assert not frame.duplicated([unit, "year", "indicator", "sex", "group", "edition"]).any()
    assert frame["value"].notna().all()


def copied(tmp_path: Path, relative: str) -> Path:
    target = tmp_path / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(paths.SOURCES / relative, target)
    target.chmod(0o644)
    return target


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
