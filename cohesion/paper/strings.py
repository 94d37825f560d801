"""Texts as Typst code: always a string literal, so nothing in a text can act as markup."""

from __future__ import annotations

import re

_WHITE = re.compile(r"[ \t\r\n\f\v]+")
#: What the fold drops: white space, soft and hard hyphens, joiners. Lines end at these.
_FOLDED = re.compile("[\\s\u00a0\u00ad\u200b\u200c\u200d\u2010\u2011\u2060\ufeff-]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def literal(text: str) -> str:
    r"""Return a text as a Typst string literal: only ``"``, ``\`` and control signs are written.

    Parameters
    ----------
    text : any text; a lone surrogate, which is no character, becomes U+FFFD.
    """
    text = _SURROGATE.sub("\ufffd", text)
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _CONTROL.sub(lambda sign: f"\\u{{{ord(sign[0]):x}}}", text) + '"'


def flowing(text: str) -> str:
    """Return a text with every run of white space as one space, as in a paragraph."""
    return _WHITE.sub(" ", text)


def breakable(text: str) -> str:
    """Return an identifier or address that may end a line after ``_``, ``/``, ``.`` or ``=``."""
    return re.sub(r"(?<=[_/=&?])(?=\w)|(?<=\w[.])(?=\w{3})", "\u200b", text)


def fold(text: str) -> str:
    """Return a text without white space and hyphens: equal however it is broken over lines."""
    return _FOLDED.sub("", text)
