"""The thirty-two states by INEGI's keys."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.tables import geography


def test_there_are_thirty_two_states_with_whole_and_different_names():
    assert geography.STATE_CODES == tuple(f"{number:02d}" for number in range(1, 33))
    assert (geography.STATES != "").all().all()
    for column in ("name_es", "name_en", "short"):
        assert geography.STATES[column].is_unique, column
    assert set(geography.STATES["region"]) == {"North", "Centre", "South"}


def test_names_in_two_languages():
    assert geography.state_name("00") == "Mexico"
    assert geography.state_name("00", "es") == "Estados Unidos Mexicanos"
    assert geography.state_name("15") == "State of Mexico"
    assert geography.state_name("15", "es") == "México"
    with pytest.raises(DataError, match="unknown state code '33'.*01 to 32"):
        geography.state_name("33")


def test_rows_get_names_and_keep_what_is_no_state():
    table = pd.DataFrame({"x": [1, 2, 3]}, index=["00", "09", "other"])
    named = geography.named(table)
    assert named.index.tolist() == ["Mexico", "Federal District", "other"]
    assert named.index.name == "State"
    assert table.index.tolist() == ["00", "09", "other"]


def test_labels_hold_the_nation_and_every_state_once():
    labels = geography.state_labels()
    assert labels["00"] == "Mexico"
    assert list(labels.index) == ["00", *geography.STATE_CODES]
