"""Tests of ``cohesion/programme/visibility.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.files import entries
from cohesion.programme import visibility
from cohesion.programme.stakeholders import load_actors
from tests.tools.design import copied


@pytest.fixture
def spoilt(tmp_path):
    """Return the plan of a design in which one text of ``visibility.yml`` is another."""
    folder = copied(tmp_path)

    def read(old: str, new: str):
        file = folder / visibility.FILE
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
        return visibility.load_visibility(folder)

    return read


def test_the_plan_costs_what_its_actions_cost():
    plan = visibility.load_visibility()
    raw = entries.read_yaml("visibility")
    assert plan.total == sum(action["cost"] for action in raw["actions"]) > 0


def test_actions_are_shown_with_names_of_groups_and_actors():
    plan = visibility.load_visibility()
    names = {key: f"name of {key}" for key in load_actors()}
    table = visibility.actions_table(plan, names)
    assert list(table.index) == [action.id for action in plan.actions]
    assert set(table["For"]) == {group.title for group in plan.groups}
    first = plan.actions[0]
    assert table.at[first.id, "Responsible"] == f"name of {first.responsible}"
    assert table["Cost (EUR)"].sum() == plan.total


def test_groups_and_actors_must_exist_and_every_group_is_reached(spoilt):
    plan = visibility.load_visibility()
    action = plan.actions[0]
    with pytest.raises(DataError, match=f"'{action.id}' refers to an unknown id in 'group'"):
        spoilt(f"group: {action.group}", "group: nobody")


def test_a_group_that_no_action_reaches_is_named(spoilt):
    with pytest.raises(DataError, match="'more' refers to an unknown id in 'groups with"):
        spoilt("groups:\n", "groups:\n  - {id: more, title: More people}\n")


def test_an_action_that_stands_twice_is_refused(spoilt):
    one, other, *_ = (action.id for action in visibility.load_visibility().actions)
    with pytest.raises(DataError, match=f"the id '{one}' is used twice"):
        spoilt(f"id: {other}", f"id: {one}")


def test_a_list_has_one_line_for_each_text():
    assert visibility.listed(("one", "two")) == "- one\n- two"
