"""Tests of ``cohesion/building/claim_quality.py``."""

from __future__ import annotations

import pytest

from cohesion.building import claim_quality, text_counts
from cohesion.checking.conclusions import NoClaim
from cohesion.errors import DataError
from cohesion.publishing import claims

PAGE = """# Title

In most states it rose. [It fell in fewer]{.claim .claim--x} states. The text is a draft.

:::{published} tab-x
Most states stand higher than before

Notes: The most deprived class comes first.
:::
"""
CLAIM = {"kind": "claim", "holds": True, "name": "a", "notebook": "n"}


def test_fallen_claims_are_named_and_told_in_the_table():
    note = {"kind": "prose", "name": "c", "notebook": "n", "body": "[It fell]{.claim .claim--a}."}
    items = {"a": CLAIM, "b": CLAIM | {"holds": False}, "c": note}
    assert claim_quality.fallen(items) == ["b"]
    said = text_counts.said({"a.md": PAGE}, [])
    counts = text_counts.Counts(said, typed=0, places=1, bindings=8)
    table = claim_quality.table(items, counts)
    assert table.loc["Claims", ["Number", "Outcome"]].tolist() == [2, "do not hold: b"]
    assert table.loc["Sentences open", "Number"] == 3
    without = claim_quality.table({"a": CLAIM}, counts).loc["Bindings", "Number"]
    assert without == 8 and table.loc["Bindings", "Number"] == 9
    numbers = claim_quality.numbers(items, said)
    assert numbers["quality-claims"] == 2 and numbers["quality-claims-fallen"] == 1
    assert numbers["quality-open"] == 3


def test_reasons_are_those_that_occur():
    found = text_counts.said({"a.md": PAGE}, [NoClaim("a.md", "In most states", "limit")])
    table = claim_quality.reasons(found)
    assert table.index.tolist() == ["Limit"] and table["Sentences"].tolist() == [1]


def test_recall_is_that_of_the_labelled_sentences_and_needs_them(tmp_path):
    found, labelled = claim_quality.recall()
    assert 0.95 * labelled <= found <= labelled and labelled > 100
    (tmp_path / "concluding_sentences.csv").write_text(
        "place,concluding,sentence\na,1,In most states it rose.\nb,1,Ja.\nc,0,It rose.\n", "utf-8"
    )
    assert claim_quality.recall(tmp_path) == (1, 2)
    with pytest.raises(DataError, match="no labelled sentence"):
        claim_quality.recall(tmp_path / "nowhere")


def holds(claim: claims.Claim) -> bool:
    return claims.record(claim.holds, claim.rests_on, claim.says)["holds"]


def test_the_claims_of_the_chapter_fall_by_one_result_one_colour_or_one_slow_notebook():
    true = claim_quality.of_checks(9, 9, (4.8, 4.5), [3.0, 26.5], "x")
    assert all(holds(claim) for claim in true.values())
    false = claim_quality.of_checks(9, 8, (4.4, 4.5), [3.0, 61.0], "x")
    assert not any(holds(claim) for claim in false.values())
