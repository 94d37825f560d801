"""Nobody types a number: every page, notebook and programme text is read."""

from __future__ import annotations

import pytest

from cohesion import paths
from cohesion.checking import typed_numbers
from tests.tools.each import each


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Poverty was 46.1 % in 2010.", ["46.1"]),
        ("Poverty was {fact}`poverty-share-2010` in 2010.", []),
        ("Art. 36 of the law of 20-01-2004 and Ramo 33.", []),
        ("Two states; R1 and S4.", []),
        ("See {numref}`tab-x3` and [page 4](x.md).", []),
        ("52 million people, 3 of 4 in the south", ["52", "3", "4"]),
        ("```{code-cell}\nx = 5\n```\nthen 6", ["6"]),
        ("EUR 22 M", ["22"]),
        ("[It rose]{.claim .claim--m1-juarez} with a 95 %\nPoisson band; 95 % of it", ["95"]),
        (":::{published} tab-x\n:wide:\nOf 32 states\n\nNotes: 5 more\n:::", ["32", "5"]),
    ],
)
def test_the_rule_itself(text, found):
    assert [word for _, word in typed_numbers.typed_quantities(text)] == found


@each(typed_numbers.prose_files(), name=lambda file: file.name)
def test_no_quantity_is_typed_in_a_page(file):
    text = file.read_text(encoding="utf-8")
    found = [f"line {line}: {word}" for line, word in typed_numbers.typed_quantities(text)]
    assert not found, f"{file.name}: publish these as facts: {found}"


@each(sorted(paths.PROGRAMME.glob("**/*.yml")), name=lambda f: f.name)
def test_no_quantity_is_typed_in_a_text_of_the_programme(file):
    found = [
        f"{place}: {word}"
        for place, text in typed_numbers.yaml_prose(file)
        for _, word in typed_numbers.typed_quantities(text)
    ]
    assert not found, f"{file.name}: use fields or facts for these: {found}"


def test_every_allowance_has_a_reason():
    assert all(reason.strip() for _, reason in typed_numbers.ALLOWED)


def test_texts_left_in_code_are_read_and_units_and_names_are_no_quantities():
    page = (
        "```{code-cell}\n:tags: [x]\npublish.table('tab-5', f, caption=f'Of {n} in 32',\n"
        "              unit='per 100 000')\n"
        "x = 'deaths per 100 000 people a year in 9 towns'\n```\n"
    )
    assert typed_numbers.typed_in_code(page) == [(3, "32"), (5, "9")]
