"""Institutions of the participating states: the figure of their task beside the nation's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from pydantic import Field, model_validator

from cohesion import formats, paths
from cohesion.files.entries import Entry, check_known, check_unique, load
from cohesion.programme.evidence import Chapter, Evidence, national_text, observe, unit_of
from cohesion.programme.stakeholders import load_actors
from cohesion.tables.geography import STATES
from cohesion.tables.store import Selection


class Institution(Entry):
    """A type of institution of a state."""

    actor: str
    evidence: tuple[Evidence, ...] = ()
    evidence_note: str = ""
    settle: str = Field(min_length=10)

    @model_validator(mode="after")
    def _figure_or_reason(self) -> Institution:
        if not self.evidence and not self.evidence_note:
            raise ValueError("give a figure of its task, or in 'evidence_note' why there is none")
        return self


class InstitutionsFile(Entry):
    """``state_institutions.yml``."""

    institutions: tuple[Institution, ...] = Field(min_length=1)


def load_institutions(folder: Path = paths.PROGRAMME) -> tuple[Institution, ...]:
    """Return the institution types; each is an actor of the state or municipal level."""
    file = folder / "state_institutions.yml"
    items = load(InstitutionsFile, "state_institutions.yml", folder).institutions
    local = {key for key, a in load_actors(folder).items() if a.level in ("state", "municipal")}
    check_unique([item.actor for item in items], file)
    for item in items:
        check_known([item.actor], local, file=file, entry=item.actor, what="state institution")
    return items


def institution_table(
    items: Sequence[Institution], codes: Sequence[str], chapter: Chapter | None = None
) -> tuple[pd.DataFrame, list[Selection]]:
    """Return institutions × (figure, Mexico, each state), and the selections used.

    A figure that is published for the nation alone shows dashes for the states.
    """
    actors = load_actors()
    rows, used, index = [], [], []
    for item in items:
        for evidence in item.evidence:
            chosen = observe(evidence)
            used.append(chosen)
            values = chosen.wide(year=evidence.year)[evidence.indicator]
            unit, digits = unit_of(evidence), evidence.digits
            nation = national_text(evidence, chosen, chapter)
            written = {"Mexico": nation.removesuffix(unit).strip()}
            for code in codes:
                written[STATES.loc[code, "name_en"]] = formats.number(values.get(code), digits)
            label = f"{evidence.label} {evidence.year}" + (f" ({unit})" if unit else "")
            rows.append({"Figure": label, **written})
            index.append(actors[item.actor].short)
    return pd.DataFrame(rows, index=pd.Index(index, name="Institution")), used


def settle_table(items: Sequence[Institution]) -> pd.DataFrame:
    """Return institutions × (official type of name, legal basis, what inception has to settle)."""
    actors = load_actors()
    return pd.DataFrame(
        {
            "In Spanish": [f"*{actors[i.actor].name_es}*" for i in items],
            "Legal basis": [actors[i.actor].legal_text for i in items],
            "What the inception phase settles": [
                f"{i.settle} {i.evidence_note}".strip() for i in items
            ],
        },
        index=pd.Index([actors[i.actor].name_en for i in items], name="Institution"),
    )
