"""What a tested function made ready to be published: for families that one function makes many of.

A notebook hands it to ``publish.exhibits``. The function computes, the call publishes: neither
does both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Exhibit:
    """A table, figure or text with its words and what it rests on.

    Attributes
    ----------
    kind : str
        ``table``, ``figure`` or ``prose``.
    name : str
        As of ``publish.table``, ``publish.figure`` or ``publish.prose``.
    content : DataFrame, Figure or str
    options : mapping
        What the call takes besides: ``source``, ``caption``, ``notes``, ``alt``, ``wide``, …
    """

    kind: str
    name: str
    content: Any
    options: Mapping[str, Any] = field(default_factory=dict)


def table(name: str, frame: Any, **options: Any) -> Exhibit:
    """Return a table made ready."""
    return Exhibit("table", name, frame, options)


def figure(name: str, drawn: Any, **options: Any) -> Exhibit:
    """Return a figure made ready."""
    return Exhibit("figure", name, drawn, options)


def prose(name: str, text: str, **options: Any) -> Exhibit:
    """Return a text made ready."""
    return Exhibit("prose", name, text, options)
