"""The social-care design file: complete, no typed quantities, clear errors."""

import re

import pytest

from cohesion import care
from cohesion.errors import DataError


@pytest.mark.parametrize("name", care.HEADS)
def test_every_part_is_complete(name):
    table = care.part(name)
    assert len(table) >= 4 and table.notna().all(axis=None)
    assert list(table.columns) == list(care.HEADS[name].values())[1:]


def test_no_quantity_is_typed():
    text = re.sub(r"\{[\w:]+\}`[^`]*`|^\s*#.*$", "", care.FILE.read_text("utf-8"), flags=re.M)
    allowed = r"(?i)\b(arts?\.?|article) \d+(,? (to )?\d+)*|R\d|2010|aged 3 to 15|65 and over"
    assert not re.findall(r"\d", re.sub(allowed, "", text))


def test_an_incomplete_entry_names_file_entry_and_field(tmp_path, monkeypatch):
    file = tmp_path / "care.yml"
    file.write_text("bottlenecks:\n  - {bottleneck: x, evidence: y, entry: ''}\n")
    monkeypatch.setattr(care, "FILE", file)
    with pytest.raises(DataError, match="entry 1, column 'entry'"):
        care.part("bottlenecks")
    with pytest.raises(DataError, match="no part 'population'"):
        care.part("population")
