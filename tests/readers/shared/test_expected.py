"""Sizes that are known before a file is read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.readers import all_tables
from cohesion.readers.shared import expected
from cohesion.tables import manifest


@pytest.fixture
def known(monkeypatch):
    frame = pd.DataFrame({"units": [2], "rows": [3]}, index=["small"])
    monkeypatch.setattr(expected, "expected", lambda: frame)


def rows(*codes: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"state_code": codes, "year": range(2010, 2010 + len(codes)), "indicator": "x",
         "edition": "e"}
    )  # fmt: skip


def check(frame: pd.DataFrame, before: Path = Path("absent.csv"), name: str = "small") -> None:
    expected.check_size(name, "state", frame, ["official.csv"], before)


def test_the_right_size_passes(known):
    check(rows("01", "02", "02"))


def test_too_few_rows_or_units_name_the_file_and_both_numbers(known):
    with pytest.raises(DataError, match="3 rows expected, 2 read") as caught:
        check(rows("01", "02"))
    assert caught.value.file == "official.csv"
    with pytest.raises(DataError, match="2 units expected, 1 read"):
        check(rows("01", "01", "01"))
    with pytest.raises(DataError, match="nothing says how many rows 'other'"):
        check(rows("01"), name="other")


def test_the_first_row_that_is_missing_or_new_is_named(known, tmp_path):
    before = tmp_path / "small.csv"
    rows("01", "02", "02").to_csv(before, index=False)
    with pytest.raises(DataError, match="first missing: state_code 02, year 2012"):
        check(rows("01", "02"), before)
    with pytest.raises(DataError, match="first new: state_code 03, year 2013"):
        check(rows("01", "02", "02", "03"), before)


def test_every_table_has_its_size_and_no_other_is_listed():
    known = expected.expected()
    assert sorted(known.index) == sorted(table.name for table, _ in all_tables())
    for name, row in known.iterrows():
        assert manifest.load(name)["rows"] == row["rows"]
