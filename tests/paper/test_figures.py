"""Figures on paper: words that were drawn letter by letter become text again."""

from __future__ import annotations

import base64
import io

import matplotlib as mpl
import pytest
from lxml import etree
from PIL import Image, ImageChops

from cohesion.charts.theme import new_figure
from cohesion.paper import figures

SVG = "{http://www.w3.org/2000/svg}"
ALONE = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 width="72pt" height="36pt"><!-- {words} --><g style="fill: #000" transform="translate(1 2)
 {scale}"><defs><path id="SourceSansPro-Regular-41" d="M0 0"/><path id="SourceSansPro-{style}-42"
 d="M0 0"/></defs><use xlink:href="#SourceSansPro-Regular-41"/><use
 xlink:href="#{second}"/></g></svg>"""


def printed(tmp_path, **changed):
    """Print a drawing of two letters; return its text elements and its size."""
    parts = {"words": "AB", "scale": "scale(0.12 -0.12)", "style": "Regular",
             "second": "SourceSansPro-Regular-42"} | changed  # fmt: skip
    source, target = tmp_path / "a.svg", tmp_path / "out" / "a.svg"
    source.write_text(ALONE.format(**parts), "utf-8")
    size = figures.print_figure(source, target)
    return etree.parse(str(target)).getroot(), size


def test_letters_become_a_word_with_size_weight_and_place(tmp_path):
    root, size = printed(tmp_path)
    (text,) = root.iter(f"{SVG}text")
    assert text.text == "AB" and text.get("font-size") == "12" and text.get("font-weight") == "400"
    assert text.get("transform").split() == ["translate(1", "2)"]
    assert not list(root.iter(f"{SVG}use")) and not list(root.iter(f"{SVG}path"))
    assert size == pytest.approx((25.4, 12.7))


@pytest.mark.parametrize("folder", [" cohesión #2 (100%)", "a%20b", "file:x"])
def test_a_figure_is_printed_where_the_folder_has_an_odd_name(tmp_path, folder):
    (tmp_path / folder).mkdir()
    root, _ = printed(tmp_path / folder)
    assert [text.text for text in root.iter(f"{SVG}text")] == ["AB"]
    assert [found.name for found in tmp_path.iterdir()] == [folder]


@pytest.mark.parametrize(
    "changed",
    [
        {"words": "ABC"},
        {"scale": "scale(0.12 0.12)"},
        {"scale": ""},
        {"second": "DejaVuSans-42"},
        {"style": "Semibold", "second": "SourceSansPro-Semibold-42"},
    ],
)
def test_what_is_no_plain_row_of_letters_stays_as_it_is_drawn(tmp_path, changed):
    root, _ = printed(tmp_path, **changed)
    assert not list(root.iter(f"{SVG}text"))
    used = {one.get(figures._LINK).lstrip("#") for one in root.iter(f"{SVG}use")}
    assert {one.get("id") for one in root.iter(f"{SVG}path")} <= used


def test_every_word_of_a_label_becomes_text(tmp_path):
    """Later lines with spaces before them, joined letters, and signs that a comment escapes."""
    fig, ax = new_figure(height=2)
    ax.text(0.1, 0.5, "Courts & defence\n    left after (<5 %)\n    affiliation")
    with mpl.rc_context({"svg.hashsalt": "x"}):
        fig.savefig(tmp_path / "a.svg", metadata={"Date": None, "Creator": None})
    figures.print_figure(tmp_path / "a.svg", tmp_path / "b.svg")
    root = etree.parse(str(tmp_path / "b.svg")).getroot()
    texts = {text.text: text.get("transform") for text in root.iter(f"{SVG}text")}
    assert {"Courts & defence", "left after (<5 %)", "affiliation"} <= texts.keys()
    assert not list(root.iter(f"{SVG}use")) or all(
        "SourceSansPro" not in use.get(figures._LINK) for use in root.iter(f"{SVG}use")
    )
    # Four spaces of a fifth of the size: the line stands where it was drawn.
    assert texts["affiliation"].count("translate") == 2 and "translate" in texts["affiliation"]
    indent = float(texts["affiliation"].split("translate(")[2].split()[0])
    size = next(float(one.get("font-size")) for one in root.iter(f"{SVG}text")
                if one.text == "affiliation")  # fmt: skip
    assert indent == pytest.approx(4 * 0.2 * size)


def test_a_picture_inside_comes_to_stand_on_white_in_few_colours(tmp_path):
    drawn = Image.effect_noise((40, 30), 90).convert("RGBA")
    drawn.putpixel((0, 0), (10, 20, 30, 0))
    out = io.BytesIO()
    drawn.save(out, "PNG")
    held = base64.b64encode(out.getvalue()).decode()
    (tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="72pt" height="36pt"><image xlink:href="data:image/png;base64,{held}"/></svg>',
        "utf-8",
    )
    figures.print_figure(tmp_path / "a.svg", tmp_path / "b.svg")
    (image,) = etree.parse(str(tmp_path / "b.svg")).getroot().iter(f"{SVG}image")
    held = base64.b64decode(image.get(figures._LINK).partition(",")[2])
    with Image.open(io.BytesIO(held)) as printed_one:
        assert printed_one.size == (40, 30) and printed_one.mode == "P"
        assert printed_one.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
        difference = ImageChops.difference(printed_one.convert("L"), drawn.convert("L"))
    difference.putpixel((0, 0), 0)
    assert difference.getextrema()[1] <= 8


def test_a_chart_of_the_report_keeps_all_its_words(tmp_path):
    fig, ax = new_figure(height=2)
    ax.plot([0, 1], [0, 1])
    ax.set_xlabel("Homicidios por año")
    ax.text(0.5, 0.5, "Oaxaca")
    with mpl.rc_context({"svg.hashsalt": "x"}):
        fig.savefig(tmp_path / "a.svg", metadata={"Date": None, "Creator": None})
    figures.print_figure(tmp_path / "a.svg", tmp_path / "b.svg")
    root = etree.parse(str(tmp_path / "b.svg")).getroot()
    assert {"Oaxaca", "Homicidios por año"} <= {text.text for text in root.iter(f"{SVG}text")}
    assert (tmp_path / "b.svg").stat().st_size < (tmp_path / "a.svg").stat().st_size
