"""Federal funds by state, by hand and against the printed sums."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters import transfers
from cohesion.tables.geography import NATION, STATE_CODES
from cohesion.tables.store import select


@pytest.fixture(scope="module")
def people():
    frame = select("population_census", years=[2010]).frame
    return frame.set_index("state_code")["value"]


def test_the_nation_is_the_sum_of_its_states(people):
    # FASSA 2010: the printed national cell is 53 100.1, the states add up to 3.3 million less.
    wide, chosen = transfers.amounts("transfer_health", 2010)
    states = chosen.wide(2010)["transfer_health"].reindex(list(STATE_CODES))
    assert wide.at[NATION, "transfer_health"] == pytest.approx(states.sum())
    assert wide.at[NATION, "transfer_health"] == pytest.approx(53_100.1, abs=5)
    assert chosen.stand_in


def test_a_state_without_the_fund_is_not_in_the_nation_per_person():
    wide = pd.DataFrame({"f": {code: 1.0 for code in STATE_CODES}})
    wide.loc["09"] = float("nan")
    wide.loc[NATION] = 31.0
    people = pd.Series(1000.0, index=[*STATE_CODES, NATION])
    each = transfers.per_person(wide, people)["f"]
    assert each[NATION] == each["01"] == 1000.0
    assert pd.isna(each["09"])


def test_spread_names_the_ends(people):
    table, _ = transfers.spread("transfer_health", people, "Pesos per inhabitant", number=2)
    assert table.index[0] == "Mexico"
    assert len(table) == 5
    each = table["Pesos per inhabitant"]
    assert each.iloc[1] >= each.iloc[2] > each.iloc[0] > each.iloc[3] >= each.iloc[4]
    assert transfers.ratio("transfer_health", people) == pytest.approx(each.iloc[1] / each.iloc[4])


def test_funds_of_a_state(people):
    # Chiapas, Oaxaca and Guerrero 2010: 482, 373 and 308 million pesos for social assistance.
    for code, printed in (("07", 482), ("20", 373), ("12", 308)):
        table, _ = transfers.of_state(code, people)
        row = table.loc["For social assistance (FAM, assistance)"]
        assert row["Million pesos"] == pytest.approx(printed, abs=0.5)
    assert table["Pesos per inhabitant"].notna().all()
    assert table.index.str[0].str.isupper().all()


def test_the_capital_has_no_fund_of_social_infrastructure(people):
    table, _ = transfers.of_state("09", people)
    row = table.loc["For social infrastructure (FAIS)"]
    assert not row["Million pesos"] > 0
