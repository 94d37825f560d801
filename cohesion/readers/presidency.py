"""Federal transfers to the states (Ramo 33) by fund, from the annexes of the President's reports.

Compiled by México Evalúa from the statistical annexes; a transfer is what a state received, not
what it spent.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.state_names import state_code
from cohesion.readers.shared.table import Reads, check_columns, source_file
from cohesion.tables.geography import NATION, STATE_CODES

FILE = "found/federal_transfers_ramo33/r_33_long_14_original.csv"
EDITION = "presidency_transfers_2014"
FUNDS = {
    "r33_total": "transfer_total",
    "r33_faeb": "transfer_education",
    "r33_fasa": "transfer_health",
    "r33_fis": "transfer_social_infrastructure",
    "r33_fise": "transfer_social_infrastructure_state",
    "r33_fism": "transfer_social_infrastructure_municipal",
    "r33_multiple": "transfer_multiple",
    "r33_alimenticio": "transfer_social_assistance",
    "r33_infraeduca": "transfer_school_building_basic",
    "r33_edusuperior": "transfer_school_building_higher",
    "r33_fortamun": "transfer_municipal_strengthening",
    "r33_edutecnologica": "transfer_technical_adult_education",
    "r33_segurid": "transfer_public_security",
    "r33_fortaestados": "transfer_state_strengthening",
}
#: National cells that the states contradict: they are left out, and must be wrong (fund, year).
WRONG_NATION = {
    ("transfer_total", 2010),
    ("transfer_education", 2010),
    ("transfer_health", 2010),
    ("transfer_technical_adult_education", 2010),
}
#: Not yet assigned when the file was made: zeros, or a sum of what was (fund, year).
NOT_ASSIGNED = {
    ("transfer_multiple", 2014),
    ("transfer_school_building_basic", 2014),
    ("transfer_school_building_higher", 2014),
    ("transfer_public_security", 2014),
}
ROUNDING = 2.5  # million pesos: thirty-two states rounded to a tenth


def transfers_states(root: Path) -> pd.DataFrame:
    """Return transfers (million current pesos) by state, fund and year, 1998–2014.

    Raises
    ------
    DataError
        A cell that is no number, a state's name beside another key, states that do not add up to
        the nation where they should, or that do where the reader calls the nation wrong.
    """
    raw = pd.read_csv(source_file(root, FILE), dtype=str, keep_default_na=False)
    raw.columns = [name.strip() for name in raw.columns]
    check_columns(raw, ["id", "estado", "yr", *FUNDS], FILE)
    named = [state_code(name, FILE, row) for row, name in enumerate(raw["estado"], start=2)]
    wrong = raw["id"].str.zfill(2) != pd.Series(named)
    if wrong.any():
        raise DataError(
            f"the key {raw.loc[wrong, 'id'].iloc[0]} stands beside another state's name.",
            file=FILE,
            row=int(wrong.idxmax()) + 2,
            column="id",
            cure="Rows may have slipped: compare them with the publisher's file.",
        )
    parts = [
        pd.DataFrame(
            {
                "state_code": named,
                "year": raw["yr"].astype(int),
                "indicator": indicator,
                "value": _pesos(raw[column], column),
            }
        )
        for column, indicator in FUNDS.items()
    ]
    whole = pd.concat(parts, ignore_index=True).dropna(subset=["value"])
    return _without_wrong_cells(whole).assign(edition=EDITION)


def _pesos(cells: pd.Series, column: str) -> pd.Series:
    text = cells.str.replace(r"\s", "", regex=True)
    numbers = pd.to_numeric(text.mask(text == ""), errors="coerce")
    wrong = numbers.isna() & (text != "")
    if wrong.any():
        raise DataError(
            f"'{cells[wrong].iloc[0]}' is not an amount.",
            file=FILE,
            row=int(wrong.idxmax()) + 2,
            column=column,
            cure="Compare the cell with the publisher's file.",
        )
    return numbers


def _without_wrong_cells(whole: pd.DataFrame) -> pd.DataFrame:
    keys = list(zip(whole["indicator"], whole["year"], strict=True))
    not_assigned = pd.Series([key in NOT_ASSIGNED for key in keys], index=whole.index)
    whole = whole[~not_assigned]
    for key, rows in whole.groupby(["indicator", "year"]):
        by_state = rows.set_index("state_code")["value"]
        difference = by_state[by_state.index.isin(STATE_CODES)].sum() - by_state[NATION]
        if (abs(difference) > ROUNDING) != (key in WRONG_NATION):
            raise DataError(
                f"'{key[0]}' of {key[1]}: the states differ from the nation by {difference:+,.1f}.",
                file=FILE,
                column=key[0],
                cure="Compare with the annex, and the reader's list of wrong cells.",
            )
    nation = [
        code == NATION and key in WRONG_NATION
        for code, key in zip(
            whole["state_code"], zip(whole["indicator"], whole["year"], strict=True), strict=True
        )
    ]
    return whole[~pd.Series(nation, index=whole.index)]


TABLES = {
    "presidency_transfers_states": Reads(transfers_states, (FILE,)),
}
