"""Tests of ``cohesion/programme/cross_cutting.py``."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from cohesion.programme import (
    cross_cutting,
)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_themes_touch_every_indicator_and_operational_line():
    themes = cross_cutting.load_themes()
    assert [theme.id for theme in themes] == list(cross_cutting.THEMES)
    money = cross_cutting.money_table(themes)
    assert (money["Share of EU operations (%)"] <= 100).all()


def test_numbers_are_the_shares_of_the_table_and_texts_name_every_theme():
    themes = cross_cutting.load_themes()
    money = cross_cutting.money_table(themes)
    facts = cross_cutting.numbers(themes, money, "x.yml").set_index("name")["value"]
    assert facts["themes-share-gender"] == money.loc["Gender equality"].iloc[-1]
    assert len(facts) == len(themes)
    text = cross_cutting.finding_text(themes)
    assert all(f"- **{theme.title}**." in text for theme in themes)
    legal = cross_cutting.legal_table(themes)
    assert legal.index.tolist() == [theme.title for theme in themes]
    assert (legal["Articles"] != "").all()
    assert len(cross_cutting.evidence_of(themes)) == sum(len(t.evidence) for t in themes)
