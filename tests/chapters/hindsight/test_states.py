"""The states since 2010: the ends of every series, against what publishers printed."""

from __future__ import annotations

import pytest

from cohesion.chapters.correlation import plan
from cohesion.chapters.hindsight import states
from cohesion.publishing import claims
from cohesion.tables import editions
from cohesion.tables.geography import NATION


@pytest.fixture(scope="module")
def found():
    return states.since()


#: (row label, edition, unit, first, last): CONEVAL, annexes 2008–2018 and 2016–2022; CONEVAL,
#: "Medición de la pobreza 2022", 10 August 2023 (43.2 → 36.3; 15.6 → 39.1); INEGI, ENVIPE 2012 and
#: 2025 (unreported crime 91.6 and 93.2).
PRINTED = [
    ("Poverty (%)", "coneval_2008_2018", NATION, 46.1, 41.9),
    ("Poverty (%)", "coneval_2016_2022", NATION, 43.2, 36.3),
    ("No access to health services (%)", "coneval_2016_2022", NATION, 15.6, 39.1),
    ("Unreported crime (%)", None, NATION, 91.6, 93.2),
]


@pytest.mark.parametrize(("label", "edition", "unit", "first", "last"), PRINTED)
def test_the_ends_are_as_printed(found, label, edition, unit, first, last):
    row = found.ends[found.ends["row"] == states.index_of(label, edition)].loc[unit]
    assert row["first"] == pytest.approx(first, abs=0.06)
    assert row["last"] == pytest.approx(last, abs=0.06)


def test_no_row_joins_what_may_not_be_compared(found):
    for row in states.ROWS:
        table, used = states.by_year(row)
        assert table.columns.is_monotonic_increasing and table.columns[0] < table.columns[-1]
        for name in row.parts:
            together = {
                edition
                for chosen in used
                for edition in chosen.frame.loc[
                    (chosen.frame["indicator"] == name) & chosen.frame["year"].isin(table.columns),
                    "edition",
                ]
            }
            assert editions.are_comparable(name, together), (row.label, together)


def test_bad_treatment_starts_after_the_change_of_the_question(found):
    part = found.ends[found.ends["row"] == states.index_of("Bad treatment when reporting (%)")]
    assert part["year_first"].iloc[0] == 2012


def test_the_table_names_every_state_of_interest_once(found):
    table = states.ends_table(found, ["07", "12", "20", "21"])
    assert list(table.columns) == [
        "Field", "Mexico", "Chiapas", "Guerrero", "Oaxaca", "Puebla", "San Luis Potosí",
        "Median of the others",
    ]  # fmt: skip
    assert len(table) == len(states.ROWS)
    assert "Poverty (%), 2010 → 2018" in table.index


def test_claims_can_be_made_false(found, declared_differences):
    declared = plan.load().added.states_since
    tests = declared_differences
    for name, claim in states.claims(found, tests.frame, declared).items():
        record = claims.record(claim.holds, claim.rests_on, claim.says)
        assert not record["holds"] or record["breaks"], name
    assert len(states.figure(found).axes) == len(states.CHARTS)
    assert len(states.placebo_figure(tests).axes[0].get_yticks()) == len(tests.frame)
    facts = states.facts(found).set_index("name")["value"]
    assert facts["since-poverty-last-year"] == "2018"
    assert facts["since-health-late-mexico-last"] == pytest.approx(39.1, abs=0.05)
