"""``states``: write the pages of the thirty-two states, and the profiles after the first."""

from __future__ import annotations

import argparse

from cohesion.chapters.profiles.pages import write_profiles, write_stubs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes: nothing."""


def command(options: argparse.Namespace) -> int:
    """Write one page for each state, and the profiles that the first one is the pattern of."""
    print(f"{len(write_stubs())} pages written to book/states/")
    print(f"{len(write_profiles())} profiles written from notebooks/profile-first.md")
    return 0
