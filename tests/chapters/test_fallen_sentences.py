"""Which sentences fall when an assumption of the analysis or of the choice is changed.

What ``python -m cohesion book --explore`` does for a whole build, for the claims of the two parts
and without pages: the changed results go through the same functions, and every claim that no longer
holds names the sentences that are bound to it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from cohesion.chapters.correlation import (
    influence,
    municipalities,
    plan,
    town_panel,
    towns_conclusions,
    variables,
)  # fmt: skip
from cohesion.chapters.selection import audit, conclusions, evidence, robustness, rule, run
from cohesion.chapters.selection import robustness_conclusions as firmness
from cohesion.publishing import bound, claims
from tests.chapters.claimed import fallen

pytestmark = pytest.mark.slow
GUERRERO = "12"


def sentences(found: Mapping[str, claims.Claim]) -> dict[str, list[str]]:
    """Return, for each claim that does not hold, the places and words that are bound to it."""
    names = fallen(found)
    lines = {name: [f"{s.place}: {s.words}" for s in bound.of_book(name)] for name in sorted(names)}
    for name, bound_to in lines.items():
        print(f"\n{name}: {found[name].says}")
        print(*(f"   {line}" for line in bound_to), sep="\n")
    return lines


@pytest.fixture(scope="module")
def declared():
    whole = rule.load_plan()
    space = whole.robustness.model_copy(update={"draws": 20_000, "data_replicates": 500})
    return whole.model_copy(update={"robustness": space})


@pytest.fixture(scope="module")
def amended(declared):
    return audit.amended_result(declared)


def of_choice(plan_: rule.SelectionPlan, amended: run.Result) -> dict[str, claims.Claim]:
    result = run.evaluate(plan_)
    every, eligible = audit.criterion_audit(result), audit.criterion_audit(result, eligible=True)
    _, joint, _ = audit.firmness(result, audit.later.load().unobserved)
    left = robustness.leave_one_out(
        result.scores, plan_.weights, result.table["eligible"], len(result.choice.proposed)
    )
    changed = int((left["kept"] < len(result.choice.proposed)).sum())
    return {
        **conclusions.of_choice(result, audit.cancelling_pair(result), "x"),
        **conclusions.of_audit(
            result, every, eligible, audit.coherence(plan_, result.figures), 0.6, "x"
        ),
        **firmness.of_draws(result, joint, "x"),
        **firmness.of_variants(result, run.evaluate(plan_, flat=True), amended, changed, "x"),
    }


def test_as_declared_none_falls(declared, amended):
    assert sentences(of_choice(declared, amended)) == {}


def test_a_weight_moved_by_five_points(declared, amended):
    moved = {"social_development": -0.05, "justice_reform": +0.05}
    criteria = tuple(
        c.model_copy(update={"weight": c.weight + moved.get(c.id, 0.0)}) for c in declared.criteria
    )
    lines = sentences(of_choice(declared.model_copy(update={"criteria": criteria}), amended))
    assert set(lines) == {
        "audit-safety", "robust-evidence", "robust-hold", "robust-seven", "select-pull"
    }  # fmt: skip
    assert all(lines.values())


def test_guerrero_ineligible(declared, amended, monkeypatch):
    monkeypatch.setattr(evidence, "refused_states", lambda name: [GUERRERO])
    lines = sentences(of_choice(declared, amended))
    assert set(lines) == {
        "audit-same", "robust-evidence", "robust-hold", "robust-one-criterion", "robust-reserve",
        "robust-seven", "robust-together", "select-need", "select-pull",
    }  # fmt: skip
    assert all(lines.values())


def test_ciudad_juarez_left_out():
    rules = plan.load()
    alpha = rules.settings.alpha
    towns = influence.without(variables.municipal_variables(rules).frame)
    found = municipalities.primary(rules, towns)
    rng = np.random.default_rng(rules.added.seeds.towns)
    fits = influence.hierarchical_table(rules, towns)
    rows = municipalities.alternatives(rules, towns, "M1", np.random.default_rng(1))
    panel = town_panel.frame(rules).frame
    panel = panel[panel["mun_code"] != influence.JUAREZ]
    doses = influence.interactions(rules, towns, {"border_distance": influence.border_distance()})
    lines = sentences({
        **towns_conclusions.of_juarez(
            found, influence.with_and_without(rules, towns, found),
            influence.of_hypothesis(rules, towns, "M1", rng), towns, alpha,
        ),
        **towns_conclusions.of_slopes(fits, municipalities.within_between(towns), alpha),
        **towns_conclusions.of_models(
            rows, municipalities.by_size(rules, towns), influence.reversal(towns), alpha
        ),
        **towns_conclusions.of_panel(
            town_panel.results(rules, panel),
            town_panel.break_checks(rules, panel).loc["2000–2010"], alpha, "x",
        ),
        **towns_conclusions.of_doses(doses, alpha),
    })  # fmt: skip
    assert set(lines) == {
        "doses-juarez", "panel-timing", "towns-juarez", "towns-juarez-weight", "towns-models",
        "towns-none", "towns-nothing-else", "towns-poverty-lag", "towns-split",
    }  # fmt: skip
    assert all(lines.values())
