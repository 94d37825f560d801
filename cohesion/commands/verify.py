"""``verify``: rerun everything and compare with the published results."""

from __future__ import annotations

import argparse

from cohesion import paths
from cohesion.building.verify import (
    collect,
    compare,
    publish_results,
    read_golden,
    rerun_from_nothing,
)
from cohesion.errors import DataError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "--accept", action="store_true", help="make this build's results the published ones"
    )


def command(options: argparse.Namespace) -> int:
    """Compare, or publish; 0 if every result is as published."""
    if options.accept:
        print(f"{publish_results()} notebooks published to tests/golden/")
        return 0
    golden = read_golden()
    if not golden:
        raise DataError("no results are published yet.", file=paths.GOLDEN, cure="make golden")
    identical, changes = compare(golden, collect(rerun_from_nothing()))
    for change in changes:
        print(change.line())
    print(f"{identical} identical, {len(changes)} changed")
    return 1 if changes else 0
