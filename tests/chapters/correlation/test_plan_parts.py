"""The parts that chapters read key by key: each wrong key is refused with its place."""

from __future__ import annotations

import pytest

from cohesion.chapters.correlation import plan, plan_parts
from cohesion.errors import DataError
from tests.tools import design


@pytest.mark.parametrize(
    ("part", "change", "message"),
    [
        ("municipal_models", lambda p: p["primary"].update(fixed_effects="town"), "state"),
        ("municipal_models", lambda p: p["primary"].update(controls=["wealth"]), "log_population"),
        ("municipal_models", lambda p: p.update(minimum_population=0), "greater than 0"),
        ("space", lambda p: p["weights"].update(primary="knn5"), "knn4"),
        ("space", lambda p: p["weights"].update(alternatives=[]), "at least 1"),
        ("space", lambda p: p.pop("rule"), "Field required"),
        ("specification_space", lambda p: p["states"].update(transform_y=["square"]), "none"),
        ("specification_space", lambda p: p["states"].update(joint_permutations=9), "99"),
        ("specification_space", lambda p: p["municipalities"].update(x=["luck"]), "gini"),
        ("panel", lambda p: p.update(years=[2010]), "at least 2"),
        ("panel", lambda p: p.update(effects=["town"]), "state"),
        ("comparisons", lambda p: next(iter(p.values())).update(years=101), "100"),
        ("comparisons", lambda p: next(iter(p.values())).update(units="many"), "should name"),
        ("composite", lambda p: p["treatment"].update(maximum_share=1), "less than 1"),
        ("composite", lambda p: p["normalisation"].update(base="percent"), "minmax"),
        ("composite", lambda p: p["weights"].update(base="equal"), "equal_by_dimension"),
        ("composite", lambda p: p["coherence"].update(alpha_minimum=0), "greater than 0"),
        ("composite", lambda p: p["uncertainty"].update(sobol_base=2), "16"),
        ("composite", lambda p: p["steps"].pop("Data"), "'Data' is missing or unknown"),
    ],
)
def test_a_wrong_key_of_a_part_is_refused(tmp_path, part, change, message):
    design.spoilt(tmp_path, plan.NAME, lambda content: change(content[part]))
    with pytest.raises(DataError, match=message) as error:
        plan.load(tmp_path)
    assert part in str(error.value)


def test_the_ten_steps_of_the_handbook_are_all_there_and_no_other():
    steps = dict.fromkeys(plan_parts.STEPS, "done")
    assert len(steps) == 10 and plan_parts.all_steps(steps) is steps
    for odd in (steps | {"Hope": "x"}, {k: v for k, v in steps.items() if k != "Data"}):
        with pytest.raises(ValueError, match=r"step '(Hope|Data)' is missing or unknown"):
            plan_parts.all_steps(odd)


def test_the_texts_of_a_comparison_name_what_is_given_and_nothing_else():
    given = {
        "outcome": "x", "units": "{municipalities} in {years} years", "municipalities": 3,
        "years": 4, "period": "then", "identification": "none", "step": 1, "effect": 1.3,
        "effect_text": "{effect} for {step}",
    }  # fmt: skip
    assert plan_parts.Comparison(**given).effect == 1.3
    for wrong in ({"units": "{municipalities}"}, {"effect_text": "{effect} for {step} {luck}"}):
        with pytest.raises(ValueError, match="should name"):
            plan_parts.Comparison(**given | wrong)
