"""Contrast of colours: the formula, the style sheets, and the colours that are used."""

from __future__ import annotations

import pytest

from cohesion.charts.theme import PALETTE
from cohesion.checking import contrast
from cohesion.errors import DataError


@pytest.mark.parametrize(
    ("first", "second", "published"),
    [
        # Ratios that the W3C and WebAIM print for these colours on white.
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#fff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_ratios_as_published(first, second, published):
    assert contrast.ratio(first, second) == pytest.approx(published, abs=0.005)
    assert contrast.ratio(second, first) == contrast.ratio(first, second)


@pytest.mark.parametrize("bad", ["red", "#12345", "rgb(1 2 3)"])
def test_what_is_not_a_colour_is_refused(bad):
    with pytest.raises(DataError, match="is not a colour"):
        contrast.luminance(bad)


SHEETS = [
    ":root{--a:#111;--b:var(--a)} html[data-theme=light]{--c:#222}",
    'html[data-theme="dark"], .x { --c: #333; } /* html[data-theme=dark]{--a:#999} */',
]


def test_later_sheets_prevail_and_variables_are_followed():
    light, dark = (contrast.variables(theme, SHEETS) for theme in contrast.THEMES)
    assert (light["--c"], dark["--c"]) == ("#222", "#333")
    assert contrast.colour_of("--b", dark) == "#111"
    with pytest.raises(DataError, match="give '--d' no colour"):
        contrast.colour_of("--d", dark)


def test_a_variable_that_names_itself_is_refused():
    with pytest.raises(DataError, match="no colour"):
        contrast.colour_of("--a", {"--a": "var(--a)"})


def test_every_colour_in_use_is_legible():
    table = contrast.table()
    assert contrast.check(table) == 2 * len(table)
    charts = [name for name in table.index if name.startswith("Charts:")]
    assert len(charts) == len(PALETTE) - 1


def test_a_faint_colour_stops_the_build_and_is_named():
    table = contrast.table()
    table.loc["Links", "Dark"] = 4.4
    with pytest.raises(DataError, match="'Links' is 4.40 : 1 in the dark theme") as caught:
        contrast.check(table)
    assert caught.value.file and caught.value.cure
