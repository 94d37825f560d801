"""Chapters as of another day: later ones find what they ask for, earlier ones say what is missing.

Years that a chapter does not ask for may have editions, on a later day, that must not be mixed
with those it does: that would stop a book that has all its figures.
"""

from __future__ import annotations

import ast
import datetime
from collections.abc import Iterable

import pytest

from cohesion.building.notebooks import notebooks_of_book
from cohesion.chapters import transfers, typology
from cohesion.chapters.correlation import plan as analysis
from cohesion.chapters.correlation import turnout, variables
from cohesion.chapters.profiles import violence
from cohesion.chapters.selection import data, rule
from cohesion.errors import DataError
from cohesion.tables import catalogue, store

LAST = catalogue.editions()["published"].max().date()
EARLIER = [datetime.date(2009, 6, 30), datetime.date(2010, 12, 31), datetime.date(2011, 12, 31),
           datetime.date(2012, 3, 31)]  # fmt: skip
#: Around every round of a survey and every edition that re-published the years of the report.
LATER = [datetime.date(2012, 12, 31), datetime.date(2013, 12, 31), datetime.date(2014, 12, 31),
         datetime.date(2016, 12, 31), datetime.date(2018, 12, 31), datetime.date(2020, 12, 31),
         datetime.date(2024, 12, 31), LAST]  # fmt: skip
#: Days enough to catch what is new; the others are slow tests.
QUICK = (LATER[0], LATER[-2])
#: What the chapters gather before they compute anything.
GATHER = {
    "typology": lambda: typology.need(typology.load_plan().sectors),
    "selection": lambda: data.gather(rule.load_plan()),
    "states": lambda: variables.state_variables(analysis.load()),
    "municipalities": lambda: variables.municipal_variables(analysis.load()),
    "turnout": lambda: turnout.panel_frame(analysis.load()),
    "violence": lambda: violence.yearly.__wrapped__(),
    "transfers": lambda: transfers.amounts("transfer_health", 2010),
}


def days(quick: Iterable[datetime.date]) -> list:
    """Return the later days as parameters, all but some of them marked as slow."""
    return [
        pytest.param(day, id=str(day), marks=[] if day in quick else pytest.mark.slow)
        for day in LATER
    ]


@pytest.fixture(scope="module")
def asked() -> list[tuple[str, tuple, dict]]:
    """Return every selection that a notebook writes out, but those of all days or one edition."""
    found = []
    for notebook in notebooks_of_book():
        for cell in notebook.content.cells:
            if cell.cell_type == "code":
                found += [(notebook.name, *one) for one in _selections(cell.source)]
    return found


def _selections(code: str) -> list[tuple[tuple, dict]]:
    found = []
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        options = {keyword.arg: keyword.value for keyword in node.keywords}
        if called not in ("select", "store.select") or options.keys() & {"as_of", "edition"}:
            continue
        try:
            arguments = tuple(map(ast.literal_eval, node.args))
            found.append((arguments, {k: ast.literal_eval(v) for k, v in options.items()}))
        except ValueError:
            continue  # what it asks for is computed: the chapter's own functions are tried below
    return found


def test_selections_of_notebooks_are_found(asked):
    assert len(asked) > 30 and len({name for name, *_ in asked}) > 5


@pytest.mark.parametrize("day", days(quick=QUICK))
def test_what_notebooks_ask_for_is_there_on_every_later_day(on, asked, day):
    on(day)
    refused = []
    for name, arguments, options in asked:
        try:
            store.select(*arguments, **options)
        except DataError as error:
            refused.append(f"{name}: {error}")
    assert refused == []


@pytest.mark.parametrize("day", days(quick=QUICK))
def test_the_typology_is_there_on_every_later_day(on, day):
    """Its two rounds of one survey come from editions that must not be mixed."""
    on(day)
    need, sources = GATHER["typology"]()
    assert need.shape[0] == 32 and need.notna().all(axis=None) and len(sources) > 2


@pytest.mark.slow
@pytest.mark.parametrize("gather", GATHER)
@pytest.mark.parametrize("day", LATER, ids=str)
def test_what_chapters_gather_is_there_on_every_later_day(on, day, gather):
    on(day)
    assert GATHER[gather]() is not None


@pytest.mark.slow
@pytest.mark.parametrize("gather", GATHER)
@pytest.mark.parametrize("day", EARLIER, ids=str)
def test_an_earlier_day_says_in_one_line_what_had_not_been_published(on, day, gather):
    on(day)
    try:
        GATHER[gather]()
    except DataError as error:
        assert "\n" not in str(error) and error.cure
        assert str(day) in str(error) or "no observation" in str(error), error


def test_the_first_day_has_nothing_of_what_the_report_rests_on(on):
    on(EARLIER[0])
    for gather in ("typology", "transfers", "violence"):
        with pytest.raises(DataError, match=f"published by {EARLIER[0]}"):
            GATHER[gather]()
