"""Small tables kept by hand: read as they are, and every slip told with its line."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.files import csv

FILE = Path("small.csv")
COLUMNS = ("id", "label")


def test_cells_are_texts_with_their_file_and_line(tmp_path):
    file = tmp_path / "small.csv"
    file.write_text('id,label\n007,"one, ""two""\nthree"\nNA,\n', "utf-8")
    frame = csv.read(file, COLUMNS)
    assert frame["id"].tolist() == ["007", "NA"]
    assert frame["label"].tolist() == ['one, "two"\nthree', ""]
    assert frame["row"].tolist() == [3, 4]
    assert set(frame["file"]) == {str(file)}


def test_a_table_without_rows_keeps_its_columns():
    assert list(csv.parse(b"id,label\n", COLUMNS, FILE)) == ["id", "label", "file", "row"]


@pytest.mark.parametrize(
    ("content", "row", "said"),
    [
        ("id,label\na,b\nç,d\n".encode("latin-1"), 3, "0xe7 is not UTF-8"),
        (b"id,label\na,b", 2, "cut off"),
        (b"", 1, "cut off"),
        (b"\n", 1, "missing column 'id'"),
        (b"id,name\na,b\n", 1, "missing column 'label'"),
        (b"label,id\na,b\n", 1, "moved column 'label'"),
        (b"id,label,more\na,b,c\n", 1, "unknown, repeated or moved column 'more'"),
        (b"id,label,id\na,b,c\n", 1, "repeated or moved"),
        (b"id,label\na\n", 2, "the row has 1 cells, the header 2"),
        (b"id,label\na,b\nc,d,e\n", 3, "the row has 3 cells"),
        (b'id,label\na,"b\n', 2, "cannot be read"),
        (b'id,label\na,"b"c\n', 2, "cannot be read"),
    ],
)
def test_a_slip_is_told_with_its_line(content, row, said):
    with pytest.raises(DataError, match=said) as caught:
        csv.parse(content, COLUMNS, FILE)
    assert (caught.value.file, caught.value.row) == ("small.csv", row)
    assert caught.value.cure


def test_several_tables_are_read_as_one_and_each_row_knows_its_file(tmp_path):
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("id,label\nx,Oaxaca\ny,\n", "utf-8")
    second.write_text('id,label\nz,"Puebla, city"\n', "utf-8")
    whole = csv.read_all([first, second], ("id", "label"))
    parts = [csv.read(file, ("id", "label")) for file in (first, second)]
    pd.testing.assert_frame_equal(whole, pd.concat(parts, ignore_index=True))
    assert whole.row.tolist() == [2, 3, 2]
