"""Tests of ``cohesion/readers/conapo/adults.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers.conapo import adults
from tests.tools.spoilt import assert_equal_to_data, needs_sources, values, written

#: Minors and adults of two states, each in July; women have code 0.
ROWS = """\
state_code,age_group,sex,date,population
7,0,0,2010-07-01,90
7,0,1,2010-07-01,95
7,1,0,2010-07-01,160
7,1,1,2010-07-01,150
20,0,0,2010-07-01,70
20,0,1,2010-07-01,75
20,1,0,2010-07-01,130
20,1,1,2010-07-01,110
"""


def build(tmp_path, text: str):
    return adults.build(written(tmp_path, adults.ADULTS, text))


def test_adults_by_state_and_sex_and_their_sums(tmp_path):
    later = ROWS.splitlines()[1:]
    early = "".join(f"{line.replace('2010-', '1999-')}\n" for line in later)
    found = values(build(tmp_path, ROWS + early), "state_code", "sex", "year")
    assert found == {
        ("07", "women", 2010): 160, ("07", "men", 2010): 150, ("07", "total", 2010): 310,
        ("20", "women", 2010): 130, ("20", "men", 2010): 110, ("20", "total", 2010): 240,
        ("00", "women", 2010): 290, ("00", "men", 2010): 260, ("00", "total", 2010): 550,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("7,1,0,2010-07-01,160", "7,1,2,2010-07-01,160", "row 4, column 'sex': '2' is not known"),
        ("20,1,1,2010-07-01,110\n", "", "is there for 1 of 2 combinations"),
        ("7,0,1,", "7,0,0,", "row 3.*stands twice"),
        ("160", "120", "do not behave as women"),
        ("20,0,1,2010-07-01,75", "20,0,1,2010-07-01,60", "do not behave as women"),
    ],
)
def test_codes_and_gaps_are_checked(tmp_path, old, new, said):
    assert old in ROWS
    with pytest.raises(DataError, match=said):
        build(tmp_path, ROWS.replace(old, new))


@needs_sources
@pytest.mark.parametrize("name", adults.TABLES)
def test_the_reader_gives_the_table_in_data_byte_for_byte(name):
    assert_equal_to_data(adults, name)
