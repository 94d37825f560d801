"""Baselines of the indicators: where they come from and what the survey can see."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.entries import Entry, Year, check_known, find, load
from cohesion.programme.results import require_unique
from cohesion.tables import catalogue, store


class Detectability(Entry):
    """Error probabilities of the comparison between two survey rounds."""

    significance: float = Field(gt=0, lt=1)
    power: float = Field(gt=0, lt=1)


class Source(Entry):
    """One baseline: a catalogue indicator, its year and the stem of its published fact."""

    id: str = Field(pattern=r"^BL-[a-z]+$")
    fact: str = Field(pattern=r"^baseline-[a-z]+$")
    indicator: str
    year: Year
    trend_from: Year | None
    waves: list[Year]
    collection: str


class Baselines(Entry):
    """``baselines.yml``."""

    detectability: Detectability
    baselines: list[Source]

    def get(self, name: str) -> Source:
        """Return one entry by id."""
        return find(self.baselines, name, paths.PROGRAMME / "baselines.yml", "baseline")


def load_baselines(folder: Path = paths.PROGRAMME) -> Baselines:
    """Return the checked list of baselines."""
    plan = load(Baselines, "baselines.yml", folder)
    require_unique([item.id for item in plan.baselines], "baselines.yml")
    known = catalogue.indicators().index
    for item in plan.baselines:
        check_known(
            [item.indicator], known, file=folder / "baselines.yml", entry=item.id, what="indicator"
        )
        if item.fact != item.id.replace("BL-", "baseline-"):
            raise DataError(
                f"the facts of '{item.id}' are called '{item.fact}'.",
                file=folder / "baselines.yml",
                row=item.id,
                column="fact",
                cure=f"Write fact: {item.id.replace('BL-', 'baseline-')}.",
            )
        if not (item.trend_from or 0) < item.year < min(item.waves, default=item.year + 1):
            raise DataError(
                "the years do not follow each other: earlier year, baseline, later surveys.",
                file=folder / "baselines.yml",
                row=item.id,
                column="year",
                cure="Correct trend_from, year or waves.",
            )
    return plan


def selections(plan: Baselines) -> dict[str, store.Selection]:
    """Return the level of each baseline, as the day of the edition knew it."""
    return {
        item.id: store.levels_with_errors(item.indicator, item.year)[0] for item in plan.baselines
    }


def trends(plan: Baselines) -> dict[str, store.Selection]:
    """Return, for each baseline with an earlier year, one series for both years."""
    return {
        item.id: store.select(item.indicator, years=[item.trend_from, item.year], series=True)
        for item in plan.baselines
        if item.trend_from
    }
