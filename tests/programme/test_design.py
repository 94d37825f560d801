"""The programme design: hand-worked cases, independent recomputation, broken input."""

from __future__ import annotations

import pytest

from cohesion.checking import declared
from cohesion.errors import DataError
from cohesion.programme import (
    baselines,
)
from cohesion.programme import targets as programme_targets
from cohesion.programme.design import check_totals, load_design, quantities
from tests.tools.design import copied, spoilt

STATES = ["20", "24"]


@pytest.fixture(scope="module")
def design():
    return load_design()


@pytest.fixture(scope="module")
def targets(design):
    values = programme_targets.baseline_values(
        design.baselines, baselines.selections(design.baselines), STATES
    )
    return programme_targets.target_values(
        design.indicators, design.baselines, values, design.activities, design.n_states
    )


@pytest.fixture
def broken(tmp_path):
    """Copy the design, change one file, and return the message of the error it gives."""

    def change(file, edit):
        folder = tmp_path / "programme"
        if not folder.exists():
            copied(tmp_path)
        spoilt(folder, file, edit)
        load_design.cache_clear()
        with pytest.raises(DataError) as error:
            declared.check(folder)
        return str(error.value)

    yield change
    load_design.cache_clear()


def entry(content, key, name):
    return next(item for item in content[key] if item["id"] == name)


# ------------------------------------------------------------------ broken input, one clear message

BROKEN = {
    "missing baseline": (
        "indicators",
        lambda c: entry(c, "indicators", "R1-2").pop("baseline"),
        ["indicators.yml", "R1-2", "baseline", "Field required"],
    ),
    "unknown baseline": (
        "indicators",
        lambda c: entry(c, "indicators", "O-3")["baseline"].update(data="BL-nothing"),
        ["indicators.yml", "O-3", "BL-nothing", "BL-health"],
    ),
    "no reasoning": (
        "indicators",
        lambda c: entry(c, "indicators", "O-1")["target"].update(reasoning="because"),
        ["indicators.yml", "O-1", "reasoning"],
    ),
    "unknown assumption": (
        "indicators",
        lambda c: entry(c, "indicators", "O-1").update(assumption="AS99"),
        ["indicators.yml", "O-1", "AS99"],
    ),
    "target before baseline": (
        "indicators",
        lambda c: (
            entry(c, "indicators", "R1-1")["target"].update(year=2012)
            or entry(c, "indicators", "R1-1").update(milestones=[])
        ),
        ["indicators.yml", "R1-1", "2012", "not before"],
    ),
    "doubt without remark": (
        "indicators",
        lambda c: entry(c, "indicators", "O-1").update(racer_note=""),
        ["indicators.yml", "O-1", "only partly met"],
    ),
    "unknown output": (
        "indicators",
        lambda c: entry(c, "indicators", "R1-4")["target"].update(only=["cakes baked"]),
        ["indicators.yml", "R1-4", "cakes baked"],
    ),
    "unknown result": (
        "activities",
        lambda c: c["activities"][0].update(result="R7"),
        ["activities.yml", "A1.1", "R7", "R1, R2, R3"],
    ),
    "unknown actor": (
        "activities",
        lambda c: c["activities"][0].update(responsible=["martians"]),
        ["activities.yml", "A1.1", "martians"],
    ),
    "misspelt key": (
        "activities",
        lambda c: c["activities"][2].update(resposible=["amexcid"]),
        ["activities.yml", "A1.3", "resposible"],
    ),
    "dates reversed": (
        "timetable",
        lambda c: entry(c, "tasks", "T12").update(start="2015-Q1", end="2014-Q3"),
        ["timetable.yml", "T12", "2014-Q3", "before it starts in 2015-Q1"],
    ),
    "not a quarter": (
        "timetable",
        lambda c: entry(c, "tasks", "T12").update(start="2015-Q5"),
        ["timetable.yml", "T12", "2013-Q2"],
    ),
    "circle": (
        "timetable",
        lambda c: entry(c, "tasks", "T11").update(after=["T13"]),
        ["timetable.yml", "circle", "T11", "T12", "T13"],
    ),
    "starts too early": (
        "timetable",
        lambda c: entry(c, "tasks", "T12").update(start="2014-Q2"),
        ["timetable.yml", "T12", "T11 ends in 2014-Q2", "2014-Q3 or later"],
    ),
    "outside its phase": (
        "timetable",
        lambda c: entry(c, "tasks", "T38").update(end="2018-Q1"),
        ["timetable.yml", "T38", "phase"],
    ),
    "too little time for a tender": (
        "timetable",
        lambda c: entry(c, "tasks", "T43").update(start="2014-Q4"),
        ["timetable.yml", "T43", "3 quarters", "needs 4"],
    ),
    "contract after the limit": (
        "timetable",
        lambda c: c.update(contracting_limit_months=12),
        ["timetable.yml", "contracting limit"],
    ),
    "activity without dates": (
        "timetable",
        lambda c: c.update(tasks=[t for t in c["tasks"] if t["id"] != "T47"]),
        ["timetable.yml", "A3.5", "no task"],
    ),
    "total off by one euro": (
        "budget",
        lambda c: c["envelope"].update(total=20000001),
        ["budget.yml", "20000001", "add to 20000000"],
    ),
    "negative cost": (
        "budget",
        lambda c: entry(c, "lines", "E41")["items"][0].update(rate=-1000),
        ["budget.yml", "E41, entry 1", "rate", "-1000"],
    ),
    "envelope too small": (
        "budget",
        lambda c: c["envelope"].update(eu_contribution=1000000, total=11000000),
        ["budget.yml", "exceed the EU contribution"],
    ),
    "activity without cost": (
        "budget",
        lambda c: (
            c.update(lines=[x for x in c["lines"] if x.get("activity") != "A3.5"]),
            c["assistance_shares"]["R3"].pop("A3.5"),
        ),
        ["budget.yml", "A3.5"],
    ),
    "expert days nobody pays": (
        "budget",
        lambda c: c.update(lines=[x for x in c["lines"] if x["id"] != "E03"]),
        ["budget.yml", "R2", "expert days"],
    ),
    "negative visibility cost": (
        "visibility",
        lambda c: c["actions"][1].update(cost=-1),
        ["visibility.yml", "V2", "cost"],
    ),
    "group that nothing reaches": (
        "visibility",
        lambda c: c["groups"].append({"id": "press", "title": "Press"}),
        ["visibility.yml", "press"],
    ),
    "wrong component": (
        "budget",
        lambda c: entry(c, "lines", "E12").update(component="R2"),
        ["budget.yml", "E12", "A1.3 belongs to R1"],
    ),
    "shares do not add up": (
        "budget",
        lambda c: c["assistance_shares"]["R2"].update({"A2.1": 15}),
        ["budget.yml", "R2", "101", "add to 100"],
    ),
    "citation without entry": (
        "taps",
        lambda c: c["sections"][0].update(text="As said {cite:p}`nobody1900nothing`."),
        ["nobody1900nothing"],
    ),
    "unknown quantity": (
        "tor",
        lambda c: c["sections"][0].update(text="It costs {fact}`budget-toatl`."),
        ["tor.yml", "budget-toatl", "budget-total"],
    ),
    "year without a survey": (
        "indicators",
        lambda c: entry(c, "indicators", "O-3")["target"].update(year=2017),
        ["indicators.yml", "O-3", "2017", "2016"],
    ),
    "table placed twice": (
        "taps",
        lambda c: c["sections"][0].update(tables=["tab-timetable"]),
        ["taps.yml", "tab-timetable"],
    ),
}


@pytest.mark.sampled(12)
@pytest.mark.parametrize("case", BROKEN)
def test_wrong_input_gets_one_clear_message(broken, case):
    file, edit, expected = BROKEN[case]
    message = broken(file, edit)
    for part in expected:
        assert part in message, message
    assert "Cure:" in message and "\n" not in message


def test_assistance_stays_under_the_declared_limit(design):
    """By hand from the lines: service contract over EU contribution, beside the fact."""
    lines, envelope = design.budget_lines, design.budget.envelope
    paid = lines.loc[(lines["instrument"] == "services") & (lines["funder"] == "eu"), "amount"]
    share = 100 * paid.sum() / envelope.eu_contribution
    assert share <= envelope.assistance_limit
    assert quantities(design)["budget-eu-share-services"][0] == pytest.approx(share)


def test_pilots_wait_for_their_baseline_survey(design):
    """The provisions make the baseline survey a condition of every pilot."""
    for pilot, survey in (("T22", "T61"), ("T52", "T72")):
        assert survey in design.timetable.get(pilot).after


def test_one_euro_in_one_cell_is_found(design):
    lines = design.budget_lines.copy()
    lines.loc[7, "amount"] += 1
    wrong = design.__class__(**{**vars(design), "budget_lines": lines})
    with pytest.raises(DataError, match=r"\+1 euros"):
        check_totals(wrong)


# --------------------------------------------------------------------------- indicators


def test_baselines_are_the_published_figures(targets):
    """CONEVAL, editions of 2011: persons of July and municipal estimates of December."""
    cell = targets.set_index(["indicator", "unit"])["baseline"]
    assert cell["O-1", "20"] == pytest.approx(67.1, abs=0.05)
    assert cell["O-1", "24"] == pytest.approx(52.3, abs=0.05)
    assert cell["O-3", "20"] == pytest.approx(39.9, abs=0.05)


def test_visible_means_at_least_the_detectable_change(targets):
    tested = targets[targets["mdc"].notna() & (targets["added"] != 0)]
    assert len(tested) and (tested["added"] < 0).all()
    seen = tested["added"].abs() >= tested["mdc"]
    assert (seen == (tested["detectable"] == "yes")).all()


def test_count_targets_follow_the_outputs(design, targets):
    by_id = targets.set_index("indicator")["target"]
    n = design.n_states
    assert by_id["R1-1"] == n  # one agenda per state
    assert by_id["R1-2"] == 3 * n  # half of two pilots in three sectors per state
    assert by_id["R2-1"] == 6  # three quarters of eight instruments
