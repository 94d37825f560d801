"""Tests of ``cohesion/readers/sinaloa_portal.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import sinaloa_portal
from tests.tools.spoilt import values, written

HEAD = "indicador,periodo,cve_ent,valor\n"
ROWS = "".join(f"{name},{period},25,{i}\n" for i, (name, period) in
               enumerate(sinaloa_portal.SERIES))  # fmt: skip


def test_each_series_is_an_indicator_with_its_year_and_edition(tmp_path):
    frame = sinaloa_portal.governance_states(written(tmp_path, sinaloa_portal.FILE, HEAD + ROWS))
    assert values(frame, "indicator", "year", "edition") == {
        ("budget_report_imco", 2021, "imco_2021"): 0,
        ("results_budgeting_shcp", 2023, "shcp_results_2023"): 1,
        ("transfer_information_shcp", 2019, "shcp_information_2019"): 2,
        ("transfer_information_shcp", 2023, "shcp_information_2023"): 3,
    }


def test_an_unknown_period_is_named_with_its_row(tmp_path):
    spoilt = HEAD + ROWS.replace("2019T2", "2019T3")
    with pytest.raises(DataError, match="row 4.*unknown series.*2019T3"):
        sinaloa_portal.governance_states(written(tmp_path, sinaloa_portal.FILE, spoilt))
