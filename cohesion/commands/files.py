"""``files``: build the Word, Excel, CSV and JSON files to take away."""

from __future__ import annotations

import argparse
from pathlib import Path

from cohesion import paths
from cohesion.office.build import export


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--folder", type=Path, default=paths.DELIVERABLES)


def command(options: argparse.Namespace) -> int:
    """Build the files from the published results."""
    files = export(options.folder)
    print(f"{len(files)} files in {options.folder.name}, zip {files[-1].stat().st_size} bytes")
    return 0
