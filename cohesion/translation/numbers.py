"""Numbers and dates as Mexico writes them, from a text that :mod:`cohesion.formats` wrote."""

from __future__ import annotations

import datetime
import re

from cohesion.formats import MINUS, NBSP

#: A number as pages write it: sign, groups, decimals; perhaps a percent sign.
NUMBER = re.compile(rf"[{MINUS}+]?\d+(?:{NBSP}\d{{3}})*(?:\.\d+)?(?:{NBSP}%)?")
QUARTER = re.compile(r"\b(\d{4})-Q([1-4])\b")
MONTHS = {
    "January": "enero",
    "February": "febrero",
    "March": "marzo",
    "April": "abril",
    "May": "mayo",
    "June": "junio",
    "July": "julio",
    "August": "agosto",
    "September": "septiembre",
    "October": "octubre",
    "November": "noviembre",
    "December": "diciembre",
}
_MONTH = "|".join(MONTHS)
#: A day or a month of a year.
DATE = re.compile(rf"\b(?:(\d{{1,2}})[ {NBSP}])?({_MONTH}) (\d{{4}})\b")
_EURO = re.compile(rf"\bEUR[{NBSP} ]({NUMBER.pattern})")
#: A day as tables write it, no part of an address or of a name.
_DAY = re.compile(r"(?<![\w/.-])(\d{4})-(\d{2})-(\d{2})(?![\w/-]|\.\w)")
_GROUP = re.compile(rf"(?<=\d)[{NBSP} ](?=\d{{3}}(?!\d))")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_RANGE = re.compile(rf"(?<=[\d%]) to (?=[{MINUS}+]?\d)")


def mexican(text: str) -> str:
    r"""Rewrite the numbers, amounts, quarters and dates of an English text.

    Decimal point and a no-break space before the percent sign stay; thousands are separated by a
    comma, the currency stands behind the amount, a quarter is a *trimestre*, a day of a table is
    written day/month/year.

    >>> mexican("EUR\xa010\xa0000\xa0000, 46.1\xa0%, 2013-Q2 to 2013-Q4, 19 November 2013")
    '10,000,000\xa0EUR, 46.1\xa0%, 2013-T2 a 2013-T4, 19 de noviembre de 2013'
    """
    text = _EURO.sub(rf"\1{NBSP}EUR", text)
    text = _GROUP.sub(",", text)
    text = _RANGE.sub(" a ", text)
    text = _DAY.sub(r"\3/\2/\1", text)
    text = QUARTER.sub(r"\1-T\2", text)
    return DATE.sub(_date, text)


def without_commas(text: str) -> str:
    """Return a cell without the commas of thousands, so that it is seen to be a number.

    >>> without_commas("1,234.5"), without_commas("one, 200 two")
    ('1234.5', 'one, 200 two')
    """
    return _THOUSANDS.sub("", text)


def _date(match: re.Match[str]) -> str:
    day, month, year = match.groups()
    shown = f"{MONTHS[month]} de {year}"
    return f"{day} de {shown}" if day else shown


def day(date: datetime.date, language: str) -> str:
    """Write a day: '19 November 2013', '19 de noviembre de 2013'.

    >>> day(datetime.date(2012, 6, 30), "es")
    '30 de junio de 2012'
    """
    english = f"{date.day} {list(MONTHS)[date.month - 1]} {date.year}"
    return mexican(english) if language == "es" else english
