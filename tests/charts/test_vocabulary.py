"""One vocabulary: only ``cohesion/charts`` draws, in one theme and the colours of one palette."""

from __future__ import annotations

import ast
import functools
import re

import matplotlib as mpl
import pytest
from matplotlib.colors import to_hex

from cohesion import paths
from cohesion.charts import theme

PACKAGE = paths.ROOT / "cohesion"
CHARTS = PACKAGE / "charts"
#: Modules outside that handle finished figures or the files of Matplotlib, and why.
HANDLE = {
    "publishing/pictures.py": "writes a finished figure as files",
    "publishing/drawn.py": "reads what a finished figure draws",
    "publishing/publish.py": "closes a published figure",
    "paper/fonts.py": "takes the signs of formulas from the files of Matplotlib",
}
#: What a chapter may name to say what it returns.
NAMED = {"matplotlib.figure"}
#: What draws on axes, in either library; ``text`` and ``legend`` are told by whose they are.
DRAWING = set(
    "plot scatter bar barh hlines vlines axhline axvline axvspan axhspan errorbar fill_between "
    "fill_betweenx imshow pcolormesh contour contourf boxplot bxp violinplot hexbin "
    "pie annotate arrow add_patch add_collection add_artist add_line set_xticks set_yticks "
    "scatterplot lineplot barplot pointplot stripplot heatmap kdeplot histplot ecdfplot "
    "subplots subplot_mosaic".split()
)
AXES = {"ax", "axes", "plt", "sns", "fig"}
_HEX = re.compile(r"#[0-9a-fA-F]{6}\b")
OUTSIDE = sorted(
    str(file.relative_to(PACKAGE)) for file in PACKAGE.rglob("*.py") if CHARTS not in file.parents
)
INSIDE = sorted(file.name for file in CHARTS.glob("*.py"))


@functools.lru_cache(maxsize=4)
def nodes(source: str) -> list[ast.AST]:
    """Return everything that stands in a source: several questions are asked of it."""
    return list(ast.walk(ast.parse(source)))


def libraries(source: str) -> set[str]:
    """Return the modules of the two libraries that a source imports."""
    found = set()
    for node in nodes(source):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return {name for name in found if name.split(".")[0] in ("matplotlib", "seaborn")}


def drawing(source: str) -> set[str]:
    """Return the drawing methods that a source calls, and the axes that it calls anything of."""
    found = set()
    for node in nodes(source):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            while isinstance(owner, (ast.Attribute, ast.Subscript)):
                owner = owner.value
            of_axes = isinstance(owner, ast.Name) and owner.id in AXES
            if node.func.attr in DRAWING or of_axes:
                found.add(ast.unparse(node.func))
    return found


def test_what_draws_is_seen():
    source = "import seaborn as sns\nfrom matplotlib.axes import Axes\nax.legend()\nx.hlines(1)\n"
    assert libraries(source) == {"seaborn", "matplotlib.axes"}
    assert drawing(source + "axes[0].text(1)\nwords.text(2)") == {
        "ax.legend", "x.hlines", "axes[0].text"
    }  # fmt: skip


def test_no_module_outside_the_vocabulary_draws():
    assert len(OUTSIDE) > 300
    on_axes, found = {f"ax.{one}" for one in DRAWING}, {}
    for name in OUTSIDE:
        source = (PACKAGE / name).read_text("utf-8")
        if name in HANDLE:
            wrong = drawing(source) & on_axes | libraries(source) & {"seaborn"}
        else:
            wrong = drawing(source) | libraries(source) - NAMED
        if wrong:
            found[name] = wrong
    assert found == {}


def test_those_who_handle_figures_still_do():
    for name in HANDLE:
        assert libraries((PACKAGE / name).read_text("utf-8")) - NAMED, name


@pytest.mark.parametrize("name", INSIDE)
def test_every_figure_is_made_by_the_theme(name):
    """No word makes a figure of its own: all come from ``new_figure``, which sets the theme."""
    source = (CHARTS / name).read_text("utf-8")
    own = {"matplotlib.pyplot", "matplotlib"} & libraries(source)
    makes = {
        ast.unparse(node.func)
        for node in nodes(source)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1] in ("subplots", "Figure", "figure", "set_theme")
    }
    if name == "theme.py":
        assert own and makes == {"plt.subplots", "sns.set_theme"}
    else:
        assert not own and not makes


def test_a_new_figure_has_the_theme_whatever_was_set_before():
    with mpl.rc_context():
        mpl.rcParams.update({"font.family": "serif", "axes.edgecolor": "red", "axes.grid": True,
                             "lines.linewidth": 9.0})  # fmt: skip
        fig, ax = theme.new_figure()
        assert mpl.rcParams["font.family"] == ["Source Sans Pro"]
        (line,) = ax.plot([0, 1])
        assert line.get_linewidth() == 1.8
        assert to_hex(line.get_color()) == theme.PALETTE["blue"]
        assert not ax.spines["top"].get_visible() and not ax.spines["right"].get_visible()
        assert not ax.xaxis.get_gridlines()[0].get_visible()


@pytest.mark.parametrize("room", ["charts", "chapters", "programme"])
def test_colours_are_names_of_the_one_palette(room):
    written = {
        str(file.relative_to(PACKAGE)): found
        for file in (PACKAGE / room).rglob("*.py")
        if file.name not in ("theme.py", "dark.py")
        and (found := _HEX.findall(file.read_text("utf-8")))
    }
    assert written == {}
    values = list(theme.PALETTE.values())
    assert len(set(values)) == len(values), "one name a colour"


def test_seaborn_draws_the_shapes_that_it_has():
    """Scatters, lines, bars, boxes and heat maps are seaborn's, and so is the theme."""
    calls = {
        node.func.attr
        for name in INSIDE
        for node in ast.walk(ast.parse((CHARTS / name).read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "sns"
    }
    assert calls == {
        "set_theme", "scatterplot", "lineplot", "barplot", "boxplot", "heatmap"
    }  # fmt: skip
