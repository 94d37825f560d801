"""What was made stands only while it is made from the same."""

from __future__ import annotations

from cohesion.files import stamps


def test_nothing_stands_before_it_was_made_and_after_a_change(tmp_path):
    stamp = tmp_path / "new" / "book.stamp"
    assert not stamps.stands(stamp, "inputs of Año 2010")
    stamps.put(stamp, "inputs of Año 2010")
    assert stamps.stands(stamp, "inputs of Año 2010")
    assert not stamps.stands(stamp, "inputs of Año 2011")
    stamps.put(stamp, "inputs of Año 2011")
    assert stamps.stands(stamp, "inputs of Año 2011")
    stamp.unlink()
    assert not stamps.stands(stamp, "inputs of Año 2011")
