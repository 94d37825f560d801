"""Plain tables: keys stay text, numbers are numbers, rows become tidy."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.readers.shared import plain
from tests.tools.spoilt import written


def read(tmp_path, text: str, columns=("cve_ent", "anio", "x"), keys=("cve_ent",)):
    return plain.read_plain(written(tmp_path, "x.csv", text), "x.csv", list(columns), list(keys))


def test_keys_keep_their_zero_and_other_columns_are_left(tmp_path):
    frame = read(tmp_path, "cve_ent,anio,x,more\n01,2010,1.5,a\n02,2011,,b\n")
    assert list(frame) == ["cve_ent", "anio", "x"]
    assert frame["cve_ent"].tolist() == ["01", "02"]
    assert frame["anio"].dtype == "int64"


def test_blanks_around_numbers_are_nothing_and_words_are_a_column_of_words(tmp_path):
    frame = read(tmp_path, "cve_ent,anio,x\n01,2010 ,uno\n02, 2011,dos\n")
    assert frame["anio"].tolist() == [2010, 2011]
    assert frame["x"].tolist() == ["uno", "dos"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cve_ent,anio\n01,2010\n", "missing column.*'x'"),
        ("cve_ent,anio,x\n01,2010,1\n02,2010,n.d.\n03,2010,3\n", "row 3, column 'x'"),
    ],
)
def test_a_missing_column_or_a_text_among_numbers_is_told(tmp_path, text, said):
    with pytest.raises(DataError, match=said):
        read(tmp_path, text)


def test_a_column_becomes_tidy_rows_without_its_gaps():
    frame = pd.DataFrame({"cve_ent": ["01", "02"], "anio": [2010, 2011], "x": [1.23456789, None]})
    (row,) = plain.tidy(frame, "x", indicator="i", edition="e", sex="men").to_dict("records")
    assert row == {"state_code": "01", "year": 2010, "indicator": "i", "sex": "men",
                   "group": "all", "value": 1.234568, "edition": "e"}  # fmt: skip
    towns = frame.rename(columns={"cve_ent": "cve"})
    tidy = plain.tidy(towns, "x", indicator="i", edition="e", unit="cve", year=2020)
    assert tidy.at[0, "mun_code"] == "01" and tidy.at[0, "year"] == 2020


def test_a_cell_that_is_no_number_is_told_with_its_row():
    frame = pd.DataFrame({"cve_ent": ["01", "02"], "anio": 2010, "x": ["1", "a"]})
    with pytest.raises(DataError, match="f.csv, row 3, column 'x': 'a' is not a number"):
        plain.tidy(frame, "x", indicator="i", edition="e", file="f.csv")
