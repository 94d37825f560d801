"""One year in two editions."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.chapters.hindsight import choice, days, revisions, time_machine
from cohesion.publishing import claims


@pytest.fixture(scope="module")
def frame():
    return revisions.compared()[0]


#: As printed: CONEVAL, 29 July 2011 (46.2 and 31.8 per cent of 2010) and 29 July 2013, whose series
#: puts the same year at 46.1 and 29.2; CONEVAL 2019 and 2023 for 2016 (43.6 and 43.2); INEGI, the
#: final count of homicides of 2010 (25 757).
PRINTED = [
    ("Poverty (%)", 2010, 46.2, 46.1),
    ("No access to health services (%)", 2010, 31.8, 29.2),
    ("Poverty (%)", 2016, 43.6, 43.2),
]


@pytest.mark.parametrize(("label", "year", "first", "later"), PRINTED)
def test_both_editions_are_as_printed(frame, label, year, first, later):
    row = frame[(frame["label"] == label) & (frame["year"] == year)].iloc[0]
    assert row["first"] == pytest.approx(first, abs=0.06)
    assert row["later"] == pytest.approx(later, abs=0.06)


def test_ranks_and_spread(frame):
    killed = frame.set_index("label").loc["Homicides by place, registered"]
    assert killed["later"] == 25_757
    survey = frame.set_index("label").loc["Victims of crime, million"]
    # INEGI announced 17 847 550 victims on 20 September 2011.
    assert survey["first"] == pytest.approx(17.847550) and survey["later"] > survey["first"]
    states = frame.dropna(subset=["rho"])
    assert len(frame) - len(states) == 2
    assert (states["least"] <= states["most"]).all()
    assert states["rho"].between(-1, 1).all()
    same = frame[frame["moved"] == 0]
    assert (same["rho"] > 0.9999).all()
    assert len(revisions.shown(frame)) == len(revisions.PAIRS)


def test_revised_figures_move_only_what_has_another_edition():
    plan = choice.plan_of_draws(days.load_days())
    revised, used = revisions.revised_figures(plan)
    day = revisions.data.gather(plan)
    for name in ("social_lag", "crime_prevalence", "gini_income", "turnout"):
        pd.testing.assert_series_equal(revised.values[name], day.values[name])
    assert not revised.values["infant_mortality"].equals(day.values["infant_mortality"])
    assert used
    before, after, ranks, _ = revisions.choices(plan)
    assert before.proposed == ("07", "12", "20", "21")
    table = revisions.choice_table(before, ranks)
    assert table.index[0] == "Chiapas" and table.at["Chiapas", "Figures of the day"] == "1"
    assert set(after.proposed) <= set(ranks.index)


def test_the_same_years_in_their_last_editions():
    settings = days.load_days()
    own = time_machine.Book(settings.days[0], settings.later_base)
    later = revisions.Revised(settings.days[0], settings.later_base)
    table = revisions.summaries(own, later)
    # CONEVAL, July 2011 and July 2013: 46.2 and 46.1, 31.8 and 29.2 per cent of 2010.
    assert table.loc["Poor"].tolist() == ["46.2\u00a0% (2010)", "46.1\u00a0% (2010)"]
    assert table.loc["No access to health services"].tolist() == [
        "31.8\u00a0% (2010)", "29.2\u00a0% (2010)",
    ]  # fmt: skip
    years = table.map(lambda text: text.rpartition("(")[2])
    assert (years["As published"] == years["Revised"]).drop("Highest in").all()
    fell = revisions.fallen(own, later)
    assert len(fell) == len(time_machine.quantities(own)) and not fell.any()


def test_a_verdict_turns_where_the_editions_lie_on_either_side():
    judged = pd.DataFrame({"indicator": "O-1", "unit": ["07", "20"], "name": ["a", "b"],
                           "seen": [4.0, 6.0]})  # fmt: skip
    judged = judged.assign(year=2016, distance=9.0, limit=5.0)
    distances = pd.DataFrame({"indicator": "O-1", "unit": ["07", "20"], "year": 2016,
                              "edition": "coneval_2016_2022", "distance": [6.0, 7.0]})  # fmt: skip
    found = revisions.verdicts_of_2016(judged, distances)
    assert found["flips"].tolist() == [True, False]
    assert revisions.verdict_table(found, {"O-1": 1})["Verdict"].tolist() == ["turns", "stays"]


def test_claims_can_fall(frame):
    plan = choice.plan_of_draws(days.load_days())
    before, _ = choice.choose(plan, revisions.data.gather(plan))
    verdicts = pd.DataFrame({"flips": [False, False]})
    kept = pd.Series([False] * 13)
    for name, claim in revisions.claims(frame, before, before, verdicts, kept).items():
        record = claims.record(claim.holds, claim.rests_on, claim.says)
        assert record["holds"] and record["breaks"], name
