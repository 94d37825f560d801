"""Spellings of states: those that are unambiguous are known, no spelling goes to a wrong state."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion.errors import DataError
from cohesion.readers.shared.state_names import find_state, state_code
from cohesion.tables.geography import NATION, NOT_SPECIFIED, STATE_CODES, STATES
from tests.tools.each import each

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
    "No especificado": NOT_SPECIFIED, "Extranjero": NOT_SPECIFIED, "Total nacional": NATION,
    "Cd. de México": "09", "México, D.F.": "09", "Edo. Méx.": "15",
    "México, Estado de": "15", "Oaxaca:": "20", "Puebla de Zaragoza": "21",
    "Tlaxcala de Xicohténcatl 1/": "29",
}  # fmt: skip
#: INEGI's abbreviations; that of the State of Mexico could be the country.
SHORT = {
    "Ags.": "01", "B.C.": "02", "BC": "02", "B.C.S.": "03", "B. C. S.": "03", "Camp.": "04",
    "Coah.": "05", "Col.": "06", "Chis.": "07", "Chih.": "08", "D.F.": "09", "D. F.": "09",
    "Dgo.": "10", "Gto.": "11", "Gro.": "12", "Hgo.": "13", "Jal.": "14", "Mich.": "16",
    "Mor.": "17", "Nay.": "18", "N.L.": "19", "N. L.": "19", "Oax.": "20", "Pue.": "21",
    "Qro.": "22", "Q. Roo": "23", "Q.Roo": "23", "S.L.P.": "24", "SLP a/": "24", "Sin.": "25",
    "Son.": "26", "Tab.": "27", "Tamps.": "28", "Tlax.": "29", "Ver.": "30", "Yuc.": "31",
    "Zac.": "32",
}  # fmt: skip
#: Words that could be two states, or none: they must stay unknown.
UNKNOWN = ["Baja", "California", "San Luis", "Llave", "Norte", "Valle de México", "Nuevo México",
           "Ocampo", "Zaragoza", "Chiapas y Tabasco", "", "   ", "n.d.", "1/", "Méx.", "Mex",
           "N.E.", "Resto", "07", "20 Chiapas", "33 Chiapas", "Chi.", "C.", "Sin",
           "son", "Ver", "Col"]  # fmt: skip


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


@each(itertools.product(FORMS, MARKS))
def test_every_state_is_found_in_every_form_with_every_mark(case):
    form, mark = case
    found = {code: find_state(FORMS[form](name) + mark) for code, name in NAMES.items()}
    assert found == {code: code for code in NAMES}


@each([*SPELLINGS.items(), *SHORT.items()])
def test_a_known_spelling(case):
    spelling, code = case
    assert state_code(spelling, "x.xlsx") == code


@pytest.mark.parametrize("between", [" ", ". ", "-", " - ", "."])
def test_a_key_before_the_name_is_known_and_has_to_be_the_own_one(between):
    assert {find_state(f"{code}{between}{name}") for code, name in NAMES.items()} == set(NAMES)
    wrong = [f"{int(code) % 32 + 1:02d}{between}{name}" for code, name in NAMES.items()]
    assert {find_state(text) for text in wrong} == {None}


@each(UNKNOWN)
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
