"""The figures of the typology and the plan that names them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.chapters import typology
from cohesion.errors import DataError
from cohesion.files import entries
from cohesion.methods import clustering
from cohesion.tables.store import catalogue, select
from tests.tools import design


def test_the_plan_is_sound_and_its_indicators_are_in_the_catalogue():
    plan = typology.load_plan()
    weights = clustering.indicator_weights(plan.sectors)
    assert weights.sum() == pytest.approx(1)
    assert weights["deprivation_health"] == pytest.approx(1 / 6)
    computed = {"homicide_rate"}
    assert set(weights.index) - computed <= set(catalogue().index)


def test_need_has_a_figure_of_every_indicator_for_every_state():
    sectors = typology.load_plan().sectors
    need, sources = typology.need(sectors)
    wanted = [name for sector in sectors.values() for name in sector.indicators]
    assert list(need.columns) == wanted and need.drop("00", errors="ignore").notna().all(axis=None)
    # Two years of published figures, deaths and the people among whom they were counted.
    assert len(sources) == 4
    food = select("deprivation_food", years=[2010]).value("07", "deprivation_food", 2010)
    assert need.at["07", "deprivation_food"] == food


def test_homicide_rate_is_yearly_deaths_over_the_census():
    rate, (deaths, people) = typology.homicide_rate([2008, 2009, 2010])
    died = sum(deaths.value("08", "homicides_residence", year) for year in (2008, 2009, 2010))
    lived = people.value("08", "population_census", 2010)
    assert rate["08"] == pytest.approx(1e5 * died / 3 / lived)
    one = typology.Sector(label="One", weight=1, indicators={
        "poverty": {"year": 2010}, typology.HOMICIDE_RATE: {"years": [2008, 2009, 2010]},
    })  # fmt: skip
    need, _ = typology.need({"one": one})
    assert need.at["08", typology.HOMICIDE_RATE] == pytest.approx(np.log(rate["08"]))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: c["clustering"].update(candidates=[1]), "from 2 to 16"),
        (lambda c: c["clustering"].update(jaccard_threshold=1.2), "less than or equal to 1"),
        (lambda c: c["terciles"].update(firm_share=0.4), "greater than 0.5"),
        (lambda c: c.pop("terciles"), "Field required"),
        (lambda c: c.update(sectors=dict(list(c["sectors"].items())[:1])), "at least 2"),
        (lambda c: next(iter(c["sectors"].values())).update(weight=0), "greater than 0"),
    ],
)
def test_a_spoilt_plan_is_refused(tmp_path, change, message):
    design.spoilt(tmp_path, "typology", change)
    with pytest.raises(DataError, match=message):
        entries.load(typology.Typology, "typology.yml", tmp_path)


def test_an_indicator_has_one_year_or_several():
    assert typology.Period(year=2010).years == ()
    for wrong in ({}, {"year": 2010, "years": (2009, 2010)}):
        with pytest.raises(ValueError, match="either 'year' or 'years'"):
            typology.Period(**wrong)


def test_the_chapter_computes_with_the_plan_that_was_checked():
    plan = typology.load_plan()
    assert isinstance(plan, typology.Typology)
    homicide = plan.sectors["safety"].indicators[typology.HOMICIDE_RATE]
    assert homicide.years == (2008, 2009, 2010) and plan.clustering.smallest_group == 3


def test_a_sector_that_repeats_social_development_goes_with_it_whatever_the_seed():
    rng = np.random.default_rng(2)
    by_sector = pd.DataFrame({"social_development": rng.normal(size=32)})
    by_sector["health"] = by_sector["social_development"] * 2
    by_sector["safety"] = rng.normal(size=32)
    found = typology.with_development(by_sector, ("health", "safety"), seed=3)
    assert found["health"] == pytest.approx((1, 1, 1))
    r, low, high = found["safety"]
    assert low < r < high and found == typology.with_development(by_sector, ("health", "safety"), 3)


def test_women_live_longer_in_every_state_and_the_nation_is_no_state():
    advantage = typology.advantage_of_women(select("life_expectancy", sex=None, years=[2010]))
    assert len(advantage) == 32 and (advantage > 2).all()
