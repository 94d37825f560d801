"""The amended rule: what it reads, what it takes over, spoilt files."""

from __future__ import annotations

import shutil

import pytest

from cohesion import paths
from cohesion.chapters.selection import amended, data, rule
from cohesion.errors import DataError
from tests.tools import design


def test_amended_rule_reads_periods_and_counts_violence_once():
    plan = amended.amended_plan(rule.load_plan(), amended.load())
    assert plan.weights.sum() == pytest.approx(1)
    ids = [item.id for item in plan.indicators]
    assert "homicide_need" not in ids and "turnout" not in ids and "homicide_level" in ids
    rise = data.gather(plan).values["homicide_rise"]
    # Chiapas: a dip in one year makes no rise out of no change.
    assert abs(rise["07"]) < 1 < rise["12"]


def test_what_is_taken_over_is_the_declared_criterion_and_the_rest_of_the_rule_is_kept():
    declared, changed = rule.load_plan(), amended.load()
    whole = amended.amended_plan(declared, changed)
    taken = [one.id for one in changed.criteria if isinstance(one, amended.AsDeclared)]
    by_id = {criterion.id: criterion for criterion in declared.criteria}
    assert taken
    for criterion in whole.criteria:
        if criterion.id in taken:
            assert criterion == by_id[criterion.id]
    assert (whole.gates, whole.decision) == (declared.gates, declared.decision)
    assert [c.id for c in whole.criteria] == [c.id for c in changed.criteria]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: c["criteria"].pop(), "sum to"),
        # As when a weight is moved in the declared rule alone: the cure names the other file.
        (lambda c: c["criteria"][0].update(weight=0.25), "moved in selection.yml is moved here"),
        (lambda c: c["criteria"].append(dict(c["criteria"][0])), "stands twice"),
        (lambda c: c["criteria"][-1].update(id="luck"), "no such criterion"),
        (lambda c: c["criteria"][2]["indicators"].pop(0), "which no criterion holds"),
        (lambda c: c.update(date="2026-11-20"), "no amendment of 2026-11-20"),
        (lambda c: c["criteria"][0]["indicators"][0].update(candidates=["luck"]), "unknown series"),
        (lambda c: c["unobserved"].update(distribution="normal"), "uniform"),
        (lambda c: c.pop("reason"), "Field required"),
    ],
)
def test_spoilt_amended_rules_are_refused(tmp_path, change, message):
    design.spoilt(tmp_path, amended.NAME, change)
    shutil.copy(paths.PROGRAMME / "selection.yml", tmp_path)
    with pytest.raises(DataError, match=message) as error:
        amended.load(tmp_path)
    assert "selection_amended.yml" in str(error.value)
