"""Tests of ``cohesion/readers/inegi/prisons.py``."""

from __future__ import annotations

import pytest

from cohesion import paths
from cohesion.errors import DataError
from cohesion.readers.inegi import prisons
from tests.tools.spoilt import needs_sources, values, written

HEAD = "codigo,estado,fuero_comun,fuero_federal\n"
ROWS = "1,Aguascalientes,0.25,0.5\n28,Tamaulipas,0.0071,0.0012\n"


def test_shares_become_percent_and_the_impossible_state_is_left_out(tmp_path):
    frame = prisons.unsentenced_states(written(tmp_path, prisons.FILE, HEAD + ROWS))
    assert values(frame, "state_code", "indicator") == {
        ("01", "unsentenced_common"): 25, ("01", "unsentenced_federal"): 50,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1,Aguas", "2,Aguas", "another state's name"),
        ("0.0071", "0.3571", "have changed"),
        ("fuero_federal", "federal", "missing column"),
    ],
)
def test_a_changed_file_is_refused(tmp_path, old, new, said):
    text = (HEAD + ROWS).replace(old, new, 1)
    with pytest.raises(DataError, match=said):
        prisons.unsentenced_states(written(tmp_path, prisons.FILE, text))


@needs_sources
def test_shares_of_the_official_file_are_possible():
    frame = prisons.unsentenced_states(paths.SOURCES)
    assert "28" not in set(frame["state_code"])
    assert frame["value"].between(10, 100).all()
