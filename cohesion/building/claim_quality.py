"""What the build can say of its conclusions: claims, bound sentences, what is open, the detector.

A sentence that concludes is bound to a claim, stands in the list of those that no data could make
untrue, or is counted here as open.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from cohesion import formats, paths
from cohesion.building.text_counts import Counts, Said
from cohesion.checking import conclusions
from cohesion.errors import DataError
from cohesion.publishing import bound
from cohesion.publishing.claims import Claim, count, within

#: Sentences that a person labelled, drawn from all texts by three seeds (seen by the freshness of
#: notebooks, as all of this folder).
LABELLED = paths.ROOT / "benchmarks"


def recall(folder: Path = LABELLED) -> tuple[int, int]:
    """Return how many of the sentences labelled as concluding the detector finds.

    Returns
    -------
    found, concluding : int

    Raises
    ------
    DataError
        No labelled sentence is at hand.
    """
    texts = [
        row["sentence"]
        for file in sorted(folder.glob("concluding_sentences*.csv"))
        for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines(keepends=True))
        if row["concluding"] == "1"
    ]
    if not texts:
        raise DataError(
            "no labelled sentence is at hand.", file=folder,
            cure="Bring back concluding_sentences.csv with the columns concluding and sentence.",
        )  # fmt: skip
    return sum(map(conclusions.concludes, texts)), len(texts)


def fallen(items: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the names of the claims that do not hold on these results."""
    return sorted(
        name for name, item in items.items() if item["kind"] == "claim" and not item["holds"]
    )


def table(items: Mapping[str, Mapping[str, Any]], counts: Counts) -> pd.DataFrame:
    """Return the numbers of claims and sentences with their outcome.

    Parameters
    ----------
    items : mapping
        The published results of the other chapters.
    counts : Counts
        What was counted in the texts of the book.
    """
    found = counts.said
    number = sum(item["kind"] == "claim" for item in items.values())
    broken = fallen(items)
    hits, labelled = recall()
    # Those of pages, and those in texts that results carry: tables, design, profiles.
    bindings = counts.bindings + len(list(bound.of_items(items.values())))
    rows = [
        ("Claims", "conditions on the data that sentences are bound to", number,
         "all hold" if not broken else f"do not hold: {', '.join(broken)}"),
        ("Bindings", "sentences, clauses, captions and cells of tables bound to a claim",
         bindings, "each names a claim that is published"),
        ("Sentences bound", "concluding sentences of pages, captions and words of pictures",
         found.bound, f"{formats.percent(found.coverage, 0)} bound or excused"),
        ("Sentences excused", "concluding sentences that no data could make untrue, each with "
         "its reason", sum(found.excused.values()), "listed with reason"),
        ("Sentences open", "concluding sentences with neither", found.open,
         "none" if not found.open else "their number may only fall"),
        ("Words beside exhibits", "concluding sentences in captions, notes and words of pictures",
         found.captions, f"{found.captions_bound} bound or excused"),
        ("The detector", "sentences that a person labelled as concluding", labelled,
         f"{hits} found ({formats.percent(100 * hits / labelled, 0)})"),
    ]  # fmt: skip
    heads = ["What", "Meaning", "Number", "Outcome"]
    return pd.DataFrame(rows, columns=heads).set_index("What")


def reasons(found: Said) -> pd.DataFrame:
    """Return why sentences need no claim, and how many for each reason."""
    return pd.DataFrame(
        {
            "Meaning": [conclusions.REASONS[name] for name in found.excused],
            "Sentences": list(found.excused.values()),
        },
        index=pd.Index([name.capitalize() for name in found.excused], name="Reason"),
    )


def numbers(items: Mapping[str, Mapping[str, Any]], found: Said) -> dict[str, int]:
    """Return what the page says of claims, by the name of the fact."""
    hits, labelled = recall()
    return {
        "quality-claims": sum(item["kind"] == "claim" for item in items.values()),
        "quality-claims-fallen": len(fallen(items)),
        "quality-bound": found.bound,
        "quality-excused": sum(found.excused.values()),
        "quality-open": found.open,
        "quality-labelled": labelled,
        "quality-labelled-found": hits,
    }


def of_checks(
    published: int, traced: int, contrast: tuple[float, float], seconds: Iterable[float],
    source: Any,
) -> dict[str, Claim]:  # fmt: skip
    """Return the claims of the chapter on quality control itself.

    Parameters
    ----------
    published, traced : int
        Results, and those that name notebook and source.
    contrast : (float, float)
        The lowest contrast of text, and the one that is needed.
    seconds : iterable of float
        Run time of each notebook.
    """
    return {
        "quality-all-traced": Claim(
            "every published result names its notebook and its sources", "traced == published",
            {"traced": count(traced, of=published), "published": count(published, of=published)},
            source,
        ),
        "quality-contrast-enough": Claim(
            "the lowest contrast of text reaches what is needed", "lowest >= needed",
            {"lowest": within(contrast[0], 1, 21), "needed": within(contrast[1], 1, 21)}, source,
        ),
        "quality-no-minute": Claim(
            "no notebook takes a minute", "slowest < 60",
            {"slowest": within(max(seconds), 0, 3600)}, source,
        ),
    }  # fmt: skip
