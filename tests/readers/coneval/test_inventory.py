"""Tests of ``cohesion/readers/coneval/inventory.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.readers.coneval import inventory as coneval_inventory
from cohesion.tables.geography import STATE_CODES, STATES
from tests.tools.spoilt import values, written


@pytest.fixture
def sources(tmp_path):
    for file in coneval_inventory.FILES.values():
        written(tmp_path, file, "")
    return tmp_path


def inventory_sheet() -> pd.DataFrame:
    """Return an inventory of one programme per state that the year covers, as pandas reads it."""
    heads = [
        "Entidad federativa",
        "1. Nombre de la intervención",
        "9. Documento normativo",
        "8. ¿Se localizó en el Inventario Federal 2010?",
        "12. Derecho social directo",
    ]
    covered = [c for c in STATE_CODES if c not in coneval_inventory.ABSENT[2010]]
    rows = [[STATES.at[c, "name_es"], "Uno", "Sí", "no", "Bienestar económico"] for c in covered]
    blank = [np.nan] * 5
    return pd.DataFrame([blank, blank, heads, *rows, blank, ["NOTA", *blank[1:]]], dtype=object)


def test_inventory_reads_yes_and_no_however_they_are_spelt(sources, monkeypatch):
    monkeypatch.setattr(pd, "read_excel", lambda *a, **k: inventory_sheet())
    found = coneval_inventory.read_inventory(sources, 2010)
    assert len(found) == 30
    assert found["document"].all()
    assert not found["federal"].any()
    assert set(found["right"]) == {"economic_wellbeing"}


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (3, 4, "Deporte", "social right"),
        (3, 2, "quizá", "neither yes nor no"),
        (3, 0, "Aguascalientes", "other states are absent"),
        (33, 4, "Salud", "not read"),
        (2, 2, "Otra", "stands 0 times"),
    ],
)
def test_inventory_refuses_what_it_does_not_understand(
    sources, monkeypatch, row, column, value, said
):
    sheet = inventory_sheet()
    sheet.iat[row, column] = value
    monkeypatch.setattr(pd, "read_excel", lambda *a, **k: sheet)
    with pytest.raises(DataError, match=said):
        coneval_inventory.read_inventory(sources, 2010)


def test_programmes_are_counted_by_state_year_and_right(sources, monkeypatch):
    def reading(file, **options):
        sheet = inventory_sheet()
        if "2011" in file.name:
            # The inventory of 2011 covers Aguascalientes too: one programme, federal, of health.
            row = ["Aguascalientes", "Uno", "No", "Sí", "Salud"]
            sheet = pd.concat([sheet[:3], pd.DataFrame([row, row]), sheet[3:]], ignore_index=True)
        return sheet

    monkeypatch.setattr(pd, "read_excel", reading)
    frame = coneval_inventory.programmes_states(sources)
    found = values(frame, "state_code", "year", "indicator", "group")
    assert found["02", 2010, "state_programmes", "all"] == 1
    assert found["02", 2010, "state_programmes_own_document", "all"] == 1
    assert found["02", 2010, "state_programmes", "economic_wellbeing"] == 1
    assert found["02", 2010, "state_programmes", "health"] == 0
    assert found["01", 2011, "state_programmes", "all"] == 2
    assert found["01", 2011, "state_programmes", "health"] == 2
    assert found["01", 2011, "state_programmes_own", "all"] == 0
    assert found["01", 2011, "state_programmes_document", "all"] == 0
    assert ("01", 2010, "state_programmes", "all") not in found
    assert set(frame["edition"]) == {"coneval_inventory_2010", "coneval_inventory_2011"}
