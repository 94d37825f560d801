"""Tests of ``cohesion/translation/checks.py``."""

from __future__ import annotations

import pytest

from cohesion import paths
from cohesion.translation import po
from cohesion.translation.checks import problems
from cohesion.translation.glossary import Glossary, Term, load_glossary
from cohesion.translation.po import Message

GLOSSARY = Glossary(terms=[Term(en="tender", es=["licitación"])], alike=["no"], names=["The Name"])
GOOD = Message("The tender of {fact}`a` in 2012.", "La licitación de {fact}`a` en 2012.")


def test_a_good_translation_has_no_problem():
    assert problems(GOOD, GLOSSARY) == []


@pytest.mark.parametrize(
    ("english", "spanish", "problem"),
    [
        ("One.", "", "not translated"),
        ("One.", "One.", "same as the English"),
        ("One.", "Uno and only.", "English words: and, only"),
        ("In May.", "En May.", "English words: May"),
        ("{fact}`a` of it.", "{fact}`b` de ello.", "facts and roles"),
        ("{cite:p}`a` says.", "Dice.", "facts and roles"),
        ("{1} of {2}", "{1} de", "places"),
        ("[It rose]{.claim .claim--x}.", "Subió.", "claims"),
        ("**One.** Two.", "Uno. Dos.", "bold"),
        ("*One* two.", "*Uno dos.", "italics"),
        ("In 2010.", "En 2011.", "numbers: 2010, 2011"),
        ("Of 100 000.", "De 100 000.", "comma"),
        ("The tender.", "La oferta.", "'tender' is 'licitación'"),
        ("One.", "Uno", "beginning or end"),
    ],
)
def test_each_fault_is_told(english, spanish, problem):
    assert any(problem in told for told in problems(Message(english, spanish), GLOSSARY))


def test_a_fuzzy_translation_is_refused():
    assert problems(Message("One.", "Uno.", fuzzy=True), GLOSSARY) == ["fuzzy: the English changed"]


def test_thousands_are_the_same_number_in_both_forms():
    assert problems(Message("Of 100 000 people.", "De 100,000 personas."), GLOSSARY) == []


def test_a_name_in_english_is_no_fault():
    assert problems(Message("A paper, The Name.", "Un texto, The Name."), GLOSSARY) == []


def test_every_translation_at_hand_passes():
    glossary = load_glossary()
    wrong = {
        message.english[:60]: found
        for messages in po.read_all(paths.LOCALE).values()
        for message in messages
        if message.spanish and not message.fuzzy and (found := problems(message, glossary))
    }
    assert wrong == {}


def test_every_text_of_the_documents_is_translated():
    left = [
        f"{family}: {message.english[:60]}"
        for family, messages in po.read_all(paths.LOCALE).items()
        for message in messages
        if not message.spanish or message.fuzzy
    ]
    assert left == []
