"""How numbers are written, in pages, tables, charts and files alike.

Decimal point, thousands separated by a no-break space, a real minus sign, a no-break space before
the percent sign (the style of the EU's publications in English).
"""

from __future__ import annotations

import math
import re

import pandas as pd

NBSP = "\u00a0"
MINUS = "\u2212"
MISSING = "–"
_GROUPS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
#: A number as this module writes it, perhaps with a sign, a unit, a mark of a shared rank or †.
_ONE_NUMBER = re.compile(rf"[{MINUS}+-]?\d[\d{NBSP}]*(\.\d+)?({NBSP}?%)?[†=]?")
_NUMBER = re.compile(rf"[{MINUS}+]?\d[\d{NBSP}.]*({NBSP}?%|=)?†?")


class Written(str):
    """A number as a reader sees it, which remembers the number that it was written from."""

    __slots__ = ("value",)
    value: float

    def __new__(cls, text: str, value: float) -> Written:
        """Return the text with its number."""
        written = super().__new__(cls, text)
        written.value = float(value)
        return written


def number(x: float | int | None, digits: int = 1) -> str:
    """Write a number with ``digits`` decimals; a missing value is a dash.

    >>> number(-1234567.891, 1)
    '−1\\xa0234\\xa0567.9'
    """
    if x is None or not math.isfinite(float(x)):
        return MISSING
    text = f"{abs(float(x)):,.{digits}f}".replace(",", NBSP)
    negative = float(x) < 0 and float(text.replace(NBSP, "")) != 0
    return Written((MINUS if negative else "") + text, x)


def integer(x: float | int | None) -> str:
    """Write a whole number."""
    return number(x, 0)


def percent(x: float | None, digits: int = 1) -> str:
    """Write a percentage that is already on the 0–100 scale."""
    return with_unit(number(x, digits), "%")


def signed(x: float | None, digits: int = 1) -> str:
    """Write a change: always with its sign, none for zero."""
    text = number(x, digits)
    is_plus = x is not None and math.isfinite(float(x)) and float(x) > 0
    return Written(f"+{text}", x) if is_plus and text.strip("0.") else text


def interval(low: float, high: float, digits: int = 1) -> str:
    """Write an interval: '1.2 to 3.4'."""
    return f"{number(low, digits)} to {number(high, digits)}"


def p_value(p: float) -> str:
    """Write a p-value with three decimals, never as zero: '0.012', '< 0.001'."""
    if not math.isfinite(p):
        return MISSING
    return Written(f"<{NBSP}0.001", p) if p < 0.001 else number(p, 3)


def euro(x: float | None, digits: int = 0) -> str:
    """Write an amount the EU way: 'EUR 1 250 000'."""
    return with_unit(number(x, digits), "EUR")


def with_unit(text: str, unit: str) -> str:
    """Join a written number and its unit; 'EUR' stands before the number."""
    if not unit or text == MISSING:
        return text
    shown = f"{unit}{NBSP}{text}" if unit == "EUR" else f"{text}{NBSP}{unit}"
    return Written(shown, text.value) if isinstance(text, Written) else shown


def unbroken(text: str) -> str:
    """Keep the groups of a number in a text together: no line ends after '100' in '100 000'.

    >>> unbroken("per 100 000 people in 2010")
    'per 100\xa0000 people in 2010'
    """
    return _GROUPS.sub(NBSP, text)


def machine_readable(cell: object) -> object:
    """Return a cell as software reads it: numbers with an ASCII minus, a gap as nothing.

    A text that is one written number becomes that number, with the digits that it was written
    with; a key such as '07' stays text, and so does everything else.

    >>> machine_readable("−1\xa0234.5"), machine_readable("78.5\xa0%†"), machine_readable("07")
    (-1234.5, 78.5, '07')
    """
    if isinstance(cell, Written):
        return cell.value
    if not isinstance(cell, str):
        return cell
    text = cell.strip()
    if text in ("", MISSING):
        return None
    if not _ONE_NUMBER.fullmatch(text):
        return cell
    digits = text.strip(f"†={NBSP}% ").replace(NBSP, "").replace(MINUS, "-").removeprefix("+")
    return cell if re.match(r"-?0\d", digits) else float(digits) if "." in digits else int(digits)


def looks_numeric(text: str) -> bool:
    """Whether a text is a number as written here: such cells are set to the right.

    >>> looks_numeric("−1\xa0234.5"), looks_numeric("4.2 to 5.1"), looks_numeric("2010 Q1")
    (True, False, False)
    """
    return bool(_NUMBER.fullmatch(text.strip()))


def column_of_numbers(cells: list[str]) -> bool:
    """Whether a column holds numbers only, apart from dashes and empty cells."""
    texts = [cell.strip() for cell in cells]
    told = [text for text in texts if text not in ("", MISSING)]
    return bool(told) and all(map(looks_numeric, told))


def ends(table: pd.DataFrame, low: str = "low", high: str = "high", digits: int = 1) -> list[str]:
    """Return the two ends of each row's interval as they are written."""
    return [interval(*pair, digits) for pair in table[[low, high]].to_numpy()]
