"""Tests of ``cohesion/readers/sesnsp.py``."""

from __future__ import annotations

import shutil

import pytest

from cohesion import paths
from cohesion.errors import DataError
from cohesion.readers import sesnsp

needs_sources = pytest.mark.skipif(
    not paths.SOURCES.exists(), reason="the folder of the official files is not there"
)


def copy(tmp_path, relative):
    target = tmp_path / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(paths.SOURCES / relative, target)
    target.chmod(0o644)
    return target


@needs_sources
def test_renamed_column_of_reported_crime(tmp_path):
    target = copy(tmp_path, sesnsp.NEW)
    text = target.read_text(encoding="utf-8").replace("n_delitos,", "delitos,", 1)
    target.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="missing column.*n_delitos"):
        sesnsp.build_new(tmp_path)


@needs_sources
def test_offence_that_vanishes_from_the_classification(tmp_path):
    target = copy(tmp_path, sesnsp.VICTIMS)
    text = target.read_text(encoding="utf-8").replace("Feminicidio", "Otro")
    target.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="'Feminicidio' is not in the file"):
        sesnsp.build_victims(tmp_path)
