"""Tests of ``cohesion/programme/choices.py``."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.programme import (
    choices,
)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def small_choice(scores: dict[str, tuple[int, int]], weights=(0.75, 0.25)) -> choices.Choice:
    return choices.Choice.model_validate(
        {
            "question": "?",
            "seed": 1,
            "draws": 4000,
            "criteria": [
                {"id": key, "label": key, "weight": w, "reason": "ten letters"}
                for key, w in zip("ab", weights, strict=True)
            ],
            "options": [
                {
                    "id": name,
                    "title": name,
                    "description": "an option for the test",
                    "scores": {
                        k: {"score": v, "reason": "why"} for k, v in zip("ab", pair, strict=True)
                    },
                }
                for name, pair in scores.items()
            ],
            "recommended": next(iter(scores)),
            "argument": "x" * 60,
        }
    )


def test_weighted_scores_by_hand():
    choice = small_choice({"x": (4, 2), "y": (2, 5)})
    assert choices.weighted_scores(choice).to_dict() == pytest.approx({"x": 3.5, "y": 2.75})


def test_share_of_weightings_by_geometry():
    # x wins where 4w + 2(1 - w) > 2w + 5(1 - w), that is w > 0.6: two fifths of all weightings.
    shares = choices.share_first(small_choice({"x": (4, 2), "y": (2, 5)}), np.random.default_rng(7))
    assert shares["x"] == pytest.approx(40, abs=2.5)
    assert shares.sum() == pytest.approx(100)


@given(st.lists(st.tuples(st.integers(2, 5), st.integers(2, 5)), min_size=2, max_size=4))
def test_a_dominated_option_never_leads(pairs):
    scores = {f"o{i}": pair for i, pair in enumerate(pairs)} | {"low": (1, 1)}
    shares = choices.share_first(small_choice(scores), np.random.default_rng(0))
    assert shares["low"] == 0 and shares.sum() == pytest.approx(100)


def test_equal_options_share_the_first_place():
    choice = small_choice({"x": (3, 3), "y": (3, 3)})
    shares = choices.share_first(choice, np.random.default_rng(0))
    assert shares.tolist() == pytest.approx([50, 50])


def test_what_pages_say_of_a_choice_is_what_its_table_shows():
    strategy = choices.load_strategy()
    table = choices.choice_table(strategy, np.random.default_rng(strategy.seed))
    facts = choices.numbers(strategy, table, "strategy", "x.yml").set_index("name")["value"]
    assert facts["strategy-first-name"] == table.index[0]
    assert facts["strategy-second-name"].lower() == table.index[1].lower()
    assert facts["strategy-second-name"][0].islower()
    assert facts["strategy-score"] == table["Weighted score"].max()
    assert facts["strategy-options"] == len(strategy.options)
    decimals = choices.decimals(table)
    assert decimals["Weighted score"] == 2 and sum(decimals.values()) == 2
