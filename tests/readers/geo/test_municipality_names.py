"""Tests of ``cohesion/readers/geo/municipality_names.py``."""

from __future__ import annotations

import pytest
import yaml

from cohesion.errors import DataError
from cohesion.files import hashes
from cohesion.readers.geo import municipality_names as names
from cohesion.tables import geo
from tests.tools.spoilt import written

TEXT = "clave_mun,nom_mun,x\n20002,Acatlán,1\n01001,Aguascalientes,2\n"


def test_names_are_sorted_by_key_and_described(tmp_path):
    root = written(tmp_path / "sources", names.SOURCE, TEXT)
    file, beside = names.build(root, tmp_path)
    assert file.read_text("utf-8") == "mun_code,name\n01001,Aguascalientes\n20002,Acatlán\n"
    assert list(geo.parse_names(file.read_bytes(), file).index) == ["01001", "20002"]
    described = yaml.safe_load(beside.read_text("utf-8"))
    assert described["rows"] == described["verification"]["verified"] == 2
    assert described["sha256"] == hashes.sha256(file.read_bytes())
    assert described["sources"] == [{"file": names.SOURCE, "sha256": hashes.sha256(TEXT.encode())}]


@pytest.mark.parametrize(
    ("old", "new", "row"), [("01001", "1001", 3), ("20002", "33002", 2), ("01001", "20002", 3)]
)
def test_a_wrong_or_repeated_key_is_named_with_its_row(tmp_path, old, new, row):
    with pytest.raises(DataError, match="is not a key of a municipality") as caught:
        names.read_names(written(tmp_path, names.SOURCE, TEXT.replace(old, new)))
    assert caught.value.row == row
