"""The charts of safety and justice: what stands on the axes is what was given."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from cohesion.chapters.safety import figures
from cohesion.charts.theme import PALETTE
from cohesion.tables.geography import NATION
from tests.charts import drawn


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


def test_trend_draws_both_counts_and_the_band_of_the_deaths():
    years = range(1990, 2011)
    deaths = pd.DataFrame({"rate": np.linspace(10, 20, 21)}, index=years)
    deaths["low"], deaths["high"] = deaths["rate"] - 1, deaths["rate"] + 1
    files = pd.Series(np.linspace(16, 12, 14), index=range(1997, 2011))
    ax = figures.trend_chart(deaths, files).axes[0]
    assert drawn.curve(ax, 0) == list(zip(years, deaths["rate"], strict=True))
    assert drawn.curve(ax, 1) == list(zip(files.index, files, strict=True))
    band = ax.collections[0].get_paths()[0].vertices
    assert (2010.0, 21.0) in map(tuple, band) and (2010.0, 19.0) in map(tuple, band)
    assert "Files opened (SESNSP)" in drawn.texts(ax)


def test_periods_are_sorted_by_the_later_rate_and_the_nation_is_a_line():
    table = pd.DataFrame(
        {"before": [8.0, 5, 20], "after": [18.0, 60, 9], "low": [17.0, 55, 8],
         "high": [19.0, 65, 10]},
        index=[NATION, "08", "31"],
    )  # fmt: skip
    ax = figures.periods_chart(table).axes[0]
    assert drawn.rows(ax) == ["Yucatán", "Chihuahua"]
    assert drawn.points(ax, 0) == [(20, 0), (5, 1)] and drawn.points(ax, 1) == [(9, 0), (60, 1)]
    assert drawn.segments(ax, 1) == [[(8, 0), (10, 0)], [(55, 1), (65, 1)]]
    assert [line.get_xdata()[0] for line in ax.lines] == [8.0, 18.0]
    assert ax.get_xscale() == "log"


def test_sexes_end_with_their_figure():
    index = pd.DataFrame({"women": [100.0, 223.6], "men": [100.0, 251.2]}, index=[2007, 2010])
    ax = figures.sex_chart(index).axes[0]
    assert drawn.texts(ax) == ["Women 224", "Men 251"]
    assert ax.get_ylim()[1] > 251.2 and ax.lines[2].get_ydata()[0] == 100


def test_concentration_starts_at_the_largest_and_ends_at_all():
    counts = pd.Series([60.0, 30.0, 10.0])
    ax = figures.concentration_chart({"2008–2010": counts, "2005–2007": counts},
                                     {"2008–2010": 1, "2005–2007": 1}, 3).axes[0]  # fmt: skip
    curve = drawn.curve(ax, 1)
    assert (1.0, 60.0) in curve and curve[-1] == (3.0, 100.0)
    assert "2008–2010: half of all in 1" in drawn.texts(ax)
    with pytest.raises(ValueError, match="zip"):
        figures.concentration_chart({"2008–2010": counts}, {"2008–2010": 1}, 3)


def test_degrees_have_a_point_and_an_interval_each():
    def table(rates):
        frame = pd.DataFrame({"rate": rates}, index=["Very low", "Very high"])
        return frame.assign(low=frame["rate"] - 1, high=frame["rate"] + 2)

    ax = figures.degree_chart(table([9.0, 7]), table([30.0, 12]), table([20.0, 11])).axes[0]
    assert [drawn.curve(ax, n) for n in range(3)] == [
        [(0, 9), (1, 7)], [(0, 20), (1, 11)], [(0, 30), (1, 12)]
    ]  # fmt: skip
    assert to_hex(ax.lines[2].get_color()) == PALETTE["blue"]
    assert drawn.segments(ax, 2) == [[(0, 29), (0, 32)], [(1, 11), (1, 14)]]
    assert ax.get_ylim() == (0, 35)
    assert drawn.texts(ax)[1] == "2008–2010 without Chihuahua"


def test_dots_are_named_and_the_nation_is_told():
    estimates = pd.DataFrame(
        {"rate": [10.0, 20.0], "low": [8.0, 15.0], "high": [12.0, 25.0]}, index=["07", "12"]
    )
    ax = figures.dots_chart(estimates, 14.0, "per 100 000").axes[0]
    assert set(drawn.rows(ax)) == {"Chiapas", "Guerrero"}
    assert {x for x, _ in drawn.points(ax)} == {10.0, 20.0}
    assert 14.0 in {line.get_xdata()[0] for line in ax.lines}
