"""Small words by which a text is known to be English or Spanish."""

from __future__ import annotations

#: Words of English that are no words of Spanish.
ENGLISH = frozenset(
    "the and of with which that from are is was were by for at on each their this these have has "
    "not or to into an be been it its as they than who whose when where after before between "
    "under over only all every other what would should must may can does do if there here such "
    "both any more less most least".split()
)
#: Words of Spanish that are no words of English.
SPANISH = frozenset("de del la el los las y para por en al con una".split())
