"""The calendar of elections and terms: days counted by hand, broken input."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.errors import DataError
from cohesion.programme import calendar
from tests.tools.design import spoilt

STATES = ["07", "12", "20", "21"]


@pytest.fixture(scope="module")
def plan():
    return calendar.load_calendar()


def spoil(tmp_path, edit):
    spoilt(tmp_path, "calendar", edit)
    with pytest.raises(DataError) as error:
        calendar.load_calendar(tmp_path)
    return str(error.value)


def test_campaigns_by_hand(plan):
    """Sixty days that end on the Wednesday before an election on Sunday, 5 July 2015."""
    by_id = {item.election: item for item in calendar.blackouts(plan, STATES)}
    assert by_id["EF15"].first == datetime.date(2015, 5, 3)
    assert by_id["EF15"].last == datetime.date(2015, 7, 5)
    assert by_id["E2016"].first == datetime.date(2016, 4, 1)  # ninety days for a governor
    last_day_of_campaign = by_id["EF15"].first + datetime.timedelta(days=59)
    assert last_day_of_campaign == datetime.date(2015, 7, 1)


def test_elections_are_those_that_the_law_of_june_2012_foresaw(plan):
    """The reform of February 2014 moved them to June; it cannot be known in the mission edition."""
    days = {item.id: item.date for item in plan.elections}
    assert days["EF15"] == datetime.date(2015, 7, 5)
    assert days["E2016"] == days["E2116"] == datetime.date(2016, 7, 3)
    assert not [item for item in plan.elections if item.date.month == 6]


def test_terms_cover_every_day_of_the_pilots(plan):
    for state in STATES:
        for office in ("governor", "councils"):
            terms = plan.terms_of(state, office)
            day = datetime.date(2014, 3, 1)
            while day < datetime.date(2017, 12, 31):
                assert sum(t.first <= day <= t.last for t in terms) == 1, (state, office, day)
                day += datetime.timedelta(days=37)


def test_a_new_president_has_the_budget_voted_by_the_end_of_the_year(plan):
    federal = plan.vote(calendar.FEDERATION)
    assert federal.by(2012) == datetime.date(2012, 12, 31)
    assert federal.by(2013) == datetime.date(2013, 11, 15)
    assert plan.vote("20").by(2015) == datetime.date(2015, 12, 31)


@given(st.integers(4 * 1990, 4 * 2050))
def test_days_and_quarters_agree(quarter):
    first, last = calendar.first_day(quarter), calendar.last_day(quarter)
    assert calendar.quarter_of(first) == calendar.quarter_of(last) == quarter
    assert calendar.quarter_of(last + datetime.timedelta(days=1)) == quarter + 1
    assert calendar.shared_days(first, last, first, last) == (last - first).days + 1


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda c: c["elections"][1].update(date=datetime.date(2015, 7, 6)), ["EF15", "Sunday"]),
        (lambda c: c["elections"][3].update(territory="33"), ["'33' is no state"]),
        (lambda c: c["elections"][0].update(cite=[]), ["EF12", "needs a source"]),
        (lambda c: c["terms"][4].update({"from": datetime.date(2015, 11, 1)}), ["councils of 07"]),
        (lambda c: c["budget_votes"].pop(), ["no budget vote of the states"]),
        (lambda c: c["elections"].append(c["elections"][0]), ["stands twice"]),
    ],
)  # fmt: skip
def test_broken_calendars_are_refused(tmp_path, edit, expected):
    message = spoil(tmp_path, edit)
    assert "calendar.yml" in message and "Cure:" in message
    for part in expected:
        assert part in message, message


def test_table_shows_what_is_not_confirmed(plan):
    table = calendar.calendar_table(plan, STATES)
    assert table.index.is_monotonic_increasing
    unconfirmed = table[table["How sure"] == "not confirmed"]
    assert len(unconfirmed) and {"All states"} <= set(unconfirmed["Where"])
    rest = table.drop(index=unconfirmed.index)["How sure"]
    assert rest.str.contains("{cite:t}").all() or not len(rest)


def test_the_term_after_a_day_is_the_next_one_of_that_office():
    terms = calendar.load_calendar()
    months = calendar.term_months(terms, "21", "governor", datetime.date(2012, 6, 30))
    # From 1 February 2017 to 13 December 2018.
    assert months == pytest.approx(22.4, abs=0.1)
    with pytest.raises(DataError, match="no term of 'governor' in Puebla begins after 2030-01-01"):
        calendar.term_months(terms, "21", "governor", datetime.date(2030, 1, 1))
