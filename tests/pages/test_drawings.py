import re

import matplotlib as mpl
import pytest
from lxml import etree

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
