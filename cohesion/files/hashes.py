"""Hashes of contents and files."""

from __future__ import annotations

import hashlib
from pathlib import Path


def sha256(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def file_hash(file: Path) -> str:
    """Return the SHA-256 of a file, '' if it is not there."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
