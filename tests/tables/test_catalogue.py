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


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("coneval.editions.csv", "coneval_2011_12,", "coneval_2011_11,", "is not declared"),
        (
            "coneval.indicators.csv",
            "gini_income,",
            "ginny,",
            "'gini_income' that the table .* is not declared",
        ),
    ],
)
def test_the_whole_catalogue_is_held_against_the_tables(tmp_path, file, old, new, said):
    catalogue.check()
    folder = tmp_path / "catalogue"
    shutil.copytree(paths.CATALOGUE, folder)
    for one in folder.glob("*.csv"):
        text = one.read_text("utf-8")
        if one.name == file:
            assert old in text
        one.write_text(text.replace(f"\n{old}", f"\n{new}"), "utf-8")
    with pytest.raises(DataError, match=said) as caught:
        catalogue.check(folder)
    assert caught.value.cure


def test_an_edition_lists_the_tables_that_hold_it(tmp_path):
    folder = tmp_path / "catalogue"
    shutil.copytree(paths.CATALOGUE, folder)
    file = folder / "coneval.editions.csv"
    text = file.read_text("utf-8")
    assert text.count("coneval_municipal_poverty_by_sex") == 1
    file.write_text(text.replace("coneval_municipal_poverty_by_sex", "coneval_other"), "utf-8")
    with pytest.raises(DataError, match="the edition lists coneval_other, but it is in"):
        catalogue.check(folder)


def test_a_catalogue_without_a_table_of_a_kind_is_told(tmp_path):
    with pytest.raises(DataError, match="no indicators table"):
        catalogue.indicators(tmp_path)
