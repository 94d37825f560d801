import matplotlib as mpl
import pytest
from matplotlib.patheffects import withStroke

from cohesion.charts import theme
from cohesion.pages import drawings
from cohesion.publishing import pictures


def drawn():
    fig, ax = theme.new_figure()
    ax.plot([0, 1], [0, 1])
    edge = withStroke(linewidth=2.2, foreground="white")
    ax.annotate("Nuevo León", (0.5, 0.5), color=theme.PALETTE["orange"], path_effects=(edge,))
    return fig


def test_a_label_with_an_edge_stays_text(tmp_path):
    fig = drawn()
    pictures.save(fig, tmp_path, "fig-x")
    svg = (tmp_path / "fig-x.svg").read_text("utf-8")
    assert "paint-order: stroke" in svg and "<!-- Nuevo León -->" in svg
    markup = drawings.drawing(tmp_path / "fig-x.svg", "fig-x", "A line.").markup
    assert ">Nuevo León</text>" in markup
    assert "stroke: var(--c-ffffff,#ffffff)" in markup


@pytest.mark.parametrize("folder", [" cohesión #2 (100%)", "a%20b", "a+b", "file:x", "ñ?=&;"])
def test_a_figure_is_written_where_the_folder_has_an_odd_name(tmp_path, folder):
    pictures.save(drawn(), tmp_path / folder, "fig-x")
    assert [found.name for found in tmp_path.iterdir()] == [folder]
    svg = (tmp_path / folder / "fig-x.svg").read_text("utf-8")
    assert "paint-order: stroke" in svg and svg.rstrip().endswith("</svg>")


def test_the_figure_is_left_as_it_was(tmp_path):
    fig = drawn()
    label = fig.findobj(lambda artist: getattr(artist, "get_text", str)() == "Nuevo León")[0]
    pictures.save(fig, tmp_path, "fig-x")
    assert label.get_path_effects() and label.get_gid() is None


def test_the_same_figure_gives_the_same_bytes(tmp_path):
    for folder in ("one", "two"):
        pictures.save(drawn(), tmp_path / folder, "fig-x")
    for kind in ("svg", "png"):
        first, second = ((tmp_path / f / f"fig-x.{kind}").read_bytes() for f in ("one", "two"))
        assert first == second and len(first) > 1000
    assert mpl.rcParams["svg.hashsalt"] != "fig-x"
