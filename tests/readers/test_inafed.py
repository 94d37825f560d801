"""Tests of ``cohesion/readers/inafed.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion import paths
from cohesion.errors import DataError
from cohesion.readers import inafed
from cohesion.tables.geography import NATION
from tests.tools.spoilt import assert_equal_to_data, needs_sources

pytestmark = needs_sources


@pytest.fixture
def sheets(monkeypatch):
    """Change the sheet of a workbook as pandas reads it: ``sheets(change)``."""
    read = pd.read_excel

    def spoil(change):
        def reading(*arguments, **options):
            sheet = read(*arguments, **options).astype(object)
            change(sheet)
            return sheet

        monkeypatch.setattr(pd, "read_excel", reading)

    return spoil


def put(row: int, column: int, value):
    """Return a change that writes one cell (zero-based), if the sheet is long enough."""

    def change(sheet):
        if len(sheet) > row:
            sheet.iat[row, column] = value

    return change


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (5, 9, "many", "not a number"),
        (5, 9, "-3", "not a number"),
        (5, 9, "", "not a number"),
        (5, 12, "178472", "do not add up"),
        (4, 9, "Otro seguro", "head"),
        (3, 12, "Sin dato", "head"),
        (5, 0, "1001", "expected"),
        (7, 1, "Chiapas", "another state"),
        (2463, 4, "17", "not read"),
    ],
)
def test_entitlement_refuses_a_changed_workbook(sheets, row, column, value, said):
    sheets(put(row, column, value))
    with pytest.raises(DataError, match=said):
        inafed.entitlement(paths.SOURCES)


def test_entitlement_of_states_is_the_sum_of_their_municipalities():
    municipal = inafed.entitlement_municipalities(paths.SOURCES)
    states = inafed.entitlement_states(paths.SOURCES)
    persons = [indicator for _, indicator in inafed.PERSONS]
    summed = municipal[municipal["indicator"].isin(persons)]
    summed = summed.groupby([summed["mun_code"].str[:2], "indicator"])["value"].sum().unstack()
    wide = states.pivot(index="state_code", columns="indicator", values="value")
    pd.testing.assert_frame_equal(
        wide.drop(NATION)[persons], summed[persons], check_names=False, check_like=True
    )
    share = 100 * wide["entitled_seguro_popular"] / wide["entitlement_population"]
    assert np.allclose(share, wide["entitled_seguro_popular_share"])


def test_medical_staff_without_impossible_sums():
    states = inafed.staff_states(paths.SOURCES)
    wide = states.pivot(index="state_code", columns="year", values="value")
    assert "09" not in wide.index
    for code, year in (("05", 2009), ("10", 2011), ("12", 2006), ("14", 2008), ("23", 2010)):
        assert np.isnan(wide.at[code, year])
    # The four states of the proposal in 2010.
    assert wide[2010].loc[["07", "12", "20", "21"]].tolist() == [5_373, 4_825, 5_799, 8_763]


def test_medical_staff_marks_of_no_figure_are_the_only_text(sheets):
    sheets(put(4, 3, "n.d."))
    with pytest.raises(DataError, match="not a number"):
        inafed.staff_municipalities(paths.SOURCES)


@pytest.mark.parametrize("name", inafed.TABLES)
def test_the_reader_gives_the_table_in_data_byte_for_byte(name):
    assert_equal_to_data(inafed, name)
