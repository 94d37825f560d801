"""``pdf``: build the paper edition: the report, its annexes, and both in one file."""

from __future__ import annotations

import argparse

from cohesion import paths
from cohesion.building import lock
from cohesion.pages.assets import offer_pdf
from cohesion.paper.edition import build_pdf


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes: whether to set the one file only."""
    parser.add_argument(
        "--whole-only", action="store_true", help="only the file with the annexes, in half the time"
    )


def command(options: argparse.Namespace) -> int:
    """Build the PDF files from the same results as the pages, and lead the pages to them."""
    with lock.exclusive(paths.BUILD):
        build_pdf(whole_only=options.whole_only)
        if (paths.HTML / "index.html").is_file():
            offer_pdf(paths.HTML)
    return 0
