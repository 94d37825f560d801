"""Figures that CONEVAL (or the press on the day) published, and identities, against data/.

Each block names where the figure was printed. Tolerance: the decimals that were printed.
"""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.tables import store

OLD, NEW = "coneval_2008_2018", "coneval_2016_2022"
PERSONS = 1e6


@pytest.fixture(scope="module")
def states() -> pd.Series:
    return _series("coneval_poverty_states", "state_code")


def _series(table: str, unit: str) -> pd.Series:
    frame = store.read(table)
    frame = frame[(frame["sex"] == "total") & (frame["group"] == "all")]
    return frame.set_index(["edition", unit, "year", "indicator"])["value"].sort_index()


PUBLISHED = [
    # CONEVAL, 10 años de medición de pobreza, 5 August 2019 (forbes.com.mx, dondinero.mx)
    (OLD, "00", 2008, "poverty", 44.4),
    (OLD, "00", 2018, "poverty", 41.9),
    (OLD, "00", 2008, "extreme_poverty", 11.0),
    (OLD, "00", 2018, "extreme_poverty", 7.4),
    (OLD, "19", 2018, "poverty", 14.5),
    (OLD, "07", 2018, "poverty", 76.4),
    # CONEVAL, 29 July 2013 (multimedios.com, statuspuebla.com.mx, americaeconomia.com)
    (OLD, "00", 2010, "poverty", 46.1),
    (OLD, "00", 2012, "poverty", 45.5),
    (OLD, "00", 2010, "extreme_poverty", 11.3),
    (OLD, "00", 2012, "extreme_poverty", 9.8),
    (OLD, "07", 2012, "poverty", 74.7),
    (OLD, "12", 2012, "poverty", 69.7),
    (OLD, "21", 2012, "poverty", 64.5),
    (OLD, "19", 2012, "poverty", 23.2),
    (OLD, "05", 2012, "poverty", 27.9),
    (OLD, "09", 2012, "poverty", 28.9),
    (OLD, "07", 2012, "extreme_poverty", 32.2),
    (OLD, "12", 2012, "extreme_poverty", 31.7),
    (OLD, "20", 2012, "extreme_poverty", 23.3),
    (OLD, "02", 2012, "extreme_poverty", 2.7),
    # CONEVAL, 23 July 2015 (americaeconomia.com)
    (OLD, "00", 2014, "poverty", 46.2),
    (OLD, "00", 2014, "extreme_poverty", 9.5),
    (OLD, "07", 2014, "poverty", 76.2),
    (OLD, "20", 2014, "poverty", 66.8),
    # CONEVAL on the deprivations of 2010 (24-horas.mx)
    (OLD, "00", 2010, "deprivation_health", 29.2),
    (OLD, "00", 2010, "deprivation_food", 24.8),
    (OLD, "00", 2010, "deprivation_social_security", 60.7),
    (OLD, "00", 2010, "deprivation_education", 20.7),
    (OLD, "00", 2010, "deprivation_housing", 15.2),
    (OLD, "00", 2010, "deprivation_services", 22.9),
    # CONEVAL, 10 August 2023 (notimx.mx, tucochinito.com, culturadepazynoviolenciamonterrey)
    (NEW, "00", 2018, "poverty", 41.9),
    (NEW, "00", 2020, "poverty", 43.9),
    (NEW, "00", 2022, "poverty", 36.3),
    (NEW, "00", 2016, "extreme_poverty", 7.2),
    (NEW, "00", 2022, "extreme_poverty", 7.1),
    (NEW, "00", 2018, "deprivation_health", 16.2),
    (NEW, "00", 2022, "deprivation_health", 39.1),
    (NEW, "00", 2018, "deprivation_education", 19.0),
    (NEW, "00", 2022, "deprivation_education", 19.4),
    (NEW, "00", 2018, "below_poverty_line", 49.9),
    (NEW, "00", 2022, "below_poverty_line", 43.5),
    (NEW, "00", 2018, "below_extreme_line", 14.0),
    (NEW, "00", 2022, "below_extreme_line", 12.1),
]


@pytest.mark.parametrize("edition, state, year, indicator, published", PUBLISHED)
def test_published_percentages(states, edition, state, year, indicator, published):
    assert states[(edition, state, year, indicator)] == pytest.approx(published, abs=0.0501)


MILLIONS = [
    # The same releases.
    (OLD, 2008, "poverty_persons", 49.5),
    (OLD, 2010, "poverty_persons", 52.8),
    (OLD, 2012, "poverty_persons", 53.3),
    (OLD, 2014, "poverty_persons", 55.3),
    (OLD, 2018, "poverty_persons", 52.4),
    (OLD, 2008, "extreme_poverty_persons", 12.3),
    (OLD, 2018, "extreme_poverty_persons", 9.3),
    (OLD, 2010, "deprivation_health_persons", 33.5),
    (OLD, 2010, "deprivation_food_persons", 28.4),
    (OLD, 2010, "deprivation_services_persons", 26.3),
    (NEW, 2018, "poverty_persons", 51.9),
    (NEW, 2022, "poverty_persons", 46.8),
    (NEW, 2022, "extreme_poverty_persons", 9.1),
    (NEW, 2022, "below_poverty_line_persons", 56.1),
]


@pytest.mark.parametrize("edition, year, indicator, published", MILLIONS)
def test_published_millions_of_persons(states, edition, year, indicator, published):
    value = states[(edition, "00", year, indicator)] / PERSONS
    assert value == pytest.approx(published, abs=0.0501)


def test_first_release_of_july_2011():
    # CONEVAL's slides and SEDESOL's bulletin no. 15 (millions, before and after).
    first = _series("coneval_poverty_first_published", "state_code") / PERSONS
    for state, before, after in [
        ("00", 48.8, 52.0), ("30", 3.9, 4.5), ("11", 2.4, 2.7), ("20", 2.3, 2.6), ("02", 0.8, 1.0),
    ]:  # fmt: skip
        key = ("coneval_2011_07", state)
        assert first[(*key, 2008, "poverty_persons")] == pytest.approx(before, abs=0.0501)
        assert first[(*key, 2010, "poverty_persons")] == pytest.approx(after, abs=0.0501)


def test_seven_states_held_half_of_the_poor():
    # SEDESOL's bulletin no. 15 names them.
    first = store.read("coneval_poverty_first_published")
    persons = first[first["year"] == 2010].set_index("state_code")["value"].drop("00")
    largest = persons.sort_values(ascending=False)
    reached = (largest.cumsum() < largest.sum() / 2).sum() + 1
    assert reached == 7
    assert set(largest.index[:7]) == {"15", "30", "07", "21", "14", "11", "20"}


def test_official_reading_of_the_change():
    reading = store.read("coneval_change_reading")["value"].value_counts()
    assert (reading[1], reading[0], reading[-1]) == (9, 21, 2)


def test_first_release_and_series_tell_the_same_story_of_the_nation():
    # 44.5 → 46.2 at first, 44.4 → 46.1 re-weighted.
    nation = _series("coneval_nation_as_published", "state_code")
    assert nation[("coneval_2011_07", "00", 2008, "poverty_as_published")] == 44.5
    assert nation[("coneval_2011_07", "00", 2010, "poverty_as_published")] == 46.2


# imagenagropecuaria.com, December 2011, from CONEVAL's municipal release.
TOP_POVERTY = {
    "San Juan Tepeuxila": ("20220", 97.4), "Aldama": ("07113", 97.3),
    "San Juan Cancuc": ("07112", 97.3), "Mixtla de Altamirano": ("30110", 97.0),
    "Chalchihuitán": ("07022", 96.8),
}  # fmt: skip


@pytest.fixture(scope="module")
def municipalities() -> pd.DataFrame:
    frame = store.read("coneval_municipal_poverty_2010")
    return frame[frame["year"] == 2010].pivot(index="mun_code", columns="indicator", values="value")


@pytest.mark.parametrize("name", TOP_POVERTY)
def test_municipalities_with_the_largest_share(municipalities, name):
    code, published = TOP_POVERTY[name]
    assert municipalities.at[code, "poverty"] == pytest.approx(published, abs=0.0501)


def test_municipal_release_of_2011(municipalities):
    assert municipalities.at["21114", "poverty_persons"] == 732154  # Puebla
    assert municipalities.at["09007", "poverty_persons"] == 727128  # Iztapalapa
    assert municipalities.at["15033", "poverty_persons"] == 723559  # Ecatepec
    assert municipalities.at["12078", "extreme_poverty"] == pytest.approx(82.6, abs=0.0501)
    largest = municipalities["poverty_persons"].sort_values(ascending=False)
    assert (largest.cumsum() < largest.sum() / 2).sum() + 1 == 190


@pytest.mark.parametrize("year, published", [(2010, 199), (2015, 185), (2020, 173)])
def test_municipalities_that_hold_half_in_the_later_series(year, published):
    # CONEVAL, 15 December 2021 (tvazteca.com). Suppressed municipalities are missing here, so the
    # count may differ by a few.
    frame = store.read("coneval_municipal_poverty_by_sex")
    frame = frame[(frame["year"] == year) & (frame["sex"] == "total")]
    wide = frame.pivot(index="mun_code", columns="indicator", values="value").dropna()
    poor = (wide["poverty"] * wide["population_survey"]).sort_values(ascending=False)
    assert (poor.cumsum() < poor.sum() / 2).sum() + 1 == pytest.approx(published, abs=6)


def test_social_lag_as_published():
    # 2010: coneval.org.mx; 2020: pulsoslp.com.mx and proyectopuente.com.mx, April 2021.
    states = store.read("coneval_social_lag_states")
    index = states[states["indicator"] == "social_lag_index"]
    at_2010 = index[index["year"] == 2010].set_index("state_code")["value"]
    assert (at_2010.idxmax(), at_2010.idxmin()) == ("12", "19")
    at_2020 = index[index["year"] == 2020].set_index("state_code")["value"]
    assert list(at_2020.nlargest(5).index) == ["07", "20", "12", "30", "21"]
    assert list(at_2020.nsmallest(3).index) == ["19", "05", "09"]
    municipal = store.read("coneval_municipal_social_lag")
    lag_2010 = municipal[(municipal["year"] == 2010)].set_index(["indicator", "mun_code"])["value"]
    assert lag_2010["social_lag_index"].idxmax() == "12078"  # Cochoapa el Grande
    degree = municipal[
        (municipal["year"] == 2020) & (municipal["indicator"] == "social_lag_degree")
    ]["value"].value_counts()
    assert (degree[5], degree[1]) == (152, 677)


@pytest.mark.parametrize("edition", [OLD, NEW])
def test_identities_of_the_state_tables(states, edition):
    wide = states[edition].unstack("indicator")
    four = ["poverty", "vulnerable_deprivation", "vulnerable_income", "not_poor_not_vulnerable"]
    assert (wide[four].sum(axis=1) - 100).abs().max() < 1e-5
    parts = wide["moderate_poverty"] + wide["extreme_poverty"]
    assert (parts - wide["poverty"]).abs().max() < 1e-5
    share = 100 * wide["poverty_persons"] / wide["population_survey"]
    assert (share - wide["poverty"]).abs().max() < 1e-3
    nation = wide.xs("00", level="state_code")
    summed = wide.drop("00", level="state_code").groupby("year").sum()
    for column in [name for name in wide if name.endswith("_persons")]:
        assert (summed[column] - nation[column]).abs().max() <= 2
    assert (wide["below_extreme_line"] <= wide["below_poverty_line"]).all()
    low_income = wide["poverty"] + wide["vulnerable_income"]
    assert (low_income - wide["below_poverty_line"]).abs().max() < 1e-5


def test_identities_of_the_groups():
    frame = store.read("coneval_poverty_groups")
    wide = frame.pivot_table(
        index=["edition", "year", "sex", "group"], columns="indicator", values="value"
    ).dropna(subset=["poverty"])
    assert (
        wide["poverty"] + wide["vulnerable_deprivation"] - wide["any_deprivation"]
    ).abs().max() < 1e-4
    # The nation lies between the two halves of every split.
    nation = _series("coneval_poverty_states", "state_code")[OLD]
    both = frame[(frame["edition"] == OLD) & (frame["year"] == 2010)]
    both = both[both["indicator"] == "poverty"].set_index(["sex", "group"])["value"]
    value = nation[("00", 2010, "poverty")]
    for one, other in [("rural", "urban"), ("indigenous", "non_indigenous"),
                       ("age_0_17", "age_18_plus")]:  # fmt: skip
        assert both[("total", other)] < value < both[("total", one)]


def test_municipal_figures_of_2011_add_up(municipalities):
    shares = 100 * municipalities["poverty_persons"] / municipalities["population_survey"]
    large = municipalities["population_survey"] > 5000
    assert (shares - municipalities["poverty"])[large].abs().max() < 0.02
    nation = 100 * (
        municipalities["poverty_persons"].sum() / municipalities["population_survey"].sum()
    )
    assert nation == pytest.approx(46.2, abs=0.11)
    chiapas = municipalities[municipalities.index.str.startswith("07")]
    share = 100 * chiapas["poverty_persons"].sum() / chiapas["population_survey"].sum()
    assert share == pytest.approx(78.5, abs=0.1)
