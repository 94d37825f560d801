"""The map that is an index: every state leads to its sheet, the proposed ones stand out."""

from __future__ import annotations

import re

from cohesion.pages import state_map
from cohesion.tables.geography import STATE_CODES
from tests.pages.trees import tree, words


def test_each_state_is_a_shape_that_leads_to_its_sheet():
    made = tree(state_map.markup(["20", "07"]))
    links = made.xpath(".//svg/a/@href")
    assert sorted(links) == [f"@@root@@book/states/state-{code}.html" for code in STATE_CODES]
    titles = made.xpath(".//svg//title/text()")
    assert len(set(titles)) == 32 and "Oaxaca" in titles
    marked = made.xpath(".//path[@class='proposed']/title/text()")
    assert sorted(marked) == ["Chiapas", "Oaxaca"]


def test_the_words_name_the_proposed_in_their_order():
    made = tree(state_map.markup(["20", "07"]))
    caption = made.xpath(".//figcaption")[0]
    assert words(caption).startswith("Proposed: Oaxaca, Chiapas. Each state leads")
    assert caption.xpath("./a/@href")[:2] == [
        "@@root@@book/states/state-20.html", "@@root@@book/states/state-07.html"
    ]  # fmt: skip


def test_the_drawing_fills_its_frame_and_has_no_point_twice_in_a_row():
    paths = state_map._shapes()
    points = [tuple(map(int, pair)) for path in paths.values()
              for pair in re.findall(r"(-?\d+) (-?\d+)", path)]  # fmt: skip
    assert min(x for x, _ in points) == 0 and max(x for x, _ in points) == state_map.WIDTH
    assert min(y for _, y in points) == 0 and max(y for _, y in points) <= 640
    for path in paths.values():
        for ring in path.split("Z")[:-1]:
            corners = ring.removeprefix("M").split("L")
            assert len(corners) > 2
            assert all(one != two for one, two in zip(corners, corners[1:], strict=False))

    # Sonora lies west of Yucatán and north of Chiapas.
    def middle(code, axis):
        found = [tuple(map(int, p)) for p in re.findall(r"(-?\d+) (-?\d+)", paths[code])]
        return sum(point[axis] for point in found) / len(found)

    assert middle("26", 0) < middle("31", 0) and middle("26", 1) < middle("07", 1)
