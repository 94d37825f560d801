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
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from cohesion import formats
from cohesion.errors import DataError
from cohesion.files import tracking
from cohesion.publishing import bodies, bound, observed, pictures, stored
from cohesion.publishing import claims as conditions
from cohesion.publishing.claims import Claim
from cohesion.publishing.exhibits import Exhibit
from cohesion.publishing.provenance import (
    Apart,
    Source,
    check_editions,
    check_vintage,
    problem_of,
    source_lines,
    sources_of,
)

_NAME = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_published: set[str] = set()
#: What the results of this notebook rest on unless they say otherwise (see :func:`rests_on`).
_rests_on: list[Source] = []


def rests_on(*sources: Source) -> None:
    """Name what the results of this notebook rest on; a result may still name its own source.

    Parameters
    ----------
    *sources : Selection, str, or a list of these
        As ``source`` of :func:`fact`. A later call takes the place of an earlier one.
    """
    if not sources:
        raise problem_of("rests_on", "no source is named.", "Name a selection, table or file.")
    _rests_on[:] = sources


def fact(
    name: str,
    value: float | int | str,
    *,
    source: Source = None,
    unit: str = "",
    digits: int = 1,
    text: str | None = None,
    of: str = "",
    label: str = "",
    place: str = "",
    year: int | str = "",
    interval: tuple[float, float] | None = None,
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
        ``{cite:t}`key` ``; what :func:`rests_on` named if left out.
    unit : str
        Written with the number: '', '%', 'EUR', 'per 100 000', …
    digits : int
        Decimals shown.
    text : str, optional
        How it is written, in place of the standard form.
    of : str
        Which quantity it is, for a computed one: ``indicator/unit/years``. Wherever the book gives
        the same quantity, it must be the same number, or a sentence says why it is not.
    label, place, year : str, optional
        What it is, for whom it was observed, and when, where neither the row that it is nor
        ``book/numbers.csv`` says so.
    interval : (float, float), optional
        Its 95 % interval, where no ``<name>-interval`` is published beside it.

    Raises
    ------
    DataError
        A bad or repeated name, a missing value, an unknown source or one of a later day.
    """
    seen = value
    if isinstance(value, str):
        shown = text if text is not None else value
    else:
        value = _plain(value)
        if not math.isfinite(value):
            raise problem_of(name, "the value is missing.", "Publish only what exists.")
        shown = text if text is not None else formats.with_unit(formats.number(value, digits), unit)
    item = {"value": value, "text": shown, "unit": unit, "digits": digits}
    rests = _rests_on if source is None else source
    item |= observed.fields(seen, sources_of(name, rests), digits=digits)
    item |= observed.said(label=label, place=place, year=year, interval=interval, digits=digits)
    _emit("fact", name, item | ({"of": of} if of else {}), source)


#: Columns of a frame of facts beside ``name`` and ``value``; an empty cell leaves the default.
_STYLE = ("unit", "digits", "text", "source", "of")


def facts(
    values: Mapping[str, float | int | str] | pd.DataFrame, *, source: Source = None, **style: Any
) -> None:
    """Publish several facts.

    Parameters
    ----------
    values : mapping or DataFrame
        Name → value, all of one style (``unit``, ``digits``); or a frame, as a tested function
        makes it, with the columns ``name`` and ``value`` and any of ``unit``, ``digits``,
        ``text``, ``source``, ``of``.
    """
    if not isinstance(values, pd.DataFrame):
        for name, value in values.items():
            fact(name, value, source=source, **style)
        return
    frame = values.reset_index() if "name" not in values.columns else values
    unknown = set(frame.columns) - {"name", "value", *_STYLE}
    if unknown or not {"name", "value"} <= set(frame.columns):
        raise problem_of(
            "facts", f"the frame has the columns {', '.join(map(str, frame.columns))}.",
            f"Give name, value and any of {', '.join(_STYLE)}.",
        )  # fmt: skip
    # Not as records: they would make plain numbers of what still knows the row it was read from.
    for cells in zip(*(frame[column] for column in frame), strict=True):
        row = dict(zip(frame.columns, cells, strict=True))
        own = {key: row[key] for key in _STYLE if key in row and not _is_empty(row[key])}
        if "digits" in own:
            own["digits"] = int(own["digits"])
        fact(row["name"], row["value"], **{"source": source, **style, **own})


def _is_empty(cell: Any) -> bool:
    return cell is None or (isinstance(cell, float) and math.isnan(cell)) or cell == ""


def claim(
    name: str, *, holds: str, rests_on: Mapping[str, Any], says: str, source: Source = None
) -> None:
    """Publish a condition that sentences are bound to: ``[words]{.claim .claim--name}``.

    Parameters
    ----------
    name : str
        As of a fact.
    holds : str
        The condition, in the language of :mod:`cohesion.publishing.claims`.
    rests_on : mapping
        Quantity → Series, or number with its range (``claims.share(x)``, ``claims.count(n, of)``,
        …). Data, not printed texts.
    says : str
        What it means in words.

    Raises
    ------
    DataError
        A condition that does not parse, raises, gives no truth value, or that the recorded range
        of its data cannot make false; a missing value. That it does not *hold* is no error here:
        the build then names the sentences that are bound to it.
    """
    try:
        item = conditions.record(holds, rests_on, says)
    except DataError as error:
        raise problem_of(name, error.problem, error.cure) from None
    _emit("claim", name, item, source)


def claims(found: Mapping[str, Claim]) -> None:
    """Publish the claims of a chapter, as its tested function returns them, by name."""
    for name, one in found.items():
        claim(name, holds=one.holds, rests_on=one.rests_on, says=one.says, source=one.source)


def table(
    name: str,
    frame: pd.DataFrame,
    *,
    caption: str | None = None,
    source: Source = None,
    digits: int | Mapping[str, int] = 1,
    notes: str = "",
    wide: bool = False,
    show: bool = True,
    of: str | Mapping[str, str] = "",
) -> Placed | None:
    """Publish a table. Its words stand in the page: the body of ``{published}`` places it.

    Families of which one function makes many (see :mod:`cohesion.publishing.bodies`) give
    ``caption``, ``notes`` and ``wide`` here instead; ``show`` then also places the table.

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
    of : mapping
        Column → the quantity it holds for the unit of each row, ``indicator//years`` (see
        :func:`fact`).
    """
    _require_prefix(name, "tab-")
    words = _words(name, caption=caption, notes=notes, wide=wide)
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
        **words,
        "stub": stub,
        "columns": columns,
        "raw": {"heads": heads, "rows": raw},
        "numbers": _numbers_written(flat),
        **({"of": dict(of)} if of else {}),
    }
    return _emit("table", name, item, source, show and caption is not None)


def figure(
    name: str,
    fig: Any,
    *,
    caption: str | None = None,
    alt: str | None = None,
    source: Source = None,
    notes: str = "",
    wide: bool = False,
    show: bool = True,
) -> Placed | None:
    """Publish a matplotlib figure as SVG and close it. Its words stand in the page.

    The body of ``{published}`` gives the caption, which states the finding, and *In words*, which
    tells what the figure shows to readers who do not see it. Families made by one function give
    them here (see :func:`table`).
    """
    import matplotlib.pyplot as plt

    _require_prefix(name, "fig-")
    words = _words(name, caption=caption, alt=alt, notes=notes, wide=wide)
    placed = _emit("figure", name, words, source, show and caption is not None, fig)
    plt.close(fig)
    return placed


def _words(name: str, *, caption: str | None, **others: Any) -> dict[str, Any]:
    """Return the words of a result, or the mark that a page gives them."""
    if caption is None:
        given = [key for key, value in others.items() if value]
        if given:
            raise problem_of(
                name, f"{', '.join(given)} without a caption.",
                "Write all words in the body of ':::{published} …' (wide is ':wide:' there).",
            )  # fmt: skip
        empty = {key: "" if value is None else value for key, value in others.items()}
        return {"caption": "", **empty, "words": bodies.IN_PAGE}
    alt = others.get("alt")
    _require_text(name, caption=caption, **({"alt": alt or ""} if "alt" in others else {}))
    if alt is not None and alt.strip() == caption.strip():
        raise problem_of(name, "the alt text repeats the caption.", "Describe what is drawn.")
    return {"caption": caption, **others}


def prose(name: str, text: str, *, source: Source = None, show: bool = True) -> Placed | None:
    """Publish a text from the programme design.

    Blank lines separate paragraphs; lines that start with ``- `` form a list; a line that starts
    with ``### `` is a small heading. Inside, ``{fact}``, ``{cite:p}``, ``{cite:t}``,
    ``{numref}``, ``{doc}``, ``*italics*`` and ``**bold**`` work; anything else, markup included,
    is shown as it is written.
    """
    _require_text(name, text=text)
    return _emit("prose", name, {"body": text}, source, show)


def exhibits(made: Iterable[Exhibit]) -> PlacedTogether | None:
    """Publish what a function of a family made ready, in its order.

    Parameters
    ----------
    made : iterable of Exhibit
        Tables, figures and texts with their words (see :mod:`cohesion.publishing.exhibits`). An
        iterator is read as it goes, so that one figure at a time is held.
    """
    calls = {"table": table, "figure": figure, "prose": prose}
    placed = [calls[one.kind](one.name, one.content, **one.options) for one in made]
    seen = [one for one in placed if one is not None]
    return PlacedTogether(seen) if seen else None


class PlacedTogether:
    """Several results of one cell: on the page they stand one below the other."""

    def __init__(self, placed: list[Placed]) -> None:
        self._placed = placed

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        together: dict[str, Any] = {}
        for one in self._placed:
            for kind, shown in one._repr_mimebundle_().items():
                # A text holds no picture: of several, by hand, the last is seen.
                before = "" if kind.startswith("image") else together.get(kind, "")
                together[kind] = f"{before}\n{shown}" if before else shown
        return together


class Placed:
    """What a publishing call returns: in a notebook cell it places the result on the page."""

    def __init__(self, name: str, figure: Any = None, preview: str = "") -> None:
        self.name, self._figure, self._preview = name, figure, preview

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        if building():
            directive = f"```{{published}} {self.name}\n```\n"
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


def apart(*sources: Source) -> Apart:
    """Mark sources whose editions an exhibit keeps apart: it is about them, or compares none.

    A table of editions sets the two side by side on purpose; a table of texts draws on many
    figures and compares none. Everything else may not mix editions that the catalogue does not
    declare comparable.
    """
    return Apart(sources)


def building() -> bool:
    """Whether a build runs this notebook (and results are written), or a person does."""
    return "COHESION_OUT" in os.environ


def _emit(
    kind: str, name: str, item: dict[str, Any], source: Source, show: bool = True, fig: Any = None
) -> Placed | None:
    if not _NAME.match(name):
        raise problem_of(name, "not a name.", "Use lower-case words joined by hyphens.")
    if "COHESION_PAGES_ONLY" in os.environ:
        raise problem_of(name, "a page asked for a run of its own.", "Run make clean, then build.")
    notebook = os.environ.get("COHESION_NOTEBOOK", "")
    if name in _published and building():
        raise problem_of(name, "published twice in this notebook.", "Give it another name.")
    rests = _rests_on if source is None else source
    sources = sources_of(name, rests)
    check_vintage(name, sources, notebook)
    if kind != "prose":
        check_editions(name, rests)
    _published.add(name)
    hindsight = notebook.startswith("hindsight")
    record = {
        "name": name,
        "kind": kind,
        "notebook": notebook,
        "cell": tracking.cell() if building() else 0,
        **item,
        "sources": sources,
        "source_lines": source_lines(sources, hindsight=hindsight),
    }
    if building():
        _write(record, fig)
        # What the page places itself, with its words, is no output of the cell.
        return Placed(name) if show else None
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
    if record["kind"] == "claim":
        _preview_claim(record)
        return Placed(name)
    line = moves(before, record)
    if line:
        print(line)
    if record["kind"] == "fact":
        return Placed(name)
    html = ""
    if record["kind"] == "table":
        raw = record["raw"]
        html = pd.DataFrame(raw["rows"], columns=raw["heads"]).to_html(index=False)
    return Placed(name, fig, html)


def moves(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> str:
    """Say in one line how a result differs from the published one; '' if it does not.

    Words that stand in a page are no part of the comparison: no run changes them.
    """
    name = now["name"]
    if before is None:
        shown = f" = {now['text']}" if now["kind"] == "fact" else ""
        return f"{name}{shown} (not published yet)"
    if now["kind"] == "fact":
        same = before.get("text") == now["text"]
        return "" if same else f"{name} moves: published {before.get('text')}, now {now['text']}"
    if stored.fingerprint(_comparable(before)) == stored.fingerprint(_comparable(now)):
        return ""
    if now["kind"] == "table" and before["kind"] == "table":
        rows, old = now["raw"]["rows"], before["raw"]["rows"]
        for row, other in zip(rows, old, strict=False):
            for head, cell, was in zip(now["raw"]["heads"], row, other, strict=False):
                if cell != was:
                    return f"{name} moves: {row[0]}, {head}: published {was}, now {cell}"
        if len(rows) != len(old):
            return f"{name} moves: published {len(old)} rows, now {len(rows)}"
    return f"{name} would change"


#: By hand a notebook knows neither its name nor its cells.
_OWN = ("notebook", "cell")


def _comparable(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in bodies.without_words(record).items() if key not in _OWN}


def _preview_claim(record: Mapping[str, Any]) -> None:
    """Say which sentences no longer hold, to a person who changed an assumption."""
    if record["holds"]:
        return
    quantities = {key: conditions.restored(value) for key, value in record["quantities"].items()}
    values = conditions.shown(quantities)
    print(f"{record['name']} no longer holds: {record['condition']}; {values}")
    for sentence in bound.of_book(record["name"]):
        print(f"  {sentence.place}: “{sentence.words}”")


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


def _numbers_written(flat: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Return the numbers that texts of a table were written from: column → row → number."""
    found: dict[str, dict[str, float]] = {}
    for place in range(len(flat.columns)):
        cells = flat.iloc[:, place]
        numbers_here = {
            str(row): cell.value for row, cell in enumerate(cells)
            if isinstance(cell, formats.Written)
        }  # fmt: skip
        if numbers_here:
            found[str(place)] = numbers_here
    return found


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
