"""Tables of text from YAML: equal entries, complete, each once."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from cohesion.errors import DataError
from cohesion.files.text_tables import Quantities, quantity, text_table

HEADS = {"who": "Who", "what": "What they do"}


@pytest.fixture
def table(tmp_path):
    def read(text: str, part: str = "people"):
        (tmp_path / "x.yml").write_text(text, "utf-8")
        return text_table("x", part, HEADS, tmp_path)

    return read


def test_entries_become_rows_under_the_heads_of_the_page(table):
    found = table("people:\n- {what: teach, who: Ana}\n- {who: Eva, what: '–'}\n")
    assert found.index.name == "Who"
    assert found["What they do"].to_dict() == {"Ana": "teach", "Eva": "–"}


@pytest.mark.parametrize(
    ("text", "row", "column", "said"),
    [
        ("others: []\n", "people", None, "no part 'people'"),
        ("people: []\n", "people", None, "no part 'people'"),
        ("people: {who: Ana}\n", "people", None, "no part 'people'"),
        ("people: [Ana]\n", "people, entry 1", None, "'Ana' is no entry"),
        ("people:\n- {who: Ana}\n", "people, entry 1", "what", "should have the fields"),
        (
            "people:\n- {who: A, what: b}\n- {who: C, what: ' '}\n",
            "people, entry 2",
            "what",
            "fields",
        ),
        ("people:\n- {who: A, what: [b]}\n", "people, entry 1", "what", "each with a text"),
        ("people:\n- {who: A, what: b, why: c}\n", "people, entry 1", "why", "fields"),
        ("people:\n- {who: A, what: b}\n- {who: A, what: b}\n", "people, entry 2", None, "same"),
    ],
)
def test_a_slip_names_the_entry_and_the_field(table, text, row, column, said):
    with pytest.raises(DataError, match=said) as caught:
        table(text)
    assert (caught.value.file, caught.value.row, caught.value.column) == ("x.yml", row, column)


GOOD = {"value": 0, "unit": "percent", "source": "{cite:t}`inegi2010`"}


def test_a_quantity_has_a_value_a_unit_and_a_citation():
    found = Quantities.model_validate({"quantities": {"one": GOOD}}).quantities["one"]
    assert (found.value, found.unit) == (0.0, "percent")


@pytest.mark.parametrize("spoilt", [{"value": -1}, {"unit": ""}, {"source": "INEGI"}, {"more": 1}])
def test_a_quantity_without_them_is_refused(spoilt):
    with pytest.raises(ValidationError):
        Quantities.model_validate({"quantities": {"one": GOOD | spoilt}})
    with pytest.raises(ValidationError):
        Quantities.model_validate({"quantities": {}})


def test_one_quantity_is_read_with_its_source(tmp_path):
    (tmp_path / "x.yml").write_text(
        "quantities:\n  one: {value: 4, unit: pesos, source: '{cite:t}`inegi2010`'}\n"
        "  bare: {value: 25}\n", "utf-8"
    )  # fmt: skip
    found = quantity("x", "one", tmp_path)
    assert (found.value, found.unit, found.source) == (4, "pesos", "{cite:t}`inegi2010`")
    with pytest.raises(DataError, match="no quantity 'two'"):
        quantity("x", "two", tmp_path)
    with pytest.raises(DataError, match="Field required") as caught:
        quantity("x", "bare", tmp_path)
    assert caught.value.row == "quantities, bare"
