"""Tables taken apart into cells, against the same work done row by row."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.tables import cells
from cohesion.tables.cells import Cell, Usable

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["01", "09", "32"]), st.sampled_from(["x", "y"]), st.integers(2008, 2010),
        st.sampled_from(["total", "women"]), st.sampled_from(["all", "rural"]),
        st.sampled_from(["first", "second"]),
    ),
    min_size=1, max_size=40, unique=True,
)  # fmt: skip
HEADS = ["state_code", "indicator", "year", "sex", "group", "edition"]


def apart_from(frame: pd.DataFrame) -> cells.Apart:
    return cells.take_apart(frame, cells.numbers_of(frame, "state_code"))


def table(rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=HEADS)
    return frame.assign(value=np.arange(len(frame), dtype=float))


@given(ROWS)
def test_every_row_is_found_by_its_cell(rows):
    frame = table(rows)
    apart = apart_from(frame)
    assert list(apart.cells) == cells.distinct(frame)
    for position, cell in enumerate(apart.cells):
        own = frame[(frame[list(Cell._fields)] == list(cell)).all(axis=1)]
        assert apart.rows([position]).tolist() == own.index.tolist()
        assert position in apart.by_indicator[cell.indicator]
    assert apart.units.tolist() == frame["state_code"].astype(int).tolist()


@given(ROWS, ROWS, st.data())
def test_cells_of_two_tables_come_together_sorted_and_each_figure_once(first, second, data):
    frames = {"a": table(first), "b": table(second)}
    tables = {name: apart_from(frame) for name, frame in frames.items()}
    every = sorted({cell for one in tables.values() for cell in one.cells})
    # One edition for each place, as the vintage rule leaves.
    by_place = {cell[cells.PLACE]: cell for cell in data.draw(st.permutations(every))}
    how = {c: Usable(pd.Timestamp("2011-07-29"), c.edition == "second") for c in by_place.values()}
    found = cells.together(tables, how, "state_code")

    both = pd.concat([frame.assign(table=name) for name, frame in frames.items()])
    keys = both[list(Cell._fields)].itertuples(index=False, name=None)
    both = both[[key in how for key in keys]].drop_duplicates(HEADS)
    both = both.sort_values(["indicator", "year", "sex", "group", "state_code"], ignore_index=True)
    pd.testing.assert_frame_equal(found[both.columns], both)
    assert (found["stand_in"] == (found["edition"] == "second")).all()
    assert (found["published"] == pd.Timestamp("2011-07-29")).all()


def test_by_hand():
    frame = table(
        [("09", "x", 2010, "total", "all", "first"), ("01", "x", 2010, "total", "all", "first"),
         ("01", "x", 2008, "total", "all", "first")]
    )  # fmt: skip
    apart = apart_from(frame)
    assert apart.codes.tolist() == [0, 0, 1]
    assert apart.row(apart.cells[0], "01") == 1 and apart.row(apart.cells[1], "09") is None
    assert apart.row(apart.cells[0]._replace(year=1999), "01") is None
    how = dict.fromkeys(apart.cells, Usable(pd.Timestamp("2011-07-29"), stand_in=False))
    assert cells.together({"t": apart}, how, "state_code")["value"].tolist() == [2.0, 1.0, 0.0]
    with pytest.raises(ValueError):
        cells.together({"t": apart}, {}, "state_code")
