"""Three maps of a state: what they shade, and in which classes."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from cohesion.chapters.profiles import maps


def test_smoothed_rates_lie_between_their_own_and_the_states(towns):
    frame, _ = maps.columns(towns.frame)
    known = towns.frame["exposure"].notna() & frame["homicides"].notna()
    own = towns.frame[known]
    for code in ("08", "20"):
        here = own[own["state_code"] == code]
        rate = 1e5 * here["homicides"].sum() / here["exposure"].sum()
        smooth = frame.loc[here.index, "homicides"]
        raw = here["homicide_rate"]
        low, high = raw.clip(upper=rate), raw.clip(lower=rate)
        assert (smooth >= low - 1e-6).all()
        assert (smooth <= high + 1e-6).all()
    assert len(frame) == 2_456
    assert frame["not_entitled"].notna().all()


def test_three_maps_fit_their_classes(towns):
    frame, _ = maps.columns(towns.frame)
    for name, breaks in maps.BREAKS.items():
        assert frame[name].min() >= breaks[0]
        assert frame[name].max() <= breaks[-1]
    figure = maps.three_maps(frame, "12")
    assert len(figure.axes) == 3
    titles = [ax.get_legend().get_title().get_text() for ax in figure.axes]
    assert titles == list(maps.TITLES.values())
    plt.close(figure)


def test_places_of_one_rate_all_get_that_rate_and_states_are_apart():
    """Without differences inside a state each place is drawn wholly to its state's rate."""
    deaths = pd.Series({"01001": 2.0, "01002": 4.0, "02001": 30.0, "02002": 60.0})
    exposure = pd.Series({"01001": 1e5, "01002": 2e5, "02001": 1e5, "02002": 2e5})
    smooth = maps.smoothed_homicides(deaths, exposure)
    assert smooth.to_dict() == pytest.approx({"01001": 2, "01002": 2, "02001": 30, "02002": 30})
