"""Every bound sentence rests on a claim that holds, and every claim carries a sentence."""

from __future__ import annotations

import html
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cohesion import paths
from cohesion.errors import DataError, near
from cohesion.publishing import claims
from cohesion.publishing.bound import Sentence, by_claim

#: The page that an exploring build writes.
PAGE = paths.BUILD / "fallen-sentences.html"
#: Set (by ``book --explore``) when another assumption is tried.
EXPLORE = "COHESION_EXPLORE"
_MOST_SHOWN = 20


@dataclass(frozen=True)
class Fallen:
    """A bound sentence whose claim does not hold."""

    sentence: Sentence
    claim: str
    says: str
    condition: str
    values: str

    def line(self) -> str:
        """Return it as one line: place, words, condition, values."""
        return (
            f"{self.sentence.place}: “{self.sentence.words}” no longer holds: "
            f"{self.claim} is {self.condition}, but {self.values}"
        )


def names(items: Mapping[str, Mapping[str, Any]], sentences: Sequence[Sentence]) -> list[DataError]:
    """Return an error for every unknown claim that a sentence names and every claim without one."""
    known = {name for name, item in items.items() if item["kind"] == "claim"}
    bound = by_claim(sentences)
    problems = []
    for name, using in bound.items():
        if name in known:
            continue
        problem = f"no claim is published as '{name}'{near(name, known)}"
        if name in items:
            problem = f"'{name}' is a {items[name]['kind']}, not a claim"
        problems += [
            DataError(
                f"{problem}; “{sentence.words}” is bound to it.", file=sentence.file,
                row=sentence.line or sentence.result,
                cure="Correct the name, or publish the claim in a notebook.",
            )
            for sentence in using
        ]  # fmt: skip
    problems += [
        DataError(
            f"no sentence is bound to the claim '{name}'.",
            file=f"notebooks/{items[name]['notebook']}.md",
            cure=f"Bind one: [words]{{.claim .claim--{name}}}; or take the claim out.",
        )
        for name in sorted(known - bound.keys())
    ]  # fmt: skip
    return problems


def fallen(items: Mapping[str, Mapping[str, Any]], sentences: Sequence[Sentence]) -> list[Fallen]:
    """Return the bound sentences that are not true of these results, in the order of the pages."""
    found = []
    for sentence in sentences:
        for name in sentence.claims:
            item = items.get(name)
            if item is None or item["kind"] != "claim" or item["holds"]:
                continue
            quantities = {key: claims.restored(value) for key, value in item["quantities"].items()}
            found.append(
                Fallen(sentence, name, item["says"], item["condition"], claims.shown(quantities))
            )
    return found


def check(items: Mapping[str, Mapping[str, Any]], sentences: Sequence[Sentence]) -> int:
    """Check names and truth; return the number of bound sentences.

    Raises
    ------
    DataError
        The first problem with its place, and the others below it.
    """
    problems: list[DataError] = names(items, sentences)
    problems += [
        DataError(
            f"“{one.sentence.words}” is not true: {one.claim} ({one.says}) asks for "
            f"{one.condition}, but {one.values}.",
            file=one.sentence.file, row=one.sentence.line or one.sentence.result,
            cure="Correct the sentence and its claim. To see every sentence that falls under "
            "another assumption: python -m cohesion book --explore.",
        )
        for one in fallen(items, sentences)
    ]  # fmt: skip
    if problems:
        first, others = problems[0], problems[1:_MOST_SHOWN]
        below = "".join(f"\n  {problem}" for problem in others)
        more = len(problems) - 1
        raise DataError(
            first.problem, file=first.file, row=first.row,
            cure=first.cure + (f" {more} more:{below}" if more else ""),
        )  # fmt: skip
    return len(sentences)


def write_page(
    found: Sequence[Fallen], bound: int, file: Path = PAGE, unable: Sequence[str] = ()
) -> str:
    """Write one page with the sentences that no longer hold; return a line that says so.

    Parameters
    ----------
    unable : sequence of str
        What has no answer under this assumption: notebooks that fail, names that nothing is
        published as. What such notebooks published before was looked at.
    """
    rows = "".join(
        "<tr>"
        + "".join(
            f"<{tag}>{html.escape(text)}</{tag[:2]}>"
            for tag, text in (
                ('th scope="row"', one.sentence.place), ("td", one.sentence.words),
                ("td", one.condition), ("td", one.values),
            )
        )
        + "</tr>\n"
        for one in found
    )  # fmt: skip
    heads = "".join(
        f'<th scope="col">{head}</th>'
        for head in ("Where", "Sentence that no longer holds", "It asks for", "But now")
    )
    number = f"{len(found)} of {bound} bound sentences no longer hold"
    beyond, listed = "", ""
    if unable:
        beyond = f"; what has no answer under this assumption: {len(unable)}"
        listed = "".join(f"<li><pre>{html.escape(one)}</pre></li>\n" for one in unable)
        listed = (
            "<h2>What has no answer under this assumption</h2>\n<p>Of notebooks that fail, what "
            f"they published before was looked at.</p>\n<ul>{listed}</ul>\n"
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>Sentences that no longer hold</title><style>body{font:1rem/1.5 sans-serif;"
        "max-width:70rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}"
        "th,td{border-bottom:1px solid #767676;padding:.4rem .8rem .4rem 0;text-align:left;"
        "vertical-align:top}pre{white-space:pre-wrap}</style></head><body>"
        "<h1>Sentences that no longer hold</h1>"
        f"<p>{number} with these data and assumptions.</p>\n"
        f"<table><thead><tr>{heads}</tr></thead><tbody>\n{rows}</tbody></table>\n"
        f"{listed}</body></html>\n",
        encoding="utf-8",
    )
    shown = file.relative_to(paths.ROOT).as_posix() if file.is_relative_to(paths.ROOT) else file
    return f"{number}{beyond}: {shown}"


def exploring() -> bool:
    """Whether this build tries another assumption, day or datum and only wants to know."""
    return os.environ.get(EXPLORE, "") not in ("", "0")


def settle(
    items: Mapping[str, Mapping[str, Any]],
    sentences: Sequence[Sentence],
    unable: list[str] | None = None,
) -> str:
    """Check the claims of a build; when exploring, write the page of fallen sentences instead.

    Parameters
    ----------
    unable : list of str
        As of :func:`write_page`; when exploring it takes the names that are wrong as well.

    Returns
    -------
    str
        A last line for the person at work; '' in a build of the book.

    Raises
    ------
    DataError
        As :func:`check`; none when exploring.
    """
    if not exploring():
        check(items, sentences)
        PAGE.unlink(missing_ok=True)
        return ""
    # A claim on a state that is no longer chosen is published no more.
    unable = [] if unable is None else unable
    unable += map(str, names(items, sentences))
    return write_page(fallen(items, sentences), len(sentences), unable=unable)
