"""Spellings of states: those that are unambiguous are known, no spelling goes to a wrong state."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.errors import DataError
from cohesion.readers.shared.state_names import find_state, state_code
from cohesion.tables.geography import NATION, NOT_SPECIFIED, STATE_CODES, STATES

NAMES = STATES["name_es"].to_dict()
MARKS = ["", " 1/", " a/", " (1)", " (a)", "*", " **", " 1/, 2/", "\u00b9", " p/"]
#: Spellings met in official files and in other people's compilations.
SPELLINGS = {
    "Querétaro de Arteaga": "22", "Queretaro Arteaga": "22", "Querétaro Arteaga 1/": "22",
    "Veracruz-Llave": "30", "Veracruz Llave": "30", "Veracruz de Ignacio de la Llave": "30",
    "VERACRUZ DE IGNACIO DE LA LLAVE (2)": "30", "Coahuila de Zaragoza": "05",
    "Michoacán de Ocampo": "16", "Ciudad de México": "09", "CDMX": "09", "D.F.": "09",
    "DF": "09", "Distrito Federal a/": "09", "Estado de México": "15", "Edo. de México": "15",
    "Edo de Mexico": "15", "EdoMex": "15", "México": "15", "MEXICO": "15",
    "Baja California Norte": "02", "República Mexicana": NATION, "Nacional": NATION,
    "Estados Unidos Mexicanos": NATION, "Estados Unidos Mexicanos 1/": NATION, "Total": NATION,
    "No especificado": NOT_SPECIFIED, "Extranjero": NOT_SPECIFIED,
}  # fmt: skip
#: Words that could be two states, or none: they must stay unknown.
UNKNOWN = ["Baja", "California", "San Luis", "Llave", "Norte", "Valle de México", "Nuevo México",
           "Ocampo", "Zaragoza", "Chiapas y Tabasco", "", "   ", "n.d.", "1/"]  # fmt: skip


def without_accents(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name)
    return "".join(c for c in parts if not unicodedata.combining(c))


FORMS = {
    "as it is": lambda name: name,
    "capitals": str.upper,
    "small": str.lower,
    "without accents": without_accents,
    "decomposed accents": lambda name: unicodedata.normalize("NFD", name),
    "two blanks": lambda name: f"  {name.replace(' ', '  ')} ",
    "no-break blanks": lambda name: f"\u00a0{name.replace(' ', chr(0xA0))}\u00a0",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("mark", MARKS)
def test_every_state_is_found_in_every_form_with_every_mark(form, mark):
    found = {code: find_state(FORMS[form](name) + mark) for code, name in NAMES.items()}
    assert found == {code: code for code in NAMES}


@pytest.mark.parametrize(("spelling", "code"), SPELLINGS.items())
def test_a_known_spelling(spelling, code):
    assert state_code(spelling, "x.xlsx") == code


@pytest.mark.parametrize("spelling", UNKNOWN)
def test_an_ambiguous_word_is_no_state(spelling):
    assert find_state(spelling) is None
    with pytest.raises(DataError, match="is not the name of a state"):
        state_code(spelling, "x.xlsx", 3)


@given(st.sampled_from(STATE_CODES), st.data())
def test_a_letter_more_or_less_never_makes_another_state(code, data):
    name = NAMES[code]
    place = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from("abcxyzñé"))
    for other in (name[:place] + name[place + 1 :], name[:place] + letter + name[place:]):
        assert find_state(other) in (None, code)
