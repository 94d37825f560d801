"""What the plan declares for the hindsight pages: years in order, rates with a base."""

from __future__ import annotations

import pytest

from cohesion.chapters.correlation import plan, plan_later
from cohesion.errors import DataError
from tests.tools import design

OUTCOME = {"label": "x", "series": ("poverty",), "before": (2010,), "after": (2016,)}
LATER = {"label": "x", "series": "y", "form": "none", "window": 1, "first": 2012}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"before": (2010, 2016)}, "do not end before"),
        ({"earlier": ((2004, 2006), (2006,))}, "do not end before"),
        ({"earlier": ((2004,),)}, "at least 2"),
        ({"per": "population"}, "given together"),
        ({"per_edition": "2013"}, "given together"),
        ({"series": ()}, "at least 1"),
    ],
)
def test_an_outcome_with_its_years_out_of_order_or_half_a_base_is_refused(change, message):
    assert plan_later.Outcome(**OUTCOME).earlier is None
    with pytest.raises(ValueError, match=message):
        plan_later.Outcome(**OUTCOME | change)


def test_a_base_stands_with_both_of_its_fields():
    both = plan_later.Outcome(**OUTCOME, per="population", per_edition="2013")
    assert both.per_edition == "2013"


@pytest.mark.parametrize("form", ["none", "log_rate", "log_ratio", "count_rate", "ratio"])
def test_every_form_but_none_has_a_base(form):
    with_base = form != "none"
    good = plan_later.LaterOutcome(**LATER | {"form": form, "per": "z" if with_base else None})
    assert (good.per is None) == (form == "none")
    with pytest.raises(ValueError, match="every form but 'none'"):
        plan_later.LaterOutcome(**LATER | {"form": form, "per": None if with_base else "z"})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda g: g.update(ranked=["luck"]), "'ranked' names 'luck'"),
        (lambda g: g["panel"]["cohesion"].append("luck"), "'panel.cohesion' names 'luck'"),
        (lambda g: g["panel"]["outcomes"].append("luck"), "'panel.outcomes' names 'luck'"),
        (lambda g: g.update(permutations=99), "999"),
        (lambda g: g.update(luck=1), "Extra inputs"),
    ],
)
def test_a_later_grid_that_names_what_it_does_not_hold_is_refused(tmp_path, change, message):
    design.spoilt(tmp_path, plan.NAME, lambda content: change(content["added"]["later_grid"]))
    with pytest.raises(DataError, match=message):
        plan.load(tmp_path)
