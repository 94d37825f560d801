"""States are named by their municipalities of the darkest class, not by their rates."""

from __future__ import annotations

import pandas as pd

from cohesion.chapters import places


def test_states_with_most_dark_municipalities_come_first_and_those_without_are_left_out():
    rates = pd.Series({"07001": 50.0, "20001": 60.0, "20002": 70.0, "19001": 10.0, "19002": None})
    assert places.most_municipalities(rates, above=45) == "Oaxaca and Chiapas"
    assert places.most_municipalities(rates, above=45, number=1) == "Oaxaca"
