"""Tests of ``cohesion/tables/catalogue.py``."""

from __future__ import annotations

import shutil

import pytest

from cohesion import paths
from cohesion.errors import DataError
from cohesion.tables import catalogue, manifest, store

TABLES = manifest.names()


def test_the_catalogue_is_whole():
    indicators, editions = catalogue.indicators(), catalogue.editions()
    index = store._table_index(paths.DATA)
    assert set(index["indicator"]) <= set(indicators.index)
    unused = set(indicators.index) - set(index["indicator"])
    assert not unused, f"indicators without a table: {sorted(unused)}"
    used = {edition for name in TABLES for edition in manifest.load(name)["editions"]}
    assert used <= set(editions.index)
    assert (indicators["label_en"] != "").all() and (indicators["label_es"] != "").all()


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda text: text.replace("lower_better", "down_better", 1), "is not allowed"),
        (lambda text: text.replace("id,label_en", "id,label", 1), "missing column 'label_en'"),
        (lambda text: text + text.splitlines()[1] + "\n", "stands twice"),
    ],
)
def test_a_broken_catalogue_names_file_row_and_cure(tmp_path, spoil, problem):
    shutil.copytree(paths.CATALOGUE, tmp_path / "catalogue")
    file = tmp_path / "catalogue" / "coneval.indicators.csv"
    file.write_text(spoil(file.read_text("utf-8")), "utf-8")
    with pytest.raises(DataError, match=problem) as caught:
        catalogue.indicators(tmp_path / "catalogue")
    assert caught.value.cure and "coneval.indicators.csv" in str(caught.value)
