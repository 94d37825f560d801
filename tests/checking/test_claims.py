"""A sentence whose claim fails stops the book and is named with everything a person needs."""

from __future__ import annotations

import pytest

from cohesion.checking import claims as check
from cohesion.errors import DataError
from cohesion.publishing import claims
from cohesion.publishing.bound import Sentence

TRUE = {
    "name": "more",
    "kind": "claim",
    "notebook": "probe",
    **claims.record("n > 16", {"n": claims.count(20, of=32)}, "more than half of the states"),
}
FALSE = {
    "name": "more",
    "kind": "claim",
    "notebook": "probe",
    **claims.record("n > 16", {"n": claims.count(9, of=32)}, "more than half of the states"),
}
SENTENCE = Sentence("index.md", 12, "", "Most states rose", ("more",))


def test_a_book_whose_claims_hold_passes():
    assert check.check({"more": TRUE}, [SENTENCE]) == 1
    assert check.fallen({"more": TRUE}, [SENTENCE]) == []


def test_a_false_sentence_is_named_with_page_line_words_condition_and_values():
    with pytest.raises(DataError) as caught:
        check.check({"more": FALSE}, [SENTENCE])
    message = str(caught.value)
    for part in ("index.md, row 12", "“Most states rose”", "n > 16", "n = 9", "book --explore"):
        assert part in message


@pytest.mark.parametrize(
    ("items", "sentences", "problem"),
    [
        ({}, [SENTENCE], "no claim is published as 'more'"),
        ({"mores": {**TRUE, "name": "mores"}}, [SENTENCE], r"did you mean 'mores'\?"),
        ({"more": {"kind": "fact", "name": "more"}}, [SENTENCE], "is a fact, not a claim"),
        ({"more": TRUE}, [], "no sentence is bound to the claim 'more'"),
    ],
)
def test_unknown_and_unused_claims_are_refused(items, sentences, problem):
    with pytest.raises(DataError, match=problem):
        check.check(items, sentences)


def test_exploring_writes_every_fallen_sentence_on_one_page(tmp_path):
    found = check.fallen({"more": FALSE}, [SENTENCE, SENTENCE])
    assert found[0].line().startswith("index.md, line 12: “Most states rose” no longer holds")
    last_line = check.write_page(found, bound=5, file=tmp_path / "fallen.html")
    assert last_line.startswith("2 of 5 bound sentences no longer hold")
    page = (tmp_path / "fallen.html").read_text("utf-8")
    assert page.count("Most states rose") == 2 and "n &gt; 16" in page and "n = 9" in page


def test_an_exploring_build_tells_what_cannot_be_run_beside_what_falls(tmp_path, monkeypatch):
    monkeypatch.setenv(check.EXPLORE, "1")
    monkeypatch.setattr(check, "PAGE", tmp_path / "fallen.html")
    monkeypatch.setattr(check.write_page, "__defaults__", (check.PAGE, ()))
    told = check.settle({"more": FALSE}, [SENTENCE], ["notebooks/a.md: no body for <30>"])
    assert "1 of 1 bound sentences" in told and "no answer under this assumption: 1" in told
    page = check.PAGE.read_text("utf-8")
    assert "Most states rose" in page and "no body for &lt;30&gt;" in page
