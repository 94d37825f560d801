"""Bytes of a file as text: one message for a byte that is not UTF-8."""

from __future__ import annotations

from pathlib import Path

from cohesion.errors import DataError


def decoded(content: bytes, file: str | Path, cure: str = "Save the file as UTF-8.") -> str:
    """Return bytes as text.

    Raises
    ------
    DataError
        They are not UTF-8: names the file, the line and the first such byte.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(
            f"the byte {content[error.start]:#04x} is not UTF-8.",
            file=file,
            row=content.count(b"\n", 0, error.start) + 1,
            cure=cure,
        ) from None
