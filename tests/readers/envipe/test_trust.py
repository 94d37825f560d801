"""Tests of ``cohesion/readers/envipe/trust.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.readers.envipe import trust
from tests.tools.spoilt import written

OTHERS = ("Ns/Nc - confianza", "Ns/Nc - corrupto")
HEAD = ",".join(["autoridad", "cve_ent", "sexo", *trust.ANSWERS, *OTHERS,
                 *(f"se.{answer}" for answer in trust.ANSWERS)])  # fmt: skip
SHARES = "0.1,0.2,0.3,0.3,0.6,0.3,0.1,0.1"
ERRORS = ",".join(["0.01"] * 6)
ROWS = f"jueces,09,Mujer,{SHARES},{ERRORS}\nmp,09,Hombre,{SHARES},{ERRORS}\n"


def build(tmp_path, rows: str):
    return trust.trust_states(written(tmp_path, trust.FILE, f"{HEAD}\n{rows}"))


def test_shares_become_percent_with_their_errors(tmp_path):
    frame = build(tmp_path, ROWS).set_index(["indicator", "sex"])
    assert frame.at[("judges_trust_much", "women"), "value"] == pytest.approx(10)
    assert frame.at[("prosecutors_corrupt", "men"), "value"] == pytest.approx(60)
    assert frame.at[("judges_not_corrupt", "women"), "se"] == pytest.approx(1)
    assert len(frame) == 12
    assert set(frame["state_code"]) == {"09"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("jueces", "policía", "row 2.*'policía' is not known"),
        ("Hombre", "Otro", "row 3.*'Otro' is not known"),
        ("0.1,0.2", "0.2,0.2", "row 2.*do not add up to one"),
        ("0.6,0.3", "0.6,0.4", "row 2.*do not add up to one"),
        (",0.01\n", ",\n", "row 2.*a cell is empty"),
    ],
)
def test_a_changed_row_is_named(tmp_path, old, new, said):
    with pytest.raises(DataError, match=said):
        build(tmp_path, ROWS.replace(old, new, 1))
