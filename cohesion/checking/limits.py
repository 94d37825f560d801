"""Declared limits and doubted figures."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from cohesion import paths
from cohesion.files.entries import Entry, check_unique, load


class Doubt(Entry):
    """A figure that the authors doubt."""

    figure: str = Field(min_length=5)
    why: str = Field(min_length=10)
    handling: str = Field(min_length=10)


class Doubts(Entry):
    """``doubts.yml``."""

    doubts: tuple[Doubt, ...] = Field(min_length=1)


class Limit(Entry):
    """What the report and its checks cannot do."""

    limit: str = Field(min_length=3)
    meaning: str = Field(min_length=10)


class Limits(Entry):
    """``limits.yml``."""

    limits: tuple[Limit, ...] = Field(min_length=1)


def load_doubts(folder: Path = paths.PROGRAMME) -> tuple[Doubt, ...]:
    """Load the figures that the authors doubt, from ``doubts.yml``."""
    found = load(Doubts, "doubts.yml", folder).doubts
    check_unique([doubt.figure for doubt in found], folder / "doubts.yml")
    return found


def load_limits(folder: Path = paths.PROGRAMME) -> tuple[Limit, ...]:
    """Load the known limits of the report, from ``limits.yml``."""
    found = load(Limits, "limits.yml", folder).limits
    check_unique([limit.limit for limit in found], folder / "limits.yml")
    return found
