"""The page "What if" computes what Python computes, to the last digit shown.

The script of the page runs in V8 (mini-racer) on the data that the build would write into the page.
"""

from __future__ import annotations

import json
import math

import numpy as np
import pandas as pd
import pytest

from cohesion import formats, paths
from cohesion.chapters.selection import run, whatif
from cohesion.pages import whatif as page
from cohesion.tables.geography import STATE_CODES, STATES

racer = pytest.importorskip("py_mini_racer", reason="mini-racer is not installed")

SCRIPT = paths.BOOK / "static" / "whatif.js"
KINDS = {"violence": "violence", "need": "need", "data": "data"}


def raw(table: pd.DataFrame) -> dict:
    """Return a table as ``publish.table`` stores its unrounded values."""
    flat = table.reset_index()
    rows = [[None if value != value else value for value in row]
            for row in flat.itertuples(index=False)]  # fmt: skip
    return {"raw": {"heads": list(flat.columns), "rows": rows}}


@pytest.fixture(scope="module")
def start() -> whatif.Basis:
    return whatif.basis()


@pytest.fixture(scope="module")
def data(start) -> dict:
    """The data of the page; the places, which take long, are stood in for by the declared ones."""
    declared = whatif.answer(start, whatif.declared(start))
    places = whatif._named(
        pd.DataFrame({"score": declared["total"], "place": declared["place"], "share": 50.0,
                      "near": 1.0, "any": 1.0})
    )  # fmt: skip
    return page.payload(
        {
            page.SCORES: raw(whatif.score_table(start)),
            page.GATES: raw(whatif.gate_table(start)),
            page.PLACES: raw(places),
            page.PROPOSED: {"value": "07,12,20,21"},
        }
    )


@pytest.fixture(scope="module")
def script(data):
    context = racer.MiniRacer()
    context.eval("var window = this;")
    context.eval(SCRIPT.read_text(encoding="utf-8"))
    context.eval(f"cohesionWhatIf.load({json.dumps(data)})")
    return context


def in_page(script, choice: dict, call: str = "calc"):
    """Return what a function of the page answers to a choice."""
    chosen = f"Object.assign(cohesionWhatIf.declared(), {json.dumps(choice)})"
    return json.loads(script.eval(f"JSON.stringify(cohesionWhatIf.{call}({chosen}))"))


def shown(x: float | None) -> str:
    """Write a score as the table of the page does."""
    return "–" if x is None or not math.isfinite(x) else formats.number(x, 1)


def draw_choice(rng: np.random.Generator, start: whatif.Basis, number: int):
    """Return one random choice, for Python and for the page."""
    criteria = list(start.scores.columns)
    points = rng.integers(0, 51, len(criteria))
    if number % 7 == 0:
        points[rng.integers(0, 12, 9)] = 0
    if not points.any():
        points[0] = 1
    gates = [gate for gate in start.plan.gates if gate.kind != "mission_evidence"]
    limits = {
        gate.id: rng.choice(np.array([gate.threshold, *gate.alternatives, None], dtype=object))
        for gate in gates
    }
    missing = "left_out" if number % 3 == 0 else "neutral"
    told = [criteria.index(name) for name in start.empty]
    findings = {
        (int(rng.choice(told)), str(rng.choice(STATE_CODES))): int(rng.integers(0, 101))
        for _ in range(int(rng.integers(0, 4)))
    }
    refused = rng.choice(STATE_CODES, int(rng.integers(0, 3)), replace=False).tolist()
    if missing == "left_out" and not points[[k for k in range(12) if k not in told]].any():
        missing = "neutral"
    ours = whatif.Choice(
        pd.Series(points.astype(float), index=criteria), limits, missing,
        {(criteria[k], code): score for (k, code), score in findings.items()}, frozenset(refused),
    )  # fmt: skip
    theirs = {
        "points": points.tolist(), "limits": limits, "missing": missing, "refused": refused,
        "findings": {f"{k}.{code}": score for (k, code), score in findings.items()},
    }  # fmt: skip
    return ours, theirs


@pytest.mark.sampled
def test_random_choices_give_what_python_gives(start, script, every):
    rng = np.random.default_rng(20120630)
    codes = list(start.scores.index)
    for number in range(200 if every else 40):
        ours, theirs = draw_choice(rng, start, number)
        table, found = whatif.answer(start, ours), in_page(script, theirs)
        for column, name in (("total", "total"), ("need", "need"), ("feasibility", "feasibility")):
            assert [shown(x) for x in found[name]] == [shown(x) for x in table[column]], number
        assert found["eligible"] == table["eligible"].tolist(), number
        eligible = table["eligible"].to_numpy()
        assert np.array(found["place"])[eligible].tolist() == table["place"][eligible].tolist()
        first = whatif.first(table, start.plan.decision.maximum_states)
        assert [codes[n] for n in found["first"]] == first, number
        for gate in start.plan.gates:
            fails = [gate.id in gates for gates in found["gates"]]
            assert fails == (~table[f"gate_{gate.id}"]).tolist(), (number, gate.id)


def test_the_declared_rule_is_the_published_one(start, script):
    declared = whatif.answer(start, whatif.declared(start))
    plan = start.plan
    # The selection itself, by its own code and without this chapter's.
    figures = run.data.gather(plan)
    scores = run.data.declared_scores(plan, figures)
    totals = scores @ plan.weights
    need = run.scoring.block_scores(scores, plan.weights, plan.block("need"))
    gates = run.data.gate_results(plan, figures, need)
    assert np.allclose(declared["total"], totals, rtol=0, atol=1e-9)
    assert declared["eligible"].tolist() == gates.all(axis=1).tolist()
    found = in_page(script, {})
    assert np.allclose(found["total"], totals, rtol=0, atol=1e-9)
    assert found["eligible"] == gates.all(axis=1).tolist()


@pytest.mark.sampled
def test_single_changes_are_those_of_python(start, script, every):
    codes = list(start.scores.index)
    rng = np.random.default_rng(5)
    for number in range(3) if every else (1,):
        ours, theirs = (
            (whatif.declared(start), {}) if number == 0 else draw_choice(rng, start, number)
        )
        table = whatif.single_changes(start, ours)
        now = set(whatif.first(whatif.answer(start, ours), 4))
        for (_, row), found in zip(
            table.iterrows(), in_page(script, theirs, "singleChanges"), strict=True
        ):
            if found is None:
                assert math.isnan(row["points"])
                continue
            then = {codes[n] for n in found["first"]}
            assert found["points"] == row["points"] and found["distance"] == row["distance"]
            assert then - now == set(row["enters"]) and now - then == set(row["leaves"])


@pytest.mark.sampled
def test_nearby_weightings_are_drawn_as_the_selection_draws_them(start, script, data, every):
    shares = np.array(in_page(script, {}, "nearby"))
    rng = np.random.default_rng(1)
    weights = start.plan.weights.to_numpy()
    number = data["draws"] if every else 120
    draws = rng.dirichlet(start.plan.robustness.dirichlet_concentration * weights, number)
    hits = np.zeros(len(STATE_CODES))
    for row in draws:
        table = whatif.answer(start, whatif.Choice(pd.Series(row, index=start.scores.columns)))
        hits[[list(table.index).index(code) for code in whatif.first(table, 4)]] += 1
    expected = 100 * hits / number
    # Two samples: five standard errors of their difference.
    tolerance = 5 * 100 * np.sqrt(0.25 / data["draws"] + 0.25 / number)
    assert np.abs(shares - expected).max() < tolerance
    assert shares.sum() == pytest.approx(400, abs=1e-6)


def test_the_same_choice_gives_the_same_draws(script):
    assert in_page(script, {}, "nearby") == in_page(script, {}, "nearby")


def test_without_weight_on_need_the_need_gate_lets_all_pass(start, script):
    points = start.points.copy()
    points[start.plan.block("need")] = 0
    table = whatif.answer(start, whatif.Choice(points))
    assert table["gate_need"].all() and table["need"].isna().all()
    found = in_page(script, {"points": points.tolist()})
    assert found["eligible"] == table["eligible"].tolist()


def test_no_weight_at_all_is_refused(start, script):
    with pytest.raises(whatif.DataError, match="no criterion has any weight"):
        whatif.answer(start, whatif.Choice(start.points * 0))
    assert in_page(script, {"points": [0] * 12}) is None


def test_the_page_names_the_declared_points(data, start):
    assert [one["points"] for one in data["criteria"]] == start.points.tolist()
    assert sum(one["points"] for one in data["criteria"]) == pytest.approx(100)
    assert [name for _, name in data["states"]] == STATES["name_en"].tolist()
    assert [data["criteria"][k]["id"] for k in data["empty"]] == list(start.empty)
