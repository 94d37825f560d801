"""What was added to the plan later: its entries, and additions that are refused."""

from __future__ import annotations

import datetime

import pytest

from cohesion.chapters.correlation import plan, plan_added
from cohesion.errors import DataError
from tests.tools import design


@pytest.fixture(scope="module")
def added():
    return plan.load().added


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda a: a["grid"]["cohesion"].append("happiness"), "stands for nothing"),
        (lambda a: a["grid"]["ranked"].append("happiness"), "not in the part"),
        (lambda a: a["grid"]["barred"].update(happiness=["homicide"]), "names 'happiness'"),
        (lambda a: a["grid"]["barred"].update(gini=["happiness"]), "names 'happiness'"),
        (lambda a: a["grid"]["seen"].append(["gini", "happiness"]), "names 'happiness'"),
        (lambda a: a["grid"]["seen"].append(["gini"]), "at least 2"),
        (lambda a: a["grid"]["sets"].pop("none"), "needs 'none'"),
        (lambda a: a["grid"]["sets"].update(odd=["wealth"]), "names 'wealth'"),
        (lambda a: a.update(declared="2026-11-25"), "no amendment of 2026-11-25"),
        (lambda a: a["town_panel"]["windows"].pop(2000), "has no window"),
        (lambda a: a["town_panel"]["windows_alternative"].pop(2000), "has no window"),
        (lambda a: a["town_panel"].update(sizes=[100_000, 15_000]), "must rise"),
        (lambda a: a["hierarchical"]["controls"].pop("gini"), "other measures"),
        (lambda a: a["seeds"].pop("error"), "Field required"),
        (lambda a: a["influence"].update(weights="normal"), "webb"),
        (lambda a: a["measurement_error"]["simex"].update(multiples=[1]), "at least 2"),
        (lambda a: next(iter(a["variables"].values())).pop("higher_is", None), "higher_is"),
    ],
)
def test_spoilt_additions_are_refused(tmp_path, change, message):
    design.spoilt(tmp_path, plan.NAME, lambda content: change(content["added"]))
    with pytest.raises(DataError, match=message):
        plan.load(tmp_path)


def test_only_a_control_has_no_direction():
    assert plan_added.AddedVariable(label="x", role="control").higher_is is None
    with pytest.raises(ValueError, match="every variable but a control"):
        plan_added.AddedVariable(label="x", role="control", higher_is="better")
    with pytest.raises(ValueError, match="every variable but a control"):
        plan_added.AddedVariable(label="x", role="justice")


def test_an_addition_needs_its_variables_and_an_amendment_of_its_day(added):
    day = added.declared
    names = {*added.grid.cohesion, *added.grid.outcomes, *added.justice.cohesion,
             *added.justice.outcomes, *added.measurement_error.with_errors,
             *(name for held in added.grid.sets.values() for name in held)}  # fmt: skip
    assert plan_added.check_added(added, names, [day]) is None
    for name in sorted(names - set(added.variables)):
        with pytest.raises(ValueError, match=f"names '{name}', which stands for nothing"):
            plan_added.check_added(added, names - {name}, [day])
    with pytest.raises(ValueError, match="no amendment"):
        plan_added.check_added(added, names, [day + datetime.timedelta(days=1)])
