"""The summary and the conclusions as of other days, in one process."""

from __future__ import annotations

import time

import numpy as np
import pytest

from cohesion.chapters.hindsight import choice, days, time_machine
from cohesion.publishing import claims, stored

#: CPU seconds that the whole machine may take.
BUDGET = 40


@pytest.fixture(scope="module")
def settings():
    return days.load_days()


@pytest.fixture(scope="module")
def books(settings):
    return [time_machine.Book(day, settings.later_base) for day in settings.days]


def test_on_the_day_of_the_report_the_quantities_are_those_of_its_notebooks(books):
    held = time_machine.quantities(books[0])
    for name, own in held.items():
        for key, quantity in own.items():
            published = stored.item(name)["quantities"][key]["value"]
            if quantity.labels:
                # Results are stored by name in another order.
                values = [published[label] for label in quantity.labels]
            else:
                values = [published]
            assert np.allclose(values, quantity.values, atol=1e-6), (name, key)
    assert all(time_machine.verdicts(books[0]).values())


def test_the_summary_of_the_day_is_that_of_the_first_page(books):
    facts = time_machine.summary(books[0])
    for label, name in (
        ("Poor", "poverty-share-2010"),
        ("No social security", "social-security-share-2010"),
        ("No access to health services", "health-share-2010"),
        ("Homicides", "homicides-2010"),
        ("Social lag and victims, r", "grid-lag-victims-r"),
    ):
        assert facts[label].startswith(stored.fact_text(name)), label
    assert facts["Highest in"].startswith(stored.fact_text("maternal-ratio-max-state"))


#: As printed by the publishers: CONEVAL, "Medición de la pobreza" of 2012 to 2022 (per cent and
#: million persons in poverty); INEGI, registered homicides of 2012, 2014, 2017 and 2019.
PRINTED = {
    "2014-06-30": ("45.5 % (2012)", "53.3 (2012)", "25 967 (2012)"),
    "2016-06-30": ("46.2 % (2014)", "55.3 (2014)", "20 010 (2014)"),
    "2019-06-30": ("43.6 % (2016)", "53.4 (2016)", "32 079 (2017)"),
    "2021-06-30": ("41.9 % (2018)", "52.4 (2018)", "36 661 (2019)"),
    "2024-12-31": ("36.3 % (2022)", "46.8 (2022)", None),
}


def test_later_days_read_what_publishers_printed(books):
    for book in books[1:]:
        facts = time_machine.summary(book)
        poor, persons, killed = PRINTED[book.day.isoformat()]
        plain = {key: text.replace("\u00a0", " ").replace("\u202f", " ")
                 for key, text in facts.items()}  # fmt: skip
        assert plain["Poor"] == poor
        assert plain["Poor, million persons"] == persons
        if killed:
            assert plain["Homicides"] == killed


@pytest.mark.dear
def test_six_days_take_at_most_the_budget_and_touch_nothing(settings):
    before = days.vintage.as_of()
    start = time.process_time()
    books = [time_machine.Book(day, settings.later_base) for day in settings.days]
    table = time_machine.claims_table(books)
    summary = time_machine.summary_table(books)
    plan = choice.plan_of_draws(settings)
    choices = [choice.as_of(plan, day, settings.later_base) for day in settings.days]
    assert time.process_time() - start < BUDGET
    assert days.vintage.as_of() == before
    assert list(table.columns) == list(summary.columns)
    found = time_machine.conclusions(table, choices) | time_machine.movements(books, table)
    for name, claim in found.items():
        record = claims.record(claim.holds, claim.rests_on, claim.says)
        assert record["holds"], name


def test_what_is_not_at_hand_is_an_error(books):
    with pytest.raises(time_machine.DataError):
        books[0].level("trust_neighbours")
