"""The programme design: hand-worked cases, independent recomputation, broken input."""

import shutil

import networkx as nx
import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cohesion import paths
from cohesion.checking import declared
from cohesion.errors import DataError
from cohesion.files import entries
from cohesion.markup import blocks, runs
from cohesion.programme import (
    amounts,
    baselines,
    budget,
    figures,
    indicators,
    logframe,
    schedule,
    tables,
    timetable,
)
from cohesion.programme import targets as programme_targets
from cohesion.programme.design import check_totals, load_design, quantities
from cohesion.programme.documents import DOCUMENTS, load_document
from cohesion.publishing.readable import plain_text

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
            shutil.copytree(paths.PROGRAMME, folder)
        content = yaml.safe_load((folder / f"{file}.yml").read_text(encoding="utf-8"))
        edit(content)
        text = yaml.safe_dump(content, allow_unicode=True)
        (folder / f"{file}.yml").write_text(text, encoding="utf-8")
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
        lambda c: entry(c, "indicators", "P-1")["baseline"].update(data="BL-nothing"),
        ["indicators.yml", "P-1", "BL-nothing", "BL-health"],
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
        lambda c: entry(c, "tasks", "T34").update(end="2017-Q4"),
        ["timetable.yml", "T34", "phase"],
    ),
    "too little time for a tender": (
        "timetable",
        lambda c: entry(c, "tasks", "T43").update(start="2014-Q3"),
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
        lambda c: entry(c, "lines", "E41").update(amount=-80000),
        ["budget.yml", "E41", "amount", "-80000"],
    ),
    "envelope too small": (
        "budget",
        lambda c: c["envelope"].update(eu_contribution=1000000, total=11000000),
        ["budget.yml", "EU contribution", "remain"],
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
        lambda c: entry(c, "indicators", "P-1")["target"].update(year=2017),
        ["indicators.yml", "P-1", "2017", "2016"],
    ),
    "table placed twice": (
        "taps",
        lambda c: c["sections"][0].update(tables=["tab-timetable"]),
        ["taps.yml", "tab-timetable"],
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_wrong_input_gets_one_clear_message(broken, case):
    file, edit, expected = BROKEN[case]
    message = broken(file, edit)
    for part in expected:
        assert part in message, message
    assert "Cure:" in message and "\n" not in message


# ------------------------------------------------------------------------------- budget


@given(
    st.integers(0, 10**8),
    st.dictionaries(st.text("abc", min_size=1, max_size=3), st.floats(0.1, 100), min_size=1),
    st.sampled_from([1, 10, 1000]),
)
def test_apportioned_parts_add_to_the_total(total, weights, step):
    parts = amounts.apportion(total, weights, step)
    assert sum(parts.values()) == total
    heaviest = max(weights, key=lambda name: weights[name])
    whole = sum(weights.values())
    for name in weights:
        if name != heaviest:
            assert parts[name] % step == 0
            assert abs(parts[name] - total * weights[name] / whole) <= step / 2 + 1e-6


@given(st.integers(0, 10**8), st.lists(st.integers(8050, 8075), min_size=1, max_size=30))
def test_years_add_to_the_line(total, quarters):
    years = amounts.spread(total, quarters)
    assert sum(years.values()) == total
    assert set(years) == {quarter // 4 for quarter in quarters}


def test_spread_by_hand():
    # Three quarters of 2013 and one of 2014: 75 and 25 per cent.
    assert amounts.spread(1001, [8053, 8054, 8055, 8056]) == {2013: 751, 2014: 250}
    assert amounts.half_up(2.5) == 3 and amounts.half_up(1500, 1000) == 2000


def test_expert_costs_are_days_times_rates(design):
    raw = entries.read_yaml("experts")
    rates, states = raw["parameters"]["rates"], raw["parameters"]["states"]
    by_hand = 0
    for profile in raw["profiles"]:
        days = sum(sum(years.values()) for years in profile["days"].values())
        by_hand += days * rates[profile["category"]] * (states if profile["per_state"] else 1)
    lines = design.budget_lines
    assert lines.loc[lines["instrument"] == "services", "amount"].sum() == by_hand


def test_assistance_stays_under_the_declared_limit(design):
    """By hand from the lines: service contract over EU contribution, beside the fact."""
    lines, envelope = design.budget_lines, design.budget.envelope
    paid = lines.loc[(lines["instrument"] == "services") & (lines["funder"] == "eu"), "amount"]
    share = 100 * paid.sum() / envelope.eu_contribution
    assert share <= envelope.assistance_limit
    assert quantities(design)["budget-eu-share-services"][0] == pytest.approx(share)


def test_pilots_wait_for_their_baseline_survey(design):
    """The provisions make the baseline survey a condition of every pilot."""
    for pilot in ("T22", "T25", "T28"):
        assert "T61" in design.timetable.get(pilot).after


def test_every_table_adds_to_the_envelope(design):
    total = design.budget.envelope.total
    for rows, columns in (("component", "funder"), ("instrument", "year"), ("funder", "year")):
        table = budget.by(design.budget_lines, rows, columns, design.budget)
        assert table.at["Total", "Total"] == total
        assert table.iloc[:-1, :-1].to_numpy().sum() == total
    fiche = tables.fiche_budget(design)
    parts = fiche[~fiche.index.str.startswith("–") & (fiche.index != "Total")]
    assert parts["Total (EUR)"].sum() == fiche.at["Total", "Total (EUR)"] == total
    lines = tables.budget_lines(design)
    assert lines.iloc[:-1]["Total (EUR)"].sum() == total
    values = quantities(design)
    assert values["budget-eu"][0] + values["budget-partner"][0] == values["budget-total"][0]


def test_one_euro_in_one_cell_is_found(design):
    lines = design.budget_lines.copy()
    lines.loc[7, "amount"] += 1
    wrong = design.__class__(**{**vars(design), "budget_lines": lines})
    with pytest.raises(DataError, match=r"\+1 euros"):
        check_totals(wrong)


def test_assistance_is_shared_out_completely(design):
    costs = budget.activity_costs(design.budget_lines, design.budget)
    lines = design.budget_lines
    assistance = lines[(lines["instrument"] == "services") & lines["component"].str.match("R")]
    assert costs["assistance"].sum() == assistance["amount"].sum()
    assert (costs["total"] > 0).all() and set(costs.index) == set(design.activities.ids)


def test_another_envelope_moves_pilots_and_not_experts(design):
    table = tables.envelopes(design, (-10, 0, 10))
    assert table.loc["Total"].tolist() == [9_000_000, 10_000_000, 11_000_000]
    by_name = table.loc["Communication and visibility"]
    assert by_name.nunique() == 1
    assert (table.loc["Result 1, states"].diff().dropna() > 0).all()


# ---------------------------------------------------------------------------- timetable


def make(tasks):
    """Build a small timetable of one phase, Q1 2013 to Q4 2014."""
    return timetable.Timetable.model_validate(
        {
            "phases": [{"id": "operational", "title": "P", "start": "2013-Q1", "end": "2014-Q4"}],
            "inception": {"start": "2013-Q1", "end": "2013-Q1"},
            "agreement_task": "a",
            "assistance_start_task": "a",
            "contracting_limit_months": 36,
            "procurement": {"status": "s", "procedures": [{"id": "x", "title": "x", "months": 3}]},
            "tasks": [
                {"id": i, "activity": "M", "kind": k, "title": "task", "start": s, "end": e,
                 "responsible": ["x"], "after": after}
                for i, k, s, e, after in tasks
            ],
        }
    )  # fmt: skip


def test_float_by_hand():
    plan = make(
        [
            ("a", "task", "2013-Q1", "2013-Q2", []),
            ("b", "task", "2013-Q3", "2013-Q3", ["a"]),
            ("c", "task", "2013-Q3", "2014-Q2", ["a"]),
            ("d", "task", "2014-Q3", "2014-Q4", ["b", "c"]),
            ("m", "milestone", "2014-Q2", "2014-Q2", ["c"]),
        ]
    )
    table = schedule.schedule(plan)
    assert table["float"].to_dict() == {"a": 0, "b": 3, "c": 0, "d": 0, "m": 2}
    assert schedule.critical_path(plan) == ["a", "c", "d"]


def test_float_agrees_with_the_longest_way_out(design):
    """Independent: latest end = end of phase less the longest chain of what must follow."""
    plan = design.timetable
    graph = timetable.graph(plan)
    table = schedule.schedule(plan)

    def latest_end(name):
        task = plan.get(name)
        ends = [plan.phase_of(task).end]
        for after in graph.successors(name):
            following = plan.get(after)
            gap = 0 if following.kind == "milestone" else 1
            ends.append(latest_end(after) - following.quarters + 1 - gap)
        return min(ends)

    assert {name: latest_end(name) for name in table.index} == table["latest_end"].to_dict()
    assert (table["float"].dropna() >= 0).all()


def test_critical_path_is_a_chain_without_gaps(design):
    plan = design.timetable
    path = schedule.critical_path(plan)
    assert path[0] == "T03" and path[-1] == "T69"
    ordered = nx.DiGraph(timetable.graph(plan).subgraph(path))
    assert nx.is_weakly_connected(ordered)
    assert {"T22", "T25", "T28"} <= set(path)  # three equal branches, all shown


@given(st.integers(4 * 1990, 4 * 2050))
def test_quarters_are_read_as_written(count):
    assert timetable.parse_quarter(timetable.write_quarter(count)) == count


def test_gantt_shows_every_activity(design):
    fig = figures.gantt(design)
    labels = " ".join(t.get_text().replace("\n", " ") for t in fig.axes[0].get_yticklabels())
    for item in design.activities.activities:
        assert f"{item.id} {item.title}" in labels


# --------------------------------------------------------------------------- indicators


def test_baselines_are_the_published_figures(targets):
    """CONEVAL, editions of 2011: persons of July and municipal estimates of December."""
    cell = targets.set_index(["indicator", "unit"])["baseline"]
    assert cell["O-1", "20"] == pytest.approx(67.1, abs=0.05)
    assert cell["O-1", "24"] == pytest.approx(52.4, abs=0.05)
    assert cell["P-1", "20"] == pytest.approx(39.9, abs=0.05)


def test_minimum_detectable_change_by_simulation(design):
    """Draw pairs of estimates that differ by the change; eight in ten must be significant."""
    settings = design.baselines.detectability
    se = 2.0
    change = programme_targets.minimum_detectable(se, settings)
    generator = np.random.default_rng(20120630)
    before = generator.normal(60, se, 200_000)
    after = generator.normal(60 - change, se, 200_000)
    found = np.abs(before - after) / (np.sqrt(2) * se) > 1.959964
    assert found.mean() == pytest.approx(settings.power, abs=0.005)


@given(st.floats(0, 100), st.floats(0, 100), st.floats(1, 100))
def test_gap_target_never_asks_for_worse_or_more_than_the_benchmark(value, benchmark, share):
    lower = programme_targets.gap_target(value, benchmark, share, "lower_better")
    assert lower <= value + 1e-9
    assert lower >= min(value, benchmark) - 1e-9
    higher = programme_targets.gap_target(value, benchmark, share, "higher_better")
    assert value - 1e-9 <= higher <= max(value, benchmark) + 1e-9


def test_visible_means_at_least_the_detectable_change(targets):
    tested = targets[targets["mdc"].notna() & (targets["change"] != 0)]
    seen = tested["change"].abs() >= tested["mdc"]
    assert (seen == (tested["detectable"] == "yes")).all() and 0 < seen.sum() < len(seen)


def test_count_targets_follow_the_outputs(design, targets):
    by_id = targets.set_index("indicator")["target"]
    n = design.n_states
    assert by_id["R1-1"] == n  # one agenda per state
    assert by_id["R1-2"] == 3 * n  # half of two pilots in three sectors per state
    assert by_id["R2-1"] == 6  # three quarters of eight instruments


def test_every_indicator_has_what_a_signature_needs(design):
    for item in design.indicators.indicators:
        assert item.verification.document and item.verification.holder in design.actors
        # An assumption stands at the indicator's own level or below it, never above.
        owner = design.assumption(item.assumption).result
        assert item.level in ("O", "P") or owner in (item.level, "P"), item.id
    share = [i for i in design.indicators.indicators if "population ×" in i.formula]
    assert all("sex" in item.disaggregation for item in share) and share
    assert (
        indicators.verification_cost(design.indicators)
        == quantities(design)["budget-verification"][0]
    )


def test_unknown_state_is_a_gap_and_not_a_zero(design):
    chosen = baselines.selections(design.baselines)
    frame = chosen["BL-poverty"].frame
    kept = frame[frame["state_code"] != "20"]
    chosen["BL-poverty"] = type(chosen["BL-poverty"])(kept, "state")
    with pytest.raises(DataError, match="no figure of 'poverty' for Oaxaca in 2010"):
        programme_targets.baseline_values(design.baselines, chosen, STATES)


# ---------------------------------------------------------------------------- logframe, texts


def test_both_forms_hold_every_indicator_once(design, targets):
    old, today = logframe.pcm(design, targets), logframe.results_chain(design, targets)
    for item in design.indicators.indicators:
        cells = old["Objectively verifiable indicators"]
        assert cells.str.startswith(f"{item.id} ").sum() == 1
        assert today["Indicator"].str.startswith(f"{item.id} ").sum() == 1
        row = today[today["Indicator"].str.startswith(f"{item.id} ")].iloc[0]
        sentence = cells[cells.str.startswith(f"{item.id} ")].iloc[0]
        assert row["Target (year)"] in sentence
        assert row["Baseline (year)"].rstrip(".") in sentence


def test_old_form_has_costs_assumptions_and_preconditions(design, targets):
    matrix = logframe.pcm(design, targets)
    costs = matrix["Sources of verification"].str.startswith("Cost: EUR").sum()
    assert costs == len(design.activities.ids)
    everything = "\n".join(matrix["Assumptions"])
    for item in design.assumptions:
        assert everything.count(f"{item.id} ") == 1, item.id
    assert (matrix.loc["Overall objective", "Assumptions"].isin(["–", ""])).all()
    assert matrix.loc[["Preconditions"], "Assumptions"].str.startswith("AS").all()


def test_every_role_of_the_documents_is_resolved():
    class Any(dict):
        def __contains__(self, key):
            return True

        def __getitem__(self, key):
            return "x"

        def get(self, key, default=None):
            return "x"

    for name in DOCUMENTS:
        for section in load_document(name).sections:
            text = plain_text(section.text, facts=Any(), numbers=Any())
            assert "`" not in text and "{" not in text


def test_blocks_and_runs_by_hand():
    text = "One\ntwo.\n\n- a\n- b\n  c\n\n### Head"
    assert list(blocks(text)) == [("p", "One two."), ("li", "a"), ("li", "b c"), ("h", "Head")]
    assert list(blocks("EUR\u00a020\u00a0000 now")) == [("p", "EUR\u00a020\u00a0000 now")]
    assert list(runs("a **b** *c*")) == [("a ", ""), ("b", "bold"), (" ", ""), ("c", "italic")]


def test_replacement_rule_is_in_the_provisions():
    rule = load_document("taps").section("3.6").text
    for word in ("reserve list", "within a day", "never replaced because its results are poor"):
        assert word in rule


def test_check_reports_the_design(design):
    line = declared.check()
    assert "no fault" in line and str(design.total) in line
    assert pd.notna(design.total)
