"""The calendar of elections, terms of office and budget votes (``calendar.yml``).

Dates are those that the law of June 2012 foresaw. The timetable is held against them by
:mod:`cohesion.programme.calendar_rules`.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

import pandas as pd
from pydantic import Field, model_validator

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, load
from cohesion.programme.results import require_unique
from cohesion.tables.geography import STATES, state_name

FILE = "calendar.yml"
FEDERATION = "federation"
#: The word that stands for every state in a rule of budget votes.
ALL_STATES = "states"

Office = Literal["president", "deputies", "congress", "governor", "councils"]
Status = Literal["law", "computed", "checked", "open"]
STATUS_WORDS: dict[str, str] = {
    "law": "law, read",
    "computed": "counted from a law that was read",
    "checked": "checked on a page that was read",
    "open": "not confirmed",
}


class Dated(Entry):
    """What every entry says about where its date comes from."""

    status: Status
    cite: list[str]
    note: str = ""

    @model_validator(mode="after")
    def _has_a_source(self) -> Dated:
        if self.status != "open" and not self.cite:
            raise ValueError(f"status '{self.status}' needs a source in 'cite'")
        return self


class Election(Dated):
    """An election day with its campaign."""

    id: str
    territory: str
    date: datetime.date
    offices: list[Office] = Field(min_length=1)
    campaign_days: Annotated[int, Field(gt=0, le=90)]

    @model_validator(mode="after")
    def _is_a_sunday(self) -> Election:
        if self.date.weekday() != 6:
            raise ValueError(f"{self.date} is not a Sunday; elections are held on Sundays")
        return self


class Term(Dated):
    """A term of office, both days included."""

    may_be_empty: ClassVar[frozenset[str]] = frozenset()

    territory: str
    office: Literal["president", "governor", "councils"]
    first: datetime.date = Field(alias="from")
    last: datetime.date = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Term:
        if self.last <= self.first:
            raise ValueError(f"the term ends on {self.last}, before it begins")
        return self


class BudgetVote(Dated):
    """The day of each year by which the budget of the next year is voted."""

    territory: str
    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)
    exceptions: dict[int, datetime.date] = {}

    def by(self, year: int) -> datetime.date:
        """Return the day of ``year`` by which the budget of the year after is voted."""
        return self.exceptions.get(year, datetime.date(year, self.month, self.day))


class BodyEnd(Dated):
    """A body whose reason to exist ends."""

    actor: str
    until: datetime.date


class Period(Entry):
    """First and last year of the calendar."""

    first: int
    last: int


class Calendar(Entry):
    """``calendar.yml``."""

    period: Period
    silence_days: int = Field(ge=0)
    note: str
    blackout: str
    elections: list[Election]
    terms: list[Term]
    budget_votes: list[BudgetVote]
    bodies: list[BodyEnd]

    @property
    def states(self) -> list[str]:
        """Codes of the states that have terms of councils here."""
        found = {term.territory for term in self.terms if term.office == "councils"}
        return sorted(found)

    def vote(self, territory: str) -> BudgetVote:
        """Return the rule of the budget vote of a territory."""
        kind = FEDERATION if territory == FEDERATION else ALL_STATES
        return next(item for item in self.budget_votes if item.territory == kind)

    def terms_of(self, territory: str, office: str) -> list[Term]:
        """Return the terms of an office in a territory, in order of time."""
        own = [t for t in self.terms if (t.territory, t.office) == (territory, office)]
        return sorted(own, key=lambda term: term.first)


@dataclass(frozen=True)
class Blackout:
    """Days on which government publicity is suspended, both included."""

    election: str
    territory: str
    first: datetime.date
    last: datetime.date


def load_calendar(folder: Path = paths.PROGRAMME) -> Calendar:
    """Return the checked calendar: unique elections, known territories, terms without overlap.

    Raises
    ------
    DataError
        Naming the entry and the cure.
    """
    calendar = load(Calendar, FILE, folder)
    require_unique([item.id for item in calendar.elections], FILE)
    known = {FEDERATION, *STATES.index}
    for item in (*calendar.elections, *calendar.terms):
        if item.territory not in known:
            raise DataError(
                f"'{item.territory}' is no state.",
                file=Path(folder) / FILE,
                row=item.territory,
                column="territory",
                cure="Write the two-digit code of the state in quotes, or federation.",
            )
    for office in ("governor", "councils"):
        for state in {term.territory for term in calendar.terms}:
            own = calendar.terms_of(state, office)
            for before, after in zip(own, own[1:], strict=False):
                if after.first != before.last + datetime.timedelta(days=1):
                    raise DataError(
                        f"the term from {after.first} does not follow the one to {before.last}.",
                        file=Path(folder) / FILE,
                        row=f"{office} of {state}",
                        cure="Each term begins on the day after the one before.",
                    )
    for kind in (FEDERATION, ALL_STATES):
        if kind not in {item.territory for item in calendar.budget_votes}:
            raise DataError(
                f"no budget vote of the {kind}.",
                file=Path(folder) / FILE,
                row="budget_votes",
                cure="Say by which day of the year the budget is voted.",
            )
    return calendar


def blackout(calendar: Calendar, election: Election) -> Blackout:
    """Return the days from the start of a campaign to the end of election day.

    The campaign ends ``silence_days`` full days before election day:

    >>> from cohesion.programme.calendar import blackout, load_calendar
    >>> plan = load_calendar()
    >>> fifteen = next(item for item in plan.elections if item.id == "EF15")
    >>> str(blackout(plan, fifteen).first)
    '2015-05-03'
    """
    days = calendar.silence_days + election.campaign_days
    return Blackout(
        election.id,
        election.territory,
        election.date - datetime.timedelta(days=days),
        election.date,
    )


def blackouts(calendar: Calendar, states: list[str] | tuple[str, ...]) -> list[Blackout]:
    """Return the blackouts of the federation and of the states named, in order of time."""
    found = [
        blackout(calendar, item)
        for item in calendar.elections
        if item.territory in (FEDERATION, *states)
    ]
    return sorted(found, key=lambda item: (item.first, item.territory))


def first_day(quarter: int) -> datetime.date:
    """Return the first day of a quarter, counted as ``4 * year + quarter - 1``."""
    return datetime.date(quarter // 4, 3 * (quarter % 4) + 1, 1)


def last_day(quarter: int) -> datetime.date:
    """Return the last day of a quarter."""
    return first_day(quarter + 1) - datetime.timedelta(days=1)


def quarter_of(day: datetime.date) -> int:
    """Return the quarter in which a day lies."""
    return 4 * day.year + (day.month - 1) // 3


def shared_days(
    first: datetime.date, last: datetime.date, start: datetime.date, end: datetime.date
) -> int:
    """Return how many days two spans have in common, both ends included."""
    return max(0, (min(last, end) - max(first, start)).days + 1)


def territory_name(code: str) -> str:
    """Return the name of a territory as readers see it."""
    return "Federation" if code == FEDERATION else state_name(code)


_OFFICES = {
    "president": "President",
    "congress": "congress",
    "deputies": "Chamber of Deputies",
    "governor": "governor",
    "councils": "municipal councils",
}


def _sources(item: Dated) -> str:
    word = STATUS_WORDS[item.status]
    return f"{word}: {{cite:t}}`{','.join(item.cite)}`" if item.cite else word


def calendar_table(calendar: Calendar, states: list[str] | tuple[str, ...]) -> pd.DataFrame:
    """Return elections, changes of government and councils, budget votes, in order of time.

    Parameters
    ----------
    states : sequence of str
        Codes of the states to show beside the Federation.

    Returns
    -------
    DataFrame
        Index: day. Columns: Where, What, Campaign from, How sure.
    """
    shown = (FEDERATION, *states)
    rows = []
    for item in calendar.elections:
        if item.territory in shown:
            offices = ", ".join(_OFFICES[office] for office in item.offices)
            start = blackout(calendar, item).first
            rows.append(
                (item.date, item.territory, f"Election: {offices}", str(start), _sources(item))
            )
    for term in calendar.terms:
        if term.territory in shown and term.first.year >= calendar.period.first:
            what = f"Takes office: {_OFFICES[term.office]}, to {term.last}"
            rows.append((term.first, term.territory, what, "–", _sources(term)))
    rows += [
        (body.until, FEDERATION, f"{body.actor.upper()}: {body.note}", "–", _sources(body))
        for body in calendar.bodies
    ]
    years = range(calendar.period.first, calendar.period.last)
    for vote in calendar.budget_votes:
        where = [FEDERATION] if vote.territory == FEDERATION else [ALL_STATES]
        rows += [
            (
                vote.by(year),
                place,
                f"Budget of {year + 1} voted by this day",
                "–",
                _sources(vote),
            )
            for year in years
            for place in where
        ]
    order = {name: number for number, name in enumerate([FEDERATION, ALL_STATES, *states])}
    rows.sort(key=lambda row: (row[0], order[row[1]]))
    frame = pd.DataFrame(rows, columns=["Day", "where", "What", "Campaign from", "How sure"])
    frame.insert(
        1, "Where", ["All states" if w == ALL_STATES else territory_name(w) for w in frame["where"]]
    )
    frame["Day"] = frame["Day"].astype(str)
    return frame.drop(columns="where").set_index("Day")


def terms_table(calendar: Calendar, states: list[str] | tuple[str, ...]) -> pd.DataFrame:
    """Return who governs each state and its municipalities from when to when."""
    rows = []
    for state in states:
        for office in ("governor", "councils"):
            rows += [
                {
                    "State": state_name(state),
                    "Office": _OFFICES[office],
                    "From": str(term.first),
                    "To": str(term.last),
                    "How sure": _sources(term),
                    "Note": term.note or "–",
                }
                for term in calendar.terms_of(state, office)
            ]
    return pd.DataFrame(rows).set_index("State")


def term_months(calendar: Calendar, territory: str, office: str, day: datetime.date) -> float:
    """Return how many months the term of an office lasts that begins next after a day.

    Raises
    ------
    DataError
        The calendar ends before the day.
    """
    later = [term for term in calendar.terms_of(territory, office) if term.first > day]
    if not later:
        raise DataError(
            f"no term of '{office}' in {state_name(territory)} begins after {day}.",
            file=paths.PROGRAMME / FILE,
            cure="Add the terms that the law foresaw on that day.",
        )
    first = min(later, key=lambda term: term.first)
    return ((first.last - first.first).days + 1) / (365.25 / 12)
