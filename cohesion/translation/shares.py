"""The share of the texts of the pages that has a translation: counted page by page, and in all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

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


def numbers(found: Mapping[str, Share]) -> dict[str, int]:
    """Return how many pages and texts there are, and how many of them are in Spanish."""
    return {
        "spanish-pages": sum(share.ready > 0 for share in found.values()),
        "spanish-pages-of": sum(share.texts > 0 for share in found.values()),
        "spanish-texts": sum(share.ready for share in found.values()),
        "spanish-texts-of": sum(share.texts for share in found.values()),
    }


def total(found: Mapping[str, Share]) -> float:
    """Return the share of all texts of the book that are in Spanish, in percent."""
    counted = numbers(found)
    return 100 * counted["spanish-texts"] / max(1, counted["spanish-texts-of"])


def table(found: Mapping[str, Share]) -> pd.DataFrame:
    """Return the pages of which something is translated, with their texts and the share."""
    rows = [
        (page, share.texts, share.ready, 100 * share.part)
        for page, share in found.items()
        if share.ready
    ]
    heads = ["Page", "Texts", "In Spanish", "Share, %"]
    return pd.DataFrame(rows, columns=heads).set_index("Page")
