"""``terms``: write DATA-TERMS.md from the manifests, or compare it with them."""

from __future__ import annotations

import argparse

from cohesion.errors import DataError
from cohesion.tables.terms import FILE, document, manifests


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--check", action="store_true", help="compare, write nothing")


def command(options: argparse.Namespace) -> int:
    """Write the file, or with ``--check`` compare only."""
    text = document(manifests())
    if not options.check:
        FILE.write_text(text, encoding="utf-8")
    elif not FILE.is_file() or FILE.read_text(encoding="utf-8") != text:
        raise DataError(
            "it is not what the manifests say.", file=FILE, cure="python -m cohesion terms"
        )
    return 0
