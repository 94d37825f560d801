"""Two values of one quantity are found in what is published, and want a sentence that says why."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from cohesion.checking import one_value
from cohesion.checking.one_value import Quantity, Twofold
from cohesion.publishing import observed
from cohesion.tables import store

ROWS = [
    SimpleNamespace(unit=unit, year=2010, indicator=indicator, sex="", group="", value=value,
                    edition=edition)
    for unit, indicator, value, edition in (
        ("00", "poverty", 46.1093, "later"),
        ("00", "poverty_as_published", 46.2187, "first"),
        ("08", "poverty", 38.7512, "later"),
    )
]  # fmt: skip
UNITS = {"Mexico": "00", "Chihuahua": "08"}
POVERTY = Twofold(id="poverty", indicators=["poverty_as_published", "poverty"], why="Re-weighted.")


def fact(name, value, *, text="", sources=("t@later",), notebook="probe", **extra):
    return {
        "name": name,
        "kind": "fact",
        "value": value,
        "text": text or f"{value:.1f}",
        "sources": list(sources),
        "notebook": notebook,
        **extra,
    }


def table(name, head, rows, notebook="probe", **extra):
    return {
        "name": name,
        "kind": "table",
        "notebook": notebook,
        "sources": ["t@later"],
        "stub": 1,
        "columns": [
            {"head": "State", "cells": [row[0] for row in rows]},
            {"head": head, "cells": [f"{row[1]:.1f}" for row in rows]},
        ],
        "raw": {"heads": ["State", head], "rows": rows},
        **extra,
    }


def row_of(value, sources):
    editions = {source.partition("@")[2] for source in sources}
    found = [row for row in ROWS if row.value == value and row.edition in editions]
    return found[0] if len(found) == 1 else None


def seen(*items):
    return list(one_value.observations(items, UNITS, row_of))


def test_a_published_number_is_found_in_the_data_it_rests_on():
    (one,) = seen(table("tab-x", "Poverty", [["Chihuahua", 38.7512], ["Puebla", 61.5123]]))
    assert one.quantity == Quantity("poverty", "08", "2010") and one.edition == "later"
    assert seen(fact("x", 38.0)) == [] and seen(fact("x", 38.7)) == []


def test_two_names_of_one_quantity_clash_and_want_a_reason_where_the_second_is_read():
    both = seen(
        fact("first", 46.2187, sources=["t@first"], notebook="summary"),
        table("tab-sheet", "Poverty", [["Mexico", 46.1093]], notebook="sheets"),
    )
    assert one_value.clashes(both, []) == []
    found = one_value.clashes(both, [POVERTY])
    ((name, quantity, values),) = found
    assert (name, quantity.unit, len(values)) == ("poverty", "00", 2)
    (problem,) = one_value.problems(found, {})
    for part in ("46.2 in 'first'", "46.1 in 'tab-sheet'", "two-values--poverty", "sheets.md"):
        assert part in str(problem)
    assert one_value.problems(found, {"sheets": {"poverty"}}) == []
    assert one_value.problems(found, {"summary": {"poverty"}}) != []


@pytest.mark.parametrize(("second", "clash"), [(122.5, False), (121.3, True), (122.46, False)])
def test_computed_quantities_are_named_and_compared_as_they_are_written(second, clash):
    first = fact("rate", 122.47, of="homicide_rate/08/2008-2010")
    other = table("tab-x", "Rate", [["Chihuahua", second]], of={"Rate": "homicide_rate//2008-2010"})
    assert bool(one_value.clashes(seen(first, other), [])) is clash


def test_a_sentence_of_the_page_or_of_a_generated_text_explains():
    pages = {"sheets": "[The sheets use the later series.]{.two-values .two-values--poverty}"}
    note = {
        "name": "tab-x",
        "kind": "table",
        "notebook": "other",
        "notes": "[Later series]{.two-values .two-values--poverty}",
    }
    assert one_value.explained(pages, [note]) == {"sheets": {"poverty"}, "other": {"poverty"}}


def test_the_file_of_known_twins_is_well_formed_and_its_indicators_exist():
    twins = one_value.load()
    known = set(store.catalogue().index)
    for twin in twins:
        assert twin.why.strip()
        assert set(twin.indicators) & known or all("/" not in name for name in twin.indicators)
    names = [name for twin in twins for name in twin.indicators]
    assert len(names) == len(set(names))


def test_a_number_with_enough_digits_is_looked_up_in_the_tables_it_cites():
    table = "coneval_poverty_first_published"
    frame = store.read(table)
    row = frame[frame["value"].map(observed.digits_of) >= observed.ENOUGH_DIGITS].iloc[0]
    cited = [f"{table}@{row['edition']}"]
    found = one_value._row_of(row["value"], cited)
    wanted = [row[name] for name in ("state_code", "year", "indicator")]
    assert [found.unit, found.year, found.indicator] == wanted
    # A short number may meet a row by chance; other tables and editions say nothing of it.
    assert one_value._row_of(46.2, cited) is None
    for other in ("programme/edition.yml", f"{table}@other", "no_such_table@2011"):
        assert one_value._row_of(row["value"], [other]) is None


def test_a_number_that_two_rows_hold_is_neither(monkeypatch):
    rows = {("e", 12.345): [ROWS[0], ROWS[2]], ("e", 54.321): [ROWS[0], ROWS[0]]}
    monkeypatch.setattr(one_value, "_tables", lambda: {"t"})
    monkeypatch.setattr(one_value, "_by_value", lambda table: rows)
    assert one_value._row_of(12.345, ["t@e"]) is None
    assert one_value._row_of(54.321, ["t@e"]) is ROWS[0]


def test_two_values_without_a_sentence_are_told_and_with_one_are_not():
    row = {"unit": "20", "year": 2010, "sex": "", "group": "", "edition": "e"}
    items = {
        "one": fact("one", 67.4, row={**row, "indicator": "poverty_as_published"}),
        "two": fact("two", 67.0, row={**row, "indicator": "poverty"}, notebook="sheets"),
    }
    (problem,) = one_value.unexplained(items, {"sheets": "Poverty."})
    assert "67.4 in 'one' (probe) and 67.0 in 'two'" in str(problem)
    said = "[Other weights.]{.two-values .two-values--poverty}"
    assert one_value.unexplained(items, {"sheets": said}) == []
