"""Figures that their publishers (or the press on the day) printed, against the tables of ``data/``.

``published.csv`` holds one figure a row: who printed it, in which document, and where there; in
which table and edition it must be found again (``what``, ``place``, ``year``, ``sex``, ``group``),
the printed value with its unit, and how far the table may lie from it (most often half of the last
printed digit). ``reading`` says how the figure follows from the table; each way of reading is one
test below. A new figure is a new row.
"""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cohesion.tables import store
from cohesion.tables.geography import NATION
from tests.tools.each import each

FIGURES = pd.read_csv(
    Path(__file__).with_name("published.csv"),
    dtype={"place": str, "edition": str},
    keep_default_na=False,
    na_filter=False,
)
#: The table's values in one printed unit, where they are not in that unit themselves.
SCALE = {"millions of persons": 1e6}
#: What a quotient of two cells is multiplied with.
PER = {"percent": 100, "per 100 000": 1e5}

read = functools.cache(store.read)


def by(reading: str):
    """Make a check one test of all rows of a way of reading."""
    rows = list(FIGURES[FIGURES["reading"] == reading].itertuples(index=False))
    assert rows, reading
    return each(rows, name=lambda row: f"{row.what}-{row.place}-{row.year}-{row.sex}")


def values(row, table="", what="", edition=None) -> pd.Series:
    """Return what the table holds of one indicator and year, by its unit (state, municipality)."""
    frame = read(table or row.table)
    edition = row.edition if edition is None else edition
    found = frame[
        (frame["indicator"] == (what or row.what))
        & (frame["year"] == row.year)
        & (frame["sex"] == row.sex)
        & (frame["group"] == row.group)
        & ((frame["edition"] == edition) | (edition == ""))
    ]
    found = found.set_index(frame.columns[0])["value"]
    assert found.index.is_unique, f"{row}: more than one edition"
    assert len(found), f"{row}: nothing found"
    return found


def near(row) -> object:
    return pytest.approx(float(row.value), abs=float(row.tolerance))


def where(row) -> str:
    return f"{row.publisher}, {row.document}, {row.page}"


def quotient(row, place: str) -> float:
    """Return the quotient of two sums: of a place, or of the municipalities of a state."""
    parts = [
        values(row, *one)
        for one in zip(
            row.table.split(" / "),
            row.what.split(" / "),
            row.edition.split(" / ") if row.edition else ("", ""),
            strict=True,
        )
    ]
    over, under = (
        part[part.index == place] if place in part.index else part[part.index.str.startswith(place)]
        for part in parts
    )
    return PER[row.unit] * over.sum() / under.sum()


@by("cell")
def test_a_cell_is_the_printed_figure(row):
    assert values(row)[row.place] / SCALE.get(row.unit, 1) == near(row), where(row)


@by("sum")
def test_several_cells_add_up_to_the_printed_figure(row):
    parts = [values(row, what=what) for what in row.what.split(" + ")]
    total = sum(p.drop(NATION, errors="ignore").sum() if row.place == "states" else p[row.place]
                for p in parts)  # fmt: skip
    assert total == near(row), where(row)


@by("groups")
def test_the_groups_of_a_table_add_up_to_the_printed_figure(row):
    frame = read(row.table)
    parts = frame[
        (frame["indicator"] == row.what) & (frame["year"] == row.year) & (frame["group"] != "all")
        & (frame.iloc[:, 0] == row.place) & (frame["sex"] == row.sex)
    ]  # fmt: skip
    assert len(parts) > 1
    assert parts["value"].sum() == near(row), where(row)


@by("ratio")
def test_a_quotient_is_the_printed_figure(row):
    assert quotient(row, row.place) == near(row), where(row)


@by("above")
def test_a_state_is_above_the_nation_as_printed(row):
    # The two nearest to the nation turn on rounding: they have a tolerance.
    assert quotient(row, row.place) > quotient(row, NATION) - float(row.tolerance), where(row)


def test_few_other_states_are_above_the_nation():
    listed = FIGURES[FIGURES["reading"] == "above"]
    row = next(listed.itertuples(index=False))
    codes = [f"{number:02d}" for number in range(1, 33)]
    above = {code for code in codes if quotient(row, code) > quotient(row, NATION)}
    assert len(listed) == 12
    assert len(above ^ set(listed["place"])) <= 4


@by("mean")
def test_the_mean_of_the_states_is_the_printed_figure(row):
    states = values(row).drop(NATION, errors="ignore")
    assert len(states) == 32
    assert states.mean() == near(row), where(row)


@by("half")
def test_as_many_places_hold_half_as_printed(row):
    parts = [values(row, what=what) for what in row.what.split(" * ")]
    if len(parts) == 2:
        parts = [(parts[0] * parts[1]).dropna()]
    largest = parts[0].drop(NATION, errors="ignore").sort_values(ascending=False)
    assert (largest.cumsum() < largest.sum() / 2).sum() + 1 == near(row), where(row)


@by("among")
def test_a_place_is_among_the_first_as_printed(row):
    largest = values(row).drop(NATION, errors="ignore").nlargest(int(row.value))
    assert row.place in largest.index, where(row)


@by("rank")
def test_a_place_has_the_printed_rank(row):
    ordered = values(row).drop(NATION, errors="ignore").sort_values(ascending=False)
    position = int(row.value) - 1 if row.value > 0 else int(row.value)
    assert ordered.index[position] == row.place, where(row)


@by("count")
def test_as_many_places_have_a_value_as_printed(row):
    held = values(row).drop(NATION, errors="ignore")
    assert (held == float(row.place.removeprefix("="))).sum() == row.value, where(row)


@by("below")
def test_a_figure_lies_just_below_the_printed_one(row):
    held = values(row)[row.place]
    assert row.value - float(row.tolerance) < held < row.value, where(row)


@by("answered")
def test_perceived_corruption_of_those_who_answer_is_near_the_printed_one(row):
    frame = read(row.table)
    shares = frame.pivot(index=["state_code", "sex"], columns="indicator", values="value")
    people = read("conapo_population_adults_states")
    people = people[(people["year"] == row.year) & (people["sex"] != "total")]
    weights = people.set_index(["state_code", "sex"])["value"].reindex(shares.index)
    corrupt = np.average(shares[row.what], weights=weights)
    other = row.what.replace("_corrupt", "_not_corrupt")
    answered = corrupt + np.average(shares[other], weights=weights)
    assert 100 * corrupt / answered == near(row), where(row)


def test_another_publishers_index_orders_states_as_undps_of_2012():
    printed = FIGURES[FIGURES["what"] == "human_development_gdl"].set_index("place")["value"]
    held = values(next(FIGURES[FIGURES["what"] == "human_development_gdl"].itertuples(index=False)))
    assert len(printed) == 6
    order = held[printed.index].sort_values(ascending=False).index
    assert list(order) == list(printed.sort_values(ascending=False).index)


def test_every_figure_is_read_by_a_test_and_says_where_it_was_printed():
    ways = {
        "cell", "sum", "groups", "ratio", "above", "mean", "half", "among", "rank", "count",
        "below", "answered",
    }  # fmt: skip
    assert set(FIGURES["reading"]) == ways
    for column in ("publisher", "document", "page", "table", "what", "year", "value", "unit"):
        assert (FIGURES[column].astype(str).str.strip() != "").all(), column
    assert (FIGURES["tolerance"].astype(float) >= 0).all()


def test_no_figure_stands_twice():
    keys = ["reading", "table", "edition", "what", "place", "year", "sex", "group"]
    twice = FIGURES[FIGURES.duplicated(keys, keep=False)]
    assert twice.empty, twice[keys + ["value"]].to_string()
