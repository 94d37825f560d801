"""Tests of ``cohesion/readers/udlap.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers import (
    udlap,
)


def test_a_text_in_a_number_names_the_row(tmp_path):
    file = tmp_path / udlap.FILE
    file.parent.mkdir(parents=True)
    file.write_text("cve_ent,igi_mex_2022\n01,62.29\n02,n.d. \n")
    with pytest.raises(DataError, match="row 3"):
        udlap.build_impunity(tmp_path)
