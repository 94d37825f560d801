import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.charts.dark import GROUND, oklab, on_dark
from cohesion.charts.theme import PALETTE, SEQUENTIAL
from cohesion.checking.contrast import ratio
from cohesion.errors import DataError

COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def test_lightness_agrees_with_the_published_values():
    # B. Ottosson's table of conversions, sRGB primaries to OKLab.
    assert oklab("#ffffff") == pytest.approx((1, 0, 0), abs=1e-3)
    assert oklab("#ff0000") == pytest.approx((0.628, 0.225, 0.126), abs=1e-3)
    assert oklab("#0000ff") == pytest.approx((0.452, -0.032, -0.312), abs=1e-3)


@given(COLOURS, COLOURS)
def test_what_is_lighter_becomes_darker(first, second):
    # White is the ground itself, and nearly black colours all become nearly white.
    if "#ffffff" in (first, second) or min(oklab(first)[0], oklab(second)[0]) < 0.21:
        return
    before = oklab(first)[0] - oklab(second)[0]
    after = oklab(on_dark(first))[0] - oklab(on_dark(second))[0]
    # Rounding to 256 steps may blur the order of near neighbours.
    assert abs(before) < 0.02 or before * after < 0


@given(COLOURS)
def test_hue_stays(colour):
    _, a, b = oklab(colour)
    _, dark_a, dark_b = oklab(on_dark(colour))
    if colour != "#ffffff" and a * a + b * b > 0.003 and dark_a**2 + dark_b**2 > 0.003:
        cross = (a * dark_a + b * dark_b) / ((a * a + b * b) * (dark_a**2 + dark_b**2)) ** 0.5
        assert cross > 0.98


def test_the_palette_is_read_on_dark_ground():
    for name, colour in PALETTE.items():
        if name != "light":
            assert ratio(on_dark(colour), GROUND) >= 4.5, name


def test_classes_of_a_map_keep_their_order():
    steps = [oklab(on_dark(colour))[0] for colour in SEQUENTIAL]
    assert steps == sorted(steps)
    assert ratio(on_dark(SEQUENTIAL[0]), GROUND) > 1.15


def test_what_is_no_colour_is_refused():
    with pytest.raises(DataError, match="not a colour"):
        on_dark("#12345g")
