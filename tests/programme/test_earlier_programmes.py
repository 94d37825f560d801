"""Earlier programmes: amounts as published, gaps as gaps."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.programme import earlier_programmes
from tests.tools.design import spoilt

FOUND = {item.id: item for item in earlier_programmes.load_earlier()}


def test_prodesis_as_the_press_gave_it():
    """EUR 31 million: 15 of the Union and 16 of Chiapas; 155 000 people in 830 communities."""
    item = FOUND["prodesis"]
    assert (item.total, item.eu, item.mexico) == (31_000_000, 15_000_000, 16_000_000)
    assert (item.people, item.communities) == (155_000, 830)


def test_an_amount_that_was_not_found_is_not_printed():
    assert FOUND["lcs1"].eu is None
    table = earlier_programmes.earlier_table(tuple(FOUND.values()))
    assert table.loc[FOUND["lcs1"].title, "EU (EUR million)"] == "not found"
    assert table.loc[FOUND["prodesis"].title, "EU (EUR million)"] == "15.0"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda raw: raw["programmes"][0].update(eu=14_000_000), "do not add"),
        (lambda raw: raw["programmes"][0].update(source="a newspaper"), "source"),
        (lambda raw: raw["programmes"][1].update(id="prodesis"), "twice"),
    ],
)
def test_a_spoilt_file_is_refused(change, words, tmp_path):
    spoilt(tmp_path, earlier_programmes.FILE, change)
    with pytest.raises(DataError) as error:
        earlier_programmes.load_earlier(tmp_path)
    assert words in str(error.value)


def test_amounts_are_in_millions_and_what_was_not_found_is_left_out():
    found = earlier_programmes.load_earlier()
    amounts = earlier_programmes.amounts(found, "prodesis")
    assert (
        amounts["lessons-prodesis-eu"] + amounts["lessons-prodesis-mexico"]
        == (amounts["lessons-prodesis-total"])
    )
    without = [item.id for item in found if item.total is None]
    assert all(f"lessons-{name}-total" not in earlier_programmes.amounts(found, name)
               for name in without)  # fmt: skip
    assert len(earlier_programmes.sources(found)) == len(found) + 1
