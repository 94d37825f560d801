"""Each claim of the chapter on the data holds today, and a nearest data set makes it false."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters import data
from cohesion.chapters import data_conclusions as conclusions
from cohesion.publishing import claims


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    return data.figures(data.with_status(data.observed_cells()))


def holds(claim: claims.Claim) -> bool:
    return claims.record(claim.holds, claim.rests_on, claim.says)["holds"]


def all_claims(found: pd.DataFrame) -> dict[str, claims.Claim]:
    known = found[found["status"] != "later"]
    justice = found[found["dimension"] == "justice"]["indicator"].nunique()
    numbers = (data.known_of(found, "justice")["indicator"].nunique(), justice)
    return {
        **conclusions.of_coverage(known, numbers, "x"),
        **conclusions.of_social(data.known_of(found, "sector", "social_development"), "x"),
        **conclusions.of_known(found, "x"),
    }


def test_they_hold_and_can_fall(found):
    for name, claim in all_claims(found).items():
        assert holds(claim), name


def test_of_coverage_falls_when_other_publishers_years_or_justice_gain(found):
    known = found[found["status"] != "later"]
    others = known.assign(publisher=known["publisher"].replace("INEGI", "another"))
    assert not holds(conclusions.of_coverage(others, (1, 31), "x")["data-large-publishers"])
    moved = known.assign(year=known["year"].replace(2008, 2009))
    assert not holds(conclusions.of_coverage(moved, (1, 31), "x")["data-best-years"])
    assert not holds(conclusions.of_coverage(known, (4, 31), "x")["data-justice-late"])


def test_of_social_falls_when_another_publisher_or_other_years_prevail(found):
    rows = data.known_of(found, "sector", "social_development")
    assert not holds(conclusions.of_social(rows.assign(publisher="x"), "x")["data-social-coneval"])
    assert not holds(conclusions.of_social(rows.assign(year=2005), "x")["data-social-coneval"])


@pytest.mark.parametrize("name", list(conclusions.KNOWN))
def test_of_known_falls_when_one_indicator_becomes_known_later(found, name):
    gone = found[found["indicator"] != conclusions.KNOWN[name][0]]
    assert not holds(conclusions.of_known(gone, "x")[name])


def test_a_second_year_of_the_survey_makes_its_caption_untrue(found):
    more = found[found["indicator"] == "prevalence"].assign(year=2009, status="in time")
    claim = conclusions.of_known(pd.concat([found, more]), "x")["data-security-known"]
    assert not holds(claim)
