"""What lines cost: by hand from the YAML, and as straight lines in the number of states."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.errors import DataError
from cohesion.files import entries
from cohesion.programme import budget, costing, tables
from cohesion.programme.design import costed_for, load_design, quantities, variants


@pytest.fixture(scope="module")
def design():
    return load_design()


def item(**changes):
    common = {"what": "A thing", "unit": "thing", "quantity": 3, "per": "state", "rate": 100}
    return costing.Item.model_validate(common | changes)


@given(st.integers(1, 500), st.integers(1, 9), st.integers(1, 10**5), st.integers(2, 4))
def test_units_times_quantity_times_rate(quantity, times, rate, states):
    per_state = item(quantity=quantity, times=times, rate=rate)
    once = item(quantity=quantity, times=times, rate=rate, per="programme")
    assert per_state.amount(states) == quantity * times * rate * states
    assert once.amount(states) == quantity * times * rate
    both = costing.total([per_state, once], states)
    # A straight line: the second difference is nothing.
    assert both - costing.total([per_state, once], states - 1) == quantity * times * rate


@given(st.integers(1, 10**8), st.floats(0, 9))
def test_contribution_leaves_the_reserve_and_no_whole_step_more(costed, share):
    got = costing.needed(costed, share)
    assert got % 1000 == 0
    assert got * (1 - share / 100) >= costed - 1e-6 * costed
    assert (got - 1000) * (1 - share / 100) < costed + 1e-6 * costed


def test_every_line_of_the_file_by_hand(design):
    """Independent: from the raw files, with the outputs of activities.yml."""
    outputs = {
        (activity["id"], output["what"]): output
        for activity in entries.read_yaml("activities")["activities"]
        for output in activity["outputs"]
    }
    totals = budget.line_totals(design.budget, design.costed)
    taxed = 0
    for line in entries.read_yaml("budget")["lines"]:
        amount = 0
        for one in line.get("items", []):
            source = outputs[line["activity"], one["output"]] if "output" in one else one
            units = source["quantity"] * one.get("times", 1)
            units *= design.n_states if source["per"] == "state" else 1
            amount += units * one["rate"]
            taxed += units * one["rate"] if one.get("taxed") and line["funder"] == "eu" else 0
        if line.get("items"):
            assert totals[line["id"]] == amount, line["id"]
    taxed += sum(action["cost"] for action in entries.read_yaml("visibility")["actions"])
    assert totals["F10"] == round(taxed * 0.16)


def test_each_side_adds_to_its_contribution(design):
    plan = design.budget
    totals = budget.line_totals(plan, design.costed)
    for side, pot in (("eu", 10_000_000), ("partner", 10_000_000)):
        assert sum(totals[x.id] for x in plan.lines if x.side == side) == pot
    values = quantities(design)
    assert 0 < values["budget-contingency-share"][0] <= plan.envelope.reserve_limit
    cash, kind = values["budget-partner-cash"][0], values["budget-partner-kind"][0]
    assert cash + kind == plan.envelope.partner_contribution and kind > 0


def test_fewer_states_cost_less_and_the_plan_is_the_plan(design):
    found = variants(design)
    assert list(found) == [2, 3, 4]
    assert found[design.n_states] == budget.line_totals(design.budget, design.costed)
    for line in design.budget.lines:
        amounts = [found[n][line.id] for n in (2, 3, 4)]
        assert amounts == sorted(amounts), line.id
    per_state = {x.id for x in design.budget.lines if any(i.state_units for i in x.items)}
    assert {"E12", "E31", "S01", "E05"} <= per_state
    by_hand = costed_for(2, design.indicators)
    assert by_hand.experts["R1", 1] < design.costed.experts["R1", 1]


def test_a_reserve_out_of_bounds_is_refused(design):
    plan = design.budget
    for amount, words in ((9_000_000, "exceed the EU contribution"), (12_000_000, "have no line")):
        envelope = plan.envelope.model_copy(update={"eu_contribution": amount})
        with pytest.raises(DataError, match=words):
            budget.line_totals(plan.model_copy(update={"envelope": envelope}), design.costed)


def test_too_much_advice_is_refused(design):
    plan = design.budget
    envelope = plan.envelope.model_copy(update={"assistance_limit": 30})
    with pytest.raises(DataError, match=r"32\.8 % of the EU contribution; the limit is 30 %"):
        budget.build(
            plan.model_copy(update={"envelope": envelope}), design.timetable, design.costed
        )


def test_years_of_a_line_follow_the_bars_of_its_items(design):
    """The cash of a state is paid in the second phases alone: 2016 and 2017."""
    lines = design.budget_lines
    own = lines[lines["line"] == "S03"].set_index("year")["amount"]
    assert own.sum() == 1_160_000
    # In kind: 12 bars of 43 333.3 each; two lie in 2015, seven in 2016, three in 2017.
    kind = 65_000 * 8
    assert own[2015] == round(kind * 2 / 12)
    coordination = lines[lines["line"] == "F01"].set_index("year")["amount"]
    assert (coordination > 0).all() and list(coordination.index) == list(range(2013, 2019))


def test_costs_table_adds_to_the_lines(design):
    table = tables.costs(design)
    totals = budget.line_totals(design.budget, design.costed)
    for line, amount in table.groupby(level=0)["Amount (EUR)"].sum().items():
        assert amount == totals[line]
    assert (table["Units"] * table["Rate (EUR)"] == table["Amount (EUR)"]).all()


def test_an_output_that_does_not_exist_is_named():
    activities = load_design().activities
    with pytest.raises(ValueError, match="A1.3 has no output 'cakes baked'"):
        costing.resolved(
            costing.Item.model_validate(
                {"what": "Cakes", "unit": "cake", "output": "cakes baked", "rate": 1}
            ),
            "A1.3",
            activities,
        )


def test_variants_table_adds_up(design):
    table = tables.variants(design)
    for column in table:
        eu = table.loc[table.index.str.startswith("EU:"), column]
        mexico = table.loc[table.index.str.startswith("Mexico:"), column]
        assert eu.drop("EU: total").sum() == eu["EU: total"]
        assert mexico.drop("Mexico: total").sum() == mexico["Mexico: total"]
        assert table.at["Total", column] == eu["EU: total"] + mexico["Mexico: total"]
