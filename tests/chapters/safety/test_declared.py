"""Tests of ``cohesion/chapters/safety/declared.py``."""

from __future__ import annotations

import pytest

from cohesion.chapters.safety import declared
from cohesion.errors import DataError


@pytest.mark.parametrize("section", list(declared.HEADS))
def test_every_section_of_the_design_is_complete(section):
    table = declared.design_table(section)
    assert len(table) >= 3
    assert table.notna().all().all()


def test_incomplete_entry_is_named(tmp_path):
    file = tmp_path / "safety.yml"
    file.write_text("gaps:\n- {what: Judges, exists: '', instead: nothing}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"safety.yml, row 1, column 'exists': entry 1 of 'gaps'"):
        declared.design_table("gaps", file)


def test_quantity_without_source_is_refused(tmp_path):
    file = tmp_path / "safety.yml"
    file.write_text("quantities:\n  share: {value: 25}\n", encoding="utf-8")
    with pytest.raises(DataError, match="no quantity 'share' with its source"):
        declared.quantity("share", file)
