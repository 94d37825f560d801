"""``states``: write the pages of the thirty-two states."""

from __future__ import annotations

import argparse

from cohesion.chapters.profiles.pages import write_stubs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes: nothing."""


def command(options: argparse.Namespace) -> int:
    """Write one page for each state."""
    print(f"{len(write_stubs())} pages written to book/states/")
    return 0
