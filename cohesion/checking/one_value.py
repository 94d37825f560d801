"""A quantity has one value in the book, or a sentence where it is read says why there are two.

Which quantity a published number is, is found in the data: a cell of a state's row, or a fact,
whose unrounded value stands in the tables and editions it rests on, for that state and only once,
is that observation. Computed quantities are named where they are published (``of=``). Indicators
that measure the same thing under different names are joined by ``data/catalogue/quantities.yml``,
which also names the value that counts as the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

import pandas as pd
from pydantic import Field

from cohesion.errors import DataError
from cohesion.files.entries import Entry

#: Numbers with so few digits occur by chance: 0, 32, 100.
FEWEST_DIGITS = 4


class Twofold(Entry):
    """A quantity of which two values are published, and the one that counts first.

    ``indicators`` are ids of the catalogue, or the names that ``of=`` gives to computed ones, the
    first value's before the others'.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    indicators: Annotated[list[str], Field(min_length=2)]
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
    read: Callable[[str], pd.DataFrame | None],
    units: Mapping[str, str],
) -> Iterator[Seen]:
    """Yield the quantities that published numbers are.

    Parameters
    ----------
    items : iterable
        Published results.
    read : callable
        Name of a table → its rows with ``state_code``, ``year``, ``indicator``, ``value``,
        ``edition`` (and ``sex``, ``group``), or None if it has no states.
    units : mapping
        What stands at the head of a row → code of the nation or state.
    """
    for item in items:
        sources = [source.split("@") for source in item["sources"] if "@" in source]
        for unit, head, value, digits in _numbers(item, units):
            named = _named(item, head, unit)
            if named is not None:
                yield Seen(named, value, digits, item["name"], item["notebook"],
                           named.indicator, "")  # fmt: skip
            elif len(f"{abs(value):.6g}".replace(".", "").strip("0")) >= FEWEST_DIGITS:
                for table, edition in sources:
                    found = _observed(read(table), edition, unit, value)
                    if found is not None:
                        yield Seen(found, value, digits, item["name"], item["notebook"],
                                   found.indicator, edition)  # fmt: skip


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


def _observed(
    rows: pd.DataFrame | None, edition: str, unit: str, value: float
) -> Quantity | None:
    if rows is None:
        return None
    near = (rows["value"] - value).abs() <= 1e-9 * max(1.0, abs(value))
    found = rows[near & (rows["edition"] == edition)]
    if unit:
        found = found[found["state_code"] == unit]
    if len(found) != 1:
        return None
    row = found.iloc[0]
    extra = [str(row[name]) if name in row and row[name] == row[name] else ""
             for name in ("sex", "group")]  # fmt: skip
    return Quantity(row["indicator"], row["state_code"], str(row["year"]), *extra)


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
