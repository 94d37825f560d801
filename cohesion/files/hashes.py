"""Hashes of contents and files."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from types import ModuleType
from typing import Any


def sha256(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def file_hash(file: Path) -> str:
    """Return the SHA-256 of a file, '' if it is not there."""
    return sha256(file.read_bytes()) if file.is_file() else ""


def of_content(content: Any) -> str:
    """Return the SHA-256 of mappings, lists, texts and numbers; the order of keys is nothing."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode("utf-8"))


def of_code(*modules: ModuleType) -> str:
    """Return one hash of the code of some modules."""
    return sha256(" ".join(file_hash(Path(module.__file__ or "")) for module in modules).encode())
