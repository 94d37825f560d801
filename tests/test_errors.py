"""Bad input is told in one form: file, row, column, problem, cure."""

from __future__ import annotations

import pytest

from cohesion import errors, paths
from cohesion.errors import DataError


def test_a_message_names_place_problem_and_cure():
    error = DataError("it is wrong.", file="data/x.csv", row=3, column="value", cure="Mend it.")
    assert str(error) == "data/x.csv, row 3, column 'value': it is wrong. Cure: Mend it."
    assert (error.file, error.row, error.column) == ("data/x.csv", 3, "value")
    assert (error.problem, error.cure) == ("it is wrong.", "Mend it.")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "it is wrong."),
        ({"row": 0}, "row 0: it is wrong."),
        ({"column": "x"}, "column 'x': it is wrong."),
        ({"cure": "Go."}, "it is wrong. Cure: Go."),
    ],
)
def test_what_is_not_known_is_not_said(given, message):
    assert str(DataError("it is wrong.", **given)) == message


def test_no_message_carries_the_paths_of_a_machine(tmp_path):
    assert errors.shown_path(paths.DATA / "x.csv") == "data/x.csv"
    assert errors.shown_path("a/b.csv") == "a/b.csv"
    assert errors.shown_path(paths.SOURCES.resolve() / "social" / "y.csv") == "social/y.csv"
    assert errors.shown_path(tmp_path / "deep" / "z.csv") == "z.csv"
    assert str(tmp_path) not in str(DataError("wrong.", file=tmp_path / "z.csv"))


def test_bad_input_is_a_value_error_and_a_failed_build_is_not():
    assert issubclass(DataError, ValueError)
    assert not issubclass(errors.FailedBuildError, DataError)


def test_a_name_that_is_nearly_known_is_offered_and_no_other():
    assert errors.near("povert", iter(["gini", "poverty"])) == " (did you mean 'poverty'?)"
    assert errors.near("xyz", ["gini", "poverty"]) == "" and errors.near("x", []) == ""
