"""Tests of ``cohesion/readers/presidency.py``."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion import paths
from cohesion.errors import DataError
from cohesion.readers import presidency
from cohesion.tables.geography import NATION, STATES
from tests.tools.spoilt import needs_sources, values, written

FUNDS = list(presidency.FUNDS)


def file_of(year: int, national: float = 32.0, **cells: str) -> str:
    """Return the file of one year: each state got one million of each fund."""
    lines = [",".join([" id", "estado ", "yr", *FUNDS])]
    lines.append(",".join(["0", "Nacional", str(year), *[f"{national}"] * len(FUNDS)]))
    for code, name in STATES["name_es"].items():
        row = dict.fromkeys(FUNDS, "1.0") | (cells if code == "01" else {})
        lines.append(",".join([str(int(code)), name, str(year), *row.values()]))
    return "\n".join(lines) + "\n"


def build(tmp_path, text: str):
    return presidency.transfers_states(written(tmp_path, presidency.FILE, text))


def test_amounts_with_blanks_and_empty_cells(tmp_path):
    found = values(
        build(tmp_path, file_of(2009, 1031.0, **dict.fromkeys(FUNDS, "1 000.0"))),
        "state_code", "indicator",
    )  # fmt: skip
    assert found["01", "transfer_health"] == 1000
    assert found["00", "transfer_health"] == 1031
    assert len(found) == 33 * len(FUNDS)


def test_what_was_not_assigned_and_what_is_wrong_is_left_out(tmp_path):
    late = build(tmp_path, file_of(2014))
    assert "transfer_public_security" not in set(late["indicator"])
    # In 2010 four national cells are wrong: they differ, and only then are they left out.
    text = file_of(2010)
    with pytest.raises(DataError, match="of 2010: the states differ"):
        build(tmp_path, text)
    head, nation, *states = text.splitlines()
    cells = nation.split(",")
    for fund, name in presidency.FUNDS.items():
        if (name, 2010) in presidency.WRONG_NATION:
            cells[3 + FUNDS.index(fund)] = "99.0"
    frame = build(tmp_path, "\n".join([head, ",".join(cells), *states]) + "\n")
    nation = frame[frame["state_code"] == "00"]
    assert len(nation) == len(FUNDS) - len(presidency.WRONG_NATION)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1,Aguascalientes", "2,Aguascalientes", "another state's name"),
        ("1.0", "1.O", "'1.O' is not an amount"),
        ("r33_fis,", "r33_other,", "missing column"),
        ("32.0", "36.0", "differ from the nation by -4.0"),
    ],
)
def test_a_changed_file_is_refused(tmp_path, old, new, said):
    with pytest.raises(DataError, match=said):
        build(tmp_path, file_of(2009).replace(old, new, 1))


@needs_sources
def test_transfers_leave_out_only_what_is_declared():
    frame = presidency.transfers_states(paths.SOURCES)
    nation = set(zip(frame["indicator"], frame["year"], strict=True)) - set(
        zip(
            frame.loc[frame["state_code"] == NATION, "indicator"],
            frame.loc[frame["state_code"] == NATION, "year"],
            strict=True,
        )
    )
    assert nation == presidency.WRONG_NATION
    raw = pd.read_csv(paths.SOURCES / presidency.FILE, dtype=str, keep_default_na=False)
    filled = sum((raw[name].str.strip() != "").sum() for name in raw.columns[4:])
    not_assigned = sum(
        (raw.loc[raw["yr"] == "2014", column].str.strip() != "").sum()
        for column, indicator in zip(raw.columns[4:], presidency.FUNDS.values(), strict=True)
        if (indicator, 2014) in presidency.NOT_ASSIGNED
    )
    assert len(frame) == filled - not_assigned - len(presidency.WRONG_NATION)
