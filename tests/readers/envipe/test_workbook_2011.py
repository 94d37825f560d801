"""Tests of ``cohesion/readers/envipe/workbook_2011.py``."""

from __future__ import annotations

import numpy as np
import openpyxl
import pytest

from cohesion.errors import DataError
from cohesion.readers.envipe import workbook_2011
from tests.tools.spoilt import copied, needs_sources


def test_sexes_follow_from_age_totals_and_shares():
    # 60 men and 40 women: 30 + 10 young, 30 + 30 old.
    totals, shares = np.array([40.0, 60.0]), np.array([[50.0, 25.0], [50.0, 75.0]])
    assert workbook_2011.split_by_sex(totals, shares) == (60.0, 40.0)


def test_sexes_that_fit_no_total_are_refused():
    totals = np.array([40.0, 60.0, 50.0])
    shares = np.array([[50.0, 25.0], [25.0, 25.0], [25.0, 50.0]])
    with pytest.raises(DataError, match="do not fit together"):
        workbook_2011.split_by_sex(totals, shares)


@needs_sources
def test_survey_workbook_with_a_renamed_heading(tmp_path):
    target = copied(tmp_path, workbook_2011.WORKBOOK_2011)
    book = openpyxl.load_workbook(target)
    book["3.2"]["D7"] = "Delitos"
    book.save(target)
    with pytest.raises(DataError, match="'DELITOS DECLARADOS'"):
        workbook_2011.build_victims(tmp_path)


@needs_sources
def test_survey_workbook_without_a_state(tmp_path):
    target = copied(tmp_path, workbook_2011.WORKBOOK_2011)
    book = openpyxl.load_workbook(target)
    book["3.2"].delete_rows(12)
    book.save(target)
    with pytest.raises(DataError, match="32 rows of states, not 33"):
        workbook_2011.build_victims(tmp_path)
