"""Readers of the evidence of 2010–2012 and of later days: what they refuse, and what they keep."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from cohesion import paths
from cohesion.errors import DataError
from cohesion.readers import fundar, iep, inafed, presidency, sinaloa_portal
from cohesion.readers.coneval import edition_2011 as coneval_edition_2011
from cohesion.readers.coneval import inventory as coneval_inventory
from cohesion.readers.coneval.municipal import MUNICIPAL_2010
from cohesion.readers.coneval.states import FIRST_PUBLISHED
from cohesion.readers.envipe import trust as envipe_trust
from cohesion.readers.geo import municipal_outlines
from cohesion.readers.inegi import prisons as inegi_prisons
from cohesion.readers.inegi import speakers as inegi_speakers
from cohesion.tables.geography import NATION, STATE_CODES, STATES

needs_sources = pytest.mark.skipif(
    not paths.SOURCES.exists(), reason="the official files are not here"
)
pytestmark = needs_sources


def changed(tmp_path: Path, relative: str, change) -> Path:
    """Return a sources root in which one text file was changed, and nothing else is."""
    target = tmp_path / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    text = (paths.SOURCES / relative).read_text(encoding="utf-8-sig")
    spoilt = change(text)
    assert spoilt != text
    target.write_text(spoilt, encoding="utf-8")
    return tmp_path


@pytest.fixture
def sheets(monkeypatch):
    """Change the sheet of a workbook as pandas reads it: ``sheets(change)``."""
    read = pd.read_excel

    def spoil(change):
        def reading(*arguments, **options):
            sheet = read(*arguments, **options).astype(object)
            change(sheet)
            return sheet

        monkeypatch.setattr(pd, "read_excel", reading)

    return spoil


def put(row: int, column: int, value):
    """Return a change that writes one cell (zero-based), if the sheet is long enough."""

    def change(sheet):
        if len(sheet) > row:
            sheet.iat[row, column] = value

    return change


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (5, 9, "many", "not a number"),
        (5, 9, "-3", "not a number"),
        (5, 9, "", "not a number"),
        (5, 12, "178472", "do not add up"),
        (4, 9, "Otro seguro", "head"),
        (3, 12, "Sin dato", "head"),
        (5, 0, "1001", "expected"),
        (7, 1, "Chiapas", "another state"),
        (2463, 4, "17", "not read"),
    ],
)
def test_entitlement_refuses_a_changed_workbook(sheets, row, column, value, said):
    sheets(put(row, column, value))
    with pytest.raises(DataError, match=said):
        inafed.entitlement(paths.SOURCES)


def test_entitlement_of_states_is_the_sum_of_their_municipalities():
    municipal = inafed.entitlement_municipalities(paths.SOURCES)
    states = inafed.entitlement_states(paths.SOURCES)
    persons = [indicator for _, indicator in inafed.PERSONS]
    summed = municipal[municipal["indicator"].isin(persons)]
    summed = summed.groupby([summed["mun_code"].str[:2], "indicator"])["value"].sum().unstack()
    wide = states.pivot(index="state_code", columns="indicator", values="value")
    pd.testing.assert_frame_equal(
        wide.drop(NATION)[persons], summed[persons], check_names=False, check_like=True
    )
    share = 100 * wide["entitled_seguro_popular"] / wide["entitlement_population"]
    assert np.allclose(share, wide["entitled_seguro_popular_share"])


def test_medical_staff_without_impossible_sums():
    states = inafed.staff_states(paths.SOURCES)
    wide = states.pivot(index="state_code", columns="year", values="value")
    assert "09" not in wide.index
    for code, year in (("05", 2009), ("10", 2011), ("12", 2006), ("14", 2008), ("23", 2010)):
        assert np.isnan(wide.at[code, year])
    # The four states of the proposal in 2010.
    assert wide[2010].loc[["07", "12", "20", "21"]].tolist() == [5_373, 4_825, 5_799, 8_763]


def test_medical_staff_marks_of_no_figure_are_the_only_text(sheets):
    sheets(put(4, 3, "n.d."))
    with pytest.raises(DataError, match="not a number"):
        inafed.staff_municipalities(paths.SOURCES)


def test_speakers_must_add_up_exactly(tmp_path):
    root = changed(tmp_path, inegi_speakers.FILE, lambda text: text.replace("2436", "2437", 1))
    with pytest.raises(DataError, match="add up"):
        inegi_speakers.speakers_states(root)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("1 053.4", "1 O53.4", 1), "not an amount"),
        (lambda text: text.replace("1 053.4", "1 153.4", 1), "differ"),
        (lambda text: text.replace("01,Aguascalientes", "01,Colima", 1), "another state"),
        (lambda text: text.replace("r33_faeb", "r33_other", 1), "missing column"),
        # The wrong national cell of 2010, put right: the list of wrong cells would be stale.
        (lambda text: text.replace("234 357.7", "249 085.0", 1), "differ"),
    ],
)
def test_transfers_refuse_a_changed_file(tmp_path, change, said):
    with pytest.raises(DataError, match=said):
        presidency.transfers_states(changed(tmp_path, presidency.FILE, change))


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


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (19, 4, 0.7, "mean of its variables"),
        (4, 5, "Aguascalientes", "twice"),
        (4, 5, "Texas", "not the name"),
        (15, 2, "XX", "the row is"),
    ],
)
def test_access_laws_refuse_a_changed_sheet(sheets, row, column, value, said):
    sheets(put(row, column, value))
    with pytest.raises(DataError, match=said):
        fundar.access_laws_states(paths.SOURCES)


def inventory_sheet() -> pd.DataFrame:
    """Return an inventory of one programme per state that the year covers, as pandas reads it."""
    heads = [
        "Entidad federativa",
        "1. Nombre de la intervención",
        "9. Documento normativo",
        "8. ¿Se localizó en el Inventario Federal 2010?",
        "12. Derecho social directo",
    ]
    covered = [c for c in STATE_CODES if c not in coneval_inventory.ABSENT[2010]]
    rows = [[STATES.at[c, "name_es"], "Uno", "Sí", "no", "Bienestar económico"] for c in covered]
    blank = [np.nan] * 5
    return pd.DataFrame([blank, blank, heads, *rows, blank, ["NOTA", *blank[1:]]], dtype=object)


def test_inventory_reads_yes_and_no_however_they_are_spelt(monkeypatch):
    monkeypatch.setattr(pd, "read_excel", lambda *a, **k: inventory_sheet())
    found = coneval_inventory.read_inventory(paths.SOURCES, 2010)
    assert len(found) == 30
    assert found["document"].all()
    assert not found["federal"].any()
    assert set(found["right"]) == {"economic_wellbeing"}


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (3, 4, "Deporte", "social right"),
        (3, 2, "quizá", "neither yes nor no"),
        (3, 0, "Aguascalientes", "other states are absent"),
        (33, 4, "Salud", "not read"),
        (2, 2, "Otra", "stands 0 times"),
    ],
)
def test_inventory_refuses_what_it_does_not_understand(monkeypatch, row, column, value, said):
    sheet = inventory_sheet()
    sheet.iat[row, column] = value
    monkeypatch.setattr(pd, "read_excel", lambda *a, **k: sheet)
    with pytest.raises(DataError, match=said):
        coneval_inventory.read_inventory(paths.SOURCES, 2010)


def test_prisons_keep_the_impossible_state_out_only_while_it_is_impossible(tmp_path):
    frame = inegi_prisons.unsentenced_states(paths.SOURCES)
    assert "28" not in set(frame["state_code"])
    assert frame["value"].between(10, 100).all()
    root = changed(tmp_path, inegi_prisons.FILE, lambda text: text.replace("0.0071", "0.3571", 1))
    with pytest.raises(DataError, match="have changed"):
        inegi_prisons.unsentenced_states(root)


def test_trust_refuses_answers_that_do_not_add_up(tmp_path):
    root = changed(
        tmp_path, envipe_trust.FILE, lambda text: text.replace("0.389093", "0.489093", 1)
    )
    with pytest.raises(DataError, match="add up"):
        envipe_trust.trust_states(root)


def test_peace_index_refuses_a_part_it_does_not_know(tmp_path):
    root = changed(tmp_path, iep.FILE, lambda text: text.replace(",homicidio,", ",otro,", 1))
    with pytest.raises(DataError, match="unknown part"):
        iep.peace_states(root)


def test_governance_refuses_a_series_it_does_not_know(tmp_path):
    root = changed(tmp_path, sinaloa_portal.FILE, lambda text: text.replace(",2021,", ",2022,", 1))
    with pytest.raises(DataError, match="unknown series"):
        sinaloa_portal.governance_states(root)


def test_sums_of_2011_are_persons_and_never_rates(tmp_path):
    """The nation's shares are persons over persons, and equal the mean weighted by population."""
    sums = coneval_edition_2011.state_sums(paths.SOURCES)
    raw = pd.read_csv(paths.SOURCES / MUNICIPAL_2010)
    weighted = np.average(raw["ic_asalud"], weights=raw["pobtot_ajustada"])
    share = sums.at[NATION, "N_ic_asalud"] / sums.at[NATION, "pobtot_ajustada"]
    assert share == pytest.approx(weighted, abs=1e-5)
    # The sum of municipal persons in poverty is near the persons of July 2011 in every state.
    july = pd.read_csv(paths.SOURCES / FIRST_PUBLISHED, dtype={"cve_ent": str})
    july = 1000 * july.set_index("cve_ent")["pobres_2010_miles"]
    assert (sums["N_pobreza"].drop(NATION) / july - 1).abs().max() < 0.0135


def test_sums_of_2011_need_every_municipality(tmp_path):
    target = tmp_path / MUNICIPAL_2010
    target.parent.mkdir(parents=True)
    raw = pd.read_csv(paths.SOURCES / MUNICIPAL_2010, dtype=str)
    raw.loc[7, "N_ic_asalud"] = ""
    raw.to_csv(target, index=False)
    with pytest.raises(DataError, match="no figure") as caught:
        coneval_edition_2011.state_sums(tmp_path)
    assert caught.value.row == 9
    shutil.rmtree(tmp_path / "social")


def test_municipal_outlines_of_the_book_are_those_of_the_reader(tmp_path):
    written = municipal_outlines.build(paths.SOURCES, tmp_path)
    for file in written:
        assert file.read_bytes() == (paths.GEO / file.name).read_bytes()
    features = json.loads(written[0].read_text("utf-8"))["features"]
    codes = [feature["properties"]["mun_code"] for feature in features]
    assert len(set(codes)) == 2_456
    assert "23010" not in codes
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    assert all(shapely.is_valid(shapes))
    assert (shapely.area(shapes) > 0).all()
