"""The colours of charts on dark ground: lightness is turned over, hue and meaning stay.

What is darkest on white paper – the highest class of a map, the ink of a label – becomes what is
lightest on a dark page, so that the same things stand out. Lightness is that of the OKLab space,
in which equal steps look equal (B. Ottosson, *A perceptual color space for image processing*,
2020).
"""

from __future__ import annotations

import functools
import math

from cohesion.errors import DataError

#: The ground of dark pages (--pst-color-background of the theme): what white becomes.
GROUND = "#121212"
#: Lightness on white → lightness on dark. The palest colour stays apart from the ground.
PALEST_BECOMES, INK, INK_BECOMES, LIGHTEST = 0.25, 0.253, 0.92, 0.97

_TO_CONE = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_CONE = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


@functools.cache
def on_dark(colour: str) -> str:
    """Return the colour (``#rrggbb``) that takes the place of another on dark ground.

    >>> on_dark("#ffffff"), on_dark("#222222")
    ('#121212', '#e5e5e5')
    """
    if colour.lower() == "#ffffff":
        return GROUND
    lightness, a, b = oklab(colour)
    slope = (INK_BECOMES - PALEST_BECOMES) / (1 - INK)
    turned = min(LIGHTEST, PALEST_BECOMES + slope * (1 - lightness))
    # Strong colours leave the range of a screen when they get lighter: they fade until they fit.
    for step in range(21):
        fitting = _screen(turned, a * (1 - step / 20), b * (1 - step / 20))
        if fitting:
            return fitting
    raise AssertionError(f"grey of lightness {turned} does not fit")  # pragma: no cover


def oklab(colour: str) -> tuple[float, float, float]:
    """Return lightness (0–1) and the two colour axes of ``#rrggbb``."""
    digits = colour.removeprefix("#")
    try:
        channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    except ValueError:
        raise DataError(f"'{colour}' is not a colour.", cure="Write it as #rrggbb.") from None
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    cone = [math.cbrt(value) for value in _times(_TO_CONE, linear)]
    lightness, a, b = _times(_TO_LAB, cone)
    return lightness, a, b


def _screen(lightness: float, a: float, b: float) -> str:
    cone = [value**3 for value in _times(_FROM_LAB, [lightness, a, b])]
    linear = _times(_FROM_CONE, cone)
    if not all(-0.0005 <= value <= 1.0005 for value in linear):
        return ""
    clean = [min(1.0, max(0.0, value)) for value in linear]
    gamma = [12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in clean]
    return "#" + "".join(f"{round(255 * value):02x}" for value in gamma)


def _times(matrix: tuple[tuple[float, ...], ...], vector: list[float]) -> list[float]:
    return [sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix]
