"""``verify``: rerun everything and compare with the published results."""

from __future__ import annotations

import argparse

from cohesion import paths
from cohesion.building import collected, verify
from cohesion.building.html import bound_texts
from cohesion.checking import claims, one_value
from cohesion.errors import DataError
from cohesion.publishing import stored


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "--accept", action="store_true", help="make this build's results the published ones"
    )


def command(options: argparse.Namespace) -> int:
    """Compare, or publish; 0 if every result is as published."""
    if options.accept:
        print(f"{verify.publish_results()} notebooks published to tests/golden/")
        return 0
    golden = verify.read_golden()
    if not golden:
        raise DataError("no results are published yet.", file=paths.GOLDEN, cure="make golden")
    fresh = verify.rerun_from_nothing()
    identical, changes = verify.compare(golden, collected.collect(fresh))
    for change in changes:
        print(change.line())
    items = stored.load(fresh)
    sentences = bound_texts(items)
    fallen = claims.fallen(items, sentences)
    for one in fallen:
        print(one.line())
    pages = {file.stem: file.read_text(encoding="utf-8") for file in paths.NOTEBOOKS.glob("*.md")}
    for problem in one_value.unexplained(items, pages):
        print(problem)
    print(f"{identical} identical, {len(changes)} changed")
    if fallen:
        print(f"{len(fallen)} of {len(sentences)} bound sentences no longer hold")
    return 1 if changes or fallen else 0
