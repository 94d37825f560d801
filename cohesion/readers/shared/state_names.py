"""From the many spellings of a state's name in official files to INEGI's key."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from cohesion.errors import DataError
from cohesion.readers.shared.marks import without_marks
from cohesion.tables.geography import NATION, NOT_SPECIFIED, STATES

# Long official names, today's name of the capital, and what publishers call the nation or the
# cases that belong to no state.
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
    "CDMX": "09",
    "D.F": "09",
    "DF": "09",
    "ESTADO DE MEXICO": "15",
    "EDO. DE MEXICO": "15",
    "EDO DE MEXICO": "15",
    "EDOMEX": "15",
    "ESTADOS UNIDOS MEXICANOS": NATION,
    "REPUBLICA MEXICANA": NATION,
    "NACIONAL": NATION,
    "TOTAL": NATION,
    "EXTRANJERO": NOT_SPECIFIED,
    "NO ESPECIFICADO": NOT_SPECIFIED,
}


def plain(text: object) -> str:
    """Return a name in capitals, without accents, note marks or double spaces."""
    decomposed = unicodedata.normalize("NFKD", without_marks(text))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(letters.upper().rstrip(" 0123456789*.,").split())


_CODES = {plain(name): code for code, name in STATES["name_es"].items()} | _ALIASES


def find_state(name: object) -> str | None:
    """Return the state's key, or None if the text names no state."""
    return _CODES.get(plain(name))


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
