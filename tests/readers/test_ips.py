"""Tests of ``cohesion/readers/ips.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import ips
from tests.tools.spoilt import values, workbook

HEAD = ["cve_ent", "entidad", "anio", "indicador_value"]
ALL = {**ips.LABOUR, **ips.PEOPLE, **ips.COHESION}


def root(tmp_path, **others):
    """Write every sheet with one figure of Chiapas, but other rows where they are given."""
    same = {sheet: [HEAD, ["07", "Chiapas", 2010, n]] for n, sheet in enumerate(ALL)}
    return workbook(tmp_path, ips.FILE, same | others)


def test_each_sheet_is_an_indicator_or_a_group_of_one(tmp_path):
    folder = root(tmp_path)
    assert values(ips.build_labour(folder), "indicator") == {
        "labour_informality": 0, "neet_15_24": 1}  # fmt: skip
    people = ips.build_people(folder)
    assert values(people, "indicator", "group")["illiteracy_groups", "disability"] == 5
    assert set(people["state_code"]) == {"07"} and set(people["edition"]) == {"ips_2025"}
    assert values(ips.build_cohesion(folder), "indicator") == {
        "trust_neighbours": 6, "corruption_incidence": 7, "corruption_perceived_justice": 8,
    }  # fmt: skip


def test_the_copied_figure_of_jalisco_is_left_out_and_only_it(tmp_path):
    rows = [HEAD, ["13", "Hidalgo", 2013, 20.5], ["14", "Jalisco", 2013, 20.5],
            ["14", "Jalisco", 2015, 18.1], ["15", "México", 2013, None]]  # fmt: skip
    frame = ips.build_cohesion(root(tmp_path, **{"03_42_corrupcion": rows}))
    frame = frame[frame["indicator"] == "corruption_incidence"]
    assert values(frame, "state_code", "year") == {("13", 2013): 20.5, ("14", 2015): 18.1}


def test_a_missing_sheet_a_missing_column_and_a_word_are_named(tmp_path):
    sheet = "03_45_confianza_vecinos"
    with pytest.raises(DataError, match=rf"\[{sheet}\].*missing column.*'anio'"):
        ips.build_cohesion(root(tmp_path, **{sheet: [["cve_ent", "year", "indicador_value"]]}))
    with pytest.raises(DataError, match=rf"\[{sheet}\], row 2, .*'n.d.' is not a number"):
        ips.build_cohesion(root(tmp_path, **{sheet: [HEAD, ["07", "Chiapas", 2010, "n.d."]]}))
    workbook(tmp_path, ips.FILE, {"00_directorio": [["x"]]})
    with pytest.raises(DataError, match="03_43_informalidad_laboral"):
        ips.build_labour(tmp_path)
