"""What a budget line costs: units × quantity × rate, in cash or in kind.

A quantity counts for the whole programme or for each participating state, so every line is a
straight line in the number of states: a fixed part and a part per state. Where an item pays for an
output of ``activities.yml``, its quantity is taken from there and cannot differ.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import pandas as pd
from pydantic import Field, model_validator

from cohesion.files.entries import Entry
from cohesion.programme.results import Activities

Form = Literal["cash", "kind"]


class Item(Entry):
    """One thing that is paid for.

    Attributes
    ----------
    what, unit : str
        What is paid for and in which unit it is counted.
    quantity : int or None
        Units for the whole programme or for each state (``per``); None where ``output`` gives it.
    output : str or None
        An output of the line's activity, as ``activities.yml`` words it.
    times : int
        Units per output, as in six days of training per official.
    rate : int
        Euros per unit.
    form : {'cash', 'kind'}
        Money, or staff, rooms and goods valued at what they cost their owner.
    taxed : bool
        Whether the purchase bears value-added tax.
    tasks : list of str
        The bars over which it is spent, where they differ from the line's.
    """

    what: str = Field(min_length=5)
    unit: str = Field(min_length=3)
    quantity: int | None = Field(default=None, gt=0)
    per: Literal["programme", "state"] | None = None
    output: str | None = None
    times: int = Field(default=1, gt=0)
    rate: int = Field(gt=0)
    form: Form = "cash"
    taxed: bool = False
    tasks: list[str] = []

    @model_validator(mode="after")
    def _is_counted_once(self) -> Item:
        if (self.output is None) == (self.quantity is None):
            raise ValueError("give either 'quantity' and 'per', or 'output'")
        if self.output is None and self.per is None:
            raise ValueError("'quantity' needs 'per': programme or state")
        return self

    def units(self, states: int) -> int:
        """Return how many units are paid for with so many states."""
        return self.fixed_units + self.state_units * states

    @property
    def fixed_units(self) -> int:
        """Units that do not depend on the number of states."""
        return self.quantity * self.times if self.per == "programme" else 0

    @property
    def state_units(self) -> int:
        """Units for each state."""
        return self.quantity * self.times if self.per == "state" else 0

    def amount(self, states: int) -> int:
        """Return the cost in euros with so many states."""
        return self.units(states) * self.rate


def resolved(item: Item, activity: str | None, activities: Activities) -> Item:
    """Return an item with the quantity of the output that it pays for.

    Raises
    ------
    ValueError
        When the activity has no such output.
    """
    if item.output is None:
        return item
    outputs = [
        output
        for one in activities.activities
        if one.id == activity
        for output in one.outputs
        if output.what == item.output
    ]
    if not outputs:
        raise ValueError(f"activity {activity} has no output '{item.output}'")
    found = outputs[0]
    return item.model_copy(
        update={"quantity": found.quantity, "per": found.per, "output": None}
    )


def total(items: Sequence[Item], states: int, form: Form | None = None) -> int:
    """Return what items cost, all of them or those in one form."""
    return sum(item.amount(states) for item in items if form in (None, item.form))


def value_added_tax(base: int, rate: float) -> int:
    """Return the tax on a base in whole euros, halves upwards.

    >>> value_added_tax(100, 16), value_added_tax(103, 16)
    (16, 16)
    """
    return int(base * rate / 100 + 0.5)


def needed(costed: int, share: float, step: int = 1000) -> int:
    """Return the contribution of which ``share`` per cent is left after the costed lines.

    Rounded up to whole ``step`` euros.

    >>> needed(96_000, 4)
    100000
    """
    # Nine decimals: a whole number of steps stays whole in floating point.
    return math.ceil(round(costed / (1 - share / 100) / step, 9)) * step


def items_table(lines: Sequence[tuple[str, str, Sequence[Item]]], states: int) -> pd.DataFrame:
    """Return every item of lines given as (id, funder, items): unit, quantity, rate, amount."""
    rows = [
        {
            "No.": name,
            "Funder": funder,
            "What": item.what,
            "Unit": item.unit,
            "Fixed": item.fixed_units,
            "Per state": item.state_units,
            "Units": item.units(states),
            "Rate (EUR)": item.rate,
            "Amount (EUR)": item.amount(states),
            "Form": "in kind" if item.form == "kind" else "cash",
        }
        for name, funder, items in lines
        for item in items
    ]
    return pd.DataFrame(rows).set_index("No.")
