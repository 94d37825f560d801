"""From the many spellings of a state's name in official files to INEGI's key."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from cohesion.errors import DataError
from cohesion.readers.shared.marks import without_marks
from cohesion.tables.geography import NATION, NOT_SPECIFIED, STATES

# Long official names, today's name of the capital, what publishers call the nation or the cases
# that belong to no state, and INEGI's abbreviations. "Méx." stays unknown: it is read as the state
# and as the country.
_ALIASES = {
    "COAHUILA DE ZARAGOZA": "05",
    "MICHOACAN DE OCAMPO": "16",
    "VERACRUZ DE IGNACIO DE LA LLAVE": "30",
    "VERACRUZ-LLAVE": "30",
    "VERACRUZ LLAVE": "30",
    "QUERETARO DE ARTEAGA": "22",
    "QUERETARO ARTEAGA": "22",
    "BAJA CALIFORNIA NORTE": "02",
    "CIUDAD DE MEXICO": "09",
    "CD. DE MEXICO": "09",
    "CD DE MEXICO": "09",
    "CDMX": "09",
    "MEXICO, D.F": "09",
    "MEXICO D.F": "09",
    "ESTADO DE MEXICO": "15",
    "EDO. DE MEXICO": "15",
    "EDO DE MEXICO": "15",
    "EDOMEX": "15",
    "EDO. MEX": "15",
    "EDO MEX": "15",
    "MEXICO, ESTADO DE": "15",
    "PUEBLA DE ZARAGOZA": "21",
    "TLAXCALA DE XICOHTENCATL": "29",
    "ESTADOS UNIDOS MEXICANOS": NATION,
    "REPUBLICA MEXICANA": NATION,
    "NACIONAL": NATION,
    "TOTAL": NATION,
    "TOTAL NACIONAL": NATION,
    "EXTRANJERO": NOT_SPECIFIED,
    "NO ESPECIFICADO": NOT_SPECIFIED,
}
#: As INEGI abbreviates the states, without points and blanks.
_SHORT = {
    "AGS": "01", "BC": "02", "BCS": "03", "CAMP": "04", "COAH": "05", "COL": "06", "CHIS": "07",
    "CHIH": "08", "DF": "09", "DGO": "10", "GTO": "11", "GRO": "12", "HGO": "13", "JAL": "14",
    "MICH": "16", "MOR": "17", "NAY": "18", "NL": "19", "OAX": "20", "PUE": "21", "QRO": "22",
    "QROO": "23", "SLP": "24", "SIN": "25", "SON": "26", "TAB": "27", "TAMPS": "28", "TLAX": "29",
    "VER": "30", "YUC": "31", "ZAC": "32",
}  # fmt: skip
#: Abbreviations that are words or syllables of their own: known with their point only.
_WITH_POINT = ("COL", "MOR", "SIN", "SON", "TAB", "VER")
#: A key before its name: "07 Chiapas", "07. Chiapas", "07-Chiapas".
_KEYED = re.compile(r"(\d\d)[\s.\-–]+(?=\D)")


def plain(text: object) -> str:
    """Return a name in capitals, without accents, note marks or double spaces."""
    decomposed = unicodedata.normalize("NFKD", without_marks(text))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(letters.upper().rstrip(" 0123456789*.,:").split())


_CODES = {plain(name): code for code, name in STATES["name_es"].items()} | _ALIASES


def find_state(name: object) -> str | None:
    """Return the state's key, or None if the text names no state, or its own key another one."""
    text = plain(name)
    keyed = _KEYED.match(text)
    bare = text[keyed.end() :] if keyed else text
    short = bare.replace(".", "").replace(" ", "")
    code = _CODES.get(bare)
    if code is None and (short not in _WITH_POINT or "." in str(name)):
        code = _SHORT.get(short)
    return None if keyed and code != keyed[1] else code


def state_code(name: object, file: str | Path, row: int | str | None = None) -> str:
    """Return the state's key; a text that names no state raises :class:`DataError`."""
    code = find_state(name)
    if code is None:
        raise DataError(
            f"'{name}' is not the name of a state.",
            file=file,
            row=row,
            cure="Use the official file in the layout that the reader names, or adapt the reader.",
        )
    return code
