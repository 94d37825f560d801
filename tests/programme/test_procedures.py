"""Tenders, call and direct awards agree with timetable and budget, or the file is refused."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.errors import DataError
from cohesion.programme import named_bodies, procedures
from cohesion.programme.design import load_design
from tests.tools import design as design_files

FOUND = procedures.load_procedures()
BODIES = named_bodies.load_named_bodies()


@pytest.fixture(scope="module")
def design():
    return load_design()


def spoilt(change, tmp_path):
    """Return the procedures after a change of the file's content."""
    return procedures.load_procedures(design_files.spoilt(tmp_path, procedures.FILE, change))


# ── thresholds ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "amount", "words"),
    [
        ("services", 200_000, "International restricted"),
        ("services", 199_999, "Framework contract"),
        ("services", 10_000, "Single"),
        ("supplies", 173_000, "International open"),
        ("supplies", 149_999, "Local open"),
        ("supplies", 59_999, "Competitive"),
        ("works", 299_999, "Competitive"),
        ("works", 5_000_000, "International open"),
    ],
)
def test_the_procedure_follows_the_amount(kind, amount, words):
    assert FOUND.thresholds.step(kind, amount).procedure.startswith(words)


@given(st.sampled_from(["services", "supplies", "works"]), st.floats(0, 1e8), st.floats(0, 1e8))
def test_a_larger_amount_never_has_a_lower_step(kind, one, other):
    low, high = sorted((one, other))
    steps = FOUND.thresholds
    assert steps.step(kind, low).from_ <= steps.step(kind, high).from_ <= high


def test_amounts_of_later_guides_are_not_used():
    """From 2013 the first steps were 300 000, 100 000 and 20 000."""
    amounts = {s.from_ for steps in FOUND.thresholds.kinds.values() for s in steps}
    assert not amounts & {100_000, 20_000, 20_001} and FOUND.thresholds.status == "practice"


# ── awards ───────────────────────────────────────────────────────────────────────────────────────


def test_direct_awards_name_every_euro_of_direct_grants(design):
    given_ = procedures.recipients(FOUND, design, BODIES, BODIES.codes)
    lines = design.budget_lines
    whole = lines.loc[(lines["instrument"] == "direct_grant") & (lines["funder"] == "eu"), "amount"]
    assert sum(item.amount for item in given_) == pytest.approx(whole.sum())
    assert all(item.name and item.quarter != "–" and item.law for item in given_)
    assert len(given_) == 3 * len(BODIES.codes) + 4
    assert {item.ground for item in given_} == {"c", "f"}


def test_a_state_without_a_named_body_gets_no_award(design):
    bodies = BODIES.model_copy(
        update={
            "bodies": tuple(
                named_bodies.Body(state=b.state, function=b.function, status="open")
                if (b.state, b.function) == ("20", "care")
                else b
                for b in BODIES.bodies
            )
        }
    )
    with pytest.raises(DataError, match="no body is named for 'care' in state 20"):
        procedures.recipients(FOUND, design, bodies, BODIES.codes)


def test_the_table_says_that_nobody_was_asked(design):
    table = procedures.award_table(procedures.recipients(FOUND, design, BODIES, BODIES.codes))
    assert set(table["Asked"]) == {"not yet asked"}


# ── call and tenders ─────────────────────────────────────────────────────────────────────────────


def test_lots_spend_the_call_and_count_its_grants(design):
    rows = procedures.lot_rows(FOUND, design)
    lines = design.budget_lines
    assert sum(r["amount"] for r in rows) == pytest.approx(
        lines.loc[lines["instrument"] == "call", "amount"].sum()
    )
    assert [r["grants"] for r in rows] == [4, 2 * design.n_states]


def test_every_euro_of_the_union_has_a_procedure(design):
    """Tenders, estimates, call and awards add to the contribution less contingencies."""
    lines = design.budget_lines[design.budget_lines["funder"] == "eu"]
    tenders = procedures.tender_table(FOUND, design)["EU contribution (EUR)"].sum()
    awards = sum(r.amount for r in procedures.recipients(FOUND, design, BODIES, BODIES.codes))
    reserve = lines.loc[lines["instrument"] == "contingencies", "amount"].sum()
    assert tenders + awards + reserve == pytest.approx(lines["amount"].sum())


def test_controls_have_their_amounts_written_in():
    rules = " ".join(procedures.control_table(FOUND)["Rule"])
    assert "{" not in rules and "50" in rules


def test_the_file_agrees_with_timetable_and_budget(design):
    procedures.check_procedures(FOUND, design, BODIES)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda raw: raw["tenders"][0].update(tasks=["T999"]), "T999"),
        (lambda raw: raw["estimates"][0]["tasks"].pop(), "belongs to no procedure"),
        (lambda raw: raw["estimates"][0]["tasks"].append("T03"), "belongs to 2 procedures"),
        (lambda raw: raw["tenders"][0].update(authority="nobody"), "nobody"),
        (lambda raw: raw["tenders"][3].update(lines=["E40"]), "E41"),
        (lambda raw: raw["tenders"][2].update(lines=["E12"]), "line E12 is not one"),
        (lambda raw: raw["awards"].pop(0), "A1.3"),
        (lambda raw: raw["awards"][0].update(function="weather"), "weather"),
        (lambda raw: raw["awards"][3].update(actor="nobody"), "nobody"),
        (lambda raw: raw["call"]["lots"][1].update(largest=30000), "average grant"),
        (lambda raw: raw["call"]["lots"][0].update(smallest=190000), "average grant"),
        (lambda raw: raw["thresholds"]["kinds"]["supplies"].__delitem__(0), "tender|requires"),
    ],
)
def test_a_file_that_disagrees_is_refused(change, words, tmp_path, design):
    found = spoilt(change, tmp_path)
    if words == "tender|requires":  # without its first step the equipment is bought locally
        table = procedures.tender_table(found, design)
        assert table.loc["C2", "Procedure"] == "Local open tender"
        return
    with pytest.raises(DataError) as error:
        procedures.check_procedures(found, design, BODIES)
    assert words in str(error.value)


def test_a_procedure_that_the_amount_does_not_allow_is_refused(design):
    """Surveys above the threshold cannot be bought under a framework contract."""
    lines = design.budget_lines.copy()
    lines.loc[lines["line"] == "E41", "amount"] *= 1000
    dear = dataclasses.replace(design, budget_lines=lines)
    with pytest.raises(DataError, match="the amount requires 'International restricted tender'"):
        procedures.check_procedures(FOUND, dear, BODIES)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda raw: raw["call"]["lots"][0].update(share=36), "do not add to 100"),
        (lambda raw: raw["call"]["rate"].update(least=90), "least rate"),
        (lambda raw: raw["awards"][0].update(actor="sfp"), "either a function"),
        (lambda raw: raw["awards"][0].update(ground="z"), "ground"),
        (lambda raw: raw["awards"][0].update(legal=["mexico2004lgds 999"]), "999"),
        (lambda raw: raw["frame"][0].update(legal=["eu1800 1"]), "eu1800"),
        (lambda raw: raw["tenders"][0].update(id="C2"), "twice"),
        (lambda raw: raw["thresholds"]["kinds"]["works"].reverse(), "fall to zero"),
    ],
)
def test_a_spoilt_file_is_refused_when_it_is_read(change, words, tmp_path):
    with pytest.raises(DataError) as error:
        spoilt(change, tmp_path)
    assert words in str(error.value)


def test_tables_of_the_chapter_hold_every_entry_of_the_file():
    frame = procedures.frame_table(FOUND)
    assert frame.index.tolist() == [act.part for act in FOUND.frame]
    for act, text in zip(FOUND.frame, frame["Acts"], strict=True):
        assert [citation.text() for citation in act.legal] == text.split("; ")
    terms = procedures.estimate_table(FOUND)
    assert terms["In Mexico"].tolist() == [f"*{term.mexican}*" for term in FOUND.estimate_terms]
    grounds = procedures.ground_table(FOUND)
    assert grounds["Meaning"].to_dict() == dict(FOUND.award_terms.grounds)
    gaps = procedures.gap_table(FOUND)
    assert gaps["Who settles it"].tolist() == [gap.who for gap in FOUND.gaps]


def test_thresholds_fall_within_each_kind_of_contract():
    table = procedures.threshold_table(FOUND)
    for kind, steps in table.groupby(level=0, sort=False)["From (EUR)"]:
        assert steps.is_monotonic_decreasing and steps.iloc[-1] == 0, kind
        assert kind.lower() in {name.lower() for name in FOUND.thresholds.kinds}
    # The practical guide's limits of works and services, in force in 2012.
    assert 5_000_000 in table.loc["Works", "From (EUR)"].tolist()
