"""A cell is found by its row and column, or not at all."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.publishing import cells

TABLE = {
    "name": "tab-x", "kind": "table", "stub": 2,
    "columns": [
        {"head": "State", "cells": ["Chiapas", "Chiapas", "Oaxaca", "Oaxaca"]},
        {"head": "Year", "cells": ["2008", "2010", "2010", "2010"]},
        {"head": "Poor / all", "cells": ["77.0", "78.5", "67.0", "67.1"]},
    ],
}  # fmt: skip
ITEMS = {"tab-x": TABLE, "fact-x": {"kind": "fact"}}


def test_rows_with_several_heads_and_heads_with_slashes_are_found():
    assert cells.text(ITEMS, "tab-x/Chiapas/2010/Poor / all") == "78.5"


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("tab-y/Chiapas/2010/Poor / all", r"no table .*did you mean 'tab-x'\?"),
        ("fact-x/a/b", "no table is published"),
        ("tab-x/Chiapas/2011/Poor / all", r"no cell .*did you mean 'Chiapas/2010/Poor / all'\?"),
        ("tab-x", "no cell"),
        ("tab-x/Oaxaca/2010/Poor / all", "2 cells"),
    ],
)
def test_an_address_that_is_wrong_or_not_unique_is_refused(address, problem):
    with pytest.raises(DataError, match=problem):
        cells.text(ITEMS, address)
