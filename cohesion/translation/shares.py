"""The share of the texts of a page that has a translation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cohesion.translation.catalogue import Catalogue


@dataclass(frozen=True)
class Share:
    """How many texts of a page there are, and how many have a translation that can be used."""

    texts: int
    ready: int

    @property
    def part(self) -> float:
        """The share, from 0 to 1; a page without text needs none."""
        return self.ready / self.texts if self.texts else 1.0


def of_page(texts: Iterable[str], words: Catalogue, *, begun: bool) -> Share:
    """Return the share of a page; names and numbers stay as they are and do not count.

    Parameters
    ----------
    texts : iterable of str
        The texts of the page, each once.
    begun : bool
        Whether its translation has begun; until then nothing of it is ready, not even a text that
        another page has in common with it.
    """
    told = [text for text in texts if not words.cutter.stays(text)]
    return Share(len(told), sum(text in words.texts for text in told) if begun else 0)
