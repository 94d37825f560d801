"""The social-care design file: complete, clear errors."""

import pytest

from cohesion import care
from cohesion.errors import DataError


@pytest.mark.parametrize("name", care.HEADS)
def test_every_part_is_complete(name):
    table = care.part(name)
    assert len(table) >= 4 and table.notna().all(axis=None)
    assert list(table.columns) == list(care.HEADS[name].values())[1:]


def test_an_incomplete_entry_names_file_entry_and_field(tmp_path, monkeypatch):
    file = tmp_path / "care.yml"
    file.write_text("bottlenecks:\n  - {bottleneck: x, evidence: y, entry: ''}\n")
    monkeypatch.setattr(care, "FILE", file)
    with pytest.raises(DataError, match="entry 1, column 'entry'"):
        care.part("bottlenecks")
    with pytest.raises(DataError, match="no part 'population'"):
        care.part("population")
