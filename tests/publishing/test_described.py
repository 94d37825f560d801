"""What a number is in words: said by the notebook, the catalogue, its row, or its name."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.publishing import described, stored

HEAD = "name,label,place,year\n"


@pytest.fixture
def catalogue(tmp_path):
    """Return a function that writes a catalogue of numbers and returns its folder."""

    def write(rows: str):
        described._entries.cache_clear()
        (tmp_path / described.FILE.name).write_text(HEAD + rows, encoding="utf-8")
        return tmp_path

    yield write
    described._entries.cache_clear()


def test_the_best_word_comes_first(catalogue):
    folder = catalogue("x-2010,Poor people,Mexico,2010\n")
    told = described.describe({"name": "x-2010"}, folder)
    assert (told.label, told.place, told.year) == ("Poor people", "Mexico", "2010")
    by_row = {"name": "y-2010", "label": "Poverty", "place": "Oaxaca", "year": 2008, "row": {}}
    assert described.describe(by_row, folder).label == "Poverty"
    assert described.describe({**by_row, "name": "x-2010"}, folder).label == "Poor people"
    said = {**by_row, "name": "x-2010", "label": "Said", "said": True}
    assert described.describe(said, folder).label == "Said"


def test_one_entry_serves_a_family_and_the_longest_wins(catalogue):
    folder = catalogue(
        "score-*,Score of a {},{},\nscore-state-*,Score of {},,\nscore-*-rank,Rank of {},,\n"
    )
    assert described.describe({"name": "score-state-20"}, folder).label == "Score of Oaxaca"
    assert described.describe({"name": "score-20"}, folder).place == "Oaxaca"
    assert described.describe({"name": "score-07-rank"}, folder).label == "Rank of Chiapas"


def test_a_name_is_the_last_resort(catalogue):
    folder = catalogue("")
    told = described.describe({"name": "no-water-share-2010"}, folder)
    assert told.label == "No water share" and told.year == "2010"
    assert described.describe({"name": "change-2008-2010"}, folder).year == ""


@pytest.mark.parametrize(
    "rows, problem", [("x,A,,\nx,B,,\n", "stands twice"), ("x,,,\n", "has no label")]
)
def test_a_wrong_row_is_told(catalogue, rows, problem):
    folder = catalogue(rows)
    with pytest.raises(DataError, match=problem) as caught:
        described.describe({"name": "x"}, folder)
    assert caught.value.row == rows.count("\n") + 1


def test_the_catalogue_of_the_book_can_be_read():
    assert len(described._entries(described.paths.BOOK)) > 0


def test_every_number_of_the_pages_with_hindsight_is_told_in_words():
    facts = [item for item in stored.load().values()
             if item["kind"] == "fact" and item["notebook"].startswith("hindsight-")]  # fmt: skip
    if not facts:
        pytest.skip("no results are stored: run `make book` first")
    untold = [item["name"] for item in facts
              if not item.get("label") and described.entry_of(item["name"]) is None]  # fmt: skip
    assert not untold, "give them a row in book/numbers.csv"
