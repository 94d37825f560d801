"""Wording that depends on a number: one small set of phrases in English and Spanish.

Sentences that are made for many results (sheets of states, verdicts in tables) take every word
that a number decides from here; none is glued together where it is used. Each function takes the
language as its last argument.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from cohesion import formats

Language = Literal["en", "es"]

_WORDS = {
    "en": ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    "es": ("ninguno", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve",
           "diez"),
}  # fmt: skip
_ORDINALS = {
    "en": ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
           "tenth"),
    "es": ("primer", "segund", "tercer", "cuart", "quint", "sext", "séptim", "octav", "noven",
           "décim"),
}  # fmt: skip
_CHANGED = {
    "en": {"past": ("fell", "did not change", "rose"), "noun": ("fall", "no change", "rise"),
           "perfect": ("has fallen", "has not changed", "has risen")},
    "es": {"past": ("bajó", "no cambió", "subió"), "noun": ("descenso", "sin cambio", "aumento"),
           "perfect": ("ha bajado", "no ha cambiado", "ha subido")},
}  # fmt: skip
#: What is said where figures allow no verdict, the same in every text.
UNCLEAR = {
    "en": {"change": "no clear change", "difference": "no clear difference",
           "association": "no clear association"},
    "es": {"change": "sin cambio claro", "difference": "sin diferencia clara",
           "association": "sin asociación clara"},
}  # fmt: skip
_VERDICT = {
    "en": ("fell", UNCLEAR["en"]["change"], "rose"),
    "es": ("bajó", UNCLEAR["es"]["change"], "subió"),
}
_SIDE = {
    "en": ("below", UNCLEAR["en"]["difference"], "above"),
    "es": ("por debajo", UNCLEAR["es"]["difference"], "por encima"),
}
_AND = {"en": "and", "es": "y"}


def word(n: int, language: Language = "en", *, feminine: bool = False) -> str:
    """Write a number in a sentence: words to ten, digits above; zero is 'none' ('ninguno').

    >>> word(0), word(1), word(4), word(14), word(1, "es", feminine=True)
    ('none', 'one', 'four', '14', 'una')
    """
    _require_count(n)
    if n >= len(_WORDS[language]):
        return formats.integer(n)
    text = _WORDS[language][n]
    if language == "es" and feminine and n < 2:
        text = text[:-1] + "a"
    return text


def counted(
    n: int, one: str, several: str, language: Language = "en", *, feminine: bool = False
) -> str:
    """Write a number with its noun.

    >>> counted(0, "state", "states"), counted(1, "state", "states"), counted(3, "state", "states")
    ('no state', 'one state', 'three states')
    >>> counted(1, "estado", "estados", "es"), counted(0, "tabla", "tablas", "es", feminine=True)
    ('un estado', 'ninguna tabla')
    """
    noun = one if n in (0, 1) else several
    number = word(n, language, feminine=feminine)
    if n == 0:
        number = "no" if language == "en" else ("ninguna" if feminine else "ningún")
    elif n == 1 and language == "es" and not feminine:
        number = "un"
    return f"{number} {noun}"


def agree(n: int, one: str, several: str) -> str:
    """Return the form of a verb or adjective that goes with a number; 'none' takes the singular.

    >>> agree(1, "is", "are"), agree(8, "is", "are"), agree(0, "is", "are")
    ('is', 'are', 'is')
    """
    _require_count(n)
    return one if n <= 1 else several


def out_of(n: int, of: int, language: Language = "en", *, feminine: bool = False) -> str:
    """Write a part of a known number: 'none of the 32', 'both', 'all four', '21 of the 32'.

    >>> out_of(0, 32), out_of(1, 4), out_of(2, 2), out_of(4, 4), out_of(21, 32)
    ('none of the 32', 'one of the four', 'both', 'all four', '21 of the 32')
    >>> out_of(4, 4, "es"), out_of(2, 2, "es", feminine=True), out_of(0, 32, "es")
    ('los cuatro', 'ambas', 'ninguno de los 32')
    """
    _require_count(n)
    if not 1 <= of or n > of:
        raise ValueError(f"{n} of {of} cannot be")
    the = "the" if language == "en" else ("las" if feminine else "los")
    whole = word(of, language, feminine=feminine)
    if of == 1:
        if language == "en":
            return ("not the one", "the only one")[n]
        return (("ninguno", "el único"), ("ninguna", "la única"))[feminine][n]
    if n == of == 2:
        return "both" if language == "en" else ("ambas" if feminine else "ambos")
    if n == of:
        return f"all {whole}" if language == "en" else f"{the} {whole}"
    joined = "of the" if language == "en" else f"de {the}"
    return f"{word(n, language, feminine=feminine)} {joined} {whole}"


def ordinal(n: int, language: Language = "en", *, feminine: bool = False) -> str:
    """Write a place: words to the tenth, then '11th', '22nd' ('11.º').

    >>> ordinal(1), ordinal(11), ordinal(22), ordinal(3, "es", feminine=True), ordinal(12, "es")
    ('first', '11th', '22nd', 'tercera', '12.º')
    """
    if n < 1:
        raise ValueError(f"there is no place {n}")
    if n <= 10:
        stem = _ORDINALS[language][n - 1]
        return stem if language == "en" else stem + ("a" if feminine else "o")
    if language == "es":
        return f"{n}.{'ª' if feminine else 'º'}"
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def place_from(n: int, of: int, language: Language = "en") -> str:
    """Write a place from the nearer end: 'the highest', 'the third highest', 'the second lowest'.

    >>> place_from(1, 32), place_from(3, 32), place_from(31, 32)
    ('the highest', 'the third highest', 'the second lowest')
    """
    if not 1 <= n <= of:
        raise ValueError(f"there is no place {n} among {of}")
    from_top = n <= (of + 1) // 2
    steps = n if from_top else of + 1 - n
    if language == "en":
        end = "highest" if from_top else "lowest"
        return f"the {end}" if steps == 1 else f"the {ordinal(steps)} {end}"
    end = "alto" if from_top else "bajo"
    return f"el más {end}" if steps == 1 else f"el {ordinal(steps, 'es')} más {end}"


def direction(
    change: float, form: Literal["past", "noun", "perfect"] = "past", language: Language = "en"
) -> str:
    """Say what a change did: 'rose', 'fell', 'did not change'.

    It compares two numbers as they are written, not two samples (:func:`verdict` does): round
    before you ask.

    >>> direction(0.3), direction(-2), direction(0), direction(-1, "noun", "es")
    ('rose', 'fell', 'did not change', 'descenso')
    """
    return _CHANGED[language][form][_sign(change) + 1]


def verdict(low: float, high: float, language: Language = "en") -> str:
    """Say what the interval of a change allows: 'rose', 'fell', 'no clear change'.

    >>> verdict(0.4, 2.1), verdict(-3, -1), verdict(-0.2, 0.9), verdict(-0.2, 0.9, "es")
    ('rose', 'fell', 'no clear change', 'sin cambio claro')
    """
    return _VERDICT[language][_side(low, high, 0.0)]


def against(low: float, high: float, other: float, language: Language = "en") -> str:
    """Say where an interval lies beside a number: 'above', 'below', 'no clear difference'.

    >>> against(41, 44, 46.1), against(44, 48, 46.1)
    ('below', 'no clear difference')
    """
    return _SIDE[language][_side(low, high, other)]


def more_or_fewer(a: int, b: int, language: Language = "en") -> str:
    """Compare two numbers of things: 'more', 'fewer', 'as many'.

    >>> more_or_fewer(3, 5), more_or_fewer(5, 3), more_or_fewer(3, 3)
    ('fewer', 'more', 'as many')
    """
    words = {"en": ("fewer", "as many", "more"), "es": ("menos", "igual número de", "más")}
    return words[language][_sign(a - b) + 1]


def higher_or_lower(a: float, b: float, language: Language = "en") -> str:
    """Compare two measured numbers: 'higher', 'lower', 'the same'.

    >>> higher_or_lower(2, 1), higher_or_lower(1, 2, "es")
    ('higher', 'más bajo')
    """
    words = {"en": ("lower", "the same", "higher"), "es": ("más bajo", "igual", "más alto")}
    return words[language][_sign(a - b) + 1]


def listed(names: Sequence[str], language: Language = "en") -> str:
    """Write a list of names: 'a, b and c'; an empty one is 'none'.

    >>> listed(["Chiapas"]), listed(["Chiapas", "Oaxaca", "Puebla"]), listed([])
    ('Chiapas', 'Chiapas, Oaxaca and Puebla', 'none')
    >>> listed(["Guerrero", "Hidalgo"], "es"), listed(["Colima", "Hiedra"], "es")
    ('Guerrero e Hidalgo', 'Colima y Hiedra')
    """
    if not names:
        return word(0, language)
    *first, last = names
    if not first:
        return last
    joint = _AND[language]
    start = last.lower()
    if (
        language == "es"
        and start.startswith(("i", "hi", "í", "hí"))
        and not start.startswith(("hie", "hia", "ia", "ie", "io", "hio"))
    ):
        joint = "e"
    return f"{', '.join(first)} {joint} {last}"


def capital(text: str) -> str:
    """Return a phrase with a capital at its start, for the head of a sentence.

    >>> capital("none of the 32"), capital("21 of the 32")
    ('None of the 32', '21 of the 32')
    """
    return text[:1].upper() + text[1:]


def _sign(x: float) -> int:
    if x != x:
        raise ValueError("a change that is missing has no direction")
    return (x > 0) - (x < 0)


def _side(low: float, high: float, other: float) -> int:
    """Return 0 if the interval lies below a number, 1 if it holds it, 2 if it lies above."""
    if not low <= high:
        raise ValueError(f"{low} to {high} is no interval")
    return 0 if high < other else 2 if low > other else 1


def _require_count(n: int) -> None:
    if n != int(n) or n < 0:
        raise ValueError(f"{n} is no number of things")
