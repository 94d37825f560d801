"""What the explorer shows is what the data hold, and no later than the day of the book."""

from __future__ import annotations

import json
import math
import re

import numpy as np
import pandas as pd
import pytest
import shapely

from cohesion import formats, paths
from cohesion.errors import DataError
from cohesion.pages import explorer, explorer_data
from cohesion.tables import catalogue, store, vintage


@pytest.fixture(scope="module")
def mission() -> dict:
    return explorer_data.payload(hindsight=False)


def test_every_unit_of_the_catalogue_has_a_kind():
    units = set(catalogue.indicators()["unit_en"])
    kinds = {unit: explorer_data.kind_of(unit)[0] for unit in units}
    assert kinds["persons"] == "count" and kinds["%"] == "share" and kinds["files"] == "count"
    with pytest.raises(DataError, match="nobody said"):
        explorer_data.kind_of("parsecs")


def test_nothing_later_than_the_day_unless_it_stands_in(mission):
    day, editions = pd.Timestamp(vintage.as_of()), catalogue.editions()
    allowed = catalogue.stand_ins()
    for indicator, parts in mission["series"].items():
        for edition, one in parts.items():
            for part in edition.split("+"):
                if editions.at[part, "published"] <= day:
                    continue
                assert one.get("late") == 1, (indicator, edition)
                if "+" not in edition:
                    rows = allowed[
                        (allowed["indicator"] == indicator) & (allowed["edition"] == part)
                    ]
                    for year in map(int, one["years"]):
                        assert rows.apply(
                            lambda r, y=year: r["year_from"] <= y <= r["year_to"], axis=1
                        ).any(), (indicator, edition, year)


def test_every_figure_is_the_published_one_to_the_digit_shown(mission):
    frame = explorer_data.observations(hindsight=False)
    values = frame.set_index(["indicator", "edition", "year", "state_code"])["value"].to_dict()
    units, looked_at = [code for code, _ in mission["units"]], 0
    for indicator, parts in mission["series"].items():
        digits = mission["indicators"][indicator]["digits"]
        for edition, one in parts.items():
            if "+" in edition:
                continue
            for year, cell in one["years"].items():
                for code, shown in zip(units, cell["v"], strict=True):
                    raw = values.get((indicator, edition, int(year), code), math.nan)
                    assert formats.number(shown, digits) == formats.number(raw, digits)
                    looked_at += 1
    assert looked_at > 20_000


def test_declared_rates_are_those_of_the_selection(mission):
    name = "homicides_residence_per_population_vintage2011"
    (one,) = mission["series"][name].values()
    count = store.select("homicides_residence", years=[2010]).wide(2010)["homicides_residence"]
    people = store.select("population_vintage2011", years=[2010]).wide(2010)
    rate = count / people["population_vintage2011"] * 100_000
    assert np.allclose(one["years"]["2010"]["v"][1:], rate, rtol=1e-7)
    assert np.allclose(
        one["years"]["2010"]["s"][1:],
        np.sqrt(count) / people["population_vintage2011"] * 100_000, rtol=1e-7,
    )  # fmt: skip


def test_the_script_and_python_write_numbers_and_classes_alike(mission):
    racer = pytest.importorskip("py_mini_racer", reason="mini-racer is not installed")
    context = racer.MiniRacer()
    context.eval("var window = this;")
    context.eval((paths.BOOK / "static" / "explorer.js").read_text(encoding="utf-8"))
    rng = np.random.default_rng(3)
    numbers = [0.5, 1.5, 2.5, -0.5, -0.04, 62.5, 0.125, 1234567.891, -1e6, 0.0]
    numbers += (rng.standard_normal(300) * 10.0 ** rng.integers(-3, 7, 300)).tolist()
    for digits in (0, 1, 2, 3):
        written = f"{json.dumps(numbers)}.map(x => cohesionExplorer.number(x, {digits}))"
        shown = json.loads(context.eval(f"JSON.stringify({written})"))
        assert shown == [formats.number(x, digits) for x in numbers]
    for _ in range(20):
        values = rng.choice(rng.standard_normal(20), 32).tolist()
        found = json.loads(
            context.eval(f"JSON.stringify(cohesionExplorer.breaksOf({json.dumps(values)}))")
        )
        assert found == pytest.approx(explorer.inner_breaks(values), abs=1e-12)


def test_a_path_holds_its_corners():
    square = shapely.box(10, 20, 40, 60)
    path = explorer_data.path_of(square)
    start = tuple(map(int, re.match(r"M(-?\d+) (-?\d+)", path).groups()))
    moves = [int(n) for n in re.findall(r"-?\d+", path[path.index("l") :])]
    corners = [start]
    for x, y in zip(moves[::2], moves[1::2], strict=True):
        corners.append((corners[-1][0] + x, corners[-1][1] + y))
    assert set(corners) == {(10, 20), (40, 20), (40, 60), (10, 60)} and path.endswith("z")


def test_a_place_too_small_to_draw_is_a_dot():
    assert explorer_data.path_of(shapely.box(5.0, 5.0, 5.1, 5.1)).startswith("M5 5h")


def test_the_outlines_are_whole():
    drawn = explorer_data.state_outlines()
    assert len(drawn["paths"]) == 32 and all(path for path in drawn["paths"].values())
    assert drawn["width"] == 1000 and 550 < drawn["height"] < 750
    x, y, width, height = drawn["inset"]
    assert 0 < x < 1000 and 0 < y < drawn["height"] and width < 200 and height < 200


def test_broken_municipal_outlines_are_told(tmp_path):
    assert explorer_data.municipal_shapes(tmp_path) == {}
    file = tmp_path / explorer_data.MUNICIPAL_OUTLINES
    for text in ("{", '{"features": [{"properties": {}}]}', '{"x": 1}'):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(DataError, match="cannot be read"):
            explorer_data.municipal_shapes(tmp_path)


def test_a_state_of_two_municipalities(tmp_path):
    shapes = {
        "29001": shapely.box(-98.5, 19.2, -98.3, 19.4),
        "29002": shapely.box(-98.3, 19.2, -98, 19.4),
    }
    told = explorer_data.municipal_payload("29", shapes)
    frame = store.select("poverty", level="municipality", years=[2010]).frame
    poverty = frame.set_index("mun_code")["value"]
    first = told["indicators"][0]
    assert first["id"] == "poverty"
    assert first["v"] == pytest.approx([poverty["29001"], poverty["29002"]])
    assert [place[0] for place in told["places"]] == ["29001", "29002"]
    assert explorer_data.municipal_payload("20", shapes) is None


def test_the_same_inputs_give_the_same_bytes(mission):
    again = explorer_data.payload(hindsight=False)
    assert explorer._script("data", again) == explorer._script("data", mission)
    assert explorer._script("x", explorer_data.state_outlines()) == explorer._script(
        "x", explorer_data.state_outlines()
    )
