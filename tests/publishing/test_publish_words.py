"""Publishing without words, with one source for all, facts in a frame, and claims."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.publishing import claims as conditions
from cohesion.publishing import publish
from cohesion.publishing.claims import Claim

SOURCE = "programme/edition.yml"
FRAME = pd.DataFrame({"Poverty": [78.5]}, index=pd.Index(["Chiapas"], name="State"))


def written(out) -> list[dict]:
    return [json.loads(line) for line in (out / "items.jsonl").read_text("utf-8").splitlines()]


def test_a_table_without_words_waits_for_its_page_and_places_nothing(out):
    placed = publish.table("tab-x", FRAME, source=SOURCE)
    (item,) = written(out)
    assert (item["words"], item["caption"], item["wide"]) == ("page", "", False)
    assert placed is None, "an output that holds a bare name would be printed"
    with pytest.raises(DataError, match="notes, wide without a caption"):
        publish.table("tab-y", FRAME, source=SOURCE, notes="N.", wide=True)


def test_one_source_serves_all_results_that_name_none(out):
    with pytest.raises(DataError, match="no source is named"):
        publish.fact("a", 1)
    publish.rests_on(SOURCE)
    publish.fact("b", 1)
    publish.fact("c", 1, source="programme/typology.yml")
    assert [item["sources"] for item in written(out)] == [[SOURCE], ["programme/typology.yml"]]


def test_a_frame_of_facts_gives_each_its_own_style(out):
    frame = pd.DataFrame(
        {"name": ["a", "b"], "value": [1.25, "Chiapas"], "unit": ["%", None], "digits": [2, None]}
    )
    publish.facts(frame, source=SOURCE)
    assert [item["text"] for item in written(out)] == ["1.25\u00a0%", "Chiapas"]
    with pytest.raises(DataError, match="the frame has the columns"):
        publish.facts(pd.DataFrame({"name": ["x"], "wert": [1]}), source=SOURCE)


def test_a_claim_is_stored_also_when_it_does_not_hold(out):
    publish.claims({
        "more": Claim("most rose", "n > 16", {"n": conditions.count(20, of=32)}, SOURCE),
        "fewer": Claim("few rose", "n < 16", {"n": conditions.count(20, of=32)}, SOURCE),
    })  # fmt: skip
    one, other = written(out)
    assert (one["holds"], other["holds"]) == (True, False)
    assert one["breaks"] == {"n": 16.0} and one["kind"] == "claim"
    with pytest.raises(DataError, match=r"notebooks/probe.md: 'empty': no value in the recorded"):
        publish.claim("empty", says="x", holds="n >= 0", source=SOURCE,
                      rests_on={"n": conditions.count(20, of=32)})  # fmt: skip


def test_a_person_who_changes_an_assumption_sees_which_sentences_fall(capsys, monkeypatch):
    monkeypatch.delenv("COHESION_OUT", raising=False)
    monkeypatch.delenv("COHESION_PAGES_ONLY", raising=False)
    publish.claim("care-children-poorer", says="x", holds="low > nation", source=SOURCE,
                  rests_on={"low": conditions.share(40),
                            "nation": conditions.share(46)})  # fmt: skip
    said = capsys.readouterr().out
    assert said.startswith("care-children-poorer no longer holds: low > nation; low = 40")
    assert "notebooks/sector-social-care.md, line " in said
