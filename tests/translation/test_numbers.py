"""Tests of ``cohesion/translation/numbers.py``."""

from __future__ import annotations

import datetime

import pytest

from cohesion import formats
from cohesion.translation.numbers import day, mexican


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        (formats.euro(1_250_000), "1,250,000\u00a0EUR"),
        (formats.percent(46.14), "46.1\u00a0%"),
        (formats.number(-1234.5), "−1,234.5"),
        (formats.interval(1.2, 3.4), "1.2 a 3.4"),
        ("above EUR 50\u00a0000 in a cell", "above 50,000\u00a0EUR in a cell"),
        ("2012-07-01", "01/07/2012"),
        ("to 2018-10-14; x-2012-07-01.csv", "to 14/10/2018; x-2012-07-01.csv"),
        ("per 100 000 people", "per 100,000 people"),
        ("in 2010 and 2011", "in 2010 and 2011"),
        ("2013-Q1 to 2014-Q4", "2013-T1 a 2014-T4"),
        ("(March 2011)", "(marzo de 2011)"),
        ("19 November 2013", "19 de noviembre de 2013"),
    ],
)
def test_numbers_and_dates_are_written_as_in_mexico(english, spanish):
    assert mexican(english) == spanish


def test_what_is_mexican_already_stays():
    once = mexican("EUR\u00a010\u00a0000\u00a0000 of 19 November 2013")
    assert mexican(once) == once


def test_a_day_is_written_in_both_languages():
    date = datetime.date(2013, 11, 19)
    assert (day(date, "en"), day(date, "es")) == ("19 November 2013", "19 de noviembre de 2013")
