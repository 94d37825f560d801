"""Articles of law named in prose: each belongs to an act of the register and is listed there.

Citations in the ``legal`` fields of the programme files are checked when they are read
(:mod:`cohesion.programme.legal`). This module finds the others: *articles 41 and 44*, *LGS,
art. 77 bis 12*, *Financial Regulation, Article 53(b)* in pages, notebooks and texts. The act is the
one cited right after or named just before; else those of the sentence, the paragraph or the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cohesion import paths
from cohesion.errors import DataError
from cohesion.files import hashes, yaml
from cohesion.files.remembered import Remembered
from cohesion.programme.legal import LEGAL_BIB, laws, listed_articles

#: Words that look like an article of law and are none → why.
NO_LAW: Mapping[str, str] = {"Artículo 19": "the name of an organisation"}

#: How far before an article its act may stand and still be the one that is meant.
NEAR = 60

_NUMBER = r"\d{1,3}(?!\d)(?:[a-d]\b)?(?:\(\w{1,4}\))*(?:\s+bis(?:\s+\d{1,2})?)?(?:-[A-Z]+)*"
_JOIN = r"\s*(?:,|;|and|to|y|–)\s*(?:and\s+)?"
_MENTION = re.compile(
    rf"\b[Aa]rt(?:icles?|ículos?|s?\.?)\s*(?P<list>{_NUMBER}(?:{_JOIN}{_NUMBER})*)"
)
_PIECE = re.compile(rf"(?P<join>{_JOIN})?(?P<number>{_NUMBER})")
_CITED_AFTER = re.compile(r"[\s)]{0,3}\{cite:?[pt]?\}`(?P<keys>[^`]+)`")
_SENTENCE_END = re.compile(r"[.!?:;]\s|\n\s*[-*|]\s")


@dataclass(frozen=True)
class Mention:
    """One place where articles are named: where it starts and ends, and which articles."""

    start: int
    end: int
    articles: tuple[str, ...]


@dataclass(frozen=True)
class Act:
    """An act of the register: names by which a text calls it, and the articles that were read."""

    key: str
    names: tuple[str, ...]
    articles: tuple[str, ...]

    def covers(self, article: str) -> bool:
        """Tell whether an article is listed, itself or as part of one that is listed whole."""
        plain = re.sub(r"\(\w+\)", "", article)
        while plain:
            if plain in self.articles:
                return True
            plain, _, tail = plain.rpartition("-")
            if not tail:
                return False
        return False


def register(bib: Path = LEGAL_BIB) -> tuple[Act, ...]:
    """Return the acts of the bibliography with the names that a text may use for them."""
    found = []
    for key, entry in laws(bib).items():
        title = re.sub(r"[{}]", "", entry.fields["title"])
        names = {key, entry.fields["shorttitle"], title}
        if "english" in entry.fields:
            names.add(entry.fields["english"])
        if key == "mexico1917constitution":
            names |= {"Constitution", "constitution", "Const."}
        found.append(Act(key, tuple(sorted(names)), listed_articles(key, bib)))
    return tuple(found)


def mentions(text: str) -> list[Mention]:
    """Find every mention of articles; ranges are written out.

    >>> [m.articles for m in mentions("LGS, arts 13-A and 77 bis 12; articles 39 to 41 of LCF")]
    [('13-A', '77 bis 12'), ('39', '40', '41')]
    """
    found = []
    for match in _MENTION.finditer(text):
        articles: list[str] = []
        for piece in _PIECE.finditer(match["list"]):
            number = re.sub(r"\s+", " ", piece["number"])
            join = (piece["join"] or "").strip()
            if join in ("to", "–") and articles and number.isdigit() and articles[-1].isdigit():
                articles += [str(n) for n in range(int(articles[-1]) + 1, int(number) + 1)]
            else:
                articles.append(number)
        if match.group() not in NO_LAW:
            found.append(Mention(match.start(), match.end(), tuple(articles)))
    return found


def _named(text: str, acts: Sequence[Act]) -> list[tuple[int, Act]]:
    """Return acts with the places where they are named, longest names first at one place."""
    found = []
    for act in acts:
        for name in act.names:
            pattern = rf"(?<![\w]){re.escape(name)}(?!\w)"
            found += [(hit.end(), act) for hit in re.finditer(pattern, text)]
    return sorted(found, key=lambda item: item[0])


def _of(rest: str, act: Act) -> bool:
    """Tell whether a text goes on with *of* and a name of the act."""
    names = "|".join(re.escape(name) for name in act.names)
    return re.match(rf"\s+of\s+(?:the\s+)?\*?(?:{names})(?!\w)", rest) is not None


def meant(text: str, mention: Mention, acts: Sequence[Act], context: str = "") -> list[Act]:
    """Return the acts that an article can belong to.

    The act cited right after it, or named after *of*; else the one named just before; else those
    of the sentence, of the text, and at last of the context.
    """
    cited = _CITED_AFTER.match(text, mention.end)
    if cited:
        keys = {key.strip() for key in cited["keys"].split(",")}
        return [act for act in acts if act.key in keys]
    places = _named(text, acts)
    own = [act for act in acts if _of(text[mention.end :], act)]
    if own:
        return own
    before = [item for item in places if mention.start - NEAR <= item[0] <= mention.start]
    if before:
        return [before[-1][1]]
    start = max([0, *(m.end() for m in _SENTENCE_END.finditer(text[: mention.start]))])
    end = _SENTENCE_END.search(text, mention.end)
    stop = end.start() if end else len(text)
    sentence = [act for place, act in places if start <= place <= stop + 1]
    return sentence or [act for _, act in places] or [act for _, act in _named(context, acts)]


def faults(text: str, acts: Sequence[Act], context: str = "") -> list[str]:
    """Return one line for each article without an act, or that its act does not list."""
    found = []
    for mention in mentions(text):
        candidates = meant(text, mention, acts, context)
        words = " ".join(text[mention.start : mention.start + 40].split())
        if not candidates:
            found.append(f"'{words}': no act of the register is named near it")
            continue
        for article in mention.articles:
            if not any(act.covers(article) for act in candidates):
                keys = ", ".join(sorted({act.key for act in candidates}))
                found.append(f"'{words}': article {article} is not listed for {keys}")
    return found


def _blocks(text: str) -> Iterator[str]:
    yield from re.split(r"\n\s*\n", text)


def page_faults(file: Path, acts: Sequence[Act]) -> list[str]:
    """Return the faults of a page or notebook, block by block."""
    text = file.read_text(encoding="utf-8")
    return [fault for block in _blocks(text) for fault in faults(block, acts)]


def _entries(node: Any, context: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        own = " ".join(_leaves(node))
        for key, value in node.items():
            if key == "legal":
                continue
            if isinstance(value, str):
                yield value, own + " " + context
            else:
                yield from _entries(value, own if len(own) < 4000 else context)
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for value in node:
            if isinstance(value, str):
                yield value, context
            else:
                yield from _entries(value, context)


def _leaves(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping):
        for value in node.values():
            yield from _leaves(value)
    elif isinstance(node, Sequence):
        for value in node:
            yield from _leaves(value)


def programme_faults(file: Path, acts: Sequence[Act]) -> list[str]:
    """Return the faults of a programme file, entry by entry."""
    content = yaml.read(file)
    whole = " ".join(_leaves(content))
    return [
        fault
        for text, context in _entries(content, whole)
        for block in _blocks(text)
        for fault in faults(block, acts, context)
    ]


def faults_of_pages(root: Path = paths.ROOT, kept: Remembered | None = None) -> list[str]:
    """Return the faults of every page and notebook, each with its file.

    Parameters
    ----------
    root : Path
        The folder of the project.
    kept : Remembered, optional
        What was found in texts that did not change since, from :func:`kept_faults`.
    """
    acts = register(root / "book" / "bib" / "legal.bib")
    pages = [root / "index.md", *(root / "book").rglob("*.md"), *(root / "notebooks").glob("*.md")]
    return [
        f"{file.name}: {fault}"
        for file in sorted(pages) if file.is_file()
        for fault in (
            page_faults(file, acts) if kept is None
            else kept.of(file.read_bytes(), lambda file=file: page_faults(file, acts))
        )
    ]  # fmt: skip


def refuse(faults: Iterable[str]) -> None:
    """Refuse the first fault.

    Raises
    ------
    DataError
        An article that no act of the register is named for, or that its act does not list.
    """
    for fault in faults:
        raise DataError(
            fault, file=LEGAL_BIB,
            cure="Read the article and list it in 'articles' of its act, or correct the text.",
        )  # fmt: skip


def kept_faults() -> Remembered:
    """Return what was found in the pages of the book, by their text, for the present register."""
    return Remembered("cited-articles", hashes.file_hash(LEGAL_BIB))


def faults_of_programme(root: Path = paths.ROOT, programme: Path | None = None) -> list[str]:
    """Return the faults of every programme file, each with its file."""
    acts = register(root / "book" / "bib" / "legal.bib")
    files = sorted((programme or root / "data" / "programme").rglob("*.yml"))
    return [f"{f.name}: {x}" for f in files for x in programme_faults(f, acts)]
