"""Legal citations: every one names a law of ``book/bib/legal.bib`` and an article listed there.

The bibliography is the register of laws. Each law carries two fields of its own beside the usual
ones: ``articles``, the articles that were read, and ``vintage``, how the wording in force in
2011–12 was established. A citation of an article that nobody read is therefore an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import model_validator

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files.bibliography import entries_of
from cohesion.files.entries import Entry

#: Legal orders, as the table of acts shows them.
ORDERS = ("Mexico", "Treaties", "European Union")
LEGAL_BIB = paths.BOOK / "bib" / "legal.bib"


class Citation(Entry):
    """A law, by its key in the bibliography, and the articles relied on (none: the whole act).

    In the files a citation is one line: the key, then the articles, as in
    ``mexico2004lgds 43; 44``.
    """

    law: str
    articles: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_line(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        key, _, articles = value.partition(" ")
        parts = tuple(part.strip() for part in articles.split(";") if part.strip())
        return {"law": key, "articles": parts}

    def text(self, path: Path = LEGAL_BIB) -> str:
        """Write the citation for a table: short name of the law and its articles."""
        short = laws(path)[self.law].fields["shorttitle"]
        if not self.articles:
            return short
        return f"{short} art. {', '.join(self.articles)}"


def laws(path: Path = LEGAL_BIB) -> Mapping[str, Any]:
    """Return the entries of the legal bibliography by key."""
    return entries_of(path)


def listed_articles(key: str, path: Path = LEGAL_BIB) -> tuple[str, ...]:
    """Return the articles of a law that the bibliography lists as read."""
    field = laws(path)[key].fields.get("articles", "")
    return tuple(part.strip() for part in field.split(";") if part.strip())


def check_citations(
    citations: tuple[Citation, ...], *, file: str | Path, entry: str, bib: Path = LEGAL_BIB
) -> None:
    """Refuse a law without an entry, and an article that its entry does not list."""
    known = laws(bib)
    for citation in citations:
        if citation.law not in known:
            raise DataError(
                f"entry '{entry}': the law '{citation.law}' has no entry in the bibliography.",
                file=file,
                column=entry,
                cure=f"Add it to book/bib/legal.bib or use one of: {', '.join(sorted(known))}.",
            )
        listed = listed_articles(citation.law, bib)
        for article in citation.articles:
            if article not in listed:
                raise DataError(
                    f"entry '{entry}': article {article} of '{citation.law}' is not among those "
                    f"that are listed ({'; '.join(listed)}).",
                    file=file,
                    column=entry,
                    cure="Read the article, then add it to 'articles' of the law in legal.bib.",
                )


def vintage_rows(path: Path = LEGAL_BIB) -> list[dict[str, str]]:
    """Return one row per act: order, name, publication, articles, standing of the wording.

    Mexican acts come first, then treaties, then acts of the European Union.
    """
    found = laws(path)
    return [
        {
            "key": key,
            "order": found[key].fields["order"],
            "law": found[key].fields["title"].strip("{}"),
            "short": found[key].fields["shorttitle"],
            "published": found[key].fields.get("howpublished", ""),
            "articles": found[key].fields.get("articles", ""),
            "vintage": found[key].fields["vintage"],
            "read": found[key].fields["read"],
        }
        for key in sorted(found, key=lambda key: (ORDERS.index(found[key].fields["order"]), key))
    ]


def law_table(path: Path = LEGAL_BIB) -> pd.DataFrame:
    """Return the acts as readers see them: order, title, publication, articles, wording, copy."""
    heads = {
        "order": "Order", "short": "Short", "published": "Published",
        "articles": "Articles relied on", "vintage": "Wording of the time", "read": "Read in",
    }  # fmt: skip
    acts = pd.DataFrame(vintage_rows(path)).replace("", "–")
    title = acts["law"] + " {cite:p}`" + acts["key"] + "`"
    return acts[list(heads)].rename(columns=heads).set_index(title.rename("Law"))
