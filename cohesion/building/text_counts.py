"""What is counted in all texts of the book together: concluding sentences and typed quantities.

The chapter on quality control prints these numbers. It notes them in place of the texts, so that a
sentence that changes none of them runs no notebook. Each text is counted again only when it, or
the code that counts, changed.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cohesion import paths
from cohesion.building import words
from cohesion.checking import conclusions, sentences, sources, typed_numbers
from cohesion.files import hashes, tracking
from cohesion.files.remembered import Remembered
from cohesion.publishing import bodies

#: Under which the counts are noted (see :func:`cohesion.files.tracking.note`).
NAME = "the counts of the texts"
_LABELS = ("", "Notes: ", "In words: ")


@dataclass(frozen=True)
class Said:
    """How many concluding sentences are bound, need no claim, or are open.

    Attributes
    ----------
    bound, open : int
        Sentences of all pages.
    excused : dict
        Reason → sentences that need no claim.
    captions, captions_bound : int
        Concluding sentences in captions, notes and words of pictures; those among them that are
        bound or need no claim.
    """

    bound: int
    open: int
    excused: Mapping[str, int]
    captions: int
    captions_bound: int

    @property
    def coverage(self) -> float:
        """Per cent of the concluding sentences that are bound or need no claim."""
        settled = self.bound + sum(self.excused.values())
        return 100 * settled / max(settled + self.open, 1)


@dataclass(frozen=True)
class Counts:
    """What is counted in all texts.

    Attributes
    ----------
    said : Said
        The concluding sentences of pages.
    typed : int
        Quantities typed in pages, notebooks, their code and texts of the programme.
    places : int
        Pages, notebooks and texts of the programme that were read for them.
    bindings : int
        Sentences, clauses and captions of pages that are bound to a claim.
    """

    said: Said
    typed: int
    places: int
    bindings: int


def of_book() -> Counts:
    """Count in every page, notebook and text of the programme, and note the outcome."""
    with tracking.unrecorded():
        found = _count()
    tracking.note(NAME, _print(found))
    return found


def fingerprint() -> str:
    """Return a hash of the present counts: the one that a notebook notes that prints them."""
    return _print(_count())


def said(pages: Mapping[str, str], excused: list[conclusions.NoClaim]) -> Said:
    """Count the concluding sentences of pages.

    Parameters
    ----------
    pages : mapping
        File → text.
    excused : list
        The sentences that need no claim.
    """
    return _together(_standings(file, text, excused) for file, text in pages.items())


def _print(found: Counts) -> str:
    return hashes.of_content(dataclasses.asdict(found))


def _count() -> Counts:
    kept = Remembered("counted-texts")
    excused = conclusions.no_claims()
    listed = conclusions.NO_CLAIM.read_bytes()
    of_pages, of_texts = [], []
    for file in typed_numbers.prose_files():
        text, name = sources.read(file), file.relative_to(paths.ROOT).as_posix()
        key = b"\0".join((name.encode("utf-8"), listed, text.encode("utf-8")))
        of_pages.append(kept.of(key, lambda n=name, t=text: _of_page(n, t, excused)))
    for file in sorted(paths.PROGRAMME.glob("**/*.yml")):
        of_texts.append(kept.of(file.read_bytes(), lambda f=file: _of_programme(f)))
    kept.keep()
    return Counts(
        said=_together(page["standings"] for page in of_pages),
        typed=sum(one["typed"] for one in [*of_pages, *of_texts]),
        places=len(of_pages) + sum(one["places"] for one in of_texts),
        bindings=len(words.bound_sentences()),
    )


def _of_page(file: str, text: str, excused: list[conclusions.NoClaim]) -> dict[str, Any]:
    typed = len(typed_numbers.typed_quantities(text)) + len(typed_numbers.typed_in_code(text))
    return {"typed": typed, "standings": _standings(file, text, excused)}


def _of_programme(file: Path) -> dict[str, int]:
    texts = [text for _, text in typed_numbers.yaml_prose(file)]
    typed = sum(len(typed_numbers.typed_quantities(text)) for text in texts)
    return {"typed": typed, "places": len(texts)}


def _standings(
    file: str, text: str, excused: list[conclusions.NoClaim]
) -> dict[str, dict[str, int]]:
    """Count the sentences of a page by how they stand: in all, and those beside exhibits."""
    beside = _words_beside(text, Path(file))
    standing: Counter[str] = Counter()
    in_captions: Counter[str] = Counter()
    for _, sentence in sentences.of_page(text):
        kind = _standing(file, sentence, excused)
        standing[kind] += 1
        if any(sentence.removeprefix(label) in beside for label in _LABELS):
            in_captions[kind] += 1
    return {"all": dict(standing), "captions": dict(in_captions)}


def _standing(file: str, sentence: str, excused: list[conclusions.NoClaim]) -> str:
    """Return 'bound', 'plain', 'open' or the reason why a sentence needs no claim."""
    if conclusions.is_bound(sentence):
        return "bound"
    if not conclusions.concludes(sentence):
        return "plain"
    reasons = [entry.reason for entry in excused if entry.matches(file, sentence)]
    return reasons[0] if reasons else "open"


def _words_beside(text: str, file: Path) -> str:
    """Return all captions, notes and words of pictures of a page as one text."""
    found = bodies.of_page(text, file)
    return "\n".join(
        part for body in found for part in (body.caption.text, body.notes.text, body.alt.text)
    )


def _together(pages: Any) -> Said:
    standing: Counter[str] = Counter()
    in_captions: Counter[str] = Counter()
    for page in pages:
        standing.update(page["all"])
        in_captions.update(page["captions"])
    concluding = sum(in_captions.values()) - in_captions["plain"]
    return Said(
        bound=standing["bound"], open=standing["open"],
        excused={reason: standing[reason] for reason in conclusions.REASONS if standing[reason]},
        captions=concluding, captions_bound=concluding - in_captions["open"],
    )  # fmt: skip
