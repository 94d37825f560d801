"""Assumptions, risks, lessons and the quality plan: models, cross-checks and tables."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import Field

from cohesion import paths, phrases
from cohesion.errors import DataError
from cohesion.files.entries import Entry, check_known, check_unique, load
from cohesion.programme.results import load_results
from cohesion.programme.stakeholders import load_actors

#: How the grades 1 to 3 of likelihood and impact are written.
GRADES = {1: "low", 2: "medium", 3: "high"}


class Assumption(Entry):
    """An assumption of the logical framework."""

    id: str = Field(pattern=r"^AS\d\d$")
    level: Literal["P", "R", "A"]
    result: str
    statement: str = Field(min_length=20)
    precondition: bool = False


Category = Literal[
    "political", "institutional", "financial", "fiduciary", "security", "social", "data"
]


class Risk(Entry):
    """What may go wrong with one or more assumptions, and what is done about it."""

    id: str = Field(pattern=r"^RK\d\d$")
    title: str
    category: Category
    assumptions: tuple[str, ...] = Field(min_length=1)
    likelihood: int = Field(ge=1, le=3)
    impact: int = Field(ge=1, le=3)
    owner: str
    basis: str
    early_sign: str
    mitigation: str = Field(min_length=30)
    response: str

    @property
    def weight(self) -> int:
        """Likelihood times impact, 1 to 9."""
        return self.likelihood * self.impact


class RisksFile(Entry):
    """``risks.yml``."""

    assumptions: tuple[Assumption, ...] = Field(min_length=1)
    risks: tuple[Risk, ...] = Field(min_length=1)


def load_risks(folder: Path = paths.PROGRAMME) -> RisksFile:
    """Return assumptions and risks: owners exist, and every assumption has a risk."""
    file = folder / "risks.yml"
    register = load(RisksFile, "risks.yml", folder)
    check_unique([a.id for a in register.assumptions], file)
    check_unique([r.id for r in register.risks], file)
    objectives, actors = load_results(folder).ids, load_actors(folder)
    known = {a.id for a in register.assumptions}
    for assumption in register.assumptions:
        check_known(
            [assumption.result], objectives, file=file, entry=assumption.id, what="objective"
        )
    for risk in register.risks:
        check_known(risk.assumptions, known, file=file, entry=risk.id, what="assumption")
        check_known([risk.owner], actors, file=file, entry=risk.id, what="actor (actors.yml)")
    covered = {name for risk in register.risks for name in risk.assumptions}
    for assumption in register.assumptions:
        if assumption.id not in covered:
            raise DataError(
                f"assumption '{assumption.id}' has no risk.",
                file=file,
                row=assumption.id,
                cure="Name it under 'assumptions' of a risk, or add the risk.",
            )
    return register


def register_table(register: RisksFile, folder: Path = paths.PROGRAMME) -> pd.DataFrame:
    """Return the risk register, heaviest risks first."""
    actors = load_actors(folder)
    risks = sorted(register.risks, key=lambda risk: (-risk.weight, risk.id))
    return pd.DataFrame(
        {
            "Likelihood": [GRADES[risk.likelihood] for risk in risks],
            "Impact": [GRADES[risk.impact] for risk in risks],
            "Assumptions": [", ".join(risk.assumptions) for risk in risks],
            "Early sign": [risk.early_sign for risk in risks],
            "Mitigation": [risk.mitigation for risk in risks],
            "If it happens": [risk.response for risk in risks],
            "Owner": [actors[risk.owner].short for risk in risks],
        },
        index=pd.Index([f"{risk.id} {risk.title}" for risk in risks], name="Risk"),
    )


def assumption_table(register: RisksFile) -> pd.DataFrame:
    """Return the assumptions with level, objective, and the risks that threaten them."""
    levels = {"P": "Purpose", "R": "Result", "A": "Activity"}
    return pd.DataFrame(
        {
            "Level": [
                "Precondition" if a.precondition else levels[a.level] for a in register.assumptions
            ],
            "Belongs to": [a.result for a in register.assumptions],
            "Assumption": [a.statement for a in register.assumptions],
            "Risks": [
                ", ".join(risk.id for risk in register.risks if a.id in risk.assumptions)
                for a in register.assumptions
            ],
        },
        index=pd.Index([a.id for a in register.assumptions], name="No."),
    )


#: Likelihood times impact of a risk that is graded high on both.
HEAVIEST = max(GRADES) ** 2


def heaviest(register: RisksFile) -> list[Risk]:
    """Return the risks that are graded high in likelihood and in impact."""
    return [risk for risk in register.risks if risk.weight == HEAVIEST]


def numbers(register: RisksFile) -> dict[str, str | int]:
    """Return what the page says of the register, by the name of its fact."""
    return {
        "risks-number": len(register.risks),
        "risks-assumptions": len(register.assumptions),
        "risks-preconditions": phrases.word(
            sum(item.precondition for item in register.assumptions)
        ),
        "risks-heaviest": phrases.word(len(heaviest(register))),
        "risks-heaviest-names": "; ".join(risk.title for risk in heaviest(register)) or "none",
    }


def grades(register: RisksFile) -> pd.DataFrame:
    """Return likelihood and impact of each risk."""
    rows = {risk.id: (risk.likelihood, risk.impact) for risk in register.risks}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["likelihood", "impact"])
