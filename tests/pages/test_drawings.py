import base64
import io
import re
from urllib.parse import unquote

import matplotlib as mpl
import numpy as np
import pytest
from lxml import etree
from matplotlib.collections import PolyCollection
from PIL import Image

from cohesion.charts import theme
from cohesion.pages import drawings


@pytest.fixture
def figure_file(tmp_path):
    fig, ax = theme.new_figure()
    ax.plot([0, 1], [0, 1], color=theme.PALETTE["blue"])
    ax.scatter([0.5], [0.5], color=theme.PALETTE["orange"])
    ax.annotate("Nuevo León", (0.5, 0.5))
    ax.set_xlabel("Need <score>")
    file = tmp_path / "fig-x.svg"
    with mpl.rc_context({"svg.hashsalt": "fig-x"}):
        fig.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return file


def texts(markup):
    root = etree.fromstring(markup.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1))
    return ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]


def test_words_are_text_once_each(figure_file):
    found = texts(drawings.drawing(figure_file, "fig-x", "A line.").markup)
    assert found.count("Nuevo León") == 1
    assert "Need <score>" in found
    assert "0.0" in found


def test_colours_are_variables_with_both_themes(figure_file):
    drawn = drawings.drawing(figure_file, "fig-x", "A line.")
    assert "#00588f" in drawn.colours
    assert "var(--c-00588f,#00588f)" in drawn.markup
    sheet = drawings.style_sheet(drawn.colours)
    assert sheet.count("--c-00588f:") == 2
    assert sheet == drawings.style_sheet(sorted(drawn.colours))


def test_no_white_sheet_is_left(figure_file):
    markup = drawings.drawing(figure_file, "fig-x", "A line.").markup
    assert 'style="fill: var(--c-ffffff,#ffffff)"' not in markup


def test_two_figures_of_a_page_share_no_name(figure_file):
    first = drawings.drawing(figure_file, "fig-a", "A.").markup
    second = drawings.drawing(figure_file, "fig-b", "B.").markup

    def ids(markup):
        return set(etree.HTML(markup).xpath("//@id"))

    assert ids(first) and not ids(first) & ids(second)
    for name in etree.HTML(first).xpath("//*[@clip-path]/@clip-path"):
        assert name.removeprefix("url(#").removesuffix(")") in ids(first)


def test_the_alternative_text_is_its_name_and_the_size_is_given(figure_file):
    drawn = drawings.drawing(figure_file, "fig-x", 'A "line".')
    assert 'aria-label="A &quot;line&quot;."' in drawn.markup
    assert "aspect-ratio" in drawn.markup and "viewBox" in drawn.markup
    assert 100 < drawn.least < drawn.width


@pytest.mark.parametrize("label", ["the difference, offered after the shift", "fitted staff"])
def test_letters_that_the_typeface_joins_are_words_too(tmp_path, label):
    fig, ax = theme.new_figure()
    ax.set_xlabel(label)
    fig.savefig(tmp_path / "x.svg", format="svg")
    assert label in texts(drawings.drawing(tmp_path / "x.svg", "fig-x", "A.").markup)


def test_letters_that_stay_shapes_keep_their_size(tmp_path):
    fig, ax = theme.new_figure()
    ax.set_xlabel("$r_{xy}$ of both")
    fig.savefig(tmp_path / "x.svg", format="svg")
    markup = drawings.drawing(tmp_path / "x.svg", "fig-x", "A.").markup
    scales = {found for found in re.findall(r"scale\(([\d.]+)\)", markup)}
    assert "0.01562" in scales, "Matplotlib's letters are drawn 64 times too large"
    assert scales == {"0.01562", "0.7"}, "the smaller letters of the index beside them"


def test_a_legend_has_the_colours_of_the_picture_that_it_explains(tmp_path):
    """On dark ground colours are turned over; those of a picture cannot be."""
    fig, ax = theme.new_figure()
    ax.scatter([0, 1], [0, 1], color=theme.PALETTE["blue"], rasterized=True)
    ax.bar([0], [1], color=theme.PALETTE["blue"], label="high")
    ax.legend()
    fig.savefig(tmp_path / "x.svg", format="svg")
    drawn = drawings.drawing(tmp_path / "x.svg", "fig-x", "A.")
    assert "<image" in drawn.markup
    assert "fill: #00588f" in drawn.markup and "--c-00588f" not in drawn.markup
    assert drawn.colours == {theme.PALETTE["ink"]}, "words follow the theme"


def test_a_picture_inside_a_figure_gets_a_palette_and_looks_the_same(tmp_path):
    fig, ax = theme.new_figure(height=2)
    rng = np.random.default_rng(1)
    triangles = rng.uniform(0, 1, (400, 3, 2))
    colours = [theme.SEQUENTIAL[n] for n in rng.integers(0, 5, 400)]
    ax.add_collection(PolyCollection(triangles, facecolors=colours, rasterized=True))
    file = tmp_path / "fig-map.svg"
    fig.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    before, after = (
        picture_in(text) for text in (file.read_text("utf-8"),
                                      drawings.drawing(file, "fig-map", "A map.").markup)
    )  # fmt: skip
    assert len(after) < 0.5 * len(before)
    seen = [
        np.asarray(Image.open(io.BytesIO(one)).convert("RGBA"), float) for one in (before, after)
    ]
    assert np.abs(seen[0] - seen[1]).mean() < 4


def picture_in(svg):
    return base64.b64decode(unquote(re.search(r"data:image/png;base64,([^\"]*)", svg)[1]))


def test_an_outline_of_many_points_has_one_decimal_and_a_mark_two(tmp_path):
    fig, ax = theme.new_figure()
    turn = np.linspace(0, 20, 400)
    ax.plot(np.cos(turn) * turn, np.sin(turn) * turn, marker="o", markevery=50)
    file = tmp_path / "fig-line.svg"
    fig.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    root = etree.HTML(drawings.drawing(file, "fig-line", "A line.").markup)
    paths = sorted(root.xpath("//path/@d"), key=len)
    assert len(paths[-1]) > 1000 and not re.search(r"\.\d\d", paths[-1])
    assert any(re.search(r"\.\d\d", path) for path in paths if len(path) < 300)


def test_steps_lead_where_the_points_of_an_outline_are():
    rng = np.random.default_rng(2)
    rings = [rng.uniform(0, 400, (40, 2)).cumsum(axis=0) / 9 for _ in range(3)]
    path = " ".join("M " + " L ".join(f"{x:.6f} {y:.6f}" for x, y in ring) + " z" for ring in rings)
    steps = drawings._steps(path)
    assert len(steps) < len(path) / 2
    parts = steps.removesuffix("z").split("z")
    assert len(parts) == 3
    for ring, part in zip(rings, parts, strict=True):
        numbers = [float(one) for one in re.findall(r"-?\d*\.?\d+", part)]
        led = np.array(numbers).reshape(-1, 2).cumsum(axis=0)
        assert np.abs(led - ring).max() < 0.051


def test_a_step_to_the_same_place_is_left_out_and_curves_stay():
    assert drawings._steps("M 10 20.04 L 11 20.06 L 11.04 20.12 L 9.5 20.1 z") == (
        "M10 20l1 .1l-1.5 0z"
    )
    assert drawings._steps("M 1.26 2 Q 3.14 4 5 6") == "M 1.3 2 Q 3.1 4 5 6"
