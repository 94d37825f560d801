"""Tests of ``cohesion/readers/conapo/marginalisation.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers.conapo import marginalisation
from tests.tools.spoilt import written


def test_an_unknown_degree_is_named(tmp_path):
    codes = ["CVE_ENT", *marginalisation.COMPONENTS, "IM", "GM", "LUGAR", "AÑO"]
    row = ["1", *["1"] * 9, "0.1", "Altísimo", "1", "2010"]
    written(
        tmp_path,
        marginalisation.STATES_PCA,
        ",".join(codes) + "\n" + ",".join(row) + "\n",
    )
    with pytest.raises(DataError, match="unknown degree 'Altísimo'"):
        marginalisation.states_pca(tmp_path)
