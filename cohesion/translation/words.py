"""Small words by which a text is known to be English or Spanish."""

from __future__ import annotations

#: Words of English that are no words of Spanish.
ENGLISH = frozenset(
    "the and of with which that from are is was were by for at on each their this these have has "
    "not or to into an be been it its as they than who whose when where after before between "
    "under over only all every other what would should must may can does do if there here such "
    "both any more less most least first".split()
)
#: Words of Spanish that are no words of English.
SPANISH = frozenset("de del la el los las y para por en al con una".split())
#: Heads of columns whose noun is feminine in Spanish: the grades below them agree with it.
FEMININE = frozenset({"Likelihood"})
_AGREEING = {"alto": "alta", "medio": "media", "bajo": "baja"}


def agreeing(head: str, cell: str) -> str:
    """Return a Spanish cell in the gender of the English head above it.

    >>> agreeing("Likelihood", "alto"), agreeing("Impact", "alto")
    ('alta', 'alto')
    """
    return _AGREEING.get(cell, cell) if head in FEMININE else cell
