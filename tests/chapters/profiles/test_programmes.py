"""The states' own programmes by social right."""

from __future__ import annotations

from cohesion.chapters.profiles import programmes


def test_programmes_by_right_add_up():
    table, _ = programmes.by_right(["07", "12"], 2010)
    rights = table.loc[list(programmes.RIGHTS.values())]
    assert rights.sum().tolist() == table.loc["All programmes"].tolist() == [240, 46]


def test_columns_stand_in_the_order_asked_and_parts_are_no_more_than_the_whole():
    table, used = programmes.by_right(["12", "07"], 2010)
    assert list(table.columns) == ["Guerrero", "Chiapas"]
    whole = table.loc["All programmes"]
    assert (table.loc["With a normative document"] <= whole).all()
    assert (table.loc["Not in the federal inventory"] <= whole).all()
    assert (
        table.loc["Of these, with a normative document"]
        <= table.loc["Not in the federal inventory"]
    ).all()
    assert len(used) == 2
