"""``data``: rebuild ``data/`` from the official files."""

from __future__ import annotations

import argparse
from pathlib import Path

from cohesion import paths
from cohesion.readers.rebuild import build_all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--sources", type=Path, default=paths.SOURCES)
    parser.add_argument("--only", nargs="*", default=[], metavar="TABLE")


def command(options: argparse.Namespace) -> int:
    """Build every table, or some of them."""
    names = build_all(options.sources.resolve(), options.only)
    print(f"{len(names)} tables in {paths.DATA.relative_to(paths.ROOT)}/")
    return 0
