"""Tests of ``cohesion/readers/coneval/national.py``."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.readers import coneval
from cohesion.readers.coneval import national
from tests.tools.spoilt import assert_equal_to_data, needs_sources


@needs_sources
@pytest.mark.parametrize("name", ["coneval_poverty_groups", "coneval_cohesion_national"])
def test_the_reader_gives_the_table_in_data_byte_for_byte(name):
    assert_equal_to_data(coneval, name)


def test_women_and_men_are_a_sex_and_other_groups_stay_groups():
    frame = pd.DataFrame({"group": ["women", "men", "rural", "all"], "value": range(4)})
    apart = national._sex_apart(frame)
    assert apart["sex"].tolist() == ["women", "men", "total", "total"]
    assert apart["group"].tolist() == ["all", "all", "rural", "all"]
    assert frame["group"].tolist() == ["women", "men", "rural", "all"]
