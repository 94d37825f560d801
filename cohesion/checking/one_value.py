"""A quantity has one value in the book, or a sentence where it is read says why there are two.

Which quantity a published number is, is found in the data, as
:mod:`cohesion.publishing.observed` does. Computed quantities are named where they are published
(``of=``). Indicators that measure the same thing under different names are joined by
``data/catalogue/quantities.yml``, which also names the value that counts as the first.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated, Any

from pydantic import Field

from cohesion import paths, spans
from cohesion.errors import DataError
from cohesion.files import entries, myst
from cohesion.files.entries import Entry
from cohesion.publishing import bound, observed
from cohesion.tables import store
from cohesion.tables.geography import state_labels


class Twofold(Entry):
    """A quantity of which two values are published, and the one that counts first.

    ``indicators`` are ids of the catalogue, or the names that ``of=`` gives to computed ones, the
    first value's before the others'; a single one if its editions differ.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    indicators: Annotated[list[str], Field(min_length=1)]
    why: str


class Twofolds(Entry):
    """The file ``data/catalogue/quantities.yml``."""

    quantities: list[Twofold]


@dataclass(frozen=True)
class Quantity:
    """What a number measures; the edition is kept beside it, since another one is another value."""

    indicator: str
    unit: str
    year: str
    sex: str = ""
    group: str = ""

    def __str__(self) -> str:
        return "/".join(filter(None, (self.indicator, self.unit, self.year, self.sex, self.group)))


@dataclass(frozen=True)
class Seen:
    """A value of a quantity as it is published: where, how it is written, from what."""

    quantity: Quantity
    value: float
    digits: int
    item: str
    notebook: str
    indicator: str
    edition: str = field(compare=False)


def observations(
    items: Iterable[Mapping[str, Any]],
    units: Mapping[str, str],
    row_of: Callable[[Any, Iterable[str]], Any] | None = None,
) -> Iterator[Seen]:
    """Yield the quantities that published numbers are.

    Parameters
    ----------
    items : iterable
        Published results.
    units : mapping
        What stands at the head of a row → code of the nation or state.
    row_of : callable
        A value and its sources → the one observation it is, or None; by default looked up in the
        tables of nation and states.
    """
    row_of = row_of or _row_of
    for item in items:
        sources = item["sources"]
        for unit, head, value, digits in _numbers(item, units):
            named = _named(item, head, unit)
            if named is not None:
                yield Seen(named, value, digits, item["name"], item["notebook"],
                           named.indicator, "")  # fmt: skip
                continue
            row = SimpleNamespace(**item["row"]) if item.get("row") else row_of(value, sources)
            if row is not None and unit in ("", row.unit):
                found = Quantity(row.indicator, row.unit, str(row.year), row.sex, row.group)
                yield Seen(found, value, digits, item["name"], item["notebook"],
                           row.indicator, row.edition)  # fmt: skip


def _row_of(value: float, sources: Iterable[str]) -> Any:
    """Return the observation of a state or the nation that a number is, by its digits."""
    if observed.digits_of(value) < observed.ENOUGH_DIGITS:
        return None
    found = {}
    for source in sources:
        table, _, edition = source.partition("@")
        if edition and table in _tables():
            for row in _by_value(table).get((edition, value), ()):
                found[row.unit, row.year, row.indicator, row.sex, row.group] = row
    return next(iter(found.values())) if len(found) == 1 else None


@functools.cache
def _tables() -> frozenset[str]:
    """Return the tables that hold nation and states."""
    return frozenset(name for name, level in store.levels().items() if level != "municipality")


@functools.cache
def _by_value(table: str) -> dict[tuple[str, float], list[Any]]:
    frame = store.read(table).rename(columns={"state_code": "unit"})
    found: dict[tuple[str, float], list[Any]] = {}
    for row in frame.itertuples(index=False):
        found.setdefault((row.edition, row.value), []).append(row)
    return found


def _numbers(
    item: Mapping[str, Any], units: Mapping[str, str]
) -> Iterator[tuple[str, str, float, int]]:
    """Yield unit, column, value and decimals of the numbers of a fact or table."""
    if item["kind"] == "fact" and isinstance(item["value"], (int, float)):
        yield "", "", float(item["value"]), _decimals(item["text"])
    if item["kind"] != "table":
        return
    stub = item["stub"]
    for place, row in enumerate(item["raw"]["rows"]):
        unit = next((units[str(head)] for head in row[:stub] if str(head) in units), None)
        for column, value in zip(item["columns"][stub:], row[stub:], strict=True):
            if unit is not None and isinstance(value, (int, float)):
                yield unit, column["head"], float(value), _decimals(column["cells"][place])


def _decimals(text: str) -> int:
    digits = text.partition(".")[2]
    return len(digits) - len(digits.lstrip("0123456789"))


def _named(item: Mapping[str, Any], head: str, unit: str) -> Quantity | None:
    """Return the quantity that ``of=`` names: ``indicator/unit/year`` or ``indicator//year``."""
    of = item.get("of", {})
    text = of if isinstance(of, str) else of.get(head, "")
    if not text:
        return None
    parts = [*text.split("/"), "", "", ""]
    return Quantity(parts[0], parts[1] or unit, *parts[2:5])


def clashes(
    seen: Iterable[Seen], twofolds: Iterable[Twofold]
) -> list[tuple[str, Quantity, list[Seen]]]:
    """Return what is published with two values: the name of its explanation, '' if none is known.

    Two values are two if they differ when written with the decimals of the coarser one.
    """
    joined = {name: entry for entry in twofolds for name in entry.indicators}
    groups: dict[Quantity, list[Seen]] = {}
    for one in seen:
        entry = joined.get(one.quantity.indicator)
        name = entry.indicators[0] if entry else one.quantity.indicator
        q = one.quantity
        groups.setdefault(Quantity(name, q.unit, q.year, q.sex, q.group), []).append(one)
    found = []
    for quantity, values in groups.items():
        first = next((one for one in values if one.indicator == quantity.indicator), values[0])
        others = [one for one in values if _differ(first, one)]
        if others:
            entry = joined.get(quantity.indicator)
            found.append((entry.id if entry else "", quantity, [first, *others]))
    return found


def _differ(one: Seen, other: Seen) -> bool:
    digits = min(one.digits, other.digits)
    return round(one.value, digits) != round(other.value, digits)


def load(folder: Path = paths.CATALOGUE) -> list[Twofold]:
    """Return what is known to have two values, from ``quantities.yml``."""
    return entries.load(Twofolds, "quantities.yml", folder).quantities


def explained(pages: Mapping[str, str], items: Iterable[Mapping[str, Any]]) -> dict[str, set[str]]:
    """Return the quantities of which each notebook's page says why there are two values.

    Parameters
    ----------
    pages : mapping
        Notebook → text of its page.
    items : iterable
        Published results: the words that code makes count for their notebook.
    """
    found = {
        name: {one for span in spans.spans(myst.prose(text)) for one in span.explains}
        for name, text in pages.items()
    }
    for item in items:
        for text in bound.texts(item):
            for span in spans.spans(text):
                found.setdefault(item["notebook"], set()).update(span.explains)
    return found


def problems(
    found: Iterable[tuple[str, Quantity, list[Seen]]], explained: Mapping[str, set[str]]
) -> list[DataError]:
    """Return an error for each second value that no sentence explains where it is read.

    ``explained``: notebook → names of the quantities of which its page says why there are two.
    """
    wrong = []
    for name, quantity, (first, *others) in found:
        for notebook in sorted({one.notebook for one in others}):
            if name and name in explained.get(notebook, set()):
                continue
            one = next(one for one in others if one.notebook == notebook)
            cure = (
                f"Say why: [words]{{.two-values .two-values--{name}}}, or publish one value."
                if name
                else "Publish one value, or name the reason in data/catalogue/quantities.yml."
            )
            wrong.append(
                DataError(
                    f"{quantity} is {first.value:.{first.digits}f} in '{first.item}' "
                    f"({first.notebook}) and {one.value:.{one.digits}f} in '{one.item}'.",
                    file=f"notebooks/{notebook}.md", cure=cure,
                )
            )  # fmt: skip
    return wrong


def unexplained(
    items: Mapping[str, Mapping[str, Any]], pages: Mapping[str, str]
) -> list[DataError]:
    """Return an error for every quantity with two values of which no page says why.

    Parameters
    ----------
    items : mapping
        Published results by name.
    pages : mapping
        Notebook → text of its page.
    """
    names = {name: code for code, name in state_labels().items()}
    found = clashes(observations(items.values(), names), load())
    return problems(found, explained(pages, items.values()))
