"""Numbers as Mexican files write them, and tidy parts put under each other."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.readers.shared import numbers


def test_commas_marks_and_missing_cells():
    cells = pd.Series(["1,234", "12,345,678.5", " 31.2 p/", "-", "N. D.", None, "0"])
    found = numbers.to_numbers(cells, "x.csv", "POB")
    assert found.iloc[:3].tolist() == [1234, 12345678.5, 31.2]
    assert found.iloc[3:6].isna().all()
    assert found.iloc[6] == 0


@pytest.mark.parametrize("cell", ["12a", "1,23", "about 5", "1.2.3"])
def test_what_is_no_number_is_named_with_its_row(cell):
    with pytest.raises(DataError, match="is not a number") as caught:
        numbers.to_numbers(pd.Series(["1", "2", cell]), "x.csv", "POB", first_row=7)
    assert (caught.value.row, caught.value.column) == (9, "POB")


def part(**more) -> pd.DataFrame:
    return pd.DataFrame(
        {"state_code": ["01", "02"], "year": ["2010", "2011"], "indicator": "x",
         "value": [1.0, None], "edition": "e"}
    ).assign(**more)  # fmt: skip


def test_parts_without_sex_or_group_are_about_everybody():
    whole = numbers.stacked([part(), part(sex="women", group="rural")], "state_code")
    assert whole["sex"].tolist() == ["total", "women"]
    assert whole["group"].tolist() == ["all", "rural"]
    assert whole["year"].tolist() == [2010, 2010], "years are numbers, gaps are no rows"


@pytest.mark.parametrize("column", ["sex", "indicator", "state_code", "edition"])
def test_a_word_that_its_reader_did_not_know_is_refused(column):
    with pytest.raises(DataError, match=f"a row has no '{column}'.*not known"):
        numbers.stacked([part(**{column: [None, "x"]})], "state_code")
