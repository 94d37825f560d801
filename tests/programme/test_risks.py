"""Tests of ``cohesion/programme/risks.py``."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from cohesion.errors import DataError
from cohesion.programme import (
    risks,
    stakeholders,
)
from tests.tools.design import copied


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


# ── risks, lessons, quality ───────────────────────────────────────────────────────────────────────


def test_every_assumption_has_a_risk_and_the_heaviest_come_first():
    register = risks.load_risks()
    named = {name for risk in register.risks for name in risk.assumptions}
    assert named == {assumption.id for assumption in register.assumptions}
    table = risks.register_table(register)
    assert table.iloc[0][["Likelihood", "Impact"]].tolist() == ["high", "high"]


def test_a_missing_and_a_damaged_file_are_named(tmp_path):
    folder = copied(tmp_path)
    (folder / "risks.yml").write_text("risks: [\n  {id: RK01\n", encoding="utf-8")
    with pytest.raises(DataError, match="risks.yml"):
        risks.load_risks(folder)
    (folder / "actors.yml").unlink()
    with pytest.raises(DataError, match="actors.yml.*not there"):
        stakeholders.load_actors(folder)


def test_the_heaviest_are_high_on_both_and_named():
    register = risks.load_risks()
    numbers, grades = risks.numbers(register), risks.grades(register)
    assert numbers["risks-heaviest"] == "three"
    assert (grades == 3).all(axis=1).sum() == 3
    assert numbers["risks-preconditions"] == "two"
    assert all(risk.title in str(numbers["risks-heaviest-names"])
               for risk in risks.heaviest(register))  # fmt: skip
    assert numbers["risks-number"] == len(grades)
    few = register.model_copy(update={"risks": register.risks[1:2]})
    assert risks.numbers(few)["risks-heaviest-names"] == "none"
