"""``check``: load the whole programme design and say that it agrees with itself."""

from __future__ import annotations

import argparse

from cohesion.checking.declared import check


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes: nothing."""


def command(options: argparse.Namespace) -> int:
    """Check every file of the design."""
    print(check())
    return 0
