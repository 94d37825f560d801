"""Publishing from notebooks: facts, tables, figures and prose, each with its provenance.

During a build every result is written to the results folder, and pages read it from there. In an
interactive session nothing is written: a fact that differs from the published one is printed, so
that a reviewer who changes an assumption sees what would move.
"""

from __future__ import annotations

import json
import math
import numbers
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from cohesion import formats
from cohesion.errors import DataError
from cohesion.publishing import pictures, stored
from cohesion.publishing.provenance import (
    Source,
    check_vintage,
    problem_of,
    source_lines,
    sources_of,
)

_NAME = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_published: set[str] = set()


def fact(
    name: str,
    value: float | int | str,
    *,
    source: Source,
    unit: str = "",
    digits: int = 1,
    text: str | None = None,
) -> None:
    """Publish a quantity (or a short text) that pages write with ``{fact}`name` ``.

    Parameters
    ----------
    name : str
        Lower-case words joined by hyphens, unique in the book.
    value : number or str
        A finite number, or a text such as a state's name.
    source : Selection, str, or a list of these
        What it rests on: a selection, the name of a table, ``programme/<file>.yml``, a citation
        ``{cite:t}`key` ``.
    unit : str
        Written with the number: '', '%', 'EUR', 'per 100 000', …
    digits : int
        Decimals shown.
    text : str, optional
        How it is written, in place of the standard form.

    Raises
    ------
    DataError
        A bad or repeated name, a missing value, an unknown source or one of a later day.
    """
    if isinstance(value, str):
        shown = text if text is not None else value
    else:
        value = _plain(value)
        if not math.isfinite(value):
            raise problem_of(name, "the value is missing.", "Publish only what exists.")
        shown = text if text is not None else formats.with_unit(formats.number(value, digits), unit)
    item = {"value": value, "text": shown, "unit": unit, "digits": digits}
    _emit("fact", name, item, source)


def facts(values: Mapping[str, float | int | str], *, source: Source, **style: Any) -> None:
    """Publish several facts of one source and one style (``unit``, ``digits``)."""
    for name, value in values.items():
        fact(name, value, source=source, **style)


def table(
    name: str,
    frame: pd.DataFrame,
    *,
    caption: str,
    source: Source,
    digits: int | Mapping[str, int] = 1,
    notes: str = "",
    wide: bool = False,
    show: bool = True,
) -> Placed:
    """Publish a table; ``show`` also places it here, otherwise a page does with ``{published}``.

    Parameters
    ----------
    name : str
        ``tab-…``; also the label for ``{numref}``.
    frame : DataFrame
        The index gives the row headers (its name the head of that column), the columns the
        column headers. Numbers are written with ``digits`` decimals (one number for all columns
        or one per column; integers need 0); NaN is shown as a dash. Texts may hold ``{fact}``,
        ``{cite:p}``, ``{numref}`` and ``*italics*``; anything else is shown as it is.
    caption : str
        A sentence that states the finding.
    notes : str
        Shown under the table, before the source.
    wide : bool
        Landscape page in print.
    """
    _require_prefix(name, "tab-")
    _require_text(name, caption=caption)
    if frame.empty:
        raise problem_of(name, "the table is empty.", "Publish only what exists.")
    flat = frame.reset_index()
    stub = frame.index.nlevels
    heads = [_head(column) for column in flat.columns]
    if frame.index.names == [None]:
        heads[0] = ""
    columns = []
    for position, column in enumerate(flat.columns):
        series = flat.iloc[:, position]
        decimals = _digits(digits, column)
        numeric = position >= stub and _is_numeric(series)
        cells = [_cell(value, decimals) for value in series]
        columns.append({"head": heads[position], "numeric": numeric, "cells": cells})
    raw = [[_json_value(value) for value in row] for row in flat.itertuples(index=False)]
    item = {
        "caption": caption,
        "notes": notes,
        "wide": wide,
        "stub": stub,
        "columns": columns,
        "raw": {"heads": heads, "rows": raw},
    }
    return _emit("table", name, item, source, show)


def figure(
    name: str,
    fig: Any,
    *,
    caption: str,
    alt: str,
    source: Source,
    notes: str = "",
    wide: bool = False,
    show: bool = True,
) -> Placed:
    """Publish a matplotlib figure as SVG and close it.

    ``caption`` states the finding; ``alt`` tells in words what the figure shows, for readers who
    do not see it (it must say more than the caption's first words).
    """
    import matplotlib.pyplot as plt

    _require_prefix(name, "fig-")
    _require_text(name, caption=caption, alt=alt)
    if alt.strip() == caption.strip():
        raise problem_of(name, "the alt text repeats the caption.", "Describe what is drawn.")
    item = {"caption": caption, "alt": alt, "notes": notes, "wide": wide}
    placed = _emit("figure", name, item, source, show, fig)
    plt.close(fig)
    return placed


def prose(name: str, text: str, *, source: Source, show: bool = True) -> Placed:
    """Publish a text from the programme design.

    Blank lines separate paragraphs; lines that start with ``- `` form a list; a line that starts
    with ``### `` is a small heading. Inside, ``{fact}``, ``{cite:p}``, ``{cite:t}``,
    ``{numref}``, ``{doc}``, ``*italics*`` and ``**bold**`` work; anything else, markup included,
    is shown as it is written.
    """
    _require_text(name, text=text)
    return _emit("prose", name, {"body": text}, source, show)


class Placed:
    """What a publishing call returns: in a notebook cell it places the result on the page."""

    def __init__(self, name: str, show: bool, figure: Any = None, preview: str = "") -> None:
        self.name, self.show, self._figure, self._preview = name, show, figure, preview

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        if building():
            directive = f"```{{published}} {self.name}\n```\n" if self.show else ""
            return {"text/markdown": directive, "text/plain": self.name}
        bundle: dict[str, Any] = {"text/plain": self.name}
        if self._figure is not None:
            import io

            buffer = io.BytesIO()
            self._figure.savefig(buffer, format="png", dpi=110, bbox_inches="tight")
            bundle["image/png"] = buffer.getvalue()
        if self._preview:
            bundle["text/html"] = self._preview
        return bundle


def building() -> bool:
    """Whether a build runs this notebook (and results are written), or a person does."""
    return "COHESION_OUT" in os.environ


def _emit(
    kind: str, name: str, item: dict[str, Any], source: Source, show: bool = True, fig: Any = None
) -> Placed:
    if not _NAME.match(name):
        raise problem_of(name, "not a name.", "Use lower-case words joined by hyphens.")
    if "COHESION_PAGES_ONLY" in os.environ:
        raise problem_of(name, "a page asked for a run of its own.", "Run make clean, then build.")
    notebook = os.environ.get("COHESION_NOTEBOOK", "")
    if name in _published and building():
        raise problem_of(name, "published twice in this notebook.", "Give it another name.")
    sources = sources_of(name, source)
    check_vintage(name, sources, notebook)
    _published.add(name)
    hindsight = notebook.startswith("hindsight")
    record = {
        "name": name,
        "kind": kind,
        "notebook": notebook,
        **item,
        "sources": sources,
        "source_lines": source_lines(sources, hindsight=hindsight),
    }
    if building():
        _write(record, fig)
        return Placed(name, show)
    return _preview(record, fig)


def _write(record: dict[str, Any], fig: Any) -> None:
    out = Path(os.environ["COHESION_OUT"])
    if fig is not None:
        pictures.save(fig, out / "figures", record["name"])
    with (out / "items.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n")


def _preview(record: dict[str, Any], fig: Any) -> Placed:
    """Show a result to a person at work, and say whether it differs from the published one."""
    name = record["name"]
    try:
        before = stored.item(name)
    except DataError:
        before = None
    if before is not None and before.get("notebook", "").startswith("hindsight"):
        # By hand a notebook does not know its name; with hindsight no source carries a mark.
        record = {**record, "source_lines": source_lines(record["sources"], hindsight=True)}
    if record["kind"] == "fact":
        if before is None:
            print(f"{name} = {record['text']} (not published yet)")
        elif before["text"] != record["text"]:
            print(f"{name} moves: published {before['text']}, now {record['text']}")
        return Placed(name, False)
    if before is not None and stored.fingerprint(_comparable(before)) != stored.fingerprint(
        _comparable(record)
    ):
        print(f"{name} would change")
    html = ""
    if record["kind"] == "table":
        raw = record["raw"]
        html = pd.DataFrame(raw["rows"], columns=raw["heads"]).to_html(index=False)
    return Placed(name, True, fig, html)


def _comparable(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key != "notebook"}


def _require_prefix(name: str, prefix: str) -> None:
    if not name.startswith(prefix):
        raise problem_of(name, f"the name must start with '{prefix}'.", "Rename it.")


def _require_text(name: str, **texts: str) -> None:
    for field, text in texts.items():
        if not text.strip():
            raise problem_of(name, f"the {field} is empty.", "Write it.")


def _plain(value: Any) -> float | int:
    """Turn NumPy scalars into Python numbers, which JSON can hold."""
    if isinstance(value, (bool, np.bool_)):
        return int(value)
    if isinstance(value, numbers.Integral):
        return int(value)
    return float(value)


def _json_value(value: Any) -> Any:
    if value is None or (isinstance(value, numbers.Real) and not math.isfinite(value)):
        return None
    return _plain(value) if isinstance(value, numbers.Real) else str(value)


def _is_numeric(series: pd.Series) -> bool:
    filled = [value for value in series if value is not None and value == value]
    return bool(filled) and all(isinstance(value, numbers.Real) for value in filled)


def _cell(value: Any, digits: int) -> str:
    if value is None or value != value:
        return formats.MISSING
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    if isinstance(value, numbers.Real):
        return formats.number(float(value), digits)
    return str(value)


def _digits(digits: int | Mapping[str, int], column: Any) -> int:
    if isinstance(digits, Mapping):
        return digits.get(column, digits.get(_head(column), 1))
    return digits


def _head(column: Any) -> str:
    if isinstance(column, tuple):
        return " – ".join(str(part) for part in column if str(part))
    return str(column)
