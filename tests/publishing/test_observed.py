"""What a number says of itself: its row, its interval, or that it was computed."""

from __future__ import annotations

import pickle

import pandas as pd
import pytest

from cohesion import paths
from cohesion.methods import estimates
from cohesion.publishing import observed
from cohesion.tables import store

SERIES = "coneval_poverty_groups@coneval_2008_2018"
#: Rural people in poverty, Mexico 2010, as the annex of the series gives it.
RURAL = 64.906414


def line_of(row: observed.Row) -> list[str]:
    text = (paths.DATA / f"{row.table}.csv").read_text(encoding="utf-8")
    return text.splitlines()[row.line - 1].split(",")


def test_a_number_with_many_digits_is_its_row():
    row = observed.row_of(RURAL, [SERIES])
    assert (row.unit, row.year, row.indicator, row.group) == ("00", 2010, "poverty", "rural")
    assert str(RURAL) in line_of(row) and "2010" in line_of(row)


@pytest.mark.parametrize("value", [4, 46.2, 100000, 0.5, "Chiapas", float("nan"), True])
def test_a_short_number_or_a_text_is_none(value):
    assert observed.row_of(value, [SERIES]) is None


def test_a_computed_number_is_none():
    assert observed.row_of(RURAL + 1e-6, [SERIES]) is None


def test_sources_without_edition_are_passed_over():
    others = ["programme/budget.yml", "{cite:t}`x@y`"]
    assert observed.row_of(RURAL, others) is None
    assert observed.row_of(RURAL, [*others, SERIES]) is not None


def test_a_number_that_two_observations_share_is_none(monkeypatch):
    frame = pd.DataFrame(
        {"state_code": ["01", "02"], "year": 2010, "indicator": "poverty", "sex": "total",
         "group": "all", "value": 12.3456, "se": float("nan"), "edition": "e"}
    )  # fmt: skip
    monkeypatch.setattr(observed, "_frame", lambda table: (frame, "state"))
    assert observed.row_of(12.3456, ["t@e"]) is None
    monkeypatch.setattr(observed, "_frame", lambda table: (frame.iloc[:1], "state"))
    assert observed.row_of(12.3456, ["t@e"]).line == 2


def test_a_figure_taken_from_a_selection_remembers_its_row_however_short():
    chosen = store.select("poverty_as_published", years=[2010])
    figure = chosen.nation("poverty_as_published", 2010)
    assert figure == 46.2 and isinstance(figure, float)
    row = observed.row_of(figure, [])
    assert row.table == "coneval_nation_as_published" and "46.2" in line_of(row)
    assert observed.row_of(figure + 0, []) is None, "arithmetic forgets it"
    assert pickle.loads(pickle.dumps(figure)).where == figure.where


def test_the_interval_is_that_of_the_standard_error():
    stored = observed.fields(RURAL, [SERIES])
    row = observed.row_of(RURAL, [SERIES])
    se = float(line_of(row)[-2])
    assert stored["interval"] == pytest.approx([RURAL - 1.959964 * se, RURAL + 1.959964 * se])
    assert stored["interval_text"] == "62.7 to 67.1"
    assert stored["place"] == "Mexico" and stored["year"] == 2010
    assert stored["label"] == "Poverty (rural)"


def test_what_the_notebook_says_comes_first():
    said = observed.said(label="The rural poor", interval=(1.0, 2.0))
    assert {**observed.fields(RURAL, [SERIES]), **said}["label"] == "The rural poor"
    assert said["interval_text"] == "1.0 to 2.0"
    assert observed.said() == {}


def test_an_interval_published_beside_a_number_is_its_interval():
    items = {"x": {"text": "1"}, "x-interval": {"text": "0 to 2"}, "y-interval": {"text": "3"}}
    assert observed.with_companions(items) == {"x": "0 to 2"}


def test_units_have_names():
    assert observed.unit_name("00") == "Mexico"
    assert observed.unit_name("20") == "Oaxaca"
    assert observed.unit_name("20067", "municipality") == "Oaxaca de Juárez, Oaxaca"


def test_an_interval_is_as_wide_here_as_in_the_methods():
    """Two rooms of one row may not import each other, so the number stands in both."""
    assert observed.Z95 == estimates.Z95
