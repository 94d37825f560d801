"""Differences between groups: hand-worked cases, published figures, broken input."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters import groups as chapters_groups
from cohesion.errors import DataError
from cohesion.tables.store import select


def rows(**cells: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"state_code": "00", "indicator": "poverty", "year": 2010, "sex": sex, "group": "all",
             "value": value, "se": se}
            for sex, (value, se) in cells.items()
        ]
    )  # fmt: skip


def test_difference_by_hand():
    frame = rows(women=(50.0, 0.3), men=(45.0, 0.4))
    result = chapters_groups.between_groups(frame, 2010, {"sex": "women"}, {"sex": "men"}).loc[
        "poverty"
    ]
    # Standard errors 3, 4, 5 (tenths): the half-width is 1.96 × 0.5.
    assert result["difference"] == 5
    assert result["high"] - result["difference"] == pytest.approx(0.98, abs=0.001)
    assert result["clear"]


def test_without_standard_errors_nothing_is_clear():
    frame = rows(women=(50.0, np.nan), men=(45.0, np.nan))
    result = chapters_groups.between_groups(frame, 2010, {"sex": "women"}, {"sex": "men"}).loc[
        "poverty"
    ]
    assert np.isnan(result["low"]) and not result["clear"]


def test_swapping_the_groups_turns_the_sign():
    frame = rows(women=(50.0, 0.3), men=(45.0, 0.4))
    forth = chapters_groups.between_groups(frame, 2010, {"sex": "women"}, {"sex": "men"})
    back = chapters_groups.between_groups(frame, 2010, {"sex": "men"}, {"sex": "women"})
    assert forth["low"].iloc[0] == pytest.approx(-back["high"].iloc[0])


def test_a_group_that_is_not_there_is_named():
    with pytest.raises(DataError, match="indigenous"):
        chapters_groups.between_groups(rows(total=(1.0, 1.0)), 2010, {"group": "indigenous"}, {})


def test_the_groups_of_2010_as_coneval_printed_them():
    # CONEVAL, Medición de la pobreza 2010 (series 2008–2018, cuadros 10 to 17): people under 18
    # 53.7 %, indigenous people 74.8 % in the later series; older people 45.7 %.
    frame = select("poverty", sex=None, group=None, years=[2010], series=True).frame
    groups = {
        "everybody": {},
        "children": {"group": "age_0_17"},
        "older": {"group": "age_65_plus"},
        "indigenous": {"group": "indigenous"},
    }
    table = chapters_groups.group_rows(frame, 2010, groups, "poverty")
    printed = {"everybody": 46.1, "children": 53.7, "older": 45.7, "indigenous": 74.8}
    assert table["value"].round(1).to_dict() == printed
    assert (table["low"] < table["value"]).all()
    with pytest.raises(DataError, match="0 observations"):
        chapters_groups.group_rows(frame, 2010, {"x": {"group": "nobody"}}, "poverty")
