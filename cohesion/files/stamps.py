"""Stamps: a file beside what was made, which remembers from what it was made."""

from __future__ import annotations

from pathlib import Path


def stands(stamp: Path, made_from: str) -> bool:
    """Whether what a stamp stands for was made from just this."""
    return stamp.is_file() and stamp.read_text("utf-8") == made_from


def put(stamp: Path, made_from: str) -> None:
    """Remember from what something was made, once it is whole."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(made_from, "utf-8")
