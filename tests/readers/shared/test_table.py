"""What readers share: columns that must be there, files that must be there."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.readers.shared import table
from tests.tools.spoilt import written


def test_columns_that_are_there_pass_and_missing_ones_are_named():
    frame = pd.DataFrame(columns=["a", "b"])
    assert table.check_columns(frame, ["a"], "x.csv") is frame
    with pytest.raises(DataError, match=r"missing column\(s\) 'c', 'd'; found a, b") as caught:
        table.check_columns(frame, ["a", "c", "d"], "x.csv")
    assert (caught.value.file, caught.value.column) == ("x.csv", "c")


def test_an_official_file_is_found_or_named(tmp_path):
    written(tmp_path, "folder/x.csv", "a\n")
    assert table.source_file(tmp_path, "folder/x.csv") == tmp_path / "folder" / "x.csv"
    for absent in ("folder/y.csv", "folder"):
        with pytest.raises(DataError, match="the official file is not there.*make data") as caught:
            table.source_file(tmp_path, absent)
        assert caught.value.file == absent
