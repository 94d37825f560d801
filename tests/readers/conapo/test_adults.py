"""Tests of ``cohesion/readers/conapo/adults.py``."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest

from cohesion import paths
from cohesion.errors import DataError
from cohesion.readers.conapo import adults

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
def test_codes_of_sex_are_checked(tmp_path):
    target = copy(tmp_path, adults.ADULTS)
    frame = pd.read_csv(target)
    frame["sex"] = 1 - frame["sex"]
    frame.to_csv(target, index=False)
    with pytest.raises(DataError, match="do not behave as women"):
        adults.build(tmp_path)
