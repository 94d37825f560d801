"""Building the files to take away only when a result or the code behind them changed."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from cohesion import paths
from cohesion.files import hashes, stamps
from cohesion.publishing import stored


def ensure(items: dict[str, dict[str, Any]]) -> bool:
    """Build the files if anything they rest on changed since they were made; say whether.

    They rest on the results that were asked for when they were written, on the design, its
    translation and the code.
    """
    stamp = paths.BUILD / "deliverables.stamp"
    made = paths.DELIVERABLES.is_dir() and any(paths.DELIVERABLES.iterdir())
    if made and stamps.stands(stamp, _made_from(items, _asked_for(stamp))):
        return False
    # Only now: its libraries take seconds to load, and mostly nothing changed.
    from cohesion.office.build import export

    stamp.unlink(missing_ok=True)
    with stored.listening() as names:
        export(paths.DELIVERABLES)
    stamps.put(stamp, _made_from(items, names))
    return True


def _asked_for(stamp: Path) -> set[str]:
    """Return the results that were asked for when the files were made; none where that is lost."""
    try:
        return set(json.loads(stamp.read_text(encoding="utf-8"))["rests_on"])
    except (OSError, ValueError, TypeError, KeyError):
        return set()


def _made_from(items: dict[str, dict[str, Any]], names: Collection[str]) -> str:
    told = {"rests_on": sorted(names), "fingerprint": _fingerprint(items, names)}
    return json.dumps(told, indent=1) + "\n"


def _fingerprint(items: dict[str, dict[str, Any]], names: Collection[str]) -> str:
    results = {name: stored.fingerprint(items[name]) for name in sorted(names) if name in items}
    rooms = (".", "office", "programme", "translation")
    code = [file for room in rooms for file in (paths.ROOT / "cohesion" / room).glob("*.py")]
    texts = [
        *paths.PROGRAMME.rglob("*.yml"),
        *paths.BOOK.rglob("*.bib"),
        *paths.LOCALE.glob("*.po"),
    ]
    pages = (paths.ROOT / "cohesion" / "office").glob("*.csv")
    parts = [json.dumps(results)]
    parts += [hashes.sha256(file.read_bytes()) for file in sorted([*code, *texts, *pages])]
    return hashes.sha256("\0".join(parts).encode())
