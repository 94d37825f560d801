"""Tests of ``cohesion/programme/assistance.py``."""

from __future__ import annotations

from cohesion.programme import assistance


def test_texts_and_tables_of_the_page_hold_every_part():
    plan = assistance.load_assistance()
    assert assistance.role_text(plan).count("- **") == len(plan.role)
    names = {item.with_: f"name of {item.with_}" for item in plan.relations}
    relations = assistance.relation_table(plan, names)
    assert relations.index.tolist() == list(names.values())
    assert len(assistance.phase_table(plan)) == len(plan.phases)
    outline = assistance.outline_table(plan)
    assert outline.index.tolist() == [part.heading for part in plan.terms_of_reference]
