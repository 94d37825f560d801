"""Tests of ``cohesion/translation/glossary.py``."""

from __future__ import annotations

import pytest

from cohesion.translation.glossary import Glossary, Term, load_glossary, stands

TERMS = [Term(en="financing agreement", es=["convenio de financiación"]),
         Term(en="agreement", es=["convenio"]), Term(en="tender", es=["licitación"])]  # fmt: skip
GLOSSARY = Glossary(terms=TERMS, alike=["no"], names=["Chiapas"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The financing agreements are signed", ["financing agreement"]),
        ("Two *Tenders* and an agreement", ["agreement", "tender"]),
        ("Contenders", []),
    ],
)
def test_terms_are_found_as_words_the_longest_first(text, expected):
    assert [term.en for term in GLOSSARY.in_english(text)] == expected


def test_a_spanish_term_is_found_in_the_plural_too():
    assert stands(TERMS[2], "Las Licitaciones abiertas")
    assert not stands(TERMS[2], "El licitante")


def test_the_glossary_of_the_project_has_the_terms_of_the_mexican_side():
    forms = {form for term in load_glossary().terms for form in term.es}
    wanted = {"Convenio de Financiación Específico", "Entidad Gestora", "Comité Directivo",
              "Plan Operativo Global", "Plan Operativo Anual", "presupuesto-programa",
              "órgano de contratación", "cifra negra", "rezago social"}  # fmt: skip
    assert wanted <= forms
    assert len(load_glossary().terms) >= 80


def test_letters_all_capital_are_no_word_of_the_same_letters():
    glossary = load_glossary()
    assert [term.en for term in glossary.in_english("What is wrong")] == []
    assert [term.en for term in glossary.in_english("WRONG: twice")] == ["WRONG"]
    assert "CSO" in [term.en for term in glossary.in_english("two CSOs")]
