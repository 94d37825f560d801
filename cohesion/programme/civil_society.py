"""Civil society: diagnosis, actions beyond grants, participation, and reaching the unreached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Literal

import pandas as pd
from pydantic import Field

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, check_known, check_unique, load
from cohesion.programme.design import Design, load_design
from cohesion.programme.evidence import Evidence
from cohesion.programme.experts import expert_frame, load_experts
from cohesion.programme.legal import Citation, check_citations
from cohesion.programme.stakeholders import Actor, load_actors
from cohesion.publishing import frames

FILE = "civil_society.yml"


class Reading(Entry):
    """What one figure of the diagnosis says, and what it does not."""

    title: str
    text: str


class Diagnosis(Entry):
    """What can be measured, how it is read, and what is missing."""

    evidence: tuple[Evidence, ...] = Field(min_length=1)
    readings: tuple[Reading, ...] = Field(min_length=1)
    gaps: tuple[str, ...] = Field(min_length=1)


class Action(Entry):
    """An action with civil society."""

    id: str = Field(pattern=r"^CS\d+$")
    title: str
    result: str
    activity: str
    objective: str = Field(min_length=20)
    target_group: str
    partners: tuple[str, ...] = Field(min_length=1)
    steps: tuple[str, ...] = Field(min_length=2)
    budget: dict[str, Annotated[float, Field(gt=0, le=100)]] = Field(min_length=1)
    days: dict[str, Annotated[int, Field(gt=0)]] = {}
    indicator: str
    risk: str
    legal: tuple[Citation, ...] = Field(min_length=1)


class Mechanism(Entry):
    """A place where society takes part, what it gives and how it is answered."""

    id: str = Field(pattern=r"^PM\d+$")
    level: Literal["federal", "state", "municipal", "programme"]
    title: str
    actors: tuple[str, ...] = Field(min_length=1)
    gives: str
    answer: str
    legal: tuple[Citation, ...] = Field(min_length=1)


class Reach(Entry):
    """A barrier that keeps groups out, and the answer to it."""

    barrier: str
    who: str
    answer: str
    actions: tuple[str, ...] = Field(min_length=1)
    check: str


class CivilSociety(Entry):
    """``civil_society.yml``."""

    diagnosis: Diagnosis
    actions: tuple[Action, ...] = Field(min_length=1)
    mechanisms: tuple[Mechanism, ...] = Field(min_length=1)
    reach: tuple[Reach, ...] = Field(min_length=1)


def load_civil_society(folder: Path = paths.PROGRAMME) -> CivilSociety:
    """Return the plan for civil society, each action tied to result, money, indicator and risk."""
    file = folder / FILE
    plan = load(CivilSociety, FILE, folder)
    design = load_design(folder)
    actors = load_actors(folder)
    check_unique([action.id for action in plan.actions], file)
    activities = {item.id: item.result for item in design.activities.activities}
    known = {
        "indicator (indicators.yml)": {item.id for item in design.indicators.indicators},
        "risk (risks.yml)": {risk.id for risk in design.risks},
        "budget line (budget.yml)": {line.id for line in design.budget.lines},
        "expert (experts.yml)": {profile.id for profile in load_experts(folder).profiles},
    }
    for action in plan.actions:
        uses = {
            "indicator (indicators.yml)": [action.indicator],
            "risk (risks.yml)": [action.risk],
            "budget line (budget.yml)": list(action.budget),
            "expert (experts.yml)": list(action.days),
        }
        for what, ids in uses.items():
            check_known(ids, known[what], file=file, entry=action.id, what=what)
        check_known(action.partners, actors, file=file, entry=action.id, what="actor (actors.yml)")
        check_known([action.activity], activities, file=file, entry=action.id, what="activity")
        check_citations(action.legal, file=file, entry=action.id)
        if activities[action.activity] != action.result:
            raise DataError(
                f"entry '{action.id}': activity {action.activity} belongs to "
                f"{activities[action.activity]}, not {action.result}.",
                file=file,
                row=action.id,
                column="result",
                cure="Correct 'result' or 'activity'.",
            )
    _check_mechanisms(plan, actors, file)
    _check_money(plan, design, file)
    _check_days(plan, folder, file)
    return plan


def _check_mechanisms(plan: CivilSociety, actors: Collection[str], file: Path) -> None:
    check_unique([mechanism.id for mechanism in plan.mechanisms], file)
    for mechanism in plan.mechanisms:
        check_known(mechanism.actors, actors, file=file, entry=mechanism.id, what="actor")
        check_citations(mechanism.legal, file=file, entry=mechanism.id)
    ids = [action.id for action in plan.actions]
    for barrier in plan.reach:
        check_known(barrier.actions, ids, file=file, entry=barrier.barrier, what="action")


def _check_money(plan: CivilSociety, design: Design, file: Path) -> None:
    lines = {line.id: line.activity for line in design.budget.lines}
    shares: Counter[str] = Counter()
    for action in plan.actions:
        for line, share in action.budget.items():
            shares[line] += share
            if lines[line] != action.activity:
                raise DataError(
                    f"entry '{action.id}': line {line} pays for {lines[line]}, "
                    f"not for {action.activity}.",
                    file=file,
                    row=action.id,
                    column="budget",
                    cure="Use a line of the same activity.",
                )
            if shares[line] > 100:
                raise DataError(
                    f"entry '{action.id}': the actions use {shares[line]:g} per cent of {line}.",
                    file=file,
                    row=action.id,
                    column="budget",
                    cure="Lower the shares until they add to 100 at most.",
                )


def _check_days(plan: CivilSociety, folder: Path, file: Path) -> None:
    frame = expert_frame(load_experts(folder))
    available = frame.groupby(["expert", "result"])["days"].sum()
    used: Counter[tuple[str, str]] = Counter()
    for action in plan.actions:
        for expert, days in action.days.items():
            key = (expert, action.result)
            used[key] += days
            if used[key] > available.get(key, 0):
                raise DataError(
                    f"entry '{action.id}': {expert} has {available.get(key, 0)} days for "
                    f"{action.result}, the actions use {used[key]}.",
                    file=file,
                    row=action.id,
                    column="days",
                    cure="Lower the days here or raise them in experts.yml.",
                )


def action_costs(plan: CivilSociety, folder: Path = paths.PROGRAMME) -> pd.DataFrame:
    """Return for each action the share of budget lines and of expert days, in whole EUR.

    Columns: Operations (EUR), Advice (EUR), Total (EUR); index: action id.
    """
    lines = load_design(folder).budget_lines.groupby("line")["amount"].sum()
    experts = load_experts(folder)
    rates = {p.id: experts.parameters.rates[p.category] for p in experts.profiles}
    rows = {
        action.id: {
            "Operations (EUR)": sum(lines[key] * s / 100 for key, s in action.budget.items()),
            "Advice (EUR)": sum(rates[key] * days for key, days in action.days.items()),
        }
        for action in plan.actions
    }
    table = pd.DataFrame.from_dict(rows, orient="index").round().astype(int)
    table["Total (EUR)"] = table.sum(axis=1)
    return table


def action_text(action: Action, cost: float, folder: Path = paths.PROGRAMME) -> str:
    """Return one action as a sheet for :func:`cohesion.publishing.publish.prose`."""
    from cohesion import formats

    design, actors = load_design(folder), load_actors(folder)
    indicator = next(i.name for i in design.indicators.indicators if i.id == action.indicator)
    risk = next(risk for risk in design.risks if risk.id == action.risk)
    lines = [
        f"### {action.id} {action.title}\n",
        f"- **Objective**: {action.objective}",
        f"- **Belongs to**: {action.result}, activity {action.activity}",
        f"- **Target group**: {action.target_group}",
        f"- **Partners**: {', '.join(actors[key].short for key in action.partners)}",
        f"- **Steps**: {'; '.join(action.steps)}",
        f"- **Cost**: {formats.euro(cost)}, grants not included",
        f"- **Result indicator**: {action.indicator}, {indicator}",
        f"- **Risk**: {action.risk}, {risk.title}",
        f"- **Legal anchor**: {'; '.join(c.text() for c in action.legal)}",
    ]
    return "\n".join(lines)


def numbers(plan: CivilSociety, costs: pd.DataFrame, grants: float) -> pd.DataFrame:
    """Return what the page says of the actions, as a frame for ``publish.facts``.

    Parameters
    ----------
    costs : DataFrame
        From :func:`action_costs`.
    grants : float
        What the call for proposals has, EUR.
    """
    titles = {action.id: action.title for action in plan.actions}
    dearest = titles[costs["Total (EUR)"].idxmax()]
    money = {
        "cso-cost": costs["Total (EUR)"].sum(),
        "cso-cost-operations": costs["Operations (EUR)"].sum(),
        "cso-cost-advice": costs["Advice (EUR)"].sum(),
        "cso-cost-grants": grants,
    }
    counted = {
        "cso-actions": len(plan.actions),
        "cso-actions-r3": sum(action.result == "R3" for action in plan.actions),
        "cso-mechanisms": len(plan.mechanisms),
        "cso-barriers": len(plan.reach),
    }
    own = f"programme/{FILE}"
    priced = [own, "programme/budget.yml", "programme/experts.yml"]
    return frames.joined(
        frames.rows(counted, source=own),
        frames.rows(money, unit="EUR", source=priced),
        frames.rows({"cso-dearest": dearest[0].lower() + dearest[1:]}, source=priced),
    )


def reading_text(plan: CivilSociety) -> str:
    """Return how the figures are read, as a list."""
    return "\n".join(f"- **{item.title}**. {item.text}" for item in plan.diagnosis.readings)


def gap_text(plan: CivilSociety) -> str:
    """Return what nobody measured, as a list."""
    return "\n".join(f"- {gap}" for gap in plan.diagnosis.gaps)


def action_table(plan: CivilSociety, costs: pd.DataFrame) -> pd.DataFrame:
    """Return the actions with what they belong to and what they cost (EUR)."""
    names = ("result", "activity", "indicator", "risk")
    table = pd.DataFrame(
        {name.capitalize(): [getattr(item, name) for item in plan.actions] for name in names},
        index=pd.Index([f"{item.id} {item.title}" for item in plan.actions], name="Action"),
    )
    return table.assign(**{head: costs[head].to_numpy() for head in costs.columns})


def sheets(plan: CivilSociety, costs: pd.DataFrame, results: tuple[str, ...]) -> str:
    """Return the sheets of the actions of some results, one after the other."""
    return "\n\n".join(
        action_text(action, costs.loc[action.id, "Total (EUR)"])
        for result in results
        for action in plan.actions
        if action.result == result
    )


def mechanism_table(plan: CivilSociety, actors: dict[str, Actor]) -> pd.DataFrame:
    """Return the mechanisms: level, who takes part, what is given, how it is answered, the law."""
    return pd.DataFrame(
        {
            "Level": [item.level for item in plan.mechanisms],
            "Who": [
                ", ".join(actors[key].short for key in item.actors) for item in plan.mechanisms
            ],
            "What society gives": [item.gives for item in plan.mechanisms],
            "How it is answered": [item.answer for item in plan.mechanisms],
            "Legal anchor": [
                "; ".join(article.text() for article in item.legal) for item in plan.mechanisms
            ],
        },
        index=pd.Index([item.title for item in plan.mechanisms], name="Mechanism"),
    )


def reach_table(plan: CivilSociety) -> pd.DataFrame:
    """Return the barriers: who is kept out, the answer, the actions and the check."""
    return pd.DataFrame(
        {
            "Who is kept out": [item.who for item in plan.reach],
            "Answer": [item.answer for item in plan.reach],
            "Actions": [", ".join(item.actions) for item in plan.reach],
            "How we see whether it works": [item.check for item in plan.reach],
        },
        index=pd.Index([item.barrier for item in plan.reach], name="Barrier"),
    )
