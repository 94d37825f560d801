"""Technical assistance: experts and their days, governance bodies, phases, ways to set it up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pandas as pd
from pydantic import Field

from cohesion import paths
from cohesion.files.entries import Entry, check_known, check_unique, load
from cohesion.programme.choices import Choice, check_choice
from cohesion.programme.experts import ExpertsFile, expert_frame, load_experts
from cohesion.programme.results import load_results
from cohesion.programme.stakeholders import load_actors


class RolePart(Entry):
    """One part of the role of the technical assistance."""

    title: str
    text: str
    results: tuple[str, ...] = Field(min_length=1)


class Body(Entry):
    """A body of the programme's governance."""

    id: str
    name_en: str
    name_es: str
    chair: tuple[str, ...] = Field(min_length=1)
    members: tuple[str, ...] = Field(min_length=1)
    meets: str
    decides: tuple[str, ...] = Field(min_length=1)
    rule: str


class Phase(Entry):
    """A phase of the work."""

    id: str
    title: str
    years: tuple[int, ...] = Field(min_length=1)
    purpose: str
    work: tuple[str, ...] = Field(min_length=1)
    products: tuple[str, ...] = Field(min_length=1)


class Relation(Entry):
    """How the team works with one actor."""

    with_: str = Field(alias="with")
    channel: str
    rule: str


class Section(Entry):
    """A section of the terms of reference."""

    heading: str
    content: str


class Assistance(Entry):
    """``technical_assistance.yml``."""

    role: tuple[RolePart, ...] = Field(min_length=1)
    bodies: tuple[Body, ...] = Field(min_length=1)
    phases: tuple[Phase, ...] = Field(min_length=1)
    relations: tuple[Relation, ...] = Field(min_length=1)
    terms_of_reference: tuple[Section, ...] = Field(min_length=1)
    setups: Choice
    setup_days: dict[str, dict[str, Annotated[int, Field(ge=0)]]]


def load_assistance(folder: Path = paths.PROGRAMME) -> Assistance:
    """Return the technical assistance: every body, relation and phase refers to what exists."""
    file = folder / "technical_assistance.yml"
    plan = load(Assistance, "technical_assistance.yml", folder)
    actors, experts = load_actors(folder), load_experts(folder)
    results = load_results(folder).ids
    check_unique([body.id for body in plan.bodies], file)
    for part in plan.role:
        check_known(part.results, results, file=file, entry=part.title, what="result")
    for body in plan.bodies:
        check_known(
            body.chair + body.members, actors, file=file, entry=body.id, what="actor (actors.yml)"
        )
    for relation in plan.relations:
        check_known([relation.with_], actors, file=file, entry="relations", what="actor")
    years = [str(year) for year in experts.parameters.years]
    for phase in plan.phases:
        check_known(map(str, phase.years), years, file=file, entry=phase.id, what="year")
    check_choice(plan.setups, file)
    alternatives = {option.id for option in plan.setups.options} - {plan.setups.recommended}
    check_known(alternatives, plan.setup_days, file=file, entry="setup_days", what="set-up")
    check_known(plan.setup_days, alternatives, file=file, entry="setup_days", what="set-up")
    for option, days in plan.setup_days.items():
        check_known(days, experts.parameters.rates, file=file, entry=option, what="category")
    return plan


def setup_costs(plan: Assistance, experts: ExpertsFile) -> pd.DataFrame:
    """Return set-ups × (days, cost in EUR, cost relative to the recommended in %)."""
    frame = expert_frame(experts)
    rates = experts.parameters.rates
    own = (frame["days"].sum(), frame["cost"].sum())
    rows = {}
    for option in plan.setups.options:
        days = plan.setup_days.get(option.id)
        total = sum(days.values()) if days else own[0]
        cost = sum(rates[key] * value for key, value in days.items()) if days else own[1]
        rows[option.title] = {
            "Days": total,
            "Cost (EUR)": cost,
            "Beside the recommended (%)": (cost / own[1] - 1) * 100,
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("Set-up")


def body_table(plan: Assistance, folder: Path = paths.PROGRAMME) -> pd.DataFrame:
    """Return the governance bodies with chair, members, rhythm, decisions and rule."""
    actors = load_actors(folder)

    def names(keys: tuple[str, ...]) -> str:
        return ", ".join(actors[key].short for key in keys)

    return pd.DataFrame(
        {
            "Chair": [names(body.chair) for body in plan.bodies],
            "Members": [names(body.members) for body in plan.bodies],
            "Meets": [body.meets for body in plan.bodies],
            "Decides": ["; ".join(body.decides) for body in plan.bodies],
            "Rule": [body.rule for body in plan.bodies],
        },
        index=pd.Index([f"{b.name_en} (*{b.name_es}*)" for b in plan.bodies], name="Body"),
    )


def role_text(plan: Assistance) -> str:
    """Return what the team is for, as a list."""
    return "\n".join(
        f"- **{part.title}** ({', '.join(part.results)}). {part.text}" for part in plan.role
    )


def relation_table(plan: Assistance, names: dict[str, str]) -> pd.DataFrame:
    """Return with whom the team works, through which channel and by which rule.

    Parameters
    ----------
    names : dict
        Name of each actor by id.
    """
    return pd.DataFrame(
        {
            "Channel": [item.channel for item in plan.relations],
            "Rule": [item.rule for item in plan.relations],
        },
        index=pd.Index([names[item.with_] for item in plan.relations], name="With"),
    )


def phase_table(plan: Assistance) -> pd.DataFrame:
    """Return the phases: years of the contract, purpose, work and products."""
    return pd.DataFrame(
        {
            "Years": [", ".join(map(str, item.years)) for item in plan.phases],
            "Purpose": [item.purpose for item in plan.phases],
            "Work": ["; ".join(item.work) for item in plan.phases],
            "Products": ["; ".join(item.products) for item in plan.phases],
        },
        index=pd.Index([item.title for item in plan.phases], name="Phase"),
    )


def outline_table(plan: Assistance) -> pd.DataFrame:
    """Return the sections of the terms of reference."""
    return pd.DataFrame(
        {"Content": [item.content for item in plan.terms_of_reference]},
        index=pd.Index([item.heading for item in plan.terms_of_reference], name="Section"),
    )
