"""``pdf``: build the PDF edition."""

from __future__ import annotations

import argparse

from cohesion.paper.pdf import build_pdf, load_weasyprint


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes: nothing."""


def command(options: argparse.Namespace) -> int:
    """Build the PDF from the same results as the pages."""
    load_weasyprint()
    # Only now: the module cannot be imported where the library is missing.
    from cohesion.paper.fetch import refusals_told

    with refusals_told():
        build_pdf()
    return 0
