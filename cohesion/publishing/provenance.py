"""What a result rests on, and whether it had been published by the day of the book."""

from __future__ import annotations

import datetime
import functools
import os
from collections.abc import Iterable
from typing import Any

import pandas as pd

from cohesion import paths
from cohesion.errors import DataError
from cohesion.tables import catalogue, editions, manifest, store, vintage

Source = Any


def source_lines(names: Iterable[str], *, hindsight: bool) -> list[str]:
    """Return what a reader sees of some sources: publisher, publication, date; no repetition.

    An edition published after the day of the book carries a dagger: it stands in for the edition
    of the time. On pages with hindsight there is nothing to mark.
    """
    lines = (
        _of_edition(name.split("@", 1)[1], None if hindsight else vintage.as_of())
        if "@" in name
        else _of_name(name)
        for name in names
    )
    return list(dict.fromkeys(lines))


# Hundreds of facts of a notebook rest on the same few sources.
@functools.cache
def _of_edition(name: str, day: datetime.date | None) -> str:
    """Return the line of an edition, with a mark where it appeared after the day."""
    edition = catalogue.editions().loc[name]
    mark = "†" if day is not None and edition["published"] > pd.Timestamp(day) else ""
    date = f"{edition['published']:%B %Y}"
    return f"{edition['publisher']}, *{edition['title']}* ({date}){mark}"


@functools.cache
def _of_name(name: str) -> str:
    """Return the line of a work, a file of the design or a table as a whole."""
    if name.startswith("{cite"):
        return name
    if name.startswith("programme/"):
        return f"programme design (data/{name})"
    described = manifest.load(name)
    return f"{described['publisher']}, *{described['publication']}*"


class Apart(list):
    """Sources of which an exhibit keeps the editions apart (``publish.apart``)."""


def check_editions(name: str, source: Source) -> None:
    """Stop editions that may not be compared from meeting in one exhibit.

    Municipal figures and those of states and nation are looked at apart; of a selection that
    only lends standard errors no figure is shown, and one that was selected apart is trusted.
    """
    if isinstance(source, Apart):
        return
    for municipal in (True, False):
        pairs = {
            pair
            for chosen in _selections(source)
            if (chosen.level == "municipality") == municipal
            and not (chosen.errors_only or chosen.apart)
            for pair in chosen.editions
        }
        for indicator, found in editions.mixtures(pairs).items():
            raise problem_of(
                name,
                f"'{indicator}' comes from editions that may not be compared ({', '.join(found)}).",
                "Take one edition for all of it (select with series=True, or the level of the "
                "day), or name the sources with publish.apart if the exhibit keeps them apart.",
            )


def _selections(source: Source) -> list[store.Selection]:
    if isinstance(source, Apart):
        return []
    if isinstance(source, store.Selection):
        return [source]
    if isinstance(source, (list, tuple, set)):
        return [chosen for item in source for chosen in _selections(item)]
    return []


def sources_of(name: str, source: Source) -> list[str]:
    """Return the known sources of a result, sorted and each once.

    Raises
    ------
    DataError
        If ``source`` names none, or holds something that is no source.
    """
    items = source if isinstance(source, (list, tuple, set)) else [source]
    found: list[str] = []
    for item in items:
        if isinstance(item, store.Selection):
            found += item.sources
        elif isinstance(item, (list, tuple)):
            found += sources_of(name, item)
        elif isinstance(item, str) and item:
            found.append(_known_source(name, item))
        else:
            raise problem_of(name, f"'{item}' is not a source.", "Name a selection or a table.")
    if not found:
        raise problem_of(name, "no source is named.", "Say what the result rests on.")
    return sorted(set(found))


def _known_source(name: str, source: str) -> str:
    if source.startswith("{cite"):
        return source
    if source.startswith("programme/"):
        if not (paths.DATA / source).is_file():
            raise problem_of(name, f"there is no data/{source}.", "Correct the name.")
        return source
    table_name, _, edition = source.partition("@")
    if not manifest.table_path(table_name).is_file():
        raise problem_of(name, f"there is no table '{table_name}'.", "Correct the name.")
    if edition and edition not in catalogue.editions().index:
        raise problem_of(name, f"unknown edition '{edition}'.", "Correct the name.")
    if table_name not in store.tables_read():
        raise problem_of(
            name, f"the notebook never read '{table_name}'.", "Name what the result rests on."
        )
    return source


def check_vintage(name: str, sources: list[str], notebook: str) -> None:
    """Stop a later edition from slipping into the mission edition by way of a forced edition."""
    dated = [source for source in sources if "@" in source]
    if notebook.startswith("hindsight") or not notebook or not dated:
        return
    day = vintage.as_of()
    named = dict.fromkeys(source.partition("@")[2] for source in dated)
    late = _too_late(tuple(named), day)
    for edition in named:
        if edition in late:
            raise problem_of(
                name,
                f"the edition '{edition}' appeared after {day:%Y-%m-%d} and stands in for none.",
                "Use it only in a notebook whose name starts with 'hindsight-'.",
            )


@functools.cache
def _too_late(named: tuple[str, ...], day: datetime.date) -> frozenset[str]:
    found = vintage.too_late(named, catalogue.editions(), catalogue.stand_ins(), day)
    return frozenset(found)


def problem_of(name: str, problem: str, cure: str) -> DataError:
    """Return the error about a result, with the notebook that runs as its file."""
    notebook = os.environ.get("COHESION_NOTEBOOK")
    file = f"notebooks/{notebook}.md" if notebook else None
    return DataError(f"'{name}': {problem}", file=file, cure=cure)
