"""Tests of ``cohesion/charts/maps.py``."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import shapely
from matplotlib.colors import to_hex
from matplotlib.patches import Ellipse

from cohesion.charts import maps
from cohesion.charts.theme import DIVERGING, PALETTE, SEQUENTIAL, new_figure
from cohesion.errors import DataError
from cohesion.tables import geo
from cohesion.tables.geography import STATE_CODES
from tests.tools.each import each

VALUES = pd.Series(np.arange(32.0), index=list(STATE_CODES))


def legend(ax) -> list[str]:
    return [text.get_text() for text in ax.get_legend().get_texts()]


def faces(ax) -> list[str]:
    return [to_hex(colour) for colour in ax.collections[0].get_facecolors()]


def test_every_state_has_an_outline():
    assert sorted(maps.outlines()) == list(STATE_CODES)


def test_class_limits_enclose_all_values_in_about_equal_numbers():
    limits = maps.class_breaks(VALUES + 0.4, classes=4)
    assert limits[0] <= 0.4 and limits[-1] >= 31.4
    held = [int(((limits[i] <= VALUES + 0.4) & (VALUES + 0.4 < limits[i + 1])).sum())
            for i in range(4)]  # fmt: skip
    assert sum(held) == 32 and max(held) - min(held) <= 2
    assert maps.class_breaks(pd.Series([1.0, 1.0, 1.0]), classes=3) == [1.0]


def test_states_take_the_colour_of_their_class_and_gaps_are_hatched():
    _, ax = new_figure()
    values = VALUES.drop("09").mask(VALUES.index[:-1] == "31")
    limits = maps.state_map(values, ax, breaks=[0, 10, 20, 31], highlight=["07"])
    assert limits == [0, 10, 20, 31]
    colours = maps.class_colours(3)
    drawn = dict(zip([c for c in STATE_CODES if c not in ("09", "31")], faces(ax), strict=True))
    assert drawn["01"] == colours[0]
    assert drawn["11"] == colours[1], "a limit belongs to the class above it"
    assert drawn["32"] == colours[2], "but for the last"
    assert legend(ax) == ["no figure", "20 to 31", "10 to 20", "0 to 10"]
    hatched = [patch for patch in ax.patches if patch.get_hatch()]
    assert len(hatched) == 2
    assert [to_hex(p.get_edgecolor()) for p in ax.patches if not p.get_hatch()] == [PALETTE["ink"]]
    assert "09" not in ax.values_by_place and ax.values_by_place["07"] == 6


def test_values_outside_the_classes_are_refused():
    _, ax = new_figure()
    for breaks in ([1, 10, 31], [0, 10, 30]):
        with pytest.raises(DataError, match="do not fit the breaks"):
            maps.state_map(VALUES, ax, breaks=breaks)


def test_colours_go_from_light_to_dark_and_both_ways_for_changes():
    five = maps.class_colours(5)
    assert [five[0], five[-1]] == [SEQUENTIAL[0], SEQUENTIAL[-1]]
    light = [sum(bytes.fromhex(colour[1:])) for colour in five]
    assert light == sorted(light, reverse=True)
    assert maps.class_colours(1) == [SEQUENTIAL[-1]]
    low, middle, high = maps.class_colours(3, diverging=True)
    assert (low, high) == (DIVERGING[0], DIVERGING[-1])
    assert len({middle[1:3], middle[3:5], middle[5:]}) <= 2, "no change is grey"


def test_a_locator_fills_one_state():
    _, ax = new_figure()
    maps.locator_map("07", ax)
    colours = [to_hex(patch.get_facecolor()) for patch in ax.patches]
    assert colours.count(PALETTE["orange"]) == 1
    assert len(colours) == 32
    assert not ax.axison


def test_a_state_that_is_too_small_to_be_seen_has_a_ring_around_it():
    ringed = set()
    for code in STATE_CODES:
        fig, ax = new_figure()
        maps.locator_map(code, ax)
        for ring in (patch for patch in ax.patches if isinstance(patch, Ellipse)):
            ringed.add(code)
            middle = maps.thumbnail_outlines()[code].contains_point(ring.center)
            assert middle and ring.get_facecolor()[3] == 0
        plt.close(fig)
    assert ringed == {"01", "06", "09", "17", "29"}


def test_two_maps_share_their_classes_and_the_nation_is_not_drawn():
    with_nation = pd.concat([VALUES, pd.Series({"00": 999.0})])
    upper, lower = maps.two_maps(with_nation, VALUES, [0, 16, 31], ("2008", "2010"), "%").axes
    assert legend(upper) == legend(lower) == ["16 to 31", "0 to 16"]
    assert faces(upper) == faces(lower)
    assert [ax.get_title(loc="left") for ax in (upper, lower)] == ["2008", "2010"]
    one = maps.one_map(with_nation, "%", breaks=[0, 31]).axes[0]
    assert one.get_legend().get_title().get_text() == "%"
    assert "00" not in one.values_by_place
    ringed = maps.one_map(VALUES, "%", breaks=[0, 31], highlight=["07"]).axes[0]
    assert len(ringed.patches) == len(one.patches) + 1


def test_stages_are_named_in_the_legend():
    stage = pd.Series([0.0, 1.0, 2.0] + [1.0] * 29, index=list(STATE_CODES))
    ax = maps.stage_map(stage, {0.0: "not yet", 1.0: "begun", 2.0: "done"}).axes[0]
    assert sorted(legend(ax)) == ["begun", "done", "not yet"]
    by_name = dict(
        zip(legend(ax), (to_hex(p.get_facecolor()) for p in ax.get_legend().get_patches()),
            strict=True)
    )  # fmt: skip
    assert faces(ax)[:3] == [by_name[name] for name in ("not yet", "begun", "done")]


def corners(outlines) -> int:
    return sum(len(outline.vertices) for outline in outlines.values())


def test_every_corner_of_the_data_is_drawn():
    drawn = maps.outlines()
    assert set(drawn) == set(STATE_CODES)
    for feature in geo.outlines()["features"]:
        outline = drawn[feature["properties"]["state_code"]]
        shape = shapely.geometry.shape(feature["geometry"])
        assert len(shapely.get_coordinates(shape)) == len(outline.vertices)
        low, high = outline.vertices.min(axis=0), outline.vertices.max(axis=0)
        assert np.allclose([*low, *high], shape.bounds)


@each(STATE_CODES)
def test_a_thumbnail_keeps_place_and_size_of_every_state(code):
    fine, coarse = maps.outlines()[code], maps.thumbnail_outlines()[code]
    for extreme in (np.min, np.max):
        difference = extreme(fine.vertices, axis=0) - extreme(coarse.vertices, axis=0)
        assert np.abs(difference).max() < 3 * maps.THUMBNAIL_DEGREES


def test_a_thumbnail_has_less_than_half_of_the_corners():
    assert corners(maps.thumbnail_outlines()) < corners(maps.outlines()) / 2
