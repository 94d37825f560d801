"""What follows from a text alone, kept between builds in one file of the build folder.

To look at every page or to count in every text takes seconds, and mostly one of them changed. What
was made of a text is kept under the hash of its bytes, so that it is made again only for another
text. What the last build did not ask for is forgotten.
"""

from __future__ import annotations

import contextlib
import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cohesion import paths
from cohesion.files import hashes, tracking


class Remembered:
    """Values by text, as JSON can hold them.

    Parameters
    ----------
    name : str
        The name of the file below the build folder, without its ending.
    rests_on : str
        A hash of what the values rest on beside the text. The code of the package, on which they
        all rest, is part of it in any case: what other code made is not believed.
    """

    def __init__(self, name: str, rests_on: str = "") -> None:
        self._file = paths.BUILD / "remembered" / f"{name}.json"
        self._maker = f"{_package()} {rests_on}"
        self._before = self._read()
        self._now: dict[str, Any] = {}

    def of(self, text: bytes, make: Callable[[], Any]) -> Any:
        """Return what was made of a text, in its JSON form; make it if it is not kept."""
        key = hashes.sha256(text)
        if key not in self._now:
            known = key in self._before
            # By way of JSON in either case: what is kept and what is new must be the same.
            self._now[key] = self._before[key] if known else json.loads(json.dumps(make()))
        return self._now[key]

    def keep(self) -> None:
        """Write what was asked for; a folder that cannot be written only costs time."""
        if self._now == self._before:
            return
        with contextlib.suppress(OSError), tracking.unrecorded():
            self._file.parent.mkdir(parents=True, exist_ok=True)
            new = self._file.with_name(f"{self._file.name}.new")
            content = {"maker": self._maker, "values": self._now}
            new.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
            new.replace(self._file)

    def _read(self) -> dict[str, Any]:
        try:
            with tracking.unrecorded():
                kept = json.loads(self._file.read_text(encoding="utf-8"))
            return kept["values"] if kept["maker"] == self._maker else {}
        except (OSError, ValueError, TypeError, KeyError):
            # Not there, or cut off by an accident: all of it is made anew.
            return {}


@functools.cache
def _package() -> str:
    """Return one hash of the code of the package, as this process began with it."""
    with tracking.unrecorded():
        files = sorted(Path(paths.__file__).parent.rglob("*.py"))
        return hashes.of_content([hashes.file_hash(file) for file in files])
