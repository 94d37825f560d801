"""Claims of the hindsight page on cohesion and justice."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from cohesion.chapters.hindsight import trust_conclusions as trust
from cohesion.publishing import claims

ROWS, COLUMNS = ("trust_neighbours", "poverty", "composite"), (*trust.WORSE, "disappearances")


def held(moved=()):
    """Return which claims hold once the cells of ``moved`` took another r and p."""
    cells = pd.DataFrame(itertools.product(ROWS, COLUMNS), columns=["row", "column"])
    cells["r"] = 0.2 * cells["column"].map({**trust.WORSE, "disappearances": -1})
    cells["p_holm"] = 1.0
    cells = cells.set_index(["row", "column"])
    cells.loc[[("trust_neighbours", c) for c in trust.DESK], ["r", "p_holm"]] = 0.6, 0.01
    for place, row in moved:
        cells.loc[place, ["r", "p_holm"]] = row
    found = trust.of_trust(cells.reset_index(), 0.05, None)
    records = {n: claims.record(c.holds, c.rests_on, c.says) for n, c in found.items()}
    assert all(record["breaks"] for record in records.values() if record["holds"])
    return {name for name, record in records.items() if record["holds"]}


EVERY = held()


def test_as_the_figures_of_the_page_lie_all_hold():
    assert len(EVERY) == 6


@pytest.mark.parametrize(
    ("moved", "fallen"),
    [
        ([(("trust_neighbours", "prosecutor_bad"), (0.6, 0.051))], {"later-trust"}),
        ([(("trust_neighbours", "prosecutor_slow"), (-0.6, 0.01))], {"later-trust"}),
        # A clear pair outside justice takes 'only' away, and poverty's none with it.
        ([(("poverty", "disappearances"), (0.7, 0.001))], {"later-only", "later-poverty-none"}),
        ([(("composite", "transparency"), (0.01, 1.0))], {"later-composite"}),
        ([(("composite", "impunity"), (0.7, 0.04))], {"later-composite", "later-only"}),
        (
            [(("trust_neighbours", "trust_judges"), (-0.6, 0.04))],
            {"later-judges-unclear", "later-only"},
        ),
        ([(("trust_neighbours", "trust_prosecutors"), (0.1, 1.0))], {"later-trust-leans"}),
    ],
)
def test_the_nearest_other_figures_fell_only_what_rests_on_them(moved, fallen):
    assert EVERY - held(moved) == fallen
