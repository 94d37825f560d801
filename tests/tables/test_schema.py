"""Bad tables: each fault gets one message that names file, row, column and cure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.errors import DataError
from cohesion.tables import schema

FILE = "data/broken.csv"


def check(content: bytes, indicators, editions, **options):
    frame = schema.parse(content, "state", FILE)
    return schema.validate(
        frame, level="state", file=FILE, indicators=indicators, editions=editions, **options
    )


def test_a_right_table_passes_and_gets_its_defaults(table, indicators, editions):
    frame = check(table, indicators, editions)
    assert len(frame) == 33
    assert set(frame["sex"]) == {"total"} and set(frame["group"]) == {"all"}
    assert frame["se"].isna().all()
    assert frame.loc[frame["state_code"] == "07", "value"].item() == 27


CASES = {
    "missing column": (
        lambda t: t.replace(b",value,", b",amount,"), 1, "value", "missing column 'value'"),
    "unknown column": (
        lambda t: b"\n".join(
            line + (b",note" if n == 0 else b",x") for n, line in enumerate(t.splitlines())
        ) + b"\n", 1, "note", "unknown column 'note'"),
    "unknown state": (
        lambda t: t.replace(b"\n07,", b"\n77,"), 9, "state_code", "unknown state '77'"),
    "duplicated key": (
        lambda t: t + b"07,2010,poverty,27,first\n", 35, "state_code", "stands twice"),
    "text in a number": (
        lambda t: t.replace(b"poverty,27,", b"poverty,n.d.,"), 9, "value", "'n.d.' is not a num"),
    "empty cell": (
        lambda t: t.replace(b"poverty,27,", b"poverty,,"), 9, "value", "the cell is empty"),
    "infinite": (
        lambda t: t.replace(b"poverty,27,", b"poverty,inf,"), 9, "value", "is not a number"),
    "out of range": (
        lambda t: t.replace(b"poverty,27,", b"poverty,270,"), 9, "value", "outside the range"),
    "negative": (
        lambda t: t.replace(b"poverty,27,", b"poverty,-27,"), 9, "value", "outside the range"),
    "missing state": (
        lambda t: t.replace(b"07,2010,poverty,27,first\n", b""), None, "state_code",
        "state 07 is missing from 'poverty' 2010"),
    "unknown indicator": (
        lambda t: t.replace(b"07,2010,poverty", b"07,2010,povrety"), 9, "indicator",
        "unknown indicator 'povrety'"),
    "unknown edition": (
        lambda t: t.replace(b"27,first", b"27,frist"), 9, "edition", "unknown edition 'frist'"),
    "impossible year": (
        lambda t: t.replace(b"07,2010,", b"07,201,"), 9, "year", "impossible year '201'"),
    "half a year": (
        lambda t: t.replace(b"07,2010,", b"07,2010.5,"), 9, "year", "is not a year"),
    "truncated file": (lambda t: t[:-9], 34, None, "the file is cut off"),
    "truncated row": (
        lambda t: t.replace(b"07,2010,poverty,27,first", b"07,2010,poverty"), 9, None,
        "the row has 3 cells, the header 5"),
    "wrong encoding": (
        lambda t: t.replace(b"27,first", "27,édition".encode("latin-1")), 9, None, "not UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_fault_names_file_row_column_and_cure(name, table, indicators, editions):
    spoil, row, column, problem = CASES[name]
    with pytest.raises(DataError) as caught:
        check(spoil(table), indicators, editions)
    error = caught.value
    assert problem in str(error)
    assert str(error).startswith(FILE)
    assert error.row == row
    assert error.column == column
    assert "Cure: " in str(error) and error.cure
    assert "\n" not in str(error)


def test_a_state_that_the_publication_leaves_out_must_be_declared(table, indicators, editions):
    short = table.replace(b"07,2010,poverty,27,first\n", b"")
    assert len(check(short, indicators, editions, incomplete=("poverty",))) == 32
    assert len(check(short, indicators, editions, incomplete=("poverty@2010",))) == 32
    with pytest.raises(DataError, match="state 07 is missing"):
        check(short, indicators, editions, incomplete=("poverty@2008",))


def test_municipalities_are_counted_and_their_keys_checked(indicators, editions):
    head = b"mun_code,year,indicator,value,edition\n"
    good = head + b"07001,2010,poverty,3,first\n20001,2010,poverty,4,first\n"
    options = {"level": "municipality", "file": FILE, "indicators": indicators,
               "editions": editions}  # fmt: skip
    frame = schema.parse(good, "municipality", FILE)
    assert len(schema.validate(frame, municipalities=2, **options)) == 2
    with pytest.raises(DataError, match="holds 2 municipalities, its manifest declares 3"):
        schema.validate(frame, municipalities=3, **options)
    bad = schema.parse(good.replace(b"20001", b"99001"), "municipality", FILE)
    with pytest.raises(DataError, match="unknown municipality '99001'"):
        schema.validate(bad, **options)


@given(st.integers(0, 32), st.sampled_from([b"", b"x", b"1e999", b"--3", b"4,4"]))
def test_no_spoilt_value_passes_whatever_the_row(position, spoilt):
    lines = [b"state_code,year,indicator,value,edition"]
    lines += [f"{code:02d},2010,poverty,{20 + code},first".encode() for code in range(33)]
    cells = lines[position + 1].split(b",")
    cells[3] = spoilt
    lines[position + 1] = b",".join(cells)
    with pytest.raises(DataError) as caught:
        schema.parse(b"\n".join(lines) + b"\n", "state", FILE)
    assert caught.value.row == position + 2
