"""Words, grids and sums of official files: what is passed over is found."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.errors import DataError
from cohesion.readers.shared import whole
from cohesion.readers.shared.numbers import stacked


def grid() -> pd.DataFrame:
    rows = [(year, state, kind) for year in (2010, 2011) for state in ("01", "02", "03")
            for kind in ("theft", "fraud")]  # fmt: skip
    return pd.DataFrame(rows, columns=["year", "state", "kind"])


def test_a_whole_grid_passes():
    whole.whole_grid(grid(), ["year", "state"], ["kind"], "x.csv")


@given(
    st.integers(0, 11), st.sampled_from(["theft ", "Theft", "thefts", "", None, "n.d.", "fraud"])
)
def test_a_word_in_another_spelling_is_found(row, word):
    frame = grid()
    if frame.at[row, "kind"] == word:
        return
    frame.loc[row, "kind"] = word
    with pytest.raises(DataError, match=r"x\.csv, row \d+, column 'kind'"):
        whole.whole_grid(frame, ["year", "state"], ["kind"], "x.csv")


@given(st.integers(0, 11))
def test_a_lost_and_a_doubled_row_are_found(row):
    frame = grid()
    for spoilt in (frame.drop(row), pd.concat([frame, frame.loc[[row]]], ignore_index=True)):
        with pytest.raises(DataError):
            whole.whole_grid(spoilt, ["year", "state"], ["kind"], "x.csv")


@pytest.mark.parametrize("cell", ["1001", " 01001", "01001 ", "1 001", "01001 a/", "", None, "x"])
def test_a_key_of_a_municipality_has_five_digits(cell):
    whole.municipal_keys(pd.Series(["01001", "32058"]), "x.csv", "key")
    with pytest.raises(DataError, match="row 3, column 'key'.*five digits"):
        whole.municipal_keys(pd.Series(["01001", cell]), "x.csv", "key")


@pytest.mark.parametrize("cell", ["Men", "men ", "", None])
def test_an_unknown_word_names_its_row_and_what_is_known(cell):
    with pytest.raises(DataError, match="row 3, column 'sex'.*known: men, women"):
        whole.only_known(pd.Series(["men", cell]), ["women", "men"], "x.csv", "sex")


@given(st.integers(0, 3), st.integers(-5, 5), st.integers(0, 3))
def test_parts_are_held_against_their_whole(year, error, rounding):
    parts = pd.Series([1.0, 2, 3, 4], index=[2010, 2011, 2012, 2013])
    wholes = parts.copy()
    wholes.iloc[year] += error
    if abs(error) <= rounding:
        whole.sums_hold(parts, wholes, "x.csv", "the states", rounding=rounding)
    else:
        with pytest.raises(DataError, match=f"the states add up to .* for {2010 + year}"):
            whole.sums_hold(parts, wholes, "x.csv", "the states", rounding=rounding)


def test_a_missing_whole_or_part_does_not_pass():
    parts = pd.Series([1.0, 2], index=[2010, 2011])
    for one, other in ((parts, parts.drop(2011)), (parts.drop(2010), parts),
                       (parts, parts.mask(parts == 2))):  # fmt: skip
        with pytest.raises(DataError):
            whole.sums_hold(one, other, "x.csv", "the states")


def test_a_word_that_a_reader_does_not_know_is_not_taken_for_everybody():
    part = pd.DataFrame({"state_code": ["01", "01"], "year": 2010, "indicator": "a", "value": 1.0,
                         "edition": "e", "sex": ["women", None]})  # fmt: skip
    with pytest.raises(DataError, match="no 'sex'"):
        stacked([part], "state_code")
    assert set(stacked([part.drop(columns="sex")], "state_code")["sex"]) == {"total"}
