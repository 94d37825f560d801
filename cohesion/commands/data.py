"""``data``: rebuild ``data/`` from the official files."""

from __future__ import annotations

import argparse
from pathlib import Path

from cohesion import paths
from cohesion.readers.geo import municipal_outlines, municipality_names, outlines
from cohesion.readers.rebuild import build_all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--sources", type=Path, default=paths.SOURCES)
    parser.add_argument("--only", nargs="*", default=[], metavar="TABLE")
    parser.add_argument("--geo", action="store_true", help="the files of data/geo instead")


def command(options: argparse.Namespace) -> int:
    """Build every table, some of them, or the outlines and names of places."""
    if options.geo:
        sources = options.sources.resolve()
        for module in (outlines, municipal_outlines, municipality_names):
            for written in module.build(sources, paths.GEO):
                print(written.relative_to(paths.ROOT))
        return 0
    names = build_all(options.sources.resolve(), options.only)
    print(f"{len(names)} tables in {paths.DATA.relative_to(paths.ROOT)}/")
    return 0
