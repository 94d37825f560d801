"""Tests of ``cohesion/programme/results.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.programme import results as module
from tests.tools.design import copied


@pytest.fixture
def folder(tmp_path):
    return copied(tmp_path)


def change(folder, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text, old
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")


def test_the_chain_has_one_purpose_and_results_with_activities():
    results = module.load_results()
    assert results.result_ids == [i for i in results.ids if results.get(i).level == "result"]
    purpose = [item.id for item in results.objectives if item.level == "purpose"]
    assert len(purpose) == 1
    assert {results.get(i).parent for i in results.result_ids} == set(purpose)
    plan = module.load_activities(results)
    assert [i for result in results.result_ids for i in [a.id for a in plan.of(result)]] == plan.ids


def test_states_may_be_as_few_as_many_but_not_more():
    assert module.States(minimum=4, maximum=4).maximum == 4
    with pytest.raises(ValueError, match="larger than the maximum"):
        module.States(minimum=5, maximum=4)


def test_a_second_purpose_or_a_result_without_it_is_refused(folder):
    results = module.load_results()
    first = results.result_ids[0]
    purpose = results.get(first).parent
    change(folder, "results.yml", f"parent: {purpose}", f"parent: {first}")
    with pytest.raises(DataError, match="not to the purpose|leads to"):
        module.load_results(folder)
    change(folder, "results.yml", "level: result", "level: purpose")
    with pytest.raises(DataError, match="exactly one entry of level 'purpose'"):
        module.load_results(folder)


def test_an_activity_is_numbered_by_its_result(folder):
    results = module.load_results()
    activity = module.load_activities(results).ids[0]
    change(folder, "activities.yml", f"id: {activity}", "id: A9.9")
    with pytest.raises(DataError, match="'A9.9' belongs to R1, but its number says otherwise"):
        module.load_activities(results, folder)


def test_a_result_without_an_activity_or_an_unknown_one_is_refused(folder):
    results = module.load_results()
    more = results.model_copy(
        update={"objectives": [*results.objectives, results.objectives[-1].model_copy(
            update={"id": "R9", "level": "result"})]}
    )  # fmt: skip
    with pytest.raises(DataError, match="result R9 has no activity"):
        module.load_activities(more, folder)
    change(folder, "activities.yml", "result: R1", "result: R8")
    with pytest.raises(DataError, match="unknown id in 'result'"):
        module.load_activities(results, folder)


def test_an_id_that_is_not_known_or_stands_twice_names_the_file():
    module.require_known("a", {"a"}, file="x.yml", row="1", column="c")
    with pytest.raises(DataError, match="data/programme/x.yml, row 1.*unknown id in 'c': 'b'"):
        module.require_known("b", {"a"}, file="x.yml", row="1", column="c")
    with pytest.raises(DataError, match="data/programme/x.yml, row a.*used twice"):
        module.require_unique(["a", "a"], "x.yml")
