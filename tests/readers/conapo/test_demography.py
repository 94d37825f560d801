"""Tests of ``cohesion/readers/conapo/demography.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers.conapo import demography


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match="conapo_indicadores_demograficos"):
        demography.demography_states(tmp_path)
