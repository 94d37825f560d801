"""CONAPO's tables against published figures, their identities, and changed layouts."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.readers.conapo import demography, marginalisation, population
from cohesion.readers.shared.declared import tables_of
from cohesion.readers.shared.numbers import stacked, to_numbers
from cohesion.tables.store import read
from tests.tools.spoilt import assert_equal_to_data, needs_sources, values, workbook, written


def test_every_municipality_of_2010_has_an_index():
    frame = read("conapo_marginalisation_municipalities")
    frame = frame[(frame["year"] == 2010) & (frame["indicator"] == "marginalisation_index")]
    assert frame["mun_code"].nunique() == len(frame) == 2456


@pytest.mark.parametrize("edition", ["conapo_2012", "conapo_2023"])
def test_population_adds_up_by_sex_and_by_state(edition):
    frame = read("conapo_population_states")
    frame = frame[(frame["edition"] == edition) & (frame["group"] == "all")]
    wide = frame.pivot_table(index=["state_code", "year"], columns="sex", values="value")
    # CONAPO rounds persons: half a person for each of the 32 states and each of the sexes.
    assert (wide["women"] + wide["men"] - wide["total"]).abs().max() <= 16
    total = wide["total"].unstack("state_code")
    assert (total.drop(columns="00").sum(axis=1) - total["00"]).abs().max() <= 32


def test_municipal_population_adds_up_to_the_states():
    municipal = read("conapo_population_municipalities")
    assert municipal.groupby("year")["mun_code"].nunique().eq(2457).all()
    totals = municipal[municipal["sex"] == "total"]
    sums = totals.groupby([totals["mun_code"].str[:2], "year"])["value"].sum()
    states = read("conapo_population_states")
    states = states[
        (states["sex"] == "total")
        & (states["edition"] == "conapo_2012")
        & (states["group"] == "all")
    ]
    states = states.set_index(["state_code", "year"])["value"]
    sums.index = sums.index.set_names(["state_code", "year"])
    assert (sums - states.reindex(sums.index)).abs().max() <= 30


def test_the_two_marginalisation_indices_run_opposite_ways():
    pca = read("conapo_marginalisation_states")
    dp2 = read("conapo_dp2_states")
    pick = {"marginalisation_index": pca, "marginalisation_dp2_index": dp2}
    both = pd.DataFrame(
        {
            name: frame[(frame["indicator"] == name) & (frame["year"] == 2010)].set_index(
                "state_code"
            )["value"]
            for name, frame in pick.items()
        }
    )
    assert len(both) == 32
    assert both.corr("spearman").iloc[0, 1] < -0.9


def test_repeated_share_of_small_localities_is_left_out():
    for name in ("conapo_marginalisation_states", "conapo_dp2_states"):
        frame = read(name)
        years = frame.loc[frame["indicator"] == "marginalisation_small_localities", "year"]
        assert 2010 in set(years) and 2015 not in set(years)


def test_components_agree_between_the_two_methods():
    pca = read("conapo_marginalisation_states").set_index(["state_code", "year", "indicator"])
    dp2 = read("conapo_dp2_states").set_index(["state_code", "year", "indicator"])
    for indicator in ("marginalisation_illiteracy", "marginalisation_dirt_floor"):
        for state in ("01", "12", "20"):
            key = (state, 2010, indicator)
            assert dp2.loc[key, "value"] == pytest.approx(pca.loc[key, "value"], abs=0.2)


def test_to_numbers_reads_commas_and_marks_and_names_the_bad_cell():
    numbers = to_numbers(pd.Series(["1,234", " 5 ", "-", "ND", None]), "x.csv", "POB")
    assert numbers.iloc[0] == 1234 and numbers.iloc[1] == 5 and numbers.iloc[2:].isna().all()
    with pytest.raises(DataError, match=r"x\.csv, row 3, column 'POB'.*'12a'"):
        to_numbers(pd.Series(["1", "12a"]), "x.csv", "POB")


def test_stacked_leaves_gaps_out_and_fills_defaults():
    part = pd.DataFrame(
        {"state_code": ["01", "02"], "year": [2010, 2010], "value": [1.0, None]}
    ).assign(indicator="x", edition="e")
    whole = stacked([part], "state_code")
    assert whole["state_code"].tolist() == ["01"]
    assert whole.loc[0, "sex"] == "total" and whole.loc[0, "group"] == "all"


def two_editions(tmp_path, sexes="Total,Mujeres,Hombres"):
    """Write the three files of population by state, a row or two of each."""
    written(
        tmp_path, population.STATES_2012,
        'Females,Males,Total,Year,StateCode\n60,40,100,2010,1\n"1,100",900,"2,000",2010,7\n'
        "1,1,2,2031,7\n",
    )  # fmt: skip
    counts = zip(sexes.split(","), (2100, 1150, 950), strict=True)
    rows = [f"2010,07,{sex},{count}" for sex, count in counts]
    text = "\n".join(["n_year,cve_ent,genero,pob_mid_year", *rows, "1989,07,Total,1"]) + "\n"
    written(tmp_path, population.STATES_2023, text)
    ages = [["AÑO", "CVE_GEO", "POB_65_MAS", "MUJ_65_MAS", "HOM_65_MAS"],
            [2010, 7, 50, 30, 20], [2004, 7, 1, 1, 0], [2010, 0, 500, 300, 200]]  # fmt: skip
    return workbook(tmp_path, population.AGES_2023, {"Hoja1": ages})


def test_the_nation_of_2012_is_the_sum_and_editions_stay_apart(tmp_path):
    frame = population.population_states(two_editions(tmp_path))
    found = values(frame, "edition", "state_code", "group", "sex")  # one year is left: 2010
    assert found["conapo_2012", "07", "all", "women"] == 1100
    assert found["conapo_2012", "00", "all", "total"] == 2100
    assert found["conapo_2012", "00", "all", "men"] == 940
    assert found["conapo_2023", "07", "all", "women"] == 1150
    assert found["conapo_2023", "07", "age_65_plus", "men"] == 20
    assert found["conapo_2023", "00", "age_65_plus", "total"] == 500
    assert set(frame["year"]) == {2010}


def test_an_unknown_word_for_a_sex_is_told(tmp_path):
    with pytest.raises(DataError, match="no 'sex': its word.*year 2010.*conapo_2023"):
        population.population_states(two_editions(tmp_path, "Total,Mujer,Hombres"))


def municipal(tmp_path, *rows: str) -> pd.DataFrame:
    text = "\n".join(["Population,Code,Sex,Year", *rows]) + "\n"
    return population.population_municipalities(
        written(tmp_path, population.MUNICIPALITIES_2012, text)
    )


def test_municipalities_of_the_years_of_the_report(tmp_path):
    rows = ("900,1001,Females,2010", "800,20570,Males,2015", "1,1001,Total,2013")
    frame = municipal(tmp_path, *rows)
    assert values(frame, "mun_code", "sex", "year") == {
        ("01001", "women", 2010): 900, ("20570", "men", 2015): 800}  # fmt: skip
    with pytest.raises(DataError, match="row 2, column 'Population': 'n.r.' is not a number"):
        municipal(tmp_path, "n.r.,1001,Females,2010")


def test_a_missing_column_is_named(tmp_path):
    written(tmp_path, population.STATES_2012, "Females,Males,Year,StateCode\n1,1,2010,1\n")
    with pytest.raises(DataError, match="missing column.*'Total'"):
        population.population_states(tmp_path)


@pytest.mark.dear
@needs_sources
@pytest.mark.parametrize(
    ("module", "name"),
    [(module, table.name)
     for module in (demography, marginalisation, population) for table in tables_of(module)],
)  # fmt: skip
def test_the_reader_gives_the_table_in_data_byte_for_byte(module, name):
    assert_equal_to_data(module, name)
