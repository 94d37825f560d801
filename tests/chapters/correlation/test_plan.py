"""The analysis plan: what it must hold, and what it must refuse."""

from __future__ import annotations

import shutil

import numpy as np
import pandas as pd
import pytest

from cohesion import paths
from cohesion.chapters.correlation import plan, variables
from cohesion.errors import DataError
from tests.tools.design import spoilt


@pytest.fixture
def changed(tmp_path):
    """Load the plan with one entry changed."""
    return lambda change: plan.load(spoilt(tmp_path, plan.NAME, change))


def test_plan_is_valid_and_every_series_is_in_the_catalogue(declared):
    assert declared.settings.alpha == 0.05
    assert {"security", "governance", "municipalities", "hindsight"} == set(declared.families)
    assert all("exploratory" in a.change for a in declared.amendments if not a.before_results)


def test_every_study_is_in_the_bibliography(declared):
    bib = "".join(
        f.read_text()
        for f in [paths.BOOK / "references.bib", *(paths.BOOK / "bib").glob("*.bib")]
        if f.exists()
    )
    for family in declared.families.values():
        for hypothesis in family.hypotheses.values():
            for key in filter(None, [hypothesis.study, hypothesis.later]):
                assert f"{{{key}," in bib
    assert f"{{{declared.composite.study}," in bib and f"{{{declared.polarisation.study}," in bib


def test_mission_hypotheses_cite_only_what_was_public_by_june_2012(declared):
    for name in ("security", "governance", "municipalities"):
        for hypothesis in declared.families[name].hypotheses.values():
            assert int("".join(c for c in hypothesis.study if c.isdigit())) <= 2012


def test_no_violence_on_the_side_of_cohesion(changed):
    def sneak_in(content):
        content["variables"]["poverty"]["series"] = ["homicides_residence"]

    with pytest.raises(DataError, match="violence is on the side of cohesion"):
        changed(sneak_in)


def test_composite_is_never_tested_against_its_own_part(changed):
    def circular(content):
        content["families"]["governance"]["hypotheses"]["G9"] = {
            "x": "composite",
            "y": "turnout",
            "sign": "+",
            "study": "solt2008inequality",
            "primary": "pearson",
        }

    with pytest.raises(DataError, match="its own part"):
        changed(circular)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            lambda c: c["families"]["security"]["hypotheses"]["S1"].update(y="happiness"),
            "unknown variable 'happiness'",
        ),
        (lambda c: c["families"]["security"]["hypotheses"]["S1"].update(sign="up"), "Input should"),
        (lambda c: c["settings"].update(alpha=5), "less than"),
        (
            lambda c: c["variables"]["gini"].update(series=["gini_coefficient"]),
            "unknown series 'gini_coefficient'",
        ),
        (lambda c: c.update(surprise=1), "Extra inputs"),
        (lambda c: c["variables"]["homicide"].update(cohesive="lower"), "'cohesive' is given"),
        (lambda c: c["variables"]["homicide_change"].update(base_years=[]), "needs base_years"),
        (lambda c: c["correlations"]["partial_sets"].update(odd=["wealth"]), "'wealth'"),
    ],
)
def test_a_wrong_entry_is_named(changed, change, words):
    with pytest.raises(DataError, match=words):
        changed(change)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match="analysis_plan.yml"):
        plan.load(tmp_path)
    shutil.copy(paths.PROGRAMME / "analysis_plan.yml", tmp_path)
    assert plan.load(tmp_path).title


@pytest.fixture(scope="module")
def states(declared):
    return variables.state_variables(
        declared, ["gini", "homicide", "homicide_change", "press_attacks", "polarisation"]
    )


def test_homicide_rate_by_hand_from_the_published_counts(states):
    deaths = pd.read_csv(paths.DATA / "inegi_homicides_states.csv", dtype={"state_code": str})
    people = pd.read_csv(paths.DATA / "inegi_population_states.csv", dtype={"state_code": str})
    chosen = deaths.query("indicator == 'homicides_residence' and state_code == '08'")
    count = chosen.set_index("year")["value"]
    census = people.query(
        "indicator == 'population_census' and state_code == '08' and sex == 'total'"
    )
    census = census.set_index("year")["value"]
    rate = 1e5 * count.loc[2008:2010].sum() / (3 * census.loc[2010])
    before = 1e5 * count.loc[2005:2007].sum() / (3 * census.loc[2005])
    assert np.exp(states.frame.loc["08", "homicide"]) == pytest.approx(rate)
    assert states.frame.loc["08", "homicide_change"] == pytest.approx(np.log(rate / before))


def test_state_variables_cover_the_32_states_with_the_mission_vintage(states):
    assert len(states.frame) == 32 and states.frame.notna().all().all()
    published = pd.concat([s.frame for s in states.sources])
    late = published[pd.to_datetime(published["published"]) > pd.Timestamp("2012-06-30")]
    assert late["stand_in"].all()
    assert states.source("gini_income")[0].value("20", "gini_income", 2010) == pytest.approx(
        states.frame.loc["20", "gini"]
    )


def test_municipal_population_is_the_census(declared):
    data = variables.municipal_variables(declared)
    assert data.frame["population"].sum() == 112_336_538
    assert data.frame["exposure"].sum() == 3 * 112_336_538
    assert len(data.frame) == 2456 and (data.frame.index.str.len() == 5).all()
    assert variables.municipal_marginalisation().frame["degree"].eq(5).sum() == 441


def test_years_that_are_not_published_are_refused(states, declared):
    from cohesion.tables.store import select

    chosen = select("homicides_residence", years=[2009, 2010])
    with pytest.raises(DataError, match="2008"):
        variables.rate(chosen, "homicides_residence", (2008, 2009), pd.Series(dtype=float))
