"""Tests of ``cohesion/readers/fundar.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.readers import fundar
from tests.tools.spoilt import values, written


def sheet() -> pd.DataFrame:
    """Return the sheet of an index of two states, as pandas reads it."""
    frame = pd.DataFrame(np.full((21, 8), np.nan), dtype=object)
    frame.iloc[4, 4:8] = ["Federal", "Aguascalientes", "D.F.", "Nacional"]
    for (row, key, label, _), scores in zip(
        fundar.ROWS, ((0.9, 0.3, 0.6), (0.9, 0.6, 0.6), (0.9, 0.9, 0.6), (0.9, 0.6, 0.6)),
        strict=True,
    ):  # fmt: skip
        frame.iloc[row - 1, 2:7] = [f" {key} ", f"{label}  (base)", *scores]
    return frame


@pytest.fixture
def build(tmp_path, monkeypatch):
    def read(frame: pd.DataFrame):
        monkeypatch.setattr(pd, "read_excel", lambda *a, **k: frame)
        return fundar.access_laws_states(written(tmp_path, fundar.FILE, ""))

    return read


def test_states_are_taken_and_the_federal_law_is_not(build):
    found = values(build(sheet()), "state_code", "indicator")
    assert found["01", "access_law_norms"] == 0.3
    assert found["01", "access_law_quality"] == 0.6
    assert {state for state, _ in found} == {"01", "09"}
    assert len(found) == 8


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (4, 6, "Aguascalientes", "stands twice"),
        (4, 6, "Texas", "is not the name of a state"),
        (15, 2, "XX", "the row is"),
        (16, 3, "Otra", "the row is"),
        (19, 5, 0.7, "index of 01 is not the mean"),
    ],
)
def test_a_changed_sheet_is_refused(build, row, column, value, said):
    frame = sheet()
    frame.iat[row, column] = value
    with pytest.raises(DataError, match=said):
        build(frame)
