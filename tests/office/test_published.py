"""Published tables for files: cells as shown, numbers as numbers, sources of the day."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.office import published
from cohesion.publishing import stored
from cohesion.translation.catalogue import Catalogue, english
from cohesion.translation.pieces import Cutter

ITEM = {
    "name": "tab-x", "kind": "table", "caption": "In {fact}`n` states, *so many*.", "notes": "",
    "source_lines": ["INEGI, *Census* (March 2011)", "CONEVAL, *Poverty* (August 2019)†",
                     "programme design (data/programme/x.yml)"],
    "stub": 1, "wide": False,
    "columns": [{"head": "State", "numeric": False, "cells": ["Chiapas", "{fact}`n` others"]},
                {"head": "Poor", "numeric": True, "cells": ["78.5", "–"]}],
    "raw": {"heads": ["State", "Poor"], "rows": [["Chiapas", 78.48], ["{fact}`n` others", None]]},
}  # fmt: skip
FACT = {"name": "n", "kind": "fact", "text": "32"}


@pytest.fixture
def results(monkeypatch):
    known = {"tab-x": dict(ITEM), "n": FACT}
    monkeypatch.setattr(stored, "_loaded", lambda folder: known)
    return known


def test_words_are_filled_in_and_numbers_stay_numbers(results):
    table = published.table("tab-x")
    assert table.caption == "In 32 states, so many."
    assert table.heads == ["State", "Poor"] and table.numeric == [False, True]
    assert table.rows == [["Chiapas", "78.5"], ["32 others", "–"]]
    assert table.raw == [["Chiapas", 78.48], ["32 others", None]]


def test_publications_are_of_the_day(results):
    told = published.table("tab-x").publications
    assert told == "INEGI, Census (March 2011); CONEVAL (editions named in the formulation report)"


def test_a_publisher_of_later_editions_is_named_once():
    lines = ["CONEVAL, *Poverty* (August 2019)†", "CONEVAL, *Lag* (May 2016)†"]
    assert published.publications(lines, english()).count("CONEVAL") == 1


def test_a_body_bears_the_name_that_it_had_on_the_day():
    told = published.publications(["INE, *Participación* (June 2016)†"], english())
    assert told == "IFE (editions named in the formulation report)"


def test_works_that_a_table_cites_are_known(results, monkeypatch):
    monkeypatch.setattr(published.bibliography, "is_read_later", {"late"}.__contains__)
    cells = {"cells": ["law: {cite:t}`law2006,late`"]}
    results["tab-x"] |= {"notes": "After {cite:t}`note2001`.", "columns": [cells]}
    assert published.works("tab-x") == ["note2001", "law2006"]


def test_a_cell_cites_no_work_that_was_read_later(monkeypatch):
    later = {"check2018"}
    monkeypatch.setattr(published.bibliography, "is_read_later", later.__contains__)
    assert published.of_the_day("law, read: {cite:t}`law2006`") == "law, read: {cite:t}`law2006`"
    assert published.of_the_day("counted: {cite:t}`law2006,check2018`") == (
        "counted: {cite:t}`law2006`"
    )
    assert published.of_the_day("read: {cite:t}`check2018`") == "read"


def test_many_columns_are_wide(results):
    assert not published.table("tab-x").wide
    results["tab-x"]["columns"] = ITEM["columns"][1:] * 9
    assert published.table("tab-x").wide


def test_what_is_no_table_is_refused(results):
    with pytest.raises(DataError, match="'n' is a fact, not a table"):
        published.table("n")
    with pytest.raises(DataError, match="nothing is published as 'tab-y'"):
        published.table("tab-y")


def test_the_number_of_a_cell_is_the_exact_one(results):
    raw = {"heads": ["State", "Poor"], "rows": [["Chiapas", "78.5\u00a0%"], ["07", "2010"]]}
    results["tab-x"] = {**ITEM, "raw": raw, "numbers": {"1": {"0": 78.483396}}}
    table = published.table("tab-x")
    assert [table.number(0, 1), table.number(1, 1)] == [78.483396, 2010]
    assert [table.number(0, 0), table.number(1, 0)] == [None, None]


def test_grades_of_a_spanish_table_agree_with_their_head(results):
    results["tab-x"]["columns"] = [
        {"head": head, "numeric": False, "cells": ["high", "low"]}
        for head in ("Likelihood", "Impact")
    ]
    texts = {"high": "alto", "low": "bajo"}
    table = published.table("tab-x", Catalogue("es", texts, {}, Cutter(texts)))
    assert table.rows == [["alta", "alto"], ["baja", "bajo"]]
