"""Tests of ``cohesion/office/archive.py``."""

from __future__ import annotations

import zipfile

from cohesion.office import archive


def test_source_date_epoch_is_the_time_in_every_file(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1340000000")  # 18 June 2012
    archive.pack({"b": b"2", "[Content_Types].xml": b"1"}, tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as file:
        assert file.namelist()[0] == "[Content_Types].xml"
        assert {info.date_time[:3] for info in file.infolist()} == {(2012, 6, 18)}
