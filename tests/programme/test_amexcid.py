"""AMEXCID against each condition: what is known, what is not, what is done about it."""

from __future__ import annotations

from cohesion.programme import amexcid


def test_every_condition_has_a_gap_and_a_measure():
    table = amexcid.condition_table()
    assert len(table) >= 6 and not (table == "–").to_numpy().any()


def test_no_task_is_entrusted_before_the_assessment():
    table = amexcid.conclusion_table()
    assert table.index[0].startswith("Until the assessment")
    assert "Delegation is contracting authority" in table.iloc[0]["Rule"]
    assert "centralised" in table.iloc[-1]["Rule"]
