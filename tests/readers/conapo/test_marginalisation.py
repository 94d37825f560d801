"""Tests of ``cohesion/readers/conapo/marginalisation.py``."""

from __future__ import annotations

import pandas as pd
import pytest
import rdata

from cohesion.errors import DataError
from cohesion.readers.conapo import marginalisation
from cohesion.readers.conapo.marginalisation import COMPONENTS, DP2_COMPONENTS, DP2_YEARS
from tests.tools.spoilt import values, written

SMALL = marginalisation.SMALL_LOCALITIES


def rows(file: str, key: str, place: str, *lines: tuple[str, int, str, str]) -> str:
    """Return a file of the index by principal components: unit, year, first component, degree."""
    text = [",".join([key, "AÑO", *COMPONENTS, "IM", "GM", place])]
    for unit, year, first, degree in lines:
        text.append(f"{unit},{year},{first},2,3,4,5,6,7,8,9,-0.5,{degree},12")
    return "\n".join(text) + "\n"


def states(tmp_path, *lines):
    file = marginalisation.STATES_PCA
    return marginalisation.states_pca(
        written(tmp_path, file, rows(file, "CVE_ENT", "LUGAR", *lines))
    )


def test_components_index_and_degree_of_states(tmp_path):
    frame = states(tmp_path, ("7", 2010, "17.8", "Muy alto"), ("7", 2015, "15.0", "Muy alto"),
                   ("-", 2010, '"1,006.9"', "-"))  # fmt: skip
    found = values(frame, "state_code", "year", "indicator")
    assert found["07", 2010, "marginalisation_illiteracy"] == 17.8
    assert found["07", 2010, "marginalisation_index"] == -0.5
    assert found["07", 2010, "marginalisation_degree"] == 5
    assert found["07", 2010, "marginalisation_rank"] == 12
    # The nation has its figures and no degree; the repeated share of 2015 is left out.
    assert found["00", 2010, "marginalisation_illiteracy"] == 1006.9
    assert ("00", 2010, "marginalisation_degree") not in found
    assert (("07", 2010, SMALL) in found, ("07", 2015, SMALL) in found) == (True, False)
    assert set(frame.query("year == 2015")["edition"]) == {"conapo_marginalisation_2015"}


def test_municipalities_have_details_in_2010_only(tmp_path):
    file = marginalisation.MUNICIPALITIES_PCA
    text = rows(file, "CVE_MUN", "LUG_NAC", ("7001", 2010, "20.1", "Alto"),
                ("7001", 2005, "22.2", "Muy bajo"), ("-", 2010, "6.9", "-"))  # fmt: skip
    found = values(
        marginalisation.municipalities_pca(written(tmp_path, file, text)),
        "mun_code", "year", "indicator",
    )  # fmt: skip
    assert found["07001", 2010, "marginalisation_illiteracy"] == 20.1
    assert found["07001", 2005, "marginalisation_degree"] == 1
    assert len(found) == 2 * 2 + len(COMPONENTS) + 1


def test_an_unknown_degree_and_a_word_for_a_number_are_named(tmp_path):
    with pytest.raises(DataError, match="unknown degree 'Altísimo'"):
        states(tmp_path, ("1", 2010, "1", "Altísimo"))
    with pytest.raises(DataError, match="row 2, column 'ANALF': 'x' is not a number"):
        states(tmp_path, ("1", 2010, "x", "Alto"))


def later(tmp_path, files, key: str, components=(), **change):
    """Write one table of R for each year of the DP2 method."""
    for year, relative in files.items():
        figures = dict.fromkeys(components, 9.0) | {
            f"IM_{year}": 50.0 + year - 2010,
            f"IMN_{year}": 0.75,
            f"GM_{year}": "Bajo",
        }
        frame = pd.DataFrame({key: ["07001" if key == "CVE_MUN" else "07"], "ANIO": [str(year)],
                              **{name: [cell] for name, cell in figures.items()}})  # fmt: skip
        file = tmp_path / relative
        file.parent.mkdir(parents=True, exist_ok=True)
        rdata.write_rda(file, {"IME": frame} | change)
    return tmp_path


def test_index_by_distances_of_states_and_municipalities(tmp_path):
    root = later(tmp_path, marginalisation.STATES_DP2, "CVE_ENT", DP2_COMPONENTS)
    found = values(marginalisation.states_dp2(root), "state_code", "year", "indicator")
    assert found["07", 2020, "marginalisation_dp2_index"] == 60
    assert found["07", 2010, "marginalisation_dp2_degree"] == 2
    assert found["07", 2015, "marginalisation_basic_education_incomplete"] == 9
    assert ("07", 2015, SMALL) not in found and ("07", 2020, SMALL) in found
    root = later(tmp_path, marginalisation.MUNICIPALITIES_DP2, "CVE_MUN")
    found = values(marginalisation.municipalities_dp2(root), "mun_code", "year", "indicator")
    assert found["07001", 2015, "marginalisation_dp2_index"] == 55
    assert len(found) == len(DP2_YEARS) * 3


def test_a_file_of_two_tables_and_one_without_a_column_are_told(tmp_path):
    root = later(tmp_path, marginalisation.STATES_DP2, "CVE_ENT")
    with pytest.raises(DataError, match=r"IME_2010\.rda.*missing column.*'ANALF'"):
        marginalisation.states_dp2(root)
    later(tmp_path, marginalisation.MUNICIPALITIES_DP2, "CVE_MUN", other=pd.DataFrame({"x": [1]}))
    with pytest.raises(DataError, match=r"IMM_2010\.rda.*2 objects instead of one"):
        marginalisation.municipalities_dp2(root)
