"""Ways to spoil tables, manifests and programme files, one fault at a time.

Each mutator takes the good content and a random generator and returns spoilt content, or None
where it does not apply.
"""

from __future__ import annotations

import ast
import copy
import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

Mutator = Callable[[bytes, np.random.Generator], bytes | None]


def _lines(content: bytes) -> list[bytes]:
    return content.rstrip(b"\n").split(b"\n")


def _join(lines: list[bytes]) -> bytes:
    return b"\n".join(lines) + b"\n"


def _column(lines: list[bytes], name: bytes) -> int | None:
    header = lines[0].split(b",")
    return header.index(name) if name in header else None


def _edit_cell(name: bytes, change: Callable[[bytes], bytes]) -> Mutator:
    def mutate(content: bytes, rng: np.random.Generator) -> bytes | None:
        lines = _lines(content)
        position = _column(lines, name)
        if position is None or len(lines) < 3:
            return None
        row = int(rng.integers(1, len(lines)))
        cells = lines[row].split(b",")
        new = change(cells[position])
        if new == cells[position]:
            return None
        cells[position] = new
        lines[row] = b",".join(cells)
        return _join(lines)

    return mutate


def _drop_column(content: bytes, rng: np.random.Generator) -> bytes:
    lines = _lines(content)
    position = int(rng.integers(0, len(lines[0].split(b","))))
    kept = [line.split(b",") for line in lines]
    for cells in kept:
        del cells[position]
    return _join([b",".join(cells) for cells in kept])


def _shift_values(content: bytes, rng: np.random.Generator) -> bytes | None:
    """Move every value one row down, as a slipped paste does."""
    lines = _lines(content)
    position = _column(lines, b"value")
    rows = [line.split(b",") for line in lines[1:]]
    if position is None or len(rows) < 3:
        return None
    values = [cells[position] for cells in rows]
    for cells, value in zip(rows, [values[-1], *values[:-1]], strict=True):
        cells[position] = value
    return _join([lines[0], *[b",".join(cells) for cells in rows]])


def _swap_units(content: bytes, rng: np.random.Generator) -> bytes | None:
    """Exchange the figures of two units for one indicator and year."""
    lines = _lines(content)
    if len(lines) < 6:
        return None
    start = int(rng.integers(1, len(lines) - 3))
    first, second = lines[start].split(b","), lines[start + 2].split(b",")
    value = _column(lines, b"value")
    if first[0] == second[0] or first[1:3] != second[1:3] or first[value] == second[value]:
        return None
    first[0], second[0] = second[0], first[0]
    lines[start], lines[start + 2] = b",".join(first), b",".join(second)
    return _join(lines)


def _times_ten(cell: bytes) -> bytes:
    try:
        return repr(float(cell) * 10).encode() if float(cell) else cell
    except ValueError:
        return cell


def _reverse_sign(cell: bytes) -> bytes:
    try:
        return b"-" + cell if float(cell) > 0 else cell
    except ValueError:
        return cell


def _duplicate_row(content: bytes, rng: np.random.Generator) -> bytes:
    lines = _lines(content)
    return _join([*lines, lines[int(rng.integers(1, len(lines)))]])


def _drop_row(content: bytes, rng: np.random.Generator) -> bytes:
    lines = _lines(content)
    del lines[int(rng.integers(1, len(lines)))]
    return _join(lines)


def _wrong_encoding(content: bytes, rng: np.random.Generator) -> bytes:
    lines = _lines(content)
    row = int(rng.integers(1, len(lines))) if len(lines) > 1 else 0
    lines[row] = lines[row] + "ñ".encode("latin-1")
    return _join(lines)


def _truncate(content: bytes, rng: np.random.Generator) -> bytes:
    return content[: int(rng.integers(len(content) // 2, len(content) - 1))]


TABLE_MUTATORS: dict[str, Mutator] = {
    "dropped column": _drop_column,
    "shifted rows": _shift_values,
    "swapped units": _swap_units,
    "unit times ten": _edit_cell(b"value", _times_ten),
    "reversed sign": _edit_cell(b"value", _reverse_sign),
    "duplicated key": _duplicate_row,
    "dropped row": _drop_row,
    "not a number": _edit_cell(b"value", lambda cell: b"NaN"),
    "text in a number": _edit_cell(b"value", lambda cell: b"n.d."),
    "unknown unit": _edit_cell(b"state_code", lambda cell: b"77"),
    "renamed indicator": _edit_cell(b"indicator", lambda cell: cell + b"x"),
    "wrong encoding": _wrong_encoding,
    "truncation": _truncate,
}


#: What looks like a name that something else refers to; other texts are free, and a text in place
#: of a text is another design, not a fault.
_CODE = re.compile(r"^[A-Z]{1,3}-?\d[\w.-]*$")
_NAME = re.compile(r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$")


def yaml_mutants(content: Any, rng: np.random.Generator, count: int) -> Iterator[tuple[str, Any]]:
    """Yield spoilt copies of a programme file: what was done, and the spoilt content."""
    places = list(_places(content, ()))
    rng.shuffle(places)
    for path in places[:count]:
        parent, key = _parent(content, path), path[-1]
        value = parent[key]
        shown = ".".join(map(str, path))
        if isinstance(value, bool):
            continue
        if isinstance(value, (int, float)):
            yield f"{shown}: {value} → {-abs(value) - 1}", _with(content, path, -abs(value) - 1)
            yield f"{shown}: {value} → text", _with(content, path, "many")
        elif isinstance(value, str) and value:
            yield f"{shown}: emptied", _with(content, path, "")
            yield f"{shown}: list for text", _with(content, path, [value])
            if _CODE.match(value):
                yield f"{shown}: '{value}' → unknown", _with(content, path, "ZZ99")
            elif _NAME.match(value) and len(value) < 40:
                yield f"{shown}: '{value}' → unknown", _with(content, path, "nowhere_at_all")
        if isinstance(parent, dict):
            yield f"{shown}: removed", _without(content, path)
            yield f"{shown}: misspelt", _renamed(content, path)
    lists = list(_lists_of_entries(content, ()))
    rng.shuffle(lists)
    for path in lists[:count]:
        shown = ".".join(map(str, path))
        entries = _parent(content, (*path, None))
        yield f"{shown}: entry twice", _with(content, path, [*entries, copy.deepcopy(entries[-1])])
        yield f"{shown}: text for a list", _with(content, path, "see above")
        yield f"{shown}: nothing for a list", _with(content, path, None)


def spoilt_bytes(content: bytes, rng: np.random.Generator) -> Iterator[tuple[str, bytes]]:
    """Yield spoilt copies of a YAML file's bytes, one for each kind of fault of form."""
    lines = content.rstrip(b"\n").split(b"\n")
    keyed = [n for n in _outside_of_texts(lines) if re.match(rb"^ *[^# ].*?: *\S", lines[n])]
    tops = [n for n, line in enumerate(lines) if re.match(rb"^[a-z_]+:", line)]
    chosen = int(rng.choice(keyed))
    first = int(rng.choice(tops))
    yield "bad indentation", _join([*lines[:chosen], b" " + lines[chosen], *lines[chosen + 1 :]])
    key = lines[first].split(b":")[0]
    yield "key twice", _join([*lines[:-1], key + b": again", lines[-1]])
    yield "tab", _join([*lines[:chosen], b"\t" + lines[chosen].lstrip(), *lines[chosen + 1 :]])
    yield "not UTF-8", _join([*lines[:chosen], lines[chosen] + "ñ".encode("latin-1"),
                              *lines[chosen + 1 :]])  # fmt: skip
    yield "control character", _join([*lines[:chosen], lines[chosen] + b"\x07",
                                      *lines[chosen + 1 :]])  # fmt: skip
    yield "open quote", _join([*lines[:chosen], lines[chosen].split(b":")[0] + b': "open',
                               *lines[chosen + 1 :]])  # fmt: skip
    yield "merge mark", _join([*lines[:chosen], b"<<<<<<< HEAD", *lines[chosen:]])
    yield "empty", b""
    yield "comments only", b"# nothing\n...\n"
    yield "a list, no keys", b"- one\n- two\n...\n"
    for _ in range(3):
        yield "truncation", content[: int(rng.integers(1, len(content) - 4))]
    cut = int(rng.integers(1, len(lines) - 1))
    yield "truncation at the end of a line", _join(lines[:cut])


def _outside_of_texts(lines: list[bytes]) -> Iterator[int]:
    """Yield the numbers of the lines that are no part of a text over several lines."""
    depth: int | None = None
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if depth is not None and (indent > depth or not line.strip()):
            continue
        yield number
        depth = indent if re.search(rb"[|>]-?$", line) else None


def _lists_of_entries(node: Any, path: tuple) -> Iterator[tuple]:
    items = (
        node.items() if isinstance(node, dict)
        else enumerate(node) if isinstance(node, list) else ()
    )  # fmt: skip
    for key, value in items:
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield (*path, key)
        yield from _lists_of_entries(value, (*path, key))


def _places(node: Any, path: tuple) -> Iterator[tuple]:
    items = (
        node.items() if isinstance(node, dict)
        else enumerate(node) if isinstance(node, list) else ()
    )  # fmt: skip
    for key, value in items:
        if isinstance(value, (dict, list)):
            yield from _places(value, (*path, key))
        else:
            yield (*path, key)


def _parent(node: Any, path: tuple) -> Any:
    for key in path[:-1]:
        node = node[key]
    return node


def _with(content: Any, path: tuple, value: Any) -> Any:
    spoilt = copy.deepcopy(content)
    _parent(spoilt, path)[path[-1]] = value
    return spoilt


def _without(content: Any, path: tuple) -> Any:
    spoilt = copy.deepcopy(content)
    del _parent(spoilt, path)[path[-1]]
    return spoilt


def _renamed(content: Any, path: tuple) -> Any:
    spoilt = copy.deepcopy(content)
    parent = _parent(spoilt, path)
    parent[f"{path[-1]}x"] = parent.pop(path[-1])
    return spoilt


# ── catalogue and outlines ───────────────────────────────────────────────────────────────────────


def _row(change: Callable[[dict[str, str]], dict[str, str] | None], column: str) -> Mutator:
    """Return a mutator of one row of a table with quoted texts, chosen at random."""

    def mutate(content: bytes, rng: np.random.Generator) -> bytes | None:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8"))))
        if not rows or column not in rows[0]:
            return None
        number = int(rng.integers(len(rows)))
        changed = change(dict(rows[number]))
        return None if changed is None else _written([*rows[:number], changed, *rows[number + 1 :]])

    return mutate


def _put(column: str, value: Callable[[str], str]) -> Mutator:
    return _row(lambda row: {**row, column: value(row[column])}, column)


def _rows_of(change: Callable[[list, int], list], column: str) -> Mutator:
    """Return a mutator of the list of rows, given the number of one chosen at random."""

    def mutate(content: bytes, rng: np.random.Generator) -> bytes | None:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8"))))
        if len(rows) < 2 or column not in rows[0]:
            return None
        return _written(change(rows, int(rng.integers(len(rows)))))

    return mutate


def _written(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _less_a_column(content: bytes, rng: np.random.Generator) -> bytes:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8"))))
    position = int(rng.integers(len(rows[0])))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(r[:position] + r[position + 1 :] for r in rows)
    return text.getvalue().encode("utf-8")


def _cut_off(content: bytes, rng: np.random.Generator) -> bytes:
    """Cut within a line."""
    end = int(rng.integers(len(content) // 2, len(content) - 1))
    return content[:end].rstrip(b"\n")


def _line(change: Callable[[bytes], list[bytes]]) -> Mutator:
    def mutate(content: bytes, rng: np.random.Generator) -> bytes:
        lines = _lines(content)
        number = int(rng.integers(len(lines)))
        return _join([*lines[:number], *change(lines[number]), *lines[number + 1 :]])

    return mutate


#: Faults of form of any table kept by hand.
FORM_MUTATORS: dict[str, Mutator] = {
    "dropped column": _less_a_column,
    "wrong encoding": _wrong_encoding,
    "truncation": _cut_off,
    "empty": lambda content, rng: b"",
    "mark of a merge": _line(lambda line: [b"<<<<<<< HEAD", line]),
    "empty line": _line(lambda line: [line, b""]),
    "one cell more": _line(lambda line: [line + b",x"]),
    "open quotation": _line(lambda line: [b'"' + line.replace(b'"', b"")]),
    "semicolons": lambda content, rng: content.replace(b",", b";"),
    "mark of another program": lambda content, rng: b"\xef\xbb\xbf" + content,
}

#: Faults of the catalogue: what was done, in which column.
CATALOGUE_MUTATORS: dict[str, Mutator] = {
    **{
        f"{column} twice": _rows_of(lambda rows, n: [*rows, rows[n]], column)
        for column in ("id", "edition")
    },
    **{
        f"{column} left out": _rows_of(lambda rows, n: rows[:n] + rows[n + 1 :], column)
        for column in ("id", "title", "original_title")
    },
    **{
        f"{column} emptied": _put(column, lambda value: "")
        for column in ("id", "label_en", "label_es", "definition", "unit_en", "unit_es",
                       "direction", "dimension", "level", "publisher", "edition", "title",
                       "published", "url", "table", "indicator", "year_from", "year_to",
                       "original_published", "original_title")
    },
    **{
        f"unknown {column}": _put(column, lambda value: f"{value}x")
        for column in ("id", "edition", "indicator", "direction", "dimension", "sector", "level",
                       "table")
    },
    **{
        f"{column} is no date": _put(column, lambda value, to=to: to)
        for column in ("published", "original_published")
        for to in ("2011-13-40", "30.06.2012")
    },
    **{
        f"{column} in words": _put(column, lambda value: "many")
        for column in ("minimum", "maximum", "year_from", "year_to")
    },
    "misspelt unit": _put("unit_en", lambda value: f"{value}s"),
    "another unit": _put("unit_en", lambda value: "files" if value != "files" else "persons"),
    "range reversed": _row(
        lambda row: {**row, "minimum": row["maximum"], "maximum": row["minimum"]}
        if row["maximum"] and row["minimum"] and row["minimum"] != row["maximum"] else None,
        "minimum"),
    "years reversed": _row(
        lambda row: {**row, "year_from": row["year_to"], "year_to": row["year_from"]}
        if row["year_from"] != row["year_to"] else None, "year_from"),
    "year with a fraction": _put("year_to", lambda value: f"{value}.5"),
    "first published in the future": _put("original_published", lambda value: "2099-12-31"),
}  # fmt: skip


def _other_order(row: dict[str, str]) -> dict[str, str]:
    return {"state_code": row["neighbour_code"], "neighbour_code": row["state_code"]}


#: Faults of the pairs of neighbours and of the names of municipalities.
GEO_MUTATORS: dict[str, Mutator] = {
    "own neighbour": _row(lambda row: {**row, "neighbour_code": row["state_code"]},
                          "neighbour_code"),
    "unknown code": _put("neighbour_code", lambda value: "77"),
    "code without its zero": _put("state_code", lambda value: value.lstrip("0") + " "),
    "wrong order": _row(_other_order, "neighbour_code"),
    "pair in both directions": _rows_of(
        lambda rows, n: [*rows, _other_order(rows[n])], "neighbour_code"),
    "pair twice": _rows_of(lambda rows, n: [*rows, rows[n]], "neighbour_code"),
    "pair left out": _rows_of(lambda rows, n: rows[:n] + rows[n + 1 :], "neighbour_code"),
    "state left out": _rows_of(
        lambda rows, n: [r for r in rows if rows[n]["state_code"] not in r.values()],
        "neighbour_code"),
    "key twice": _rows_of(lambda rows, n: [*rows, rows[n]], "mun_code"),
    "municipality left out": _rows_of(lambda rows, n: rows[:n] + rows[n + 1 :], "mun_code"),
    "unknown key": _put("mun_code", lambda value: f"77{value[2:]}"),
    "short key": _put("mun_code", lambda value: value[1:]),
    "no name": _put("name", lambda value: " "),
}  # fmt: skip


def _outline(change: Callable[[list, int], Any]) -> Mutator:
    def mutate(content: bytes, rng: np.random.Generator) -> bytes:
        found = json.loads(content)
        change(found["features"], int(rng.integers(len(found["features"]))))
        return json.dumps(found).encode("utf-8") + b"\n"

    return mutate


def _first_ring(feature: dict[str, Any]) -> list:
    shape = feature["geometry"]
    polygon = shape["coordinates"] if shape["type"] == "Polygon" else shape["coordinates"][0]
    return polygon[0]


#: Faults of the outlines of the states.
OUTLINE_MUTATORS: dict[str, Mutator] = {
    "broken JSON": _cut_off,
    "comma too many": lambda content, rng: content.replace(b"\n]}", b",\n]}"),
    "empty": lambda content, rng: b"",
    "a list": lambda content, rng: b"[]\n",
    "no features": lambda content, rng: b'{"type":"FeatureCollection"}\n',
    "wrong encoding": _wrong_encoding,
    "missing state": _outline(lambda features, n: features.pop(n)),
    "state twice": _outline(lambda features, n: features.append(features[n])),
    "unknown state": _outline(
        lambda features, n: features[n]["properties"].update(state_code="77")),
    "number for a code": _outline(
        lambda features, n: features[n]["properties"].update(state_code=7)),
    "renamed property": _outline(
        lambda features, n: features[n].update(properties={"cve_ent": "01"})),
    "no shape": _outline(lambda features, n: features[n].update(geometry=None)),
    "empty shape": _outline(lambda features, n: features[n]["geometry"].update(coordinates=[])),
    "other kind of shape": _outline(
        lambda features, n: features[n]["geometry"].update(type="Point")),
    "open ring": _outline(lambda features, n: _first_ring(features[n]).pop()),
    "latitude first": _outline(lambda features, n: _first_ring(features[n]).__setitem__(
        slice(None), [point[::-1] for point in _first_ring(features[n])])),
    "text for a number": _outline(
        lambda features, n: _first_ring(features[n]).__setitem__(1, ["west", "north"])),
}  # fmt: skip


# ── pages and notebooks ──────────────────────────────────────────────────────────────────────────


def _one(pattern: str, new: Callable[[re.Match[str]], str], flags: int = 0) -> Any:
    """Return a mutator that changes one occurrence of a pattern, chosen at random."""

    def mutate(text: str, rng: np.random.Generator) -> str | None:
        found = list(re.finditer(pattern, text, flags | re.MULTILINE))
        if not found:
            return None
        match = found[int(rng.integers(len(found)))]
        return text[: match.start()] + new(match) + text[match.end() :]

    return mutate


def _front(pattern: str, new: str) -> Any:
    """Return a mutator for the first block of a notebook."""

    def mutate(text: str, rng: np.random.Generator) -> str | None:
        head, mark, rest = text[4:].partition("\n---\n")
        changed = re.sub(pattern, new, head, count=1, flags=re.MULTILINE)
        if not text.startswith("---\n") or changed == head:
            return None
        return f"---\n{changed}{mark}{rest}"

    return mutate


def _argument(name: str, new: str) -> Any:
    """Return a mutator that changes one named argument of a call, however it is composed.

    A text is often joined of several; to empty one of them would leave words, and so no fault.
    """

    def mutate(text: str, rng: np.random.Generator) -> str | None:
        places = [
            (cell.start("code") + start, cell.start("code") + end)
            for cell in re.finditer(rf"{_CELL}(?P<code>.*?)^```$", text, re.DOTALL | re.MULTILINE)
            for start, end in _values_of(name, cell["code"])
        ]
        if not places:
            return None
        start, end = places[int(rng.integers(len(places)))]
        return text[:start] + new + text[end:]

    return mutate


def _values_of(name: str, code: str) -> Iterator[tuple[int, int]]:
    """Yield where the values of a named argument begin and end in the code of a cell."""
    lines = code.splitlines(keepends=True)

    def place(line: int, column: int) -> int:
        # Python counts columns in bytes.
        before = lines[line - 1].encode("utf-8")[:column].decode("utf-8")
        return sum(map(len, lines[: line - 1])) + len(before)

    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.keyword) and node.arg == name:
            value = node.value
            yield (place(value.lineno, value.col_offset),
                   place(value.end_lineno or 0, value.end_col_offset or 0))  # fmt: skip


_CELL = r"^```\{code-cell\}[^\n]*\n(?:^:[^\n]*\n)*"

#: Faults that show before anything runs: name → mutator of a page's text (None: not applicable).
SOURCE_MUTATORS: dict[str, Any] = {
    "renamed fact": _one(r"\{fact\}`([^`]+)`", lambda m: f"{{fact}}`{m[1]}-renamed`"),
    "renamed table or figure": _one(
        r"\{numref\}`([^`]+)`", lambda m: f"{{numref}}`{m[1]}-renamed`"),
    "missing figure": _one(r"^```\{published\} (\S+)", lambda m: f"```{{published}} {m[1]}-gone"),
    "a fact numbered like a table": _one(
        r"\{fact\}`([^`]+)`", lambda m: f"{{numref}}`{m[1]}`"),
    "missing reference": _one(
        r"\{(cite:[pt])\}`(\w+)(?=[`,])", lambda m: f"{{{m[1]}}}`{m[2]}x"),
    "missing page": _one(r"\{doc\}`([^`]+)`", lambda m: "{doc}`nowhere`"),
    "misspelt role": _one(r"\{(fact|numref|doc)\}`", lambda m: f"{{{m[1]}s}}`"),
    "empty role": _one(r"\{(fact|numref|doc)\}`[^`]+`", lambda m: f"{{{m[1]}}}` `"),
    "open block": _one(r"^```$\n", lambda m: ""),
    "bracket left open": _one(_CELL, lambda m: f"{m[0]}left = (\n"),
    "bad indentation of code": _one(_CELL, lambda m: f"{m[0]}    shifted = 1\nx = 1\n"),
    "page cut off": _one(r"(?s)^```\{.*\Z", lambda m: m[0].split("\n")[0] + "\n", re.DOTALL),
    "first block left out": lambda text, rng: (
        text.partition("\n---\n")[2] if text.startswith("---\n") else None),
    "no file format": _front(r"^file_format:.*\n", ""),
    "kernel missing": _front(r"^kernelspec:.*\n?", ""),
    "other kernel": _front(r"name: python3", "name: ir"),
    "broken first block": _front(r"^kernelspec: \{", "kernelspec: {{"),
    "stage in words": _front(r"stage: \d", "stage: first"),
    "stage out of range": _front(r"stage: \d", "stage: -1"),
}  # fmt: skip

#: Faults that show when a notebook runs: name → mutator of its text, and what the message says.
RUN_MUTATORS: dict[str, tuple[Any, str]] = {
    "exception": (_one(_CELL, lambda m: f"{m[0]}raise RuntimeError('spoilt')\n"), "spoilt"),
    "wrong import": (_one(_CELL, lambda m: f"{m[0]}from cohesion import nowhere\n"), "nowhere"),
    "unknown name": (_one(_CELL, lambda m: f"{m[0]}undefined_name\n"), "undefined_name"),
    "no caption": (_argument("caption", '" "'), "the caption is empty"),
    "no words for a figure": (_argument("alt", '""'), "the alt is empty"),
    "no source": (
        _one(r'source="programme/[^"]+"', lambda m: "source=[]"), "no source is named"),
    "unknown source": (
        _one(r'source="programme/[^"]+"', lambda m: 'source="programme/gone.yml"'),
        "there is no data/programme/gone.yml"),
    "published twice": (
        _one(r'^publish\.(?:fact|prose)\("[^\n]+\)$', lambda m: f"{m[0]}\n{m[0]}"),
        "published twice"),
    "name of another notebook": (
        _one(r'^publish\.(?:fact|prose)\("([^"]+)"', lambda m: m[0].replace(m[1], "poverty-share-2010")),
        "published by two notebooks"),
    "result that nobody publishes": (
        _one(_CELL, lambda m: f"{m[0]}from cohesion.publishing import stored\nstored.fact('gone-fact')\n"),
        "nothing is published as 'gone-fact'"),
    "bad name": (_one(r'^publish\.(fact|prose)\("', lambda m: f'{m[0]}Bad_'), "not a name"),
    "table named like a figure": (
        _one(r'publish\.table\("tab-', lambda m: 'publish.table("fig-'), "must start with 'tab-'"),
    "value missing": (
        _one(_CELL, lambda m: f"{m[0]}from cohesion.publishing import publish\n"
             "publish.fact('probe-gone', float('nan'), source='programme/edition.yml')\n"),
        "the value is missing"),
}  # fmt: skip
