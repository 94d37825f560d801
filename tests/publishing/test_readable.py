"""Tests of ``cohesion/publishing/readable.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.publishing import readable, stored

FACTS = {"poor": "46.2 %"}


@pytest.fixture(autouse=True)
def names(monkeypatch):
    people = {"a2001": ("Sen", "2001"), "b2002": ("INEGI", "2002")}
    monkeypatch.setattr(readable, "author_year", lambda key: people[key])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{fact}`poor` of all", "46.2 % of all"),
        ("as {cite:t}`a2001` says", "as Sen (2001) says"),
        ("so {cite:p}`a2001, b2002`", "so (Sen 2001; INEGI 2002)"),
        ("see {numref}`tab-x`", "see Table 3"),
        ("see {doc}`the gaps </notebooks/data-gaps>`",
         "see chapter “data gaps” of the report"),
        ("[*most* are poor]{.claim .claim--most}.", "*most* are poor."),
    ],
)  # fmt: skip
def test_roles_become_what_a_reader_sees(text, said):
    assert readable.plain_text(text, facts=FACTS, numbers={"tab-x": "Table 3"}) == said


def test_emphasis_goes_as_well_where_only_words_are_wanted():
    assert readable.readable("*Most* of **all** {fact}`poor`", facts=FACTS) == "Most of all 46.2 %"


def test_an_item_without_a_number_is_named_by_its_caption(monkeypatch):
    def item(name):
        if name != "fig-x":
            raise DataError("nothing is published")
        return {"caption": "*Half* fell."}

    monkeypatch.setattr(stored, "item", item)
    assert readable.plain_text("{numref}`fig-x`") == "the report's figure “Half fell”"
    assert readable.plain_text("{numref}`tab-checks`") == "the report's table tab-checks"


def test_an_unknown_fact_is_named():
    with pytest.raises(DataError, match="nothing is published as 'rich'"):
        readable.plain_text("{fact}`rich`", facts=FACTS)
