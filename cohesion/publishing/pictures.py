"""A figure as files: SVG for pages and paper, PNG for a slide or a document.

Labels with a pale edge are drawn by Matplotlib as shapes that no search finds and no reader can
select. They are written without the edge, which is given back as a stroke below the letters.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from cohesion.publishing import drawn

_SVG = "{http://www.w3.org/2000/svg}"
#: Dots per inch of the picture for slides: sharp at the width of a page.
PNG_DPI = 200
#: Of its compression: the highest take several times as long for a few bytes in a hundred.
PNG_LEVEL = 3
_EDGE = "edge-"
#: The lines of a path, and the numbers in them that have decimals.
_LINES, _DECIMALS = re.compile(r'\bd="[^"]*"'), re.compile(r"-?\d+\.\d+")
#: The stroke keeps its width although letters are drawn large and scaled down.
_KEEP_WIDTH = "path[id^=SourceSansPro]{vector-effect: non-scaling-stroke}"


def save(fig: Any, folder: Path, name: str) -> None:
    """Write a figure as ``name.svg`` and ``name.png``, and what it draws as ``name.csv``.

    The same figure gives the same bytes every time.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        The figure; it is left as it was.
    folder : Path
        Where the files go; made if it is not there.
    name : str
        Its label, which also salts the names inside the SVG.
    """
    import matplotlib as mpl

    folder.mkdir(parents=True, exist_ok=True)
    drawn.write(fig, folder / f"{name}.csv")
    with _laid_out(fig) as box:
        fig.savefig(folder / f"{name}.png", format="png", dpi=PNG_DPI, bbox_inches=box,
                    metadata={"Software": None},
                    pil_kwargs={"compress_level": PNG_LEVEL})  # fmt: skip
        file = folder / f"{name}.svg"
        edges, before = _without_edges(fig)
        try:
            # A fixed salt and no date make the same figure the same bytes.
            with mpl.rc_context({"svg.hashsalt": name}):
                fig.savefig(file, format="svg", bbox_inches=box,
                            metadata={"Date": None, "Creator": None})  # fmt: skip
        finally:
            for text, effects, gid in before:
                text.set_path_effects(effects)
                text.set_gid(gid)
    if edges:
        _give_edges(file, edges)
    file.write_text(shortened(file.read_text("utf-8")), encoding="utf-8", newline="")


def shortened(svg: str) -> str:
    """Return a drawing with the corners of its lines to a hundredth of a point.

    Matplotlib writes six decimals; a screen and a press show none of the last four, which are a
    third of a map's bytes.

    >>> shortened('<path d="M 1.234567 20.999999 L 3.000000 -0.004" style="opacity: 0.125"/>')
    '<path d="M 1.23 21 L 3 0" style="opacity: 0.125"/>'
    """
    return _LINES.sub(lambda found: _DECIMALS.sub(_hundredths, found[0]), svg)


def _hundredths(found: re.Match[str]) -> str:
    short = f"{float(found[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


@contextlib.contextmanager
def _laid_out(fig: Any) -> Iterator[Any]:
    """Lay a figure out once for all its files; yield what it fills, in inches.

    Left to itself each file lays it out twice and draws it twice, for the layout and for the edge.
    A figure without a layout stands as it was made.
    """
    import matplotlib as mpl

    engine = fig.get_layout_engine()
    if engine is not None:
        engine.execute(fig)
    box = fig.get_tightbbox().padded(mpl.rcParams["savefig.pad_inches"])
    with mpl.rc_context({"figure.autolayout": False, "figure.constrained_layout.use": False}):
        fig.set_layout_engine(None)
        try:
            yield box
        finally:
            fig.set_layout_engine(engine)


def _without_edges(fig: Any) -> tuple[dict[str, tuple[float, str]], list[tuple[Any, Any, Any]]]:
    """Take the edges off the labels of a figure; return width and colour by mark, and what was."""
    from matplotlib.colors import to_hex
    from matplotlib.patheffects import withStroke

    edges: dict[str, tuple[float, str]] = {}
    before = []
    # Labels are texts of the figure and its axes; what belongs to ticks and legends has no edge.
    for text in (*fig.texts, *(text for ax in fig.axes for text in ax.texts)):
        strokes = [effect for effect in text.get_path_effects() if isinstance(effect, withStroke)]
        if not strokes or not text.get_text().strip():
            continue
        style = strokes[0]._gc
        mark = f"{_EDGE}{len(edges) + 1}"
        edges[mark] = (float(style["linewidth"]), to_hex(style["foreground"]))
        before.append((text, text.get_path_effects(), text.get_gid()))
        text.set_path_effects([])
        text.set_gid(mark)
    return edges, before


def _give_edges(file: Path, edges: dict[str, tuple[float, str]]) -> None:
    tree = etree.parse(str(file))
    for group in tree.getroot().iter(f"{_SVG}g"):
        edge = edges.get(group.get("id", ""))
        if edge:
            group.set("style", f"stroke: {edge[1]}; stroke-width: {edge[0]:g}; "
                               "stroke-linejoin: round; paint-order: stroke")  # fmt: skip
    for style in tree.getroot().iter(f"{_SVG}style"):
        style.text = (style.text or "") + _KEEP_WIDTH
        break
    # By its name the library would take "%20" in a folder for a blank, and "100%" for a fault.
    with file.open("wb") as written:
        tree.write(written, encoding="utf-8", xml_declaration=True)
