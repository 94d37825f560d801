"""Tests of ``cohesion/programme/tables.py``."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.programme import tables
from cohesion.programme.design import load_design


@pytest.fixture(scope="module")
def design():
    return load_design()


@pytest.fixture(scope="module")
def values() -> pd.DataFrame:
    """Targets of one indicator of each sort: two distances, one level, one count."""
    nan = float("nan")
    columns = ["indicator", "unit", "name", "baseline", "baseline_year", "distance", "expected",
               "target", "target_year", "change", "mdc", "detectable"]  # fmt: skip
    rows = [
        ("O-1", "20", "Oaxaca", 67.2, 2010, 21.06, 20.0, 17.9, 2016, -3.2, 8.5, "no"),
        ("O-1", "07", "Chiapas", 78.5, 2010, -1.0, 0.0, 0.0, 2016, 0.0, 6.3, "keeps its place"),
        ("O-2", "12", "Guerrero", 0.516, 2010, 0.0071, 0.0071, 0.0064, 2016, -0.0007, nan,
         "not assessable"),
        ("P-1", "", "programme", nan, 2013, nan, nan, nan, 2016, 10.0, nan,
         "sample sized at inception"),
        ("P-2", "", "programme", 0.0, 2012, nan, nan, 12.0, 2017, 12.0, nan, "full count"),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def total_of(design, **chosen) -> int:
    lines = design.budget_lines
    for column, value in chosen.items():
        lines = lines[lines[column] == value]
    return int(lines["amount"].sum())


def test_components_add_up_to_both_contributions(design):
    table = tables.fiche_budget(design)
    assert table.at["Total", "Total (EUR)"] == total_of(design)
    assert table.at["Total", "EU contribution (EUR)"] == total_of(design, funder="eu")
    components = table.loc[[item.title for item in design.budget.components]]
    assert components.sum().tolist() == table.loc["Total"].tolist()
    whole = table["EU contribution (EUR)"] + table["Mexican contribution (EUR)"]
    assert (whole == table["Total (EUR)"]).all()


def test_every_instrument_has_its_amount(design):
    table = tables.methods(design)
    assert list(table.index) == [item.title for item in design.budget.instruments]
    assert table["Amount (EUR)"].sum() == total_of(design)


def test_every_line_is_the_sum_of_its_years(design):
    table = tables.budget_lines(design)
    years = [column for column in table if str(column).isdigit()]
    assert (table[years].sum(axis=1) == table["Total (EUR)"]).all()
    lines = table.drop("Total")
    assert set(lines.index) == {line.id for line in design.budget.lines}
    assert lines["Total (EUR)"].sum() == table.at["Total", "Total (EUR)"] == total_of(design)


def test_cash_and_kind_of_all_funders_are_the_total(design):
    table = tables.cash_and_kind(design)
    assert (table["Cash (EUR)"] + table["In kind (EUR)"] == table["Total (EUR)"]).all()
    assert table.at["Total", "Total (EUR)"] == table["Total (EUR)"].drop("Total").sum()
    pesos = table.at["Total", "Total (EUR)"] * design.budget.exchange.rate / 1e6
    assert table.at["Total", "Total (million MXN)"] == pytest.approx(pesos, abs=0.05)


def test_the_design_of_today_is_one_of_the_variants(design):
    table = tables.variants(design)
    own = table[f"{design.n_states} states"]
    assert own["Total"] == total_of(design)
    assert own["EU: total"] + own["Mexico: total"] == own["Total"]
    assert table.loc["Total"].is_monotonic_increasing, "more states cost more"


def test_graver_risks_stand_first_and_lesser_ones_are_left_out(design):
    all_risks, grave = tables.risks(design, minimum=1), tables.risks(design)
    assert set(all_risks.index) == {risk.id for risk in design.risks}
    weights = {risk.id: risk.likelihood * risk.impact for risk in design.risks}
    assert list(grave.index) == [name for name in all_risks.index if weights[name] >= 9]
    ordered = [weights[name] for name in all_risks.index]
    assert ordered == sorted(ordered, reverse=True)


def test_days_of_experts_are_the_sum_of_their_years():
    table = tables.experts()
    years = [column for column in table if column.startswith("Year")]
    assert (table[years].sum(axis=1) == table["Days"]).all()
    assert table.at["Total", "Days"] == table["Days"].drop("Total").sum()


def test_milestones_are_in_order_and_activities_have_someone_who_answers(design):
    milestones = tables.milestones(design)
    found = {task.title for task in design.timetable.tasks if task.kind == "milestone"}
    assert found <= set(milestones.index)
    assert set(milestones["Kind"]) == {"phase", "milestone"}
    table = tables.responsibilities(design)
    assert list(table.index) == design.activities.ids
    assert (table["Responsible"] != "").all()
    assert list(tables.timetable_titles(design))[: len(table)] == design.activities.ids


def test_a_target_is_written_as_a_distance_a_change_or_a_count(design, values):
    table = tables.targets(design, values)
    assert list(table.index) == ["O-1", "O-1", "O-2", "P-1", "P-2"]
    wanted = ["17.9 points behind", "not behind", "0.006 behind", "+10.0 points", "12 changes"]
    assert [text.replace("\u00a0", " ") for text in table["Target"]] == wanted
    starts = ["67.2 %", "78.5 %", "0.516", "at inception", "0 changes"]
    assert [text.replace("\u00a0", " ") for text in table["Baseline"]] == starts
    behind = ["21.1 points", "−1.0 points", "0.007", "–", "–"]
    assert table["Behind the nation"].tolist() == behind
    assert table["Smallest visible change"].tolist() == ["8.5 points", "6.3 points", "–", "–", "–"]
    assert table["Year"].tolist() == ["2010", "2010", "2010", "2013", "2012"]


def test_every_indicator_is_specified_with_the_groups_of_its_source(design):
    table = tables.specifications(design)
    assert list(table.index) == [item.id for item in design.indicators.indicators]
    items = {item.id: item for item in design.indicators.indicators}
    for name, groups in table["Broken down by"].items():
        own, nation = items[name].disaggregation, items[name].nation_only
        assert all(group in groups for group in own + nation)
        assert ("for the nation only: " in groups) == bool(nation)
        assert (groups == "–") == (not own and not nation)
    assert table.at["O-1", "Better"] == "lower" and table.at["P-1", "Better"] == "higher"
    assert table.at["O-1", "Responsible"] == design.actor(items["O-1"].responsible)


def test_the_commissions_system_gets_distances_where_the_target_is_one(design, values):
    table = tables.encoding(design, values)
    assert len(table) == 3 * len(values)
    assert table["Value type"].tolist() == ["Baseline", "Target", "Current"] * len(values)
    oaxaca = table.loc["O-1"].head(3)
    assert oaxaca["Value"].head(2).tolist() == [21.06, 17.9] and pd.isna(oaxaca["Value"].iloc[2])
    assert oaxaca["Year"].head(2).tolist() == [2010, 2016]
    assert set(oaxaca["Unit"]) == {"percentage points"}
    assert set(oaxaca["Indicator name"]) == {
        f"{design.indicators.get('O-1').name} – Oaxaca, distance to the nation"
    }
    assert set(table.loc["O-2", "Unit"]) == {"ratio"}
    assert table.loc["O-2", "Value"].head(2).tolist() == [0.0071, 0.0064]
    # What is measured at inception has neither baseline nor target to encode yet.
    assert table.loc["P-1", "Value"].isna().all() and set(table.loc["P-1", "Unit"]) == {"%"}
    assert table.loc["P-2", "Value"].head(2).tolist() == [0, 12]
    assert set(table.loc["P-2", "Indicator name"]) == {design.indicators.get("P-2").name}
    assert set(table.loc["P-2", "Direction"]) == {"higher better"}
