"""Variants of the rule with figures that came out later."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion import paths
from cohesion.chapters.selection import data, later, rule, scoring
from cohesion.chapters.selection.run import Result
from cohesion.errors import DataError
from cohesion.tables.geography import STATE_CODES


@pytest.fixture(scope="module")
def result():
    """Return the rule on the figures of the day, without the draws."""
    plan = rule.load_plan()
    figures = data.gather(plan)
    scores = data.declared_scores(plan, figures)
    total = (scores * plan.weights).sum(axis=1)
    need = scoring.block_scores(scores, plan.weights, plan.block("need"))
    gates = data.gate_results(plan, figures, need)
    eligible = gates.all(axis=1)
    table = pd.DataFrame(
        {
            "name": list(STATE_CODES),
            "total": total,
            "eligible": eligible,
            "rank": total.where(eligible).rank(ascending=False),
        }
    )
    return Result(plan, figures, scores, table, gates, None, None, None)


def test_without_a_later_figure_nothing_moves(result):
    scored, used = later.rescored(result, ())
    assert scored["change"].abs().max() < 1e-9
    assert used == []


def test_the_weight_bounds_what_a_later_figure_can_do(result):
    declared = later.load_later().later_evidence
    for item in declared:
        scored, used = later.rescored(result, (item,))
        bound = 50 * result.plan.weights[item.criterion]
        assert scored["change"].abs().max() <= bound + 1e-9
        assert scored["change"].min() == pytest.approx(-bound)
        assert scored["change"].max() == pytest.approx(bound)
        assert all(chosen.frame["published"].min() > pd.Timestamp("2012-06-30") for chosen in used)
    both, _ = later.rescored(result, declared)
    each = [later.rescored(result, (item,))[0]["change"] for item in declared]
    assert (both["change"] - sum(each)).abs().max() < 1e-9


def test_a_state_that_is_not_in_the_inventory_keeps_the_neutral_score(result):
    inventory = [i for i in later.load_later().later_evidence if i.per]
    scored, _ = later.rescored(result, tuple(inventory))
    assert scored.loc[["01", "29"], "change"].abs().max() < 1e-9


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("criterion: transparency", "criterion: transparancy", "criterion"),
        ("indicator: access_law_quality", "indicator: access_law_qualty", "indicator"),
        ("per: state_programmes_own", "per: state_programs_own", "per"),
    ],
)
def test_an_unknown_criterion_or_indicator_is_named(tmp_path, old, new, column):
    (tmp_path / "selection.yml").symlink_to(paths.PROGRAMME / "selection.yml")
    text = (paths.PROGRAMME / later.FILE).read_text("utf-8")
    assert old in text
    (tmp_path / later.FILE).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(DataError, match=rf"there is no '{new.split(': ')[1]}'") as caught:
        later.load_later(tmp_path)
    assert caught.value.column == column and old.split(": ")[1] in str(caught.value)


def test_comparison_keeps_the_declared_rank_first(result):
    declared = later.load_later().later_evidence
    table, _ = later.comparison(result, declared, ("One", "Two", "Both"), number=4)
    assert list(table.columns.levels[0][table.columns.codes[0]]) == [
        "As declared", "As declared", "One", "One", "Two", "Two", "Both", "Both",
    ]  # fmt: skip
    assert table[("As declared", "Rank")].is_monotonic_increasing
    assert (table.xs("Rank", axis=1, level=1).min(axis=1) <= 4).all()
