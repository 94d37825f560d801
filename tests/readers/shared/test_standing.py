"""Tests of ``cohesion/readers/shared/standing.py``."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.readers.shared.standing import counts, standings, verification
from cohesion.readers.shared.table import Table

FRAME = pd.DataFrame(
    {
        "state_code": ["01", "02", "01"],
        "year": 2010,
        "indicator": ["poverty", "poverty", "population"],
        "value": [1.0, 2.0, 3.0],
        "edition": ["first", "first", "series"],
    }
)


def a_table(**more: object) -> Table:
    described = {field.name: "x" for field in dataclasses.fields(Table)
                 if field.default is dataclasses.MISSING}  # fmt: skip
    described |= {"origin": "official file", "sources": ("x.csv",), "build": lambda _: FRAME}
    return Table(**(described | more))  # type: ignore[arg-type]  # values of many types


# ── what readers declare ─────────────────────────────────────────────────────────────────────────


def test_an_official_file_speaks_for_all_its_rows():
    assert counts(a_table(), FRAME) == {"verified": 3, "spot_checked": 0, "unverifiable": 0}


def test_a_mixed_table_says_which_edition_is_what():
    mixed = a_table(origin="extraction", standing={"first": "spot_checked", "series": "verified"})
    assert standings(mixed, FRAME).tolist() == ["spot_checked", "spot_checked", "verified"]
    entry = verification(mixed, FRAME)
    assert entry["spot_checked"] == 2 and entry["verified"] == 1
    assert "verified: the publisher's own file" in entry["against"]


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ({"origin": "extraction"}, "does not say how far"),
        ({"standing": "sure"}, "unknown standing"),
        ({"origin": "transcription", "standing": "verified"}, "cannot be verified"),
        ({"sources": ()}, "cannot be verified"),
        ({"standing": {"first": "verified"}}, "no standing covers the rows"),
        ({"standing": {"first": "verified", "third": "verified"}}, "no row has"),
        ({"standing": {"first": "verified", "poverty": "verified", "series": "verified"}},
         "declared twice"),
    ],
)  # fmt: skip
def test_a_bad_declaration_is_refused(declared, said):
    with pytest.raises(DataError, match=said) as caught:
        counts(a_table(**declared), FRAME)
    assert "every row" in caught.value.cure
