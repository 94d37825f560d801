"""Tests of ``cohesion/checking/declared.py``."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from cohesion.checking import declared
from cohesion.errors import DataError
from cohesion.files.bibliography import bibliography
from cohesion.programme.design import load_design


@pytest.fixture(scope="module")
def design():
    return load_design()


def test_check_reports_the_design(design):
    line = declared.check()
    assert "no fault" in line and str(design.total) in line
    assert pd.notna(design.total)


@pytest.mark.parametrize("field", ["cite", "study"])
def test_a_key_in_a_list_of_citations_is_looked_up(field):
    known = next(iter(bibliography().entries))
    declared.check_texts({"rows": [{"id": "a", field: [known]}]}, Path("x.yml"))
    with pytest.raises(DataError, match="no bibliography entry 'nowhere'") as caught:
        declared.check_texts({"rows": [{"id": "a", field: [known, "nowhere"]}]}, Path("x.yml"))
    assert caught.value.row == f"rows.a.{field}.2"
