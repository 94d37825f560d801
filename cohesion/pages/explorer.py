"""The explorer: its place in a page, what stands there without JavaScript, and its data files."""

from __future__ import annotations

import functools
import html
import json
import math
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx import addnodes

from cohesion import formats, paths, phrases
from cohesion.files import hashes
from cohesion.pages import explorer_data, placing
from cohesion.tables import manifest

#: What a reader meets first, and without JavaScript only.
FIRST_INDICATOR, FIRST_YEAR = "poverty", 2010
CLASSES = 5
CACHE = paths.BUILD / "explorer"
_IS = " = "
#: The states that the comparison opens on.
PROPOSED = "selection-proposed-codes"


class Explorer(Directive):
    """Place the explorer: ```` ```{explorer} ````; ``:hindsight:`` opens every edition."""

    has_content = False
    option_spec = {"hindsight": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return the static map, ranking and list of tables, which the script takes over."""
        env = self.state.document.settings.env
        hindsight = "hindsight" in self.options
        if hindsight and "hindsight" not in env.docname:
            raise self.error("only a page whose name has 'hindsight' may show later editions.")
        proposed = placing.lookup(env, PROPOSED, "fact", (env.docname, self.lineno))
        codes = proposed["value"] if proposed else ""
        elsewhere = addnodes.only(expr="not html")
        elsewhere += nodes.paragraph("", "The explorer works on the pages of the web edition.")
        return [
            nodes.raw("", static_page(codes, hindsight=hindsight), format="html"), elsewhere
        ]  # fmt: skip


def inner_breaks(values: Sequence[float], classes: int = CLASSES) -> list[float]:
    """Return the limits between classes of about equal numbers of states, each limit once."""
    clean = np.array([v for v in values if v is not None and math.isfinite(v)])
    quantiles = np.quantile(clean, np.linspace(0, 1, classes + 1)[1:-1])
    return sorted(set(quantiles.tolist()))


def class_of(value: float, breaks: Sequence[float]) -> int:
    """Return the class of a value, counted from 0; a value on a limit belongs above it."""
    return sum(value >= limit for limit in breaks)


@functools.cache
def _payload(*, hindsight: bool) -> dict[str, Any]:
    """Return the data of a page; read from the prepared files, so that they are made once."""
    file = prepare() / ("later.js" if hindsight else "data.js")
    text = file.read_text(encoding="utf-8")
    start = text.index(f").data{_IS}") + len(f").data{_IS}")
    return json.loads(text[start : text.rindex(";")])


def static_page(compared: str, *, hindsight: bool) -> str:
    """Return what stands in the page: map and ranking of the first indicator, list of tables."""
    data = _payload(hindsight=hindsight)
    editions = data["series"][FIRST_INDICATOR]
    edition = next(name for name, one in editions.items() if str(FIRST_YEAR) in one["years"])
    cell = editions[edition]["years"][str(FIRST_YEAR)]
    described = data["indicators"][FIRST_INDICATOR]
    values = dict(zip((code for code, _ in data["units"]), cell["v"], strict=True))
    errors = dict(zip((code for code, _ in data["units"]), cell.get("s") or [None] * 33,
                      strict=True))  # fmt: skip
    source = data["editions"][edition]
    mark = " †" if editions[edition].get("late") else ""
    script = "later" if hindsight else "data"
    states = [code for code, _ in data["units"][1:]]
    municipal = ",".join(states) if _has_municipal() and not hindsight else ""
    title = f"{described['label']}, {FIRST_YEAR}"
    parts = [
        f'<div id="explorer" class="explorer" data-base="@@root@@_static/explorer/" '
        f'data-root="@@root@@" data-compare="{html.escape(compared)}" '
        f'data-municipal="{municipal}" '
        f'data-no-difference="{phrases.UNCLEAR["en"]["difference"]}">',
        f"<h2>{html.escape(title)}</h2>",
        f"<p>{html.escape(described['unit'])}. {html.escape(_finding(data, values))} "
        f"Source: {html.escape(source['text'])}, published {source['published']}{mark}.</p>",
        static_map(values, title),
        _legend(list(values.values())[1:], described["digits"]),
        _ranking(data, values, errors, described["digits"], title),
        "<p>Every table that this page draws from, as a file:</p>",
        _tables(data),
        "</div>",
        f'<script src="@@root@@_static/explorer/{script}.js"></script>'
        '<script src="@@root@@_static/explorer/outlines.js"></script>',
    ]
    return "\n".join(parts)


def _finding(data: dict[str, Any], values: dict[str, Any]) -> str:
    names = dict(data["units"])
    told = {code: v for code, v in values.items() if v is not None and code != "00"}
    high, low = max(told, key=told.get), min(told, key=told.get)
    digits = data["indicators"][FIRST_INDICATOR]["digits"]
    return (
        f"Highest: {names[high]} {formats.number(told[high], digits)}; lowest: {names[low]} "
        f"{formats.number(told[low], digits)}; Mexico {formats.number(values['00'], digits)}."
    )


def static_map(values: dict[str, Any], title: str) -> str:
    """Return the map as SVG in the page; its colours come from the style sheet."""
    drawn = explorer_data.state_outlines()
    breaks = inner_breaks([v for code, v in values.items() if code != "00"])
    names = dict(_payload(hindsight=False)["units"])
    paths_ = "".join(
        f'<path class="{_class_name(values.get(code), breaks)}" d="{path}">'
        f"<title>{html.escape(names[code])}</title></path>"
        for code, path in drawn["paths"].items()
    )
    return (
        f'<svg class="explorer-map" viewBox="0 0 {drawn["width"]} {drawn["height"]}" role="img" '
        f'aria-label="Map: {html.escape(title)}. The table below gives the same figures.">'
        f"{paths_}</svg>"
    )


def _class_name(value: float | None, breaks: Sequence[float]) -> str:
    return "gap" if value is None else f"c{class_of(value, breaks) + 1}"


def _legend(values: Sequence[Any], digits: int) -> str:
    told = [v for v in values if v is not None]
    limits = [min(told), *inner_breaks(told), max(told)]
    items = "".join(
        f'<li><span class="swatch c{number}"></span>{formats.interval(low, high, digits)}</li>'
        for number, (low, high) in enumerate(zip(limits, limits[1:], strict=False), start=1)
    )
    return f'<ul class="explorer-classes" aria-label="Classes of the map">{items}</ul>'


def _ranking(
    data: dict[str, Any], values: dict[str, Any], errors: dict[str, Any], digits: int, title: str
) -> str:
    from cohesion.publishing.observed import Z95

    names = dict(data["units"])
    order = sorted((c for c in values if values[c] is not None), key=lambda c: -values[c])
    rows, place = [], 0
    for code in order:
        place += code != "00"
        error = errors[code]
        low_high = (
            "–" if error is None
            else formats.interval(values[code] - Z95 * error, values[code] + Z95 * error, digits)
        )  # fmt: skip
        rows.append(
            f'<tr><td class="number">{"" if code == "00" else place}</td>'
            f'<th scope="row">{html.escape(names[code])}</th>'
            f'<td class="number">{formats.number(values[code], digits)}</td>'
            f'<td class="number">{low_high}</td></tr>'
        )
    return (
        '<div class="pst-scrollable-table-container" role="region" tabindex="0" '
        f'aria-label="Ranking"><table class="table" data-plain><caption>{html.escape(title)}: '
        'states from the highest to the lowest</caption><thead><tr><th scope="col">Rank</th>'
        '<th scope="col">State</th><th scope="col">Value</th><th scope="col">95 % interval</th>'
        f"</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _tables(data: dict[str, Any]) -> str:
    tables = sorted({one["table"] for parts in data["series"].values() for one in parts.values()})
    items = "".join(
        f'<li><a href="@@root@@_data/{name}.csv">{html.escape(manifest.load(name)["title_en"])}'
        f"</a> ({name}.csv)</li>"
        for name in tables
    )
    return f"<ul>{items}</ul>"


# ── the data files ──────────────────────────────────────────────────────────────────────────────
def _has_municipal() -> bool:
    return (paths.GEO / explorer_data.MUNICIPAL_OUTLINES).is_file()


def files() -> dict[str, str]:
    """Return the explorer's data files: name → content, the same bytes at every build."""
    found = {
        "data.js": _script("data", explorer_data.payload(hindsight=False)),
        "later.js": _script("data", explorer_data.payload(hindsight=True)),
        "outlines.js": _script("outlines", explorer_data.state_outlines()),
    }
    shapes = explorer_data.municipal_shapes()
    for state in sorted({code[:2] for code in shapes}):
        told = explorer_data.municipal_payload(state, shapes)
        found[f"mun-{state}.js"] = _script(f"municipal{state}", told)
    return found


def _script(name: str, content: Any) -> str:
    """Return a classic script that leaves data where the explorer's script finds them."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"(window.cohesionExplorer = window.cohesionExplorer || {{}}).{name}{_IS}{text};\n"


def prepare(cache: Path = CACHE) -> Path:
    """Make the data files unless they were made from the same inputs; return their folder."""
    key = inputs()
    stamp = cache / "inputs"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == key:
        return cache
    fresh = cache.with_name(f".{cache.name}.{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name, content in files().items():
        (fresh / name).write_text(content, encoding="utf-8", newline="\n")
    (fresh / "inputs").write_text(key, encoding="utf-8")
    shutil.rmtree(cache, ignore_errors=True)
    fresh.rename(cache)
    return cache


def write(folder: Path, cache: Path = CACHE) -> None:
    """Write the data files into ``folder``."""
    prepare(cache)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for file in sorted(cache.glob("*.js")):
        shutil.copyfile(file, folder / file.name)


def inputs() -> str:
    """Return one hash of everything the data files are made from."""
    parts = [
        *paths.DATA.glob("*.csv.yml"), *paths.CATALOGUE.glob("*.csv"), *paths.GEO.glob("*.*"),
        paths.PROGRAMME / "selection.yml", paths.PROGRAMME / "edition.yml",
        Path(__file__), Path(explorer_data.__file__),
    ]  # fmt: skip
    lines = [
        f"{os.path.relpath(file, paths.ROOT)} {hashes.file_hash(file)}"
        for file in sorted(parts) if file.is_file()
    ]  # fmt: skip
    return hashes.sha256("\n".join(lines).encode("utf-8"))
