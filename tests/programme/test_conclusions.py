"""Each claim of the programme's pages holds on its data, and a nearest data set makes it false."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cohesion.programme import (
    assistance,
    calendar,
    calendar_rules,
    choices,
    civil_society,
    conclusions,
    cross_cutting,
    evidence,
    experts,
    indicators,
    mission_record,
    named_bodies,
    page_numbers,
    procedure_numbers,
    procedures,
    risks,
    state_programmes,
    tables,
    trees,
)
from cohesion.programme.design import load_design, state_targets
from cohesion.publishing import claims
from cohesion.tables import vintage

STATES = ("07", "12", "20", "21")


def holds(claim: claims.Claim) -> bool:
    """Record a claim as a build does; one that nothing could make false is refused."""
    return claims.record(claim.holds, claim.rests_on, claim.says)["holds"]


@pytest.fixture(scope="module")
def design():
    return load_design()


def test_of_themes(design):
    themes = cross_cutting.load_themes()
    found = cross_cutting.evidence_of(themes)
    figures, shares = evidence.nation(found), cross_cutting.money_table(themes).iloc[:, -1]
    by_state = evidence.groups_by_state(found)
    true = conclusions.of_themes(figures, by_state, shares, "x")
    assert all(holds(claim) for claim in true.values())
    moved = {
        "finding-poverty-indigenous-2010": 60.0, "finding-poverty-rural-2010": 55.0,
        "finding-poverty-age-0-17-2010": 49.0, "finding-women-state-congress-2011": 34.0,
    }  # fmt: skip
    spread = shares.where(shares < shares.max(), 10.0)
    false = conclusions.of_themes(pd.Series({**figures, **moved}), 1, spread, "x")
    # The gap by place has to stay as it is, or it would not be the wider one.
    low = pd.Series({**figures, "finding-poverty-indigenous-2010": 60.0})
    assert not holds(conclusions.of_themes(low, 0, shares, "x")["themes-indigenous-widest"])
    for name in set(true) - {"themes-indigenous-widest"}:
        assert not holds(false[name]), name


def test_of_problems():
    found = trees.evidence_of(trees.load_problems())
    figures, spreads = evidence.nation(found), evidence.spreads(found)
    assert all(holds(claim) for claim in conclusions.of_problems(figures, spreads, "x").values())
    low = pd.Series({**figures, "finding-three-deprivations-indigenous-2010": 50.0})
    assert not holds(conclusions.of_problems(low, spreads, "x")["problems-indigenous-lack"])
    near = spreads.clip(upper=1.9)
    assert not holds(conclusions.of_problems(figures, near, "x")["problems-wide-ranges"])


def test_of_choice():
    strategy = choices.load_strategy()
    table = choices.choice_table(strategy, np.random.default_rng(strategy.seed))
    assert holds(conclusions.of_choice(table, "strategy", "x")["strategy-leads"])
    shaky = table.assign(**{"First in % of weightings": 30.0})
    assert not holds(conclusions.of_choice(shaky, "strategy", "x")["strategy-leads"])
    tied = table.assign(**{"Weighted score": 4.0})
    assert not holds(conclusions.of_choice(tied, "strategy", "x")["strategy-leads"])


def test_of_assistance():
    costs = assistance.setup_costs(assistance.load_assistance(), experts.load_experts())
    cost = costs["Cost (EUR)"]
    true = conclusions.of_assistance(cost, 443.0, 900.0, "x")
    assert all(holds(claim) for claim in true.values())
    dear = cost.where(cost.index != "Missions on demand", 4e6)
    assert not holds(conclusions.of_assistance(dear, 443.0, 900.0, "x")["ta-costs-ends"])
    assert not holds(conclusions.of_assistance(cost, 901.0, 900.0, "x")["ta-day-cheaper"])


def test_of_risks():
    grades = risks.grades(risks.load_risks())
    assert holds(conclusions.of_risks(grades, "x")["risks-others-medium"])
    likely = grades.assign(likelihood=grades["likelihood"].replace(2, 1))
    assert not holds(conclusions.of_risks(likely, "x")["risks-others-medium"])


def test_of_participation():
    found = civil_society.load_civil_society().diagnosis.evidence
    small = evidence.by_state(found, "marginalisation_small_localities")
    assert holds(conclusions.of_participation(small, "x")["cso-most-in-small"])
    assert not holds(conclusions.of_participation(small * 0.8, "x")["cso-most-in-small"])


def test_of_budget(design):
    parts, used = page_numbers.parts(design), page_numbers.instruments(design)
    limit = design.budget.envelope.assistance_limit
    assert all(holds(claim) for claim in conclusions.of_budget(parts, used, limit, "x").values())
    even = parts.assign(eu=1.0, federation=parts["federation"], states=1.0)
    moved = conclusions.of_budget(even, used.replace(used["services"], 1.0), 33, "x")
    assert not any(holds(moved[name]) for name in (
        "budget-first-largest", "budget-first-both", "budget-services-largest", "budget-partners",
        "budget-halves",
    ))  # fmt: skip
    assert not holds(conclusions.of_budget(parts, used, 32, "x")["budget-within-limit"])


def test_of_spending(design):
    by_year = design.budget_lines.groupby("year")["amount"].sum()
    together = page_numbers.years_together(design)
    kind = tables.cash_and_kind(design).loc["European Union", "In kind (EUR)"]
    true = conclusions.of_spending(by_year, together, kind, "x")
    assert all(holds(claim) for claim in true.values())
    early = by_year.where(by_year.index != 2014, by_year.max() + 1)
    assert not holds(conclusions.of_spending(early, together, kind, "x")["budget-peak"])
    assert not holds(conclusions.of_spending(by_year, together, 5.0, "x")["budget-eu-cash"])


def test_of_variants(design):
    shares, limit = page_numbers.services_shares(design), design.budget.envelope.assistance_limit
    assert holds(conclusions.of_variants(shares, limit, "x")["budget-fewer-dearer"])
    for moved in ({**shares, 3: 32.0}, {**shares, 2: 34.0, 3: 35.0}):
        assert not holds(conclusions.of_variants(moved, limit, "x")["budget-fewer-dearer"])


def test_of_timetable(design):
    plans = calendar_rules.Plans(design.timetable, design.calendar, states=STATES)
    on_path, named = page_numbers.on_path(design)
    breaches = page_numbers.pilot_breaches(plans)
    true = conclusions.of_timetable(on_path, named, breaches, "x")
    assert named == 5 and all(holds(claim) for claim in true.values())
    false = conclusions.of_timetable(on_path - 1, named, 1, "x")
    assert not any(holds(claim) for claim in false.values())


def test_of_indicators(design):
    found = state_targets(design)
    tested = page_numbers.additions(design, found)
    drawn = page_numbers.additions(design, found, per_cent=True)
    true = conclusions.of_indicators(tested, drawn, "x")
    assert all(holds(claim) for claim in true.values())
    false = conclusions.of_indicators(
        tested.assign(detectable="yes"), drawn.assign(added=drawn["mdc"]), "x"
    )
    assert not any(holds(claim) for claim in false.values())


def test_of_quality(design):
    quality = indicators.quality_table(design.indicators)
    doubts = page_numbers.survey_doubts(design, quality)
    assert holds(conclusions.of_quality(doubts, len(quality), "x")["indicators-robust-weak"])
    doubts["Relevant"] = doubts["Robust"]
    assert not holds(conclusions.of_quality(doubts, len(quality), "x")["indicators-robust-weak"])


def test_of_bodies_and_of_inventory():
    bodies = named_bodies.load_named_bodies()
    asked, named = named_bodies.status_counts(bodies)["asked"], named_bodies.named_shares(bodies)
    number = len(bodies.bodies)
    assert all(holds(c) for c in conclusions.of_bodies(asked, named, number, "x").values())
    false = conclusions.of_bodies(1, {"social": 49.0, "justice": 60.0}, number, "x")
    assert not any(holds(claim) for claim in false.values())
    found = state_programmes.load_state_programmes()
    spent, document = (
        state_programmes.shares(found, part) for part in ("with_spending", "with_document")
    )
    assert holds(conclusions.of_inventory(spent, document, "x")["bodies-spending-chiapas"])
    fuller = document.where(document.index != "Puebla", 70.0)
    assert not holds(conclusions.of_inventory(spent, fuller, "x")["bodies-spending-chiapas"])


def test_of_terms():
    terms, day = calendar.load_calendar(), vintage.as_of()
    months = [calendar.term_months(terms, "21", o, day) for o in ("governor", "councils")]
    assert months == pytest.approx([22.4, 56.0], abs=0.1)
    assert holds(conclusions.of_terms(*months, "x")["bodies-puebla-terms"])
    assert not holds(conclusions.of_terms(months[0], 36.0, "x")["bodies-puebla-terms"])
    assert not holds(conclusions.of_terms(72.0, months[1], "x")["bodies-puebla-terms"])


def test_of_euro(design):
    found, bodies = procedures.load_procedures(), named_bodies.load_named_bodies()
    given = procedures.recipients(found, design, bodies, STATES)
    amounts = procedure_numbers.money(design, given, procedures.tender_table(found, design))
    assert holds(conclusions.of_euro(*amounts, "x")["procedures-every-euro"])
    short = (amounts[0] - 2, *amounts[1:])
    assert not holds(conclusions.of_euro(*short, "x")["procedures-every-euro"])


def test_of_record():
    record = mission_record.load_mission_record()
    filled = mission_record.filled(record)
    assert holds(conclusions.of_record(filled, len(record.forms), "x")["record-all-empty"])
    assert not holds(conclusions.of_record(1, len(record.forms), "x")["record-all-empty"])
