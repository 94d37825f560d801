"""What the calendar forbids: the rules that a timetable has to keep, each with its reason.

A rule looks at the timetable, the calendar, the lines of the budget and the visibility plan, and
gives back what breaks it. :func:`check_calendar` refuses the first breach and names task and rule.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from cohesion import paths
from cohesion.errors import DataError
from cohesion.programme.calendar import (
    Calendar,
    blackouts,
    first_day,
    last_day,
    quarter_of,
    shared_days,
    territory_name,
)
from cohesion.programme.timetable import Task, Timetable, write_quarter

FILE = "timetable.yml"
#: Phases of a pilot.
PILOT = ("first_phase", "second_phase")


@dataclass(frozen=True)
class Spending:
    """What the rules need to know of a budget line.

    Attributes
    ----------
    line, funder, instrument : str
        As in the budget.
    quarters : frozenset of int
        The quarters over which it is spent.
    state_cash : tuple of str
        Tasks over which a state pays it in cash from its own budget.
    needed_by : tuple of str
        Tasks that need the body that the line pays for.
    """

    line: str
    funder: str
    instrument: str
    quarters: frozenset[int]
    state_cash: tuple[str, ...] = ()
    needed_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plans:
    """All that the rules look at."""

    timetable: Timetable
    calendar: Calendar
    spending: Sequence[Spending] = ()
    publicity: dict[str, int] = field(default_factory=dict)
    states: tuple[str, ...] = ()

    @property
    def taking_part(self) -> tuple[str, ...]:
        """Codes of the states that take part: those named, else those that tasks name."""
        named = {state for task in self.timetable.tasks for state in task.states}
        return self.states or tuple(sorted(named))

    def states_of(self, task: Task) -> tuple[str, ...]:
        """Return the states of a task; all that take part where it names none."""
        return tuple(task.states) or self.taking_part


@dataclass(frozen=True)
class Breach:
    """One thing that breaks a rule."""

    rule: str
    task: str
    problem: str
    cure: str
    file: str = FILE


Found = Iterator[tuple[str, str, str]]


@dataclass(frozen=True)
class Rule:
    """A rule of the calendar.

    Attributes
    ----------
    id, title, basis : str
        Name, what it demands, and what it rests on.
    look : callable
        Yields task, problem and cure of every breach.
    file : str
        The file in which a breach is mended.
    """

    id: str
    title: str
    basis: str
    look: Callable[[Plans], Found]
    file: str = FILE

    def breaches(self, plans: Plans) -> list[Breach]:
        """Return what breaks the rule, in the order of the timetable."""
        return [Breach(self.id, *found, self.file) for found in self.look(plans)]


def _decision(plans: Plans) -> Found:
    plan = plans.timetable
    steps = {task.id for task in plan.with_role("decision_step")}
    for task in plan.with_role("decision"):
        if task.responsible != ["commission"]:
            yield (
                task.id,
                f"'{task.title}' is given to {', '.join(task.responsible)}.",
                "The Commission decides: write responsible: [commission].",
            )
        before = _all_before(plan, task.id)
        if not steps or not steps <= before:
            missing = ", ".join(sorted(steps - before)) or "every step"
            yield (
                task.id,
                f"the decision does not follow {missing}.",
                "Put examination, consultation and committee before it.",
            )


def _all_before(plan: Timetable, name: str) -> set[str]:
    found: set[str] = set()
    left = list(plan.get(name).after)
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += plan.get(one).after
    return found


def _agreement(plans: Plans) -> Found:
    plan = plans.timetable
    agreement = plan.get(plan.agreement_task)
    for decision in plan.with_role("decision"):
        limit = agreement_deadline(decision)
        if last_day(agreement.end) > limit:
            yield (
                agreement.id,
                f"the agreement is signed in {write_quarter(agreement.end)}; the decision of "
                f"{decision.end // 4} lapses on {limit}.",
                "Sign it by the end of the year after the decision.",
            )


def agreement_deadline(decision: Task) -> datetime.date:
    """Return the last day on which the financing agreement can be concluded (n + 1)."""
    return datetime.date(decision.end // 4 + 1, 12, 31)


def _duration(plans: Plans) -> Found:
    plan = plans.timetable
    start = plan.get(plan.duration.task)
    if plan.duration.task != plan.agreement_task:
        yield (
            plan.duration.task,
            f"the duration counts from {plan.duration.task}, the agreement is "
            f"{plan.agreement_task}.",
            "Count it from the financing agreement everywhere.",
        )
    elif plan.phase("operational").start != start.end + 1:
        yield (
            start.id,
            f"the operational phase starts in {write_quarter(plan.phase('operational').start)}, "
            f"the agreement enters into force in {write_quarter(start.end)}.",
            "Let the phase start in the quarter after it.",
        )


def _unit_first(plans: Plans) -> Found:
    plan = plans.timetable
    units = plan.with_role("unit")
    for task in plan.tasks:
        if "amexcid" not in task.responsible or task.role in ("agreement", "unit"):
            continue
        for unit in units:
            if task.start <= unit.end:
                yield (
                    task.id,
                    f"starts in {write_quarter(task.start)}, before the coordination unit exists "
                    f"({unit.id}, {write_quarter(unit.end)}).",
                    "Appoint the unit earlier or start the task later.",
                )


def _agenda_first(plans: Plans) -> Found:
    plan = plans.timetable
    diagnoses, agendas = plan.with_role("diagnosis"), plan.with_role("agenda")
    for protocol in plan.with_role("protocol"):
        for kind, tasks in (("diagnosis", diagnoses), ("agenda", agendas)):
            for task in tasks:
                same = set(plans.states_of(task)) & set(plans.states_of(protocol))
                if same and protocol.start <= task.end:
                    yield (
                        protocol.id,
                        f"protocols begin in {write_quarter(protocol.start)}, the {kind} "
                        f"({task.id}) ends in {write_quarter(task.end)}.",
                        "Write protocols after the agenda that they test.",
                    )
    for grant in plan.with_role("grant"):
        for protocol in plan.with_role("protocol"):
            if set(protocol.states) & set(grant.states) and grant.end < protocol.end:
                yield (
                    grant.id,
                    f"the grant is signed in {write_quarter(grant.end)}, before the protocol "
                    f"({protocol.id}, {write_quarter(protocol.end)}).",
                    "Sign it when its description of the action exists.",
                )


def _vote_in_december(plans: Plans) -> Found:
    plan = plans.timetable
    for task in plan.with_role("budget_vote", "take_up_vote"):
        vote = plans.calendar.vote("states")
        wanted = quarter_of(vote.by(task.end // 4))
        if task.end != wanted:
            yield (
                task.id,
                f"a state budget is not voted in {write_quarter(task.end)}; it is voted by "
                f"{vote.by(task.end // 4)}.",
                f"Set it to {write_quarter(wanted)} or to that quarter of another year.",
            )


def _second_phase(plans: Plans) -> Found:
    plan = plans.timetable
    votes = plan.with_role("budget_vote")
    for task in plan.with_role("second_phase"):
        before = [plan.get(name) for name in task.after]
        for other in before:
            if other.role not in ("first_phase", "budget_vote"):
                yield (
                    task.id,
                    f"the second phase also waits for {other.id} ({other.title}).",
                    "The vote of the budget line is its one trigger.",
                )
        covered = {s for vote in before if vote in votes for s in plans.states_of(vote)}
        for state in plans.states_of(task):
            if state not in covered:
                yield (
                    task.id,
                    f"no vote of a budget line in {territory_name(state)} comes before it.",
                    "Let it follow the vote of each of its states.",
                )


def _state_cash(plans: Plans) -> Found:
    plan = plans.timetable
    votes = plan.with_role("budget_vote")
    for item in plans.spending:
        for name in item.state_cash:
            task = plan.get(name)
            for state in plans.states_of(task):
                years = [vote.end // 4 for vote in votes if state in plans.states_of(vote)]
                if not any(year < task.start // 4 for year in years):
                    yield (
                        name,
                        f"line {item.line} spends cash of {territory_name(state)} in "
                        f"{task.start // 4}; no vote of an earlier year carries it.",
                        "Pay it in the year after the vote, or bring it in kind.",
                    )


def _one_term(plans: Plans) -> Found:
    plan = plans.timetable
    for task in plan.with_role(*PILOT):
        if task.beyond_term:
            continue
        partners = [
            other
            for other in plan.with_role(*PILOT)
            if not other.beyond_term and set(other.states) & set(task.states)
        ]
        first = min(first_day(other.start) for other in partners)
        last = max(last_day(other.end) for other in partners)
        for state in plans.states_of(task):
            terms = plans.calendar.terms_of(state, "councils")
            if not any(term.first <= first and last <= term.last for term in terms):
                yield (
                    task.id,
                    f"pilots of {territory_name(state)} run from {first} to {last}, not inside "
                    "one term of the municipal councils.",
                    "Move them into one term, or say why in 'beyond_term'.",
                )


def _not_in_campaign(plans: Plans) -> Found:
    plan = plans.timetable
    for task in plan.with_role("first_phase"):
        for black in blackouts(plans.calendar, plans.states_of(task)):
            if _blocked(task.start, black.first, black.last):
                yield (
                    task.id,
                    f"pilots start in {write_quarter(task.start)}; the campaign in "
                    f"{territory_name(black.territory)} runs from {black.first} to {black.last}.",
                    "Start them after election day.",
                )


def _blocked(quarter: int, first: datetime.date, last: datetime.date) -> bool:
    """Whether a campaign takes more than half of the days of a quarter."""
    start, end = first_day(quarter), last_day(quarter)
    return 2 * shared_days(start, end, first, last) > (end - start).days + 1


def _publicity_pauses(plans: Plans) -> Found:
    plan = plans.timetable
    for task in plan.with_role("publicity"):
        start, end = first_day(task.start), last_day(task.end)
        for black in blackouts(plans.calendar, plans.states_of(task)):
            first, last = max(black.first, start), min(black.last, end)
            if first > last:
                continue
            if not any(pause.first <= first and last <= pause.last for pause in task.pauses):
                yield (
                    task.id,
                    f"publicity does not rest from {first} to {last} (campaign in "
                    f"{territory_name(black.territory)}).",
                    "Add a pause from the start of the campaign to election day.",
                )


def _publicity_starts(plans: Plans) -> Found:
    for action, quarter in plans.publicity.items():
        for black in blackouts(plans.calendar, plans.taking_part):
            if _blocked(quarter, black.first, black.last):
                yield (
                    action,
                    f"action {action} starts in {write_quarter(quarter)}; the campaign in "
                    f"{territory_name(black.territory)} runs from {black.first} to {black.last}.",
                    "Start it after election day.",
                )


def _confirmation(plans: Plans) -> Found:
    plan = plans.timetable
    operational = plan.phase("operational")
    agendas = plan.with_role("agenda")
    for state in plans.taking_part:
        for term in plans.calendar.terms_of(state, "governor"):
            start = quarter_of(term.first)
            if not (agendas and agendas[0].end < start <= operational.end - 1):
                continue
            confirmed = [
                task
                for task in plan.with_role("confirmation")
                if state in plans.states_of(task) and start <= task.end <= start + 2
            ]
            if not confirmed:
                yield (
                    agendas[0].id,
                    f"a new governor of {territory_name(state)} takes office on {term.first}; no "
                    "task confirms the agenda within two quarters.",
                    "Add a milestone with role 'confirmation'.",
                )


def _body_exists(plans: Plans) -> Found:
    for task in plans.timetable.tasks:
        for body in plans.calendar.bodies:
            # A task may end in the quarter in which the body ends.
            if body.actor in task.responsible and quarter_of(body.until) < task.end:
                yield (
                    task.id,
                    f"{body.actor} is responsible until {write_quarter(task.end)}; its reason to "
                    f"exist ends on {body.until}.",
                    "Hand the task over to a body that stays.",
                )


def estimates_end(plan: Timetable) -> int:
    """Return the last quarter in which money of a programme estimate can be spent."""
    signed = plan.get(plan.agreement_task).end + plan.contracting_limit_months // 3
    return signed + plan.estimate_months // 3


def _estimates(plans: Plans) -> Found:
    limit = estimates_end(plans.timetable)
    for item in plans.spending:
        if item.instrument in ("programme_estimate", "visibility") and max(item.quarters) > limit:
            yield (
                item.line,
                f"line {item.line} is spent under a programme estimate to "
                f"{write_quarter(max(item.quarters))}; the last one ends in "
                f"{write_quarter(limit)}.",
                "End its tasks earlier.",
            )


def _money_first(plans: Plans) -> Found:
    plan = plans.timetable
    for item in plans.spending:
        for name in item.needed_by:
            task = plan.get(name)
            missing = set(range(task.start, task.end + 1)) - item.quarters
            if missing:
                yield (
                    name,
                    f"line {item.line} has no money in {write_quarter(min(missing))}, when {name} "
                    "needs the body that it pays.",
                    f"Spread {item.line} over {name}.",
                )


RULES: tuple[Rule, ...] = (
    Rule(
        "decision",
        "The Commission decides, after examination, consultation and committee",
        "Regulation (EC) 1905/2006; the order of the Commission's programming",
        _decision,
    ),
    Rule(
        "agreement",
        "The financing agreement is concluded in the year after the decision at the latest",
        "Financial Regulation in force in 2012, on external actions (n + 1)",
        _agreement,
    ),
    Rule(
        "duration",
        "The duration counts from one event, the entry into force of the agreement",
        "Rule of the programme",
        _duration,
    ),
    Rule(
        "unit-first",
        "The coordination unit exists before the tasks that AMEXCID answers for",
        "Condition of the programme",
        _unit_first,
    ),
    Rule(
        "agenda-first",
        "Diagnosis and agenda come before the protocols of pilots, protocols before grants",
        "Pilots test what the agenda proposes",
        _agenda_first,
    ),
    Rule(
        "vote-in-december",
        "A budget line is voted in December, for the following calendar year",
        "State budgets run with the calendar year",
        _vote_in_december,
    ),
    Rule(
        "one-trigger",
        "The second phase of a pilot follows the vote of its budget line, and nothing else",
        "Rule of the programme",
        _second_phase,
    ),
    Rule(
        "cash-after-vote",
        "Cash of a state is spent after a vote that can carry it",
        "State budgets run with the calendar year",
        _state_cash,
    ),
    Rule(
        "one-term",
        "Both phases of a pilot lie inside one term of the municipal councils",
        "Constitution, article 115: councils of 2012 cannot be elected again",
        _one_term,
    ),
    Rule(
        "no-start-in-campaign",
        "Pilots do not start while a campaign runs",
        "Constitution, articles 41-III-C and 134",
        _not_in_campaign,
    ),
    Rule(
        "publicity-rests",
        "Publicity rests from the start of campaigns to election day",
        "Constitution, articles 41-III-C and 134; general law on social development, article 28",
        _publicity_pauses,
    ),
    Rule(
        "publicity-start",
        "No action of the visibility plan starts in a campaign",
        "Constitution, articles 41-III-C and 134",
        _publicity_starts,
        "visibility.yml",
    ),
    Rule(
        "confirmation",
        "A new state government confirms the agenda within two quarters",
        "Agreements bind a government that has signed them",
        _confirmation,
    ),
    Rule(
        "body-exists",
        "A body answers for a task only while it exists",
        "Terms set by the acts that created it",
        _body_exists,
    ),
    Rule(
        "estimates-end",
        "Money of programme estimates is spent before the last estimate ends",
        "Individual contracts within three years of the agreement; estimates of a year at most",
        _estimates,
        "budget.yml",
    ),
    Rule(
        "money-first",
        "A body is paid from the first task that needs it to the last",
        "Rule of the programme",
        _money_first,
        "budget.yml",
    ),
)


def breaches(plans: Plans) -> list[Breach]:
    """Return everything that breaks a rule, rule by rule."""
    return [breach for rule in RULES for breach in rule.breaches(plans)]


def check_calendar(plans: Plans) -> None:
    """Refuse plans that break a rule of the calendar.

    Raises
    ------
    DataError
        Naming the task, the rule and the cure of the first breach.
    """
    for breach in breaches(plans):
        rule = next(item for item in RULES if item.id == breach.rule)
        raise DataError(
            f"rule '{rule.id}' ({rule.title.lower()}): {breach.problem}",
            file=paths.PROGRAMME / breach.file,
            row=breach.task,
            cure=breach.cure,
        )


def check_groups(plans: Plans) -> None:
    """Refuse a timetable whose waves of pilots do not hold the states that take part.

    Raises
    ------
    DataError
        Naming the states without a wave, or a wave of a state that does not take part.
    """
    for role in PILOT:
        found = sorted(s for task in plans.timetable.with_role(role) for s in task.states)
        if found != sorted(plans.states):
            raise DataError(
                f"the tasks with role '{role}' name the states {found}; the selection proposes "
                f"{sorted(plans.states)}.",
                file=paths.PROGRAMME / FILE,
                row=role,
                column="states",
                cure="Give every state that is proposed one wave, by the terms of its councils.",
            )


def rules_table() -> pd.DataFrame:
    """Return the rules as readers see them."""
    frame = pd.DataFrame(
        {
            rule.id.replace("-", " "): {
                "What is refused otherwise": rule.title,
                "Rests on": rule.basis,
            }
            for rule in RULES
        }
    )
    return frame.T.rename_axis("Rule")
