"""Building the files to take away only when a result or the code behind them changed."""

from __future__ import annotations

import json
from typing import Any

from cohesion import paths
from cohesion.files import hashes, stamps
from cohesion.publishing import stored


def ensure(items: dict[str, dict[str, Any]]) -> bool:
    """Build the files if anything they rest on changed since they were made; say whether."""
    stamp = paths.BUILD / "deliverables.stamp"
    now = _fingerprint(items)
    made = paths.DELIVERABLES.is_dir() and any(paths.DELIVERABLES.iterdir())
    if made and stamps.stands(stamp, now):
        return False
    # Only now: its libraries take seconds to load, and mostly nothing changed.
    from cohesion.office.build import export

    export(paths.DELIVERABLES)
    stamps.put(stamp, now)
    return True


def _fingerprint(items: dict[str, dict[str, Any]]) -> str:
    parts = [json.dumps({name: stored.fingerprint(item) for name, item in sorted(items.items())})]
    rooms = ("office", "programme", "translation")
    code = [file for room in rooms for file in (paths.ROOT / "cohesion" / room).glob("*.py")]
    texts = [
        *paths.PROGRAMME.rglob("*.yml"),
        *paths.BOOK.rglob("*.bib"),
        *paths.LOCALE.glob("*.po"),
    ]
    parts += [hashes.sha256(file.read_bytes()) for file in sorted([*code, *texts])]
    return hashes.sha256("\0".join(parts).encode())
