"""Law, procurement and grants (``procedures.yml``): models, checks, tables.

Nothing is counted twice: amounts are those of the budget lines, quarters those of the procurement
tasks, numbers of grants those of the activities' outputs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import Field, model_validator

from cohesion import formats, paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, check_known, check_unique, load
from cohesion.programme.budget import EU
from cohesion.programme.design import Design
from cohesion.programme.legal import Citation, check_citations
from cohesion.programme.named_bodies import NOT_ASKED, NamedBodies
from cohesion.programme.timetable import Task, write_quarter
from cohesion.tables.geography import STATES

FILE = "procedures.yml"
#: What a reader sees for the standing of a rule.
STATUS = {"read": "text read", "practice": "practice of the time, to be confirmed"}
#: Instruments that end in no contract of the programme.
WITHOUT_CONTRACT = ("own_contribution", "contingencies")

Status = Literal["read", "practice"]
Kind = Literal["services", "supplies", "works"]


class Act(Entry):
    """Which acts govern what."""

    part: str
    legal: tuple[Citation, ...] = Field(min_length=1)
    governs: str = Field(min_length=10)


class Step(Entry):
    """The procedure due from an amount on (EUR); ``lead`` names its lead time in the timetable."""

    from_: int = Field(alias="from", ge=0)
    procedure: str = Field(min_length=5)
    lead: str = ""


class Thresholds(Entry):
    """Amounts from which a procedure is due, by kind of contract, highest first."""

    status: Status
    source: str
    note: str
    kinds: dict[Kind, tuple[Step, ...]]

    @model_validator(mode="after")
    def _falling_to_zero(self) -> Thresholds:
        for kind, steps in self.kinds.items():
            amounts = [step.from_ for step in steps]
            if amounts != sorted(set(amounts), reverse=True) or amounts[-1] != 0:
                raise ValueError(f"the steps of '{kind}' have to fall to zero")
        return self

    def step(self, kind: Kind, amount: float) -> Step:
        """Return the step that an amount in euros has reached."""
        return next(step for step in self.kinds[kind] if amount >= step.from_)


class Control(Entry):
    """A rule of control or payment; amounts of ``ceilings`` stand in braces."""

    what: str
    rule: str = Field(min_length=10)
    status: Status


class Ceilings(Entry):
    """Amounts in EUR."""

    ex_ante_above: int = Field(gt=0)
    works: int = Field(gt=0)
    supplies: int = Field(gt=0)
    services: int = Field(gt=0)
    grants: int = Field(gt=0)


class Tender(Entry):
    """A procedure that ends in one contract or more."""

    id: str
    title: str
    instrument: str
    lines: tuple[str, ...] = ()
    kind: Kind
    contracts: int = Field(gt=0)
    tasks: tuple[str, ...] = Field(min_length=1)
    authority: str


class Estimates(Entry):
    """The programme estimates."""

    id: str
    title: str
    instruments: tuple[str, ...] = Field(min_length=1)
    contracts: int = Field(gt=0)
    tasks: tuple[str, ...] = Field(min_length=1)
    authority: str


class Lot(Entry):
    """A lot of the call: its share of the amount (per cent), sizes in EUR, duration in months."""

    title: str
    activity: str
    per: Literal["state", "programme"]
    share: float = Field(gt=0, le=100)
    smallest: int = Field(gt=0)
    largest: int = Field(gt=0)
    months: int = Field(gt=0)


class Rate(Entry):
    """Co-financing rate of a grant, per cent of its eligible cost."""

    most: int = Field(gt=0, le=100)
    least: int = Field(gt=0, le=100)
    status: Status


class Call(Entry):
    """The call for proposals."""

    id: str
    title: str
    instrument: str
    task: str
    authority: str
    lots: tuple[Lot, ...] = Field(min_length=1)
    rate: Rate
    full_financing: str
    eligible: str
    selection: str
    award: str
    status: Status

    @model_validator(mode="after")
    def _lots_share_all(self) -> Call:
        if abs(sum(lot.share for lot in self.lots) - 100) > 1e-9:
            raise ValueError("the shares of the lots do not add to 100")
        if not self.rate.least <= self.rate.most:
            raise ValueError("the least rate is above the most")
        return self


class Award(Entry):
    """A grant without a call: to a named federal body, or to the same function in each state."""

    id: str
    activity: str
    function: str = ""
    actor: str = ""
    action: str = Field(min_length=5)
    ground: Literal["c", "f"]
    reason: str = Field(min_length=20)
    legal: tuple[Citation, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_recipient(self) -> Award:
        if bool(self.function) == bool(self.actor):
            raise ValueError("name either a function of the states or a federal actor")
        return self


class AwardTerms(Entry):
    """What holds for every direct award."""

    grounds: dict[Literal["c", "f"], str]
    months: int = Field(gt=0)
    rate: int = Field(gt=0, le=100)
    counterpart: str
    payment: str
    asked: str


class EstimateTerm(Entry):
    """A term of programme estimates, its Mexican counterpart and the rule."""

    term: str
    mexican: str
    rule: str = Field(min_length=10)


class Gap(Entry):
    """What could not be read, why, and who can settle it."""

    what: str
    why: str
    who: str


class Procedures(Entry):
    """``procedures.yml``."""

    frame: tuple[Act, ...] = Field(min_length=1)
    thresholds: Thresholds
    controls: tuple[Control, ...] = Field(min_length=1)
    ceilings: Ceilings
    tenders: tuple[Tender, ...] = Field(min_length=1)
    estimates: tuple[Estimates, ...] = Field(min_length=1)
    call: Call
    awards: tuple[Award, ...] = Field(min_length=1)
    award_terms: AwardTerms
    estimate_terms: tuple[EstimateTerm, ...] = Field(min_length=1)
    guide: str
    gaps: tuple[Gap, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Recipient:
    """One grant without a call: who, for what, how much (EUR), launched when, on which ground."""

    award: str
    state: str
    name: str
    action: str
    activity: str
    amount: float
    quarter: str
    ground: str
    reason: str
    law: str


def load_procedures(folder: Path = paths.PROGRAMME) -> Procedures:
    """Return the procedures; acts and articles are those of the register, ids are unique."""
    file = folder / FILE
    found = load(Procedures, FILE, folder)
    contracts = [*found.tenders, *found.estimates, found.call]
    check_unique([item.id for item in (*contracts, *found.awards)], file)
    for act in found.frame:
        check_citations(act.legal, file=file, entry=act.governs)
    for award in found.awards:
        check_citations(award.legal, file=file, entry=award.id)
    return found


def check_procedures(
    found: Procedures, design: Design, bodies: NamedBodies, folder: Path = paths.PROGRAMME
) -> None:
    """Check procedures against timetable, budget, actors and named bodies.

    Every procurement task belongs to one procedure, every instrument that ends in contracts has
    one, every activity with direct grants names its recipients, and the sizes of grants hold.

    Raises
    ------
    DataError
    """
    file = folder / FILE
    tasks = {task.id: task for task in design.timetable.tasks if task.kind == "procurement"}
    used = [t for item in (*found.tenders, *found.estimates) for t in item.tasks]
    used.append(found.call.task)
    direct = [task.id for task in tasks.values() if task.procedure == "direct_grant"]
    check_known(used, tasks, file=file, entry="tasks", what="procurement task (timetable.yml)")
    for name, times in (Counter(used + direct) + Counter(dict.fromkeys(tasks, 0))).items():
        if times > 1:
            raise DataError(
                f"the procurement task {name} belongs to {times} procedures.", file=file,
                row=name, column="tasks", cure="Name it once.",
            )  # fmt: skip
    for name in set(tasks) - set(used) - set(direct):
        raise DataError(
            f"the procurement task {name} belongs to no procedure.", file=file, row=name,
            column="tasks", cure="Name it under the tender, call or estimate that it prepares.",
        )  # fmt: skip
    for item in (*found.tenders, *found.estimates, found.call):
        check_known(
            [item.authority], design.actors, file=file, entry=item.id, what="actor (actors.yml)"
        )
    _check_instruments(found, design, file)
    _check_awards(found, design, bodies, file)
    for tender in found.tenders:
        step = found.thresholds.step(tender.kind, tender_amount(tender, design) / tender.contracts)
        for name in tender.tasks:
            if step.lead and tasks[name].procedure != step.lead:
                raise DataError(
                    f"the amount requires '{step.procedure}', but task {name} is planned as "
                    f"'{tasks[name].procedure}'.", file=folder / "timetable.yml", row=name,
                    column="procedure", cure=f"Write procedure: {step.lead} and give it its time.",
                )  # fmt: skip
    for row in lot_rows(found, design):
        if not row["smallest"] <= row["average"] <= row["largest"]:
            raise DataError(
                f"the average grant is {row['average']:.0f} EUR, outside the sizes of the lot.",
                file=file, row=row["lot"], column="smallest / largest",
                cure="Correct the sizes, the share of the lot or the number of grants.",
            )  # fmt: skip


def _check_instruments(found: Procedures, design: Design, file: Path) -> None:
    lines = {line.id: line.instrument for line in design.budget.lines}
    ids = {item.id for item in design.budget.instruments}
    covered = {"direct_grant", found.call.instrument}
    covered |= {name for item in found.estimates for name in item.instruments}
    for tender in found.tenders:
        covered.add(tender.instrument)
        for line in tender.lines:
            if lines.get(line) != tender.instrument:
                raise DataError(
                    f"line {line} is not one of instrument '{tender.instrument}'.", file=file,
                    row=tender.id, column="lines", cure="Correct the line or the instrument.",
                )  # fmt: skip
    check_known(covered, ids, file=file, entry="instrument", what="instrument (budget.yml)")
    for name in sorted(ids - covered - set(WITHOUT_CONTRACT)):
        raise DataError(
            f"the instrument '{name}' has no procedure.", file=file, row=name,
            column="tenders", cure="Add the tender, call or estimate through which it is spent.",
        )  # fmt: skip
    for instrument in {t.instrument for t in found.tenders if t.lines}:
        named = {line for t in found.tenders if t.instrument == instrument for line in t.lines}
        for line in sorted(key for key, value in lines.items() if value == instrument):
            if line not in named:
                raise DataError(
                    f"line {line} of '{instrument}' is in no tender.", file=file, row=line,
                    column="lines", cure="Add it to the tender in which it is contracted.",
                )  # fmt: skip


def _check_awards(found: Procedures, design: Design, bodies: NamedBodies, file: Path) -> None:
    granted = {line.activity for line in design.budget.lines if line.instrument == "direct_grant"}
    named = {award.activity for award in found.awards}
    for activity in sorted(granted ^ named):
        raise DataError(
            f"activity {activity} has direct grants in "
            f"{'the budget' if activity in granted else 'this file'} alone.", file=file,
            row=activity, column="awards", cure="Name recipient and ground, or correct the budget.",
        )  # fmt: skip
    for award in found.awards:
        if award.function:
            check_known(
                [award.function], bodies.functions, file=file, entry=award.id, what="function"
            )
        else:
            check_known([award.actor], design.actors, file=file, entry=award.id, what="actor")


def _activities(task: Task) -> tuple[str, ...]:
    several = getattr(task, "activities", None)
    return tuple(several) if several else (task.activity,)


def _launch(design: Design, activity: str, code: str = "") -> str:
    """Return the quarter in which the direct award of an activity (in a state) is launched."""
    tasks = [
        task
        for task in design.timetable.tasks
        if task.procedure == "direct_grant" and activity in _activities(task)
    ]
    own = [task for task in tasks if code in (getattr(task, "states", None) or [code])]
    return write_quarter(min(task.start for task in own)) if own else "–"


def _eu_amount(design: Design, **which: str) -> float:
    lines = design.budget_lines[design.budget_lines["funder"] == EU]
    for column, value in which.items():
        lines = lines[lines[column] == value]
    return float(lines["amount"].sum())


def tender_amount(tender: Tender, design: Design) -> float:
    """Return the EU money of a tender, in euros."""
    if not tender.lines:
        return _eu_amount(design, instrument=tender.instrument)
    return sum(_eu_amount(design, line=line) for line in tender.lines)


def recipients(
    found: Procedures, design: Design, bodies: NamedBodies, codes: Sequence[str]
) -> list[Recipient]:
    """Return every grant without a call, one entry for each recipient.

    Parameters
    ----------
    codes : sequence of str
        The participating states; the money of a state activity is shared equally among them.

    Raises
    ------
    DataError
        A state whose body of that function has no name.
    """
    found_here = []
    per_activity = Counter(award.activity for award in found.awards)
    for award in found.awards:
        total = _eu_amount(design, instrument="direct_grant", activity=award.activity)
        law = "; ".join(citation.text() for citation in award.legal)
        common = {
            "award": award.id, "action": award.action, "activity": award.activity,
            "ground": award.ground, "reason": award.reason, "law": law,
        }  # fmt: skip
        if award.actor:
            found_here.append(
                Recipient(
                    state="Federation",
                    name=design.actor(award.actor),
                    amount=total / per_activity[award.activity],
                    quarter=_launch(design, award.activity),
                    **common,
                )  # fmt: skip
            )
            continue
        for code in codes:
            if code not in bodies.codes or not bodies.get(code, award.function).name:
                raise DataError(
                    f"no body is named for '{award.function}' in state {code}.",
                    file=paths.PROGRAMME / "named_bodies.yml", row=code, column=award.function,
                    cure="A direct award needs a named recipient: name the body with its source.",
                )  # fmt: skip
            found_here.append(
                Recipient(
                    state=STATES.loc[code, "name_en"],
                    name=bodies.get(code, award.function).name,
                    amount=total / len(codes),
                    quarter=_launch(design, award.activity, code),
                    **common,
                )  # fmt: skip
            )
    return found_here


def lot_rows(found: Procedures, design: Design) -> list[dict[str, object]]:
    """Return amount, number and average of the grants of each lot."""
    amount = _eu_amount(design, instrument=found.call.instrument)
    rows = []
    for lot in found.call.lots:
        activity = next(a for a in design.activities.activities if a.id == lot.activity)
        number = sum(
            output.quantity * (design.n_states if output.per == "state" else 1)
            for output in activity.outputs
            if output.per == lot.per
        )
        rows.append(
            {
                "lot": lot.title,
                "amount": amount * lot.share / 100,
                "grants": number,
                "average": amount * lot.share / 100 / max(number, 1),
                "smallest": lot.smallest,
                "largest": lot.largest,
                "months": lot.months,
            }  # fmt: skip
        )
    return rows


def frame_table(found: Procedures) -> pd.DataFrame:
    """Return the acts, with articles, and what each governs here (index: legal order)."""
    rows = [
        {"Acts": "; ".join(c.text() for c in act.legal), "What they govern here": act.governs}
        for act in found.frame
    ]
    return pd.DataFrame(rows, index=pd.Index([act.part for act in found.frame], name="Order"))


def threshold_table(found: Procedures) -> pd.DataFrame:
    """Return the procedures by kind of contract and amount (index: kind)."""
    rows, index = [], []
    for kind, steps in found.thresholds.kinds.items():
        for step in steps:
            index.append(kind.capitalize())
            rows.append({"From (EUR)": step.from_, "Procedure": step.procedure})
    return pd.DataFrame(rows, index=pd.Index(index, name="Kind of contract"))


def control_table(found: Procedures) -> pd.DataFrame:
    """Return the rules of control and payment, their amounts written in (index: matter)."""
    amounts = {
        name if name == "ex_ante_above" else f"ceiling_{name}": formats.number(value, 0)
        for name, value in found.ceilings.model_dump().items()
    }
    rows = [
        {"Rule": item.rule.format(**amounts), "Standing": STATUS[item.status]}
        for item in found.controls
    ]
    return pd.DataFrame(rows, index=pd.Index([item.what for item in found.controls], name="Matter"))


def tender_table(found: Procedures, design: Design) -> pd.DataFrame:
    """Return every procedure: contracts, amount, quarter of launch, authority (index: number)."""
    tasks = {task.id: task for task in design.timetable.tasks}
    procedures = {item.id: item.title for item in design.timetable.procurement.procedures}

    def quarters(names: Sequence[str]) -> str:
        return ", ".join(write_quarter(tasks[name].start) for name in names)

    rows: dict[str, dict[str, object]] = {}
    for tender in found.tenders:
        amount = tender_amount(tender, design)
        rows[tender.id] = {
            "Contract": tender.title,
            "Procedure": found.thresholds.step(tender.kind, amount / tender.contracts).procedure,
            "Contracts": tender.contracts,
            "EU contribution (EUR)": amount,
            "Launched": quarters(tender.tasks),
            "Authority": design.actor(tender.authority),
        }
    for item in found.estimates:
        rows[item.id] = {
            "Contract": item.title,
            "Procedure": procedures["programme_estimate"],
            "Contracts": item.contracts,
            "EU contribution (EUR)": sum(
                _eu_amount(design, instrument=name) for name in item.instruments
            ),
            "Launched": quarters(item.tasks),
            "Authority": design.actor(item.authority),
        }
    call = found.call
    rows[call.id] = {
        "Contract": call.title,
        "Procedure": procedures["restricted_call"],
        "Contracts": sum(int(row["grants"]) for row in lot_rows(found, design)),
        "EU contribution (EUR)": _eu_amount(design, instrument=call.instrument),
        "Launched": quarters([call.task]),
        "Authority": design.actor(call.authority),
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("No.")


def lot_table(found: Procedures, design: Design) -> pd.DataFrame:
    """Return the lots of the call: amount, grants, sizes, duration, rate (index: lot)."""
    rate = found.call.rate
    rows = {
        str(row["lot"]): {
            "EU contribution (EUR)": row["amount"],
            "Grants": row["grants"],
            "Smallest (EUR)": row["smallest"],
            "Largest (EUR)": row["largest"],
            "Months at most": row["months"],
            "Rate (% of eligible cost)": f"{rate.least}–{rate.most}",
        }
        for row in lot_rows(found, design)
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("Lot")


def award_table(given: Sequence[Recipient]) -> pd.DataFrame:
    """Return every direct award: recipient, action, money, quarter, ground (index: where)."""
    rows = [
        {
            "Recipient": f"*{item.name}*" if item.state != "Federation" else item.name,
            "Action": f"{item.action} ({item.activity})",
            "EU contribution (EUR)": item.amount,
            "Launched": item.quarter,
            "Ground": f"({item.ground}) {item.reason}",
            "Competence": item.law,
            "Asked": NOT_ASKED,
        }
        for item in given
    ]
    return pd.DataFrame(rows, index=pd.Index([item.state for item in given], name="Where"))


def ground_table(found: Procedures) -> pd.DataFrame:
    """Return the grounds of direct awards by letter, in short form (index: ground)."""
    rows = [{"Meaning": text} for text in found.award_terms.grounds.values()]
    return pd.DataFrame(rows, index=pd.Index(list(found.award_terms.grounds), name="Ground"))


def estimate_table(found: Procedures) -> pd.DataFrame:
    """Return the terms of programme estimates in both languages (index: term)."""
    rows = [{"In Mexico": f"*{t.mexican}*", "Rule": t.rule} for t in found.estimate_terms]
    return pd.DataFrame(rows, index=pd.Index([t.term for t in found.estimate_terms], name="Term"))


def gap_table(found: Procedures) -> pd.DataFrame:
    """Return what could not be read and who can settle it (index: what)."""
    rows = [{"Why it is open": gap.why, "Who settles it": gap.who} for gap in found.gaps]
    return pd.DataFrame(rows, index=pd.Index([gap.what for gap in found.gaps], name="What"))
