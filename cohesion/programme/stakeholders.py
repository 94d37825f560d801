"""Actors, competences, links and donors: models, cross-checks and the tables drawn from them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import Field, model_validator

from cohesion import paths, phrases
from cohesion.errors import DataError
from cohesion.files.entries import Entry, check_known, check_unique, load
from cohesion.programme.legal import Citation, check_citations
from cohesion.publishing import frames

Sector = Literal["social_development", "health", "safety", "social_care", "all"]
Level = Literal["federal", "state", "municipal", "society", "international"]
Group = Literal[
    "cooperation", "budget", "oversight", "social", "rights", "security", "justice",
    "state_centre", "state_sector", "state_justice", "state_rights",
    "municipal", "society", "donor",
]  # fmt: skip
Score = Field(ge=1, le=5)
Text = Field(min_length=3)

#: The four questions of the competence matrix, in the order of its columns.
ROLES = ("decides", "funds", "delivers", "monitors")


class Actor(Entry):
    """One institution or group: its role, its weight and what the programme means to it."""

    id: str
    short: str = Field(min_length=2, max_length=16)
    name_en: str = Text
    name_es: str = Text
    group: Group
    level: Level
    sectors: tuple[Sector, ...] = Field(min_length=1)
    mandate: str = Text
    legal: tuple[Citation, ...] = ()
    legal_gap: str = ""
    legal_note: str = ""
    interest: str = Text
    influence: int = Score
    influence_reason: str = Text
    interest_score: int = Score
    interest_reason: str = Text
    resources: str = Text
    needs: str = Text
    strengths: str = Text
    weaknesses: str = Text
    offer: str = Text
    watch: str = Text

    @model_validator(mode="after")
    def _has_legal_basis(self) -> Actor:
        if not self.legal and not self.legal_gap:
            raise ValueError("no legal basis: cite a law or say in 'legal_gap' why none is cited")
        return self

    @property
    def legal_text(self) -> str:
        """The legal basis as written in a sheet, or the gap."""
        return "; ".join(citation.text() for citation in self.legal) or self.legal_gap


class ActorsFile(Entry):
    """``actors.yml``."""

    actors: tuple[Actor, ...] = Field(min_length=25)


class Power(Entry):
    """Who plays one role in one sector, in words and as actors."""

    text: str = Text
    actors: tuple[str, ...] = Field(min_length=1)


class Competence(Entry):
    """One sector at one level of government: who decides, funds, delivers and monitors."""

    id: str
    sector: str = Text
    level: Literal["federal", "state", "municipal"]
    decides: Power
    funds: Power
    delivers: Power
    monitors: Power
    legal: tuple[Citation, ...] = Field(min_length=1)


class CompetencesFile(Entry):
    """``competences.yml``."""

    sectors: dict[str, str]
    competences: tuple[Competence, ...] = Field(min_length=1)


class Link(Entry):
    """A flow of money, a duty to coordinate, or a duty to report, from one actor to another."""

    source: str
    target: str
    kind: Literal["funds", "coordinates", "monitors"]
    what: str = Text
    legal: tuple[Citation, ...] = ()
    basis: Literal["law", "assessment"] = "law"

    @model_validator(mode="after")
    def _law_is_cited(self) -> Link:
        if self.basis == "law" and not self.legal:
            raise ValueError("no legal basis: cite a law or set 'basis: assessment'")
        if self.source == self.target:
            raise ValueError("a link joins two different actors")
        return self


class LinksFile(Entry):
    """``links.yml``."""

    links: tuple[Link, ...] = Field(min_length=1)


class Donor(Entry):
    """What a donor does in the programme's fields, where overlap lies and how it is handled."""

    id: str
    actor: str
    programme: str = Text
    period: str = Text
    fields: dict[str, Literal[0, 1, 2]]
    known_states: str = Text
    overlap: str = Text
    arrangement: str = Text
    source: str = Text


class DonorsFile(Entry):
    """``donors.yml``."""

    fields: dict[str, str]
    donors: tuple[Donor, ...] = Field(min_length=1)


def load_actors(folder: Path = paths.PROGRAMME) -> dict[str, Actor]:
    """Return the actors by id; each public one with a legal basis that was read."""
    file = folder / "actors.yml"
    actors = load(ActorsFile, "actors.yml", folder).actors
    check_unique([actor.id for actor in actors], file)
    for actor in actors:
        check_citations(actor.legal, file=file, entry=actor.id)
    return {actor.id: actor for actor in actors}


def load_competences(folder: Path = paths.PROGRAMME) -> CompetencesFile:
    """Return the competence matrix: every actor exists, every sector has all three levels."""
    file = folder / "competences.yml"
    actors = load_actors(folder)
    matrix = load(CompetencesFile, "competences.yml", folder)
    check_unique([row.id for row in matrix.competences], file)
    for row in matrix.competences:
        check_known([row.sector], matrix.sectors, file=file, entry=row.id, what="sector")
        if row.id != f"{row.sector}-{row.level}":
            raise DataError(
                f"the row of '{row.sector}' at the {row.level} level is called '{row.id}'.",
                file=file,
                row=row.id,
                column="id",
                cure=f"Write id: {row.sector}-{row.level}, or correct sector and level.",
            )
        for role in ROLES:
            check_known(
                getattr(row, role).actors,
                actors,
                file=file,
                entry=row.id,
                what="actor (actors.yml)",
            )
        check_citations(row.legal, file=file, entry=row.id)
    for sector in matrix.sectors:
        levels = {row.level for row in matrix.competences if row.sector == sector}
        for level in ("federal", "state", "municipal"):
            if level not in levels:
                raise DataError(
                    f"sector '{sector}' has no row for the {level} level.",
                    file=file,
                    row=sector,
                    cure="Add the row, if only to say that the level has no power here.",
                )
    return matrix


def load_links(folder: Path = paths.PROGRAMME) -> tuple[Link, ...]:
    """Return the links; both ends exist."""
    file = folder / "links.yml"
    actors = load_actors(folder)
    links = load(LinksFile, "links.yml", folder).links
    names = [f"{link.source} → {link.target} ({link.kind})" for link in links]
    check_unique(names, file)
    for link, name in zip(links, names, strict=True):
        check_known(
            (link.source, link.target), actors, file=file, entry=name, what="actor (actors.yml)"
        )
        check_citations(link.legal, file=file, entry=name)
    return links


def load_donors(folder: Path = paths.PROGRAMME) -> DonorsFile:
    """Return the donor matrix; each donor is an actor and says something on every field."""
    file = folder / "donors.yml"
    actors = load_actors(folder)
    matrix = load(DonorsFile, "donors.yml", folder)
    check_unique([donor.id for donor in matrix.donors], file)
    for donor in matrix.donors:
        check_known([donor.actor], actors, file=file, entry=donor.id, what="actor (actors.yml)")
        check_known(donor.fields, matrix.fields, file=file, entry=donor.id, what="field")
        check_known(matrix.fields, donor.fields, file=file, entry=donor.id, what="filled field")
    return matrix


def actor_frame(actors: dict[str, Actor]) -> pd.DataFrame:
    """Return one row per actor: short, name, group, level, scores, way to work with it.

    The index is the actor's id.
    """
    columns = ["short", "name_en", "group", "level", "influence", "interest_score"]
    rows = {key: [getattr(actor, name) for name in columns] for key, actor in actors.items()}
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    pairs = zip(frame["influence"], frame["interest_score"], strict=True)
    return frame.assign(way=[strategy_of(*pair) for pair in pairs])


def strategy_of(influence: int, interest: int) -> str:
    """Return how to work with an actor, from the two scores (4 and 5 count as high)."""
    if influence >= 4:
        return "steer with" if interest >= 4 else "keep informed and won"
    return "build up and work with" if interest >= 4 else "follow"


def competence_table(matrix: CompetencesFile, sector: str) -> pd.DataFrame:
    """Return one sector of the matrix: levels as rows, the four roles and the law as columns."""
    rows = [row for row in matrix.competences if row.sector == sector]
    return pd.DataFrame(
        {role.capitalize(): [getattr(row, role).text for row in rows] for role in ROLES}
        | {"Legal basis": ["; ".join(c.text() for c in row.legal) for row in rows]},
        index=pd.Index([row.level.capitalize() for row in rows], name="Level"),
    )


def role_counts(matrix: CompetencesFile, actors: dict[str, Actor]) -> pd.DataFrame:
    """Count in how many cells of the matrix each actor appears, by role (index: short name)."""
    counts = pd.DataFrame(0, index=list(actors), columns=list(ROLES))
    for row in matrix.competences:
        for role in ROLES:
            for key in getattr(row, role).actors:
                counts.loc[key, role] += 1
    counts = counts[counts.sum(axis=1) > 0]
    counts.index = pd.Index([actors[key].short for key in counts.index])
    return counts.sort_values(list(ROLES), ascending=False, kind="stable")


def sheet_text(actor: Actor) -> str:
    """Return the sheet of one actor as text for :func:`cohesion.publishing.publish.prose`."""
    fields = {
        "Mandate": actor.mandate,
        "Legal basis": actor.legal_text,
        "Interest": (
            f"{actor.interest} ({actor.interest_score} of 5: {_lower(actor.interest_reason)})"
        ),
        "Influence": f"{actor.influence} of 5: {_lower(actor.influence_reason)}",
        "Resources": actor.resources,
        "Needs": actor.needs,
        "Strengths": actor.strengths,
        "Weaknesses": actor.weaknesses,
        "What the programme offers": actor.offer,
        "What it must watch": actor.watch,
    }
    title = f"### {actor.name_en}\n\n*{actor.name_es}*\n"
    return title + "\n" + "\n".join(f"- **{name}**: {text}" for name, text in fields.items())


def _lower(text: str) -> str:
    first = text.rstrip(".")
    keep = first[:3].isupper() or first.split(" ", 1)[0].isupper()
    return first if keep else first[0].lower() + first[1:]


def donor_table(matrix: DonorsFile, actors: dict[str, Actor]) -> pd.DataFrame:
    """Return donors × fields: 'main', 'some' or a dash (index: programme of the donor)."""
    words = {0: "–", 1: "some", 2: "main"}
    return pd.DataFrame(
        {
            label: [words[donor.fields[key]] for donor in matrix.donors]
            for key, label in matrix.fields.items()
        },
        index=pd.Index([actors[d.actor].short for d in matrix.donors], name="Donor"),
    )


#: How a way to work with actors is called in the names of facts.
WAYS = {
    "steer": "steer with",
    "win": "keep informed and won",
    "build": "build up and work with",
}


def numbers(scores: pd.DataFrame) -> pd.DataFrame:
    """Return how many actors there are and who is to be steered with, won, built up.

    Parameters
    ----------
    scores : DataFrame
        From :func:`actor_frame`.

    Returns
    -------
    DataFrame
        For ``publish.facts``.
    """
    short = {key: scores.loc[scores["way"] == way, "short"] for key, way in WAYS.items()}
    names = {key: phrases.listed(list(found)) for key, found in short.items()}
    return frames.joined(
        frames.rows({"stakeholders-number": len(scores)}),
        frames.rows({f"stakeholders-{key}": len(found) for key, found in short.items()}),
        frames.rows({f"stakeholders-{key}-names": text for key, text in names.items()}),
    )


def size(
    matrix: CompetencesFile, links: tuple[Link, ...], donors: DonorsFile, *, laws: int
) -> dict[str, int]:
    """Return how large matrix, network and lists are, by the name of the fact."""
    return {
        "stakeholders-sectors": len(matrix.sectors),
        "stakeholders-cells": len(matrix.competences) * len(ROLES),
        "stakeholders-links": len(links),
        "stakeholders-donors": len(donors.donors),
        "stakeholders-laws": laws,
    }


def frequent(counts: pd.DataFrame, number: int) -> pd.DataFrame:
    """Return the actors that stand in most cells of the matrix, by role and in all.

    Parameters
    ----------
    counts : DataFrame
        From :func:`role_counts`.
    number : int
        How many are shown.
    """
    table = counts.assign(All=counts.sum(axis=1)).rename_axis("Actor")
    shown = table.sort_values("All", ascending=False).head(number)
    return shown.rename(columns=str.capitalize)


def coordination(links: tuple[Link, ...], actors: dict[str, Actor]) -> pd.DataFrame:
    """Return the links of coordination with the levels of both ends."""
    rows = [
        (link.source, link.target, actors[link.source].level, actors[link.target].level)
        for link in links
        if link.kind == "coordinates"
    ]
    return pd.DataFrame(rows, columns=["source", "target", "from_level", "to_level"])


def active_in(matrix: DonorsFile) -> pd.Series:
    """Return for each field how many programmes of others work there."""
    return pd.Series(
        {field: sum(donor.fields[field] > 0 for donor in matrix.donors) for field in matrix.fields}
    )


def arrangement_table(matrix: DonorsFile, actors: dict[str, Actor]) -> pd.DataFrame:
    """Return each programme of others with where it works, the overlap and how it is handled."""
    found = matrix.donors
    return pd.DataFrame(
        {
            "Programme": [f"{item.programme} ({item.period}) {item.source}" for item in found],
            "By state": [item.known_states for item in found],
            "Overlap": [item.overlap for item in found],
            "Arrangement": [item.arrangement for item in found],
        },
        index=pd.Index([actors[item.actor].short for item in found], name="Donor"),
    )


def sheets_text(actors: dict[str, Actor], groups: tuple[str, ...]) -> str:
    """Return the sheets of the actors of some groups, one after the other."""
    return "\n\n".join(sheet_text(actor) for actor in actors.values() if actor.group in groups)
