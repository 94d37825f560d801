"""Texts of the design as a reader sees them: facts in place, markup gone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cohesion import spans
from cohesion.errors import DataError
from cohesion.files.bibliography import author_year
from cohesion.markup import ROLE, strip_emphasis
from cohesion.publishing import cells, stored


def plain_text(
    text: str,
    facts: Mapping[str, str] | None = None,
    numbers: Mapping[str, str] | None = None,
    items: Mapping[str, Mapping[str, Any]] | None = None,
) -> str:
    """Turn roles and bound sentences into what a reader sees; emphasis marks stay.

    Parameters
    ----------
    facts : mapping, optional
        Fact name → text; the published facts by default.
    numbers : mapping, optional
        Label → what to write for it, as in ``{"tab-x": "Table 3"}``. A label that is not there is
        written as the caption of the published item.
    items : mapping, optional
        Published results by name, for cells; all of them by default.

    Raises
    ------
    DataError
        An unknown fact, label or citation.
    """
    numbers = numbers or {}

    def resolve(match: re.Match[str]) -> str:
        role, inside = match[1], match[2].strip()
        if role == "fact":
            return _fact(inside, facts)
        if role == "cell":
            return cells.text(stored.items() if items is None else items, inside)
        if role == "cite:p":
            pairs = [author_year(key.strip()) for key in inside.split(",")]
            return "(" + "; ".join(f"{names} {year}" for names, year in pairs) + ")"
        if role.startswith("cite"):
            pairs = [author_year(key.strip()) for key in inside.split(",")]
            return "; ".join(f"{names} ({year})" for names, year in pairs)
        if role == "numref":
            return numbers.get(inside) or _named(inside)
        target = re.sub(r".*<(.+)>", r"\1", inside).strip("/")
        return f"chapter “{target.rsplit('/', 1)[-1].replace('-', ' ')}” of the report"

    return ROLE.sub(resolve, spans.without_spans(text))


def readable(text: str, **known: Any) -> str:
    """Return a text with roles resolved, emphasis and the marks of bound sentences taken away."""
    return strip_emphasis(plain_text(text, **known))


def _fact(name: str, facts: Mapping[str, str] | None) -> str:
    if facts is None:
        return stored.fact_text(name)
    if name not in facts:
        raise DataError(
            f"nothing is published as '{name}'.",
            cure="Publish it in a notebook, or correct the name.",
        )
    return facts[name]


def _named(label: str) -> str:
    kind = "figure" if label.startswith("fig-") else "table"
    try:
        # A caption may itself name facts and be bound to claims.
        caption = readable(stored.item(label)["caption"])
    except DataError:
        # The build itself places a table (of the checks of the pages); no notebook publishes it.
        return f"the report's {kind} {label}"
    return f"the report's {kind} “{caption.rstrip('.')}”"
