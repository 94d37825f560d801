"""``book``: build the HTML book and the files to take away."""

from __future__ import annotations

import argparse
from pathlib import Path

from cohesion import paths
from cohesion.building import html, notebooks, run


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--run", type=Path, metavar="NOTEBOOK", help="run one notebook only")
    parser.add_argument("--notebooks", action="store_true", help="run the notebooks, no pages")


def command(options: argparse.Namespace) -> int:
    """Build the book, or run its notebooks."""
    html.put_back(paths.HTML)
    if options.run:
        html.run_single(options.run)
    elif options.notebooks:
        run.run_all(notebooks.notebooks_of_book())
    else:
        html.build_html()
    return 0
