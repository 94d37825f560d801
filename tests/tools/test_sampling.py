"""What `make test` tries of a sweep, and that `make test-every` tries all of it."""

from __future__ import annotations

import re
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from cohesion import paths
from tests import conftest
from tests.tools import sampling


@given(st.integers(0, 300), st.integers(1, 40))
def test_a_sample_holds_the_ends_and_no_case_twice(cases, kept):
    found = sampling.places(cases, kept)
    assert len(found) == len(set(found)) == min(cases, kept) and found == sorted(found)
    if cases > 1 and kept > 1:
        assert (found[0], found[-1]) == (0, cases - 1)


def test_every_case_is_every_case():
    assert sampling.sample("abcdefghi", 3, every=False) == ["a", "e", "i"]
    assert sampling.sample("abc", 1, every=True) == ["a", "b", "c"]


def collected(every: bool, args=()) -> list[str]:
    mark = SimpleNamespace(args=(2,))

    def case(name, of, marked):
        return SimpleNamespace(
            path="x.py", originalname=of, name=name,
            get_closest_marker=lambda _: mark if marked else None, __hash__=None,
        )  # fmt: skip

    class Item(SimpleNamespace):
        __hash__ = object.__hash__

    items = [Item(**vars(case(f"a{n}", "a", True))) for n in range(5)]
    items += [Item(**vars(case(f"b{n}", "b", False))) for n in range(3)]
    told = []
    config = SimpleNamespace(
        getoption=lambda _: every, args=list(args),
        hook=SimpleNamespace(pytest_deselected=lambda items: told.extend(items)),
    )  # fmt: skip
    before = len(items)
    conftest.pytest_collection_modifyitems(config, items)
    assert len(items) + len(told) == before
    return [item.name for item in items]


def test_of_marked_tests_a_sample_is_kept_and_of_others_all():
    others = ["b0", "b1", "b2"]
    assert collected(every=False) == ["a0", "a4", *others]
    whole = [f"a{n}" for n in range(5)] + others
    assert collected(every=True) == whole
    assert collected(every=False, args=["x.py::a3"]) == whole


def test_what_make_test_leaves_out_as_dear_is_in_make_test_every_and_both_are_in_ci():
    makefile = (paths.ROOT / "Makefile").read_text("utf-8")
    fast, every = (
        re.search(rf"^{name}: .*\n\t.* -m pytest .*-m \"(.*)\"$", makefile, re.MULTILINE)[1]
        for name in ("test", "test-every")
    )
    assert fast == "not dear and not slow and not browser"
    assert every == "(dear or sampled or hypothesis) and not slow and not browser"
    lines = (paths.ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert {"make test", "make test-every"} <= set(lines)
