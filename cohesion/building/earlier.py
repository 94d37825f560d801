"""The results of all other chapters, for the last stage, whose chapter speaks of them together.

They are noted in place of their files: what a page says beside a result decides nothing, and a
result that moved makes the chapter run again, whatever moved it.
"""

from __future__ import annotations

from typing import Any

from cohesion import paths
from cohesion.building import collected, notebooks
from cohesion.files import hashes, tracking
from cohesion.publishing import stored

#: Under which the results are noted (see :func:`cohesion.files.tracking.note`).
NAME = "the results of earlier stages"


def results() -> dict[str, dict[str, Any]]:
    """Return the published results of every stage before the last, by name, and note them."""
    with tracking.unrecorded():
        names, printed = _names(), fingerprint()
    tracking.note(NAME, printed)
    return {name: item for name, item in stored.load().items() if item["notebook"] in names}


def fingerprint() -> str:
    """Return a hash of these results and pictures, without the words of their pages."""
    found = collected.without_captions(collected.collect(paths.RESULTS))
    kept = {name: {**found[name], "inputs": {}} for name in sorted(_names() & found.keys())}
    return hashes.of_content(kept)


def _names() -> set[str]:
    """Return the notebooks of all stages before the last."""
    found = notebooks.notebooks_of_book()
    last = max(notebook.stage for notebook in found)
    return {notebook.name for notebook in found if notebook.stage < last}
