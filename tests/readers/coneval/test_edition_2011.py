"""Tests of ``cohesion/readers/coneval/edition_2011.py``."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion import paths
from cohesion.errors import DataError
from cohesion.readers.coneval import edition_2011 as edition
from cohesion.tables.geography import NATION
from tests.tools.spoilt import needs_sources, values, written

PERSONS = dict.fromkeys(edition.SUMS.values(), 10) | {
    "pobtot_ajustada": 100, "N_pobreza": 40, "N_vul_car": 30, "N_vul_ing": 10, "N_npnv": 20,
}  # fmt: skip


def towns(**changes) -> str:
    """Return three municipalities in two states, the first one changed."""
    rows = [{"clave_mun": key} | PERSONS for key in ("01001", "01002", "02001")]
    rows[0] |= changes
    return pd.DataFrame(rows).to_csv(index=False)


def sums(tmp_path, text: str) -> pd.DataFrame:
    return edition.state_sums(written(tmp_path, edition.MUNICIPAL_2010, text))


def test_persons_are_summed_by_state_and_for_the_nation(tmp_path):
    found = sums(tmp_path, towns())
    assert found.at["01", "N_ic_asalud"] == 20
    assert found.at["00", "pobtot_ajustada"] == 300
    assert list(found.index) == ["01", "02", "00"]


def test_shares_are_persons_over_the_population_of_december(tmp_path, monkeypatch):
    july = pd.DataFrame({"state_code": ["00", "01", "02"], "year": 2010, "value": [123, 90, 30]})
    monkeypatch.setattr(edition, "first_published", lambda root: july)
    written(tmp_path, edition.MUNICIPAL_2010, towns())
    found = values(edition.states_2010(tmp_path), "state_code", "indicator", "edition")
    assert found["01", "poverty", edition.JULY] == 45
    assert found["02", "vulnerable_deprivation", edition.DECEMBER] == 30
    assert found["00", "deprivation_health", edition.DECEMBER] == 10
    assert found["00", "deprivation_health_persons", edition.DECEMBER] == 30
    assert ("00", "any_deprivation_persons", edition.DECEMBER) not in found


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"N_ic_ali": ""}, "row 2, column 'N_ic_ali': a municipality has no figure"),
        ({"N_npnv": 25}, "four parts of state 01"),
        ({"clave_mun": "1001"}, "five digits"),
    ],
)
def test_a_changed_municipality_is_told(tmp_path, changes, said):
    with pytest.raises(DataError, match=said):
        sums(tmp_path, towns(**changes))


@needs_sources
def test_sums_of_2011_are_persons_and_never_rates():
    """The nation's shares are persons over persons, and equal the mean weighted by population."""
    sums = edition.state_sums(paths.SOURCES)
    raw = pd.read_csv(paths.SOURCES / edition.MUNICIPAL_2010)
    weighted = np.average(raw["ic_asalud"], weights=raw["pobtot_ajustada"])
    share = sums.at[NATION, "N_ic_asalud"] / sums.at[NATION, "pobtot_ajustada"]
    assert share == pytest.approx(weighted, abs=1e-5)
    # The sum of municipal persons in poverty is near the persons of July 2011 in every state.
    july = pd.read_csv(paths.SOURCES / edition.FIRST_PUBLISHED, dtype={"cve_ent": str})
    july = 1000 * july.set_index("cve_ent")["pobres_2010_miles"]
    assert (sums["N_pobreza"].drop(NATION) / july - 1).abs().max() < 0.0135
