"""``book``: build the HTML book and the files to take away."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from cohesion import paths
from cohesion.building import unchanged
from cohesion.errors import shown_path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--run", type=Path, metavar="NOTEBOOK", help="run one notebook only")
    parser.add_argument("--notebooks", action="store_true", help="run the notebooks, no pages")
    parser.add_argument(
        "--language",
        choices=("en", "es"),
        default="en",
        help="es: the book, and its pages in Spanish in its folder es",
    )
    parser.add_argument(
        "--explore",
        action="store_true",
        help="for another assumption, day or datum: name the sentences that no longer hold on one "
        "page instead of failing",
    )


def command(options: argparse.Namespace) -> int:
    """Build the book, or run its notebooks."""
    plain = not (options.explore or options.run or options.notebooks)
    if plain and options.language == "en" and unchanged.book_stands(paths.HTML):
        page = paths.HTML / "index.html"
        print(f"book: {shown_path(page)} (nothing changed)")
        return 0
    # Only now: what it imports takes seconds, and mostly nothing changed.
    from cohesion.building import html, notebooks, run, spanish
    from cohesion.checking import claims

    html.put_back(paths.HTML)
    if options.explore:
        os.environ[claims.EXPLORE] = "1"
    if options.run:
        html.run_single(options.run)
    elif options.notebooks:
        run.run_all(notebooks.notebooks_of_book())
    elif options.language == "es":
        from cohesion.pages import assets

        spanish.build()
        assets.offer_pdf(paths.HTML)
    else:
        html.build_html()
    return 0
